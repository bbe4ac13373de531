//! The few names that every handle and every server has.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn clone(&self) -> u64 {
        1
    }

    #[cast]
    fn server(&mut self) {}

    #[call(rename = server)]
    fn other(&self) -> u64 {
        2
    }

    #[call]
    fn start(&self) -> u64 {
        3
    }

    fn start_link() {}

    #[cast]
    fn child(&mut self) {}

    fn dynamic(&self) {}
}

fn main() {}
