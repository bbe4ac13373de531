//! `#[terminate]` is told the reason, and that is all.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct One;

#[gen_server]
impl One {
    #[terminate]
    fn end(&mut self, why: u64, reason: &ExitReason) {}

    #[terminate]
    fn again(&mut self) {}
}

#[derive(GenServer, Default)]
struct Two;

#[gen_server]
impl Two {
    #[terminate]
    fn end() -> bool {
        true
    }
}

fn main() {}
