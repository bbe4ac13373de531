//! No message can be named after underscores.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn __(&mut self) {}
}

fn main() {}
