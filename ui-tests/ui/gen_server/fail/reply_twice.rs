//! A handler answers by returning or through its port.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self, reply: ReplyTo<u64>) -> u64 {
        1
    }
}

fn main() {}
