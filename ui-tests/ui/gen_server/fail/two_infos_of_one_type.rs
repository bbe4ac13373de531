//! One type of info has one handler.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[info]
    fn heard(&mut self, down: Down) {}

    #[info]
    fn heard_too(&mut self, down: Down) {}
}

fn main() {}
