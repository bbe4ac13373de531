//! An attribute that is still being written keeps its handler.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server(hand)]
impl Counter {
    #[call(tim)]
    fn a(&self) -> u64 {
        1
    }

    #[call(timeout = )]
    fn b(&self) -> u64 {
        1
    }

    #[call(rename = , name = )]
    fn c(&self) -> u64 {
        1
    }

    #[cast(nam = X)]
    fn d(&mut self) {}
}

async fn use_it(counter: CounterRef) {
    let _ = (counter.a().await, counter.b().await, counter.c().await, counter.d());
}

fn main() {}
