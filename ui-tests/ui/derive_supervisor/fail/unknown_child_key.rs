//! A misspelt key of a child is told the nearest.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(strat = Counter::child())]
    counter: Child<Counter>,
}

fn main() {}
