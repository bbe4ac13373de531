//! A handler has no lifetime parameters of its own.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add<'a>(&'a mut self, by: u64) -> u64 {
        1
    }
}

fn main() {}
