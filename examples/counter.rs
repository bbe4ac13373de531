//! A first server: calls that answer, casts that do not, and a handle that everybody may share.
//!
//! Run it with `cargo run --example counter`.

use std::error::Error;

use switchboard::prelude::*;

// ANCHOR: server
#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    /// Adds to the total, and gives it back.
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    /// The total so far.
    #[call]
    fn total(&self) -> u64 {
        self.total
    }

    /// Starts again from nothing.
    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }
}
// ANCHOR_END: server

// ANCHOR: plain
/// A handler is a method like any other; this needs no process.
fn without_a_process() {
    let mut counter = Counter::default();
    assert_eq!(counter.add(2), 2);
    counter.reset();
    assert_eq!(counter.total(), 0);
}
// ANCHOR_END: plain

// ANCHOR: messages
/// What the handle's methods do is within everyone's reach: the messages are ordinary enums.
async fn by_message(counter: &CounterRef) -> Result<u64, Box<dyn Error>> {
    counter.server().cast(CounterCast::Reset {})?;
    Ok(counter.server().call(CounterCall::Add { by: 7 }).await?)
}
// ANCHOR_END: messages

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    without_a_process();

    // ANCHOR: use
    let counter = Counter::start().await?;
    counter.add(2).await?;
    counter.reset()?;
    println!("after the reset: {}", counter.add(40).await?);
    // ANCHOR_END: use

    // ANCHOR: share
    let adders: Vec<_> = (1..=10)
        .map(|by| {
            let counter = counter.clone();
            Task::spawn(async move { counter.add(by).await })
        })
        .collect();
    for adder in adders {
        adder.await??;
    }
    println!("after ten adders: {}", counter.total().await?);
    // ANCHOR_END: share

    println!("by message: {}", by_message(&counter).await?);

    // ANCHOR: stop
    counter.server().stop().await?;
    println!("answered after the stop: {}", counter.total().await.is_ok());
    // ANCHOR_END: stop
    Ok(())
}
