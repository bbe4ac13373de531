//! The struct has its configuration from the derive.

use switchboard::prelude::*;

#[derive(Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
