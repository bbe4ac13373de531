//! Init returns the server, or a result with it.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open() -> u64 {
        1
    }
}

fn main() {}
