//! A duration is a number and a unit.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call(timeout = "soon")]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
