//! An interval takes time.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[every("0s")]
    fn tick(&mut self) {}
}

fn main() {}
