//! A misspelt key is told the nearest.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call(timeuot = "2s")]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
