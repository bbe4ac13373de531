//! A reply has one type.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn later(&self) -> impl Future<Output = u64> {
        async { 1 }
    }
}

fn main() {}
