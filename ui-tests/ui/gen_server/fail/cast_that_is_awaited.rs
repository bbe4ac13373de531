//! Nobody waits for a cast.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }
}

async fn use_it(counter: CounterRef) {
    let _ = counter.reset().await;
}

fn main() {}
