//! A message has a size, so its parts have one.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn text(&mut self, text: str) {}

    #[cast]
    fn bytes(&mut self, bytes: [u8]) {}

    #[cast]
    fn task(&mut self, task: dyn Fn()) {}
}

fn main() {}
