//! An interval says how long it is.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[every]
    fn tick(&mut self) {}
}

fn main() {}
