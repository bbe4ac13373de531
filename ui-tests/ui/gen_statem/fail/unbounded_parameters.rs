//! A parameter of a machine that could borrow.

use switchboard::prelude::*;

#[derive(Clone, Debug, PartialEq)]
enum State {
    Idle,
}

#[derive(GenStatem)]
struct Hold<T> {
    item: Option<T>,
}

#[gen_statem(state = State)]
impl<T: Clone> Hold<T> {
    #[init]
    fn new() -> (State, Self) {
        (State::Idle, Self { item: None })
    }

    #[on(_, call)]
    fn swap(&mut self, item: T) -> Option<T> {
        self.item.replace(item)
    }
}

fn main() {}
