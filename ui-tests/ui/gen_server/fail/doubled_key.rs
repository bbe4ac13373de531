//! A key is given once.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call(timeout = "1s", timeout = "2s")]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
