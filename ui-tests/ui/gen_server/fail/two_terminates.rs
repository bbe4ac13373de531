//! A server says goodbye once.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[terminate]
    fn close(&mut self) {}

    #[terminate]
    fn end(&mut self) {}
}

fn main() {}
