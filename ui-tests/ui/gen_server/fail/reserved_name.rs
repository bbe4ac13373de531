//! The handle has a method of this name.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn server(&self) -> u64 {
        1
    }
}

fn main() {}
