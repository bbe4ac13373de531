//! A body that is no Rust yet is rustc's to complain about, once; the rest stays.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        self.
    }

    #[call]
    fn other(&self) -> u64 {
        1
    }
}

async fn use_it(counter: CounterRef) {
    let _ = counter.other().await;
}

fn main() {}
