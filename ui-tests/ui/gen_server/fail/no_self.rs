//! A handler works on the state.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total() -> u64 {
        1
    }
}

fn main() {}
