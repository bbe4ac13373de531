//! Parameters of a process that could borrow, or stay on their thread: one error at each.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Stack<T> {
    items: Vec<T>,
}

#[gen_server]
impl<T> Stack<T> {
    #[init]
    fn new() -> Self {
        Self { items: Vec::new() }
    }

    #[call]
    fn pop(&mut self) -> Option<T> {
        self.items.pop()
    }

    #[cast]
    fn push(&mut self, item: T) {
        self.items.push(item);
    }
}

#[derive(GenServer)]
struct Pair<A, B> {
    first: Option<A>,
    second: Option<B>,
}

#[gen_server]
impl<A: Clone + 'static, B> Pair<A, B>
where
    B: Clone + Send,
{
    #[init]
    fn new() -> Self {
        Self { first: None, second: None }
    }

    #[call]
    fn swap(&mut self, first: A, second: Vec<B>) -> (Option<A>, Option<B>) {
        self.second = second.into_iter().next();
        (self.first.replace(first), self.second.clone())
    }
}

async fn callers(stack: StackRef<u8>) {
    stack.push(1).expect("room");
    let item: Result<Option<u8>, CallError> = stack.pop().await;
    drop(item);
}

fn main() {}
