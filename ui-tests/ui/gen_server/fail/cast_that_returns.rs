//! Nobody gets what a cast returns.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn add(&mut self, by: u64) -> u64 {
        by
    }
}

fn main() {}
