//! Nobody waits for a cast, so there is no port.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn total(&mut self, reply: ReplyTo<u64>) {}
}

fn main() {}
