//! A strategy is a word.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(strategy = "one_for_all")]
struct Shop {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
}

fn main() {}
