//! A server has one impl with handlers.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        self.total
    }
}

#[gen_server]
impl Counter {
    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }
}

fn main() {}
