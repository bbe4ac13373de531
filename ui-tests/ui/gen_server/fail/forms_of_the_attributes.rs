//! Keys stand in parentheses, parted by commas.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call = "2s"]
    fn a(&self) -> u64 {
        1
    }

    #[call["2s"]]
    fn b(&self) -> u64 {
        1
    }

    #[call { timeout = "2s" }]
    fn c(&self) -> u64 {
        1
    }

    #[call(timeout = "2s" name = Other)]
    fn d(&self) -> u64 {
        1
    }

    #[cast = true]
    fn e(&mut self) {}

    #[terminate(always)]
    fn f(&mut self) {}

    #[every = "1s"]
    fn g(&mut self) {}

    #[init(first)]
    fn open() -> Self {
        Self { total: 0 }
    }

    #[call("2s")]
    fn h(&self) -> u64 {
        1
    }
}

fn main() {}
