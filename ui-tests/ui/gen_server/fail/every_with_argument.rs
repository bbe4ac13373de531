//! A tick brings nothing.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[every("1s")]
    fn tick(&mut self, by: u64) {}
}

fn main() {}
