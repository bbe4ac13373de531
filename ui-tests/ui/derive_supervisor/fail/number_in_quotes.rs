//! A number has no quotes.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(max_restarts = "3")]
struct Shop {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
}

fn main() {}
