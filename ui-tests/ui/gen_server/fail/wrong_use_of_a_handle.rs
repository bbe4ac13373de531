//! Mistakes of a caller are shown where the caller made them.

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

    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }

    fn helper(&self) -> u64 {
        self.total
    }
}

async fn use_it(counter: CounterRef) {
    let _ = counter.add("one").await;
    let _ = counter.add().await;
    let _ = counter.helper();
    let _: u64 = counter.add(1).await;
}

fn main() {}
