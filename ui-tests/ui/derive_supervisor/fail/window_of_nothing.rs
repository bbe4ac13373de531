//! The window of the budget takes time.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(max_seconds = 0)]
struct Shop {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
}

fn main() {}
