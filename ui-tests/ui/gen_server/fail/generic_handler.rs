//! A handler has no type parameters of its own.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add<T: Into<u64>>(&mut self, by: T) -> u64 {
        1
    }
}

fn main() {}
