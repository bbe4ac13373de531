//! The message would be called `Self`.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn self_(&mut self) {}
}

fn main() {}
