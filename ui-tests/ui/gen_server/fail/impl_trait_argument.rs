//! A message has one type for each argument.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn greet(&mut self, name: impl Into<String>) {}
}

fn main() {}
