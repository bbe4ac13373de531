//! A message needs the whole type.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn greet(&mut self, names: Vec<_>) {}
}

fn main() {}
