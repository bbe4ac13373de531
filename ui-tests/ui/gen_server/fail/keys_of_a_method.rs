//! Each attribute knows its own keys, once.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call(timeuot = "2s")]
    fn a(&self) -> u64 {
        1
    }

    #[call(timeout = "1s", timeout = "2s")]
    fn b(&self) -> u64 {
        1
    }

    #[cast(timeout = "2s")]
    fn c(&mut self) {}

    #[call(name = "C", rename = 3)]
    fn d(&self) -> u64 {
        1
    }

    #[info(rename = other)]
    fn e(&mut self, _down: Down) {}

    #[continue_with(name)]
    fn f(&mut self) {}
}

fn main() {}
