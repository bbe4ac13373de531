//! Terminate gets the reason, by reference.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[terminate]
    fn close(&mut self, reason: u64) {}
}

fn main() {}
