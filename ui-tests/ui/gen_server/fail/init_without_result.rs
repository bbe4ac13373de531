//! Init returns something.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open() {}
}

fn main() {}
