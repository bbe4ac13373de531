//! An interval is one duration, and some time has to pass.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[every]
    fn a(&mut self) {}

    #[every()]
    fn b(&mut self) {}

    #[every(5)]
    fn c(&mut self) {}

    #[every("0ms")]
    fn d(&mut self) {}

    #[every("1s", "2s")]
    fn e(&mut self) {}

    #[every("soon")]
    fn f(&mut self) {}

    #[every("99999999999999999999d")]
    fn g(&mut self) {}

    #[every("1s")]
    fn h(&mut self, extra: u8) {}
}

fn main() {}
