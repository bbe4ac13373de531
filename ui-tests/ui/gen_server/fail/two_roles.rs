//! A method has one role.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    #[cast]
    fn total(&mut self) {}
}

fn main() {}
