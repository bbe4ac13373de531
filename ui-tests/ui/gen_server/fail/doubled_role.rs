//! One attribute is enough.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    #[call]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
