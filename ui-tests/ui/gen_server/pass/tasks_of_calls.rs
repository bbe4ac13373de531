//! The future of a call can run beside others, and in a task.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter(u64);

#[gen_server]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.0 += by;
        self.0
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let counter = Counter::start().await.expect("a start");
        let other = counter.clone();
        let task = tokio::spawn(async move { other.add(2).await });
        assert!(task.await.expect("no panic").is_ok());
        let (first, second) = (counter.add(1), counter.add(1));
        assert_eq!((second.await, first.await), (Ok(3), Ok(4)));
    });
}
