//! All mistakes of one impl are reported together, and the impl is still there.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn greet(&self, name: &str) -> u64 {
        1
    }

    #[cast]
    fn add(&mut self, by: u64) -> u64 {
        by
    }

    #[call(timeuot = "2s")]
    fn total(&self) -> u64 {
        self.helper()
    }

    #[every("never")]
    fn tick(&mut self) {}

    fn helper(&self) -> u64 {
        self.total
    }
}

fn main() {}
