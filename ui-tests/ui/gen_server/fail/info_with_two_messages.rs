//! An info is one message.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[info]
    fn heard(&mut self, down: Down, exit: Exit) {}
}

fn main() {}
