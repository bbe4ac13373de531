//! A supervisor with parameters of its own.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Keeps something.
#[derive(GenServer)]
pub struct Holder<T: Clone + Send + Sync + 'static> {
    value: T,
}

#[gen_server]
impl<T: Clone + Send + Sync + 'static> Holder<T> {
    #[init]
    fn open(value: T) -> Self {
        Self { value }
    }

    #[call]
    fn value(&self) -> T {
        self.value.clone()
    }
}

/// Has one, and remembers how to name it.
#[derive(Supervisor)]
#[supervisor(args = T)]
pub struct Tree<T>
where
    T: Clone + Send + Sync + 'static,
{
    /// The one.
    #[child(start = spec(args.clone()))]
    pub holder: Child<Holder<T>>,
}

fn spec<T: Clone + Send + Sync + 'static>(value: T) -> switchboard::ChildSpec<Holder<T>> {
    switchboard::ChildSpec::with(move || (value.clone(),))
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let tree = Tree::<String>::start("a".to_owned()).await.expect("a start");
        assert_eq!(tree.holder.value().await, Ok("a".to_owned()));
    });
}
