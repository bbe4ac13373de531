//! Handlers are methods of the type itself.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Iterator for Counter {
    #[call]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
