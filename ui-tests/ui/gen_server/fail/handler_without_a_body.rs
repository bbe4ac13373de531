//! A method without a body is the compiler's to report; its siblings stay.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64;

    #[call]
    fn other(&self) -> u64 {
        self.total
    }
}

async fn use_it(counter: CounterRef) {
    let _ = counter.other().await;
}

fn main() {}
