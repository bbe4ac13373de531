//! Anybody may send a message, so no handler is unsafe.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    unsafe fn total(&self) -> u64 {
        1
    }
}

fn main() {}
