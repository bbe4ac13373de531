//! A handler is called by Rust.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    extern "C" fn total(&self) -> u64 {
        1
    }
}

fn main() {}
