//! A call takes what its handler takes.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }
}

async fn use_it(counter: CounterRef) {
    let _ = counter.add("one").await;
}

fn main() {}
