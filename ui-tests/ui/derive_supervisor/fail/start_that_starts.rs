//! A start expression says how to start the child, and does not start it.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::start())]
    counter: Child<Counter>,
}

fn main() {}
