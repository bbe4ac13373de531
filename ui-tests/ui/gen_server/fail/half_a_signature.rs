//! A signature that is still being written keeps its siblings.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn unfinished(&self, by: ) -> u64 {
        self.total
    }

    #[cast]
    fn no_type(&mut self, by) {}

    #[call]
    fn other(&self) -> u64 {
        self.total
    }
}

async fn use_it(counter: CounterRef) {
    let _ = counter.other().await;
}

fn main() {}
