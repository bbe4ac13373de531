//! Nobody gets what terminate returns.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[terminate]
    fn close(&mut self) -> u64 {
        1
    }
}

fn main() {}
