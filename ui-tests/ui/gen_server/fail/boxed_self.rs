//! The state does not live in a box of its own.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(self: Box<Self>) -> u64 {
        1
    }
}

fn main() {}
