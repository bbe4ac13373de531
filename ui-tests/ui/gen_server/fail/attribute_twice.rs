//! The attribute is written once.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        self.total
    }
}

fn main() {}
