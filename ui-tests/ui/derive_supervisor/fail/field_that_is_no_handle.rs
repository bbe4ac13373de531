//! The field of a child is its handle.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::child())]
    counter: Counter,
}

fn main() {}
