//! Names that differ only in what a variant leaves out.

#![allow(non_snake_case)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn get_a(&self) -> u64 {
        1
    }

    #[call]
    fn get__a(&self) -> u64 {
        2
    }

    #[call]
    fn getA(&self) -> u64 {
        3
    }

    #[cast]
    fn put(&mut self) {}

    #[cast]
    fn put_(&mut self) {}

    #[cast(rename = put)]
    fn store(&mut self) {}
}

async fn all_are_there(counter: CounterRef) {
    let _ = (counter.get_a().await, counter.get__a().await, counter.getA().await);
}

fn main() {}
