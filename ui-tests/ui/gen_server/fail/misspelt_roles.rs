//! An attribute that is nearly one of ours is told which.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cal]
    fn total(&self) -> u64 {
        self.total
    }

    #[handle_cast]
    fn reset(&mut self) {
        self.total = 0;
    }
}

async fn use_it(counter: CounterRef) {
    let _ = counter.total().await;
    let _ = counter.reset();
}

fn main() {}
