//! A timeout is a duration with its unit, and is read when the program is compiled.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call(timeout = 5)]
    fn a(&self) -> u64 {
        1
    }

    #[call(timeout = "5 parsecs")]
    fn b(&self) -> u64 {
        1
    }

    #[call(timeout = "0s")]
    fn c(&self) -> u64 {
        1
    }

    #[call(timeout = never)]
    fn d(&self) -> u64 {
        1
    }

    #[call(timeout = -1)]
    fn e(&self) -> u64 {
        1
    }

    #[call(timeout)]
    fn f(&self) -> u64 {
        1
    }

    #[call(timeout("2s"))]
    fn g(&self) -> u64 {
        1
    }

    #[call(timeout = "")]
    fn h(&self) -> u64 {
        1
    }
}

fn main() {}
