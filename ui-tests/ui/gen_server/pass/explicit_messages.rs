//! A user's own enum as the messages of a server.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// What a counter is asked.
#[derive(Debug, Message)]
pub enum CounterMsg {
    /// Adds.
    #[call(reply = u64)]
    Add {
        /// How much.
        by: u64,
    },
    /// The total, later.
    #[call(reply = u64)]
    Later,
    /// Starts again.
    #[cast]
    Reset,
}

/// Counts.
#[derive(GenServer, Default)]
pub struct Counter {
    total: u64,
}

#[gen_server(messages = CounterMsg)]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[call]
    async fn later(&self) -> u64 {
        self.total
    }

    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let counter = Counter::start().await.expect("a start");
        assert_eq!(counter.add(3).await, Ok(3));
        counter.reset().expect("room");
        counter.server().cast(CounterMsg::Reset).expect("room");
        assert_eq!(counter.later().await, Ok(0));
        let by_hand: Result<u64, CallError> = counter.server().call(CounterMsg::Add { by: 2 }).await;
        assert_eq!(by_hand, Ok(2));
    });
}
