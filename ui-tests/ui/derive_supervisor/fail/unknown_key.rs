//! A misspelt key is told the nearest.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(max_restart = 5)]
struct Shop {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
}

fn main() {}
