//! A borrow deep inside a type is one all the same.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn greet(&mut self, names: Vec<&str>) {}
}

fn main() {}
