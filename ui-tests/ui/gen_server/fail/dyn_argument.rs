//! A trait object has no size: box it.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn greet(&mut self, name: dyn Send) {}
}

fn main() {}
