//! No message can be named after this handler.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn _1(&self) -> u64 {
        1
    }
}

fn main() {}
