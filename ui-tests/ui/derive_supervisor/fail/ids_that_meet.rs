//! Children are told apart by their ids.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::child())]
    first: Child<Counter>,
    #[child(start = Counter::child(), id = "first")]
    second: Child<Counter>,
    #[child(start = Counter::child(), id = "third")]
    fourth: Child<Counter>,
    #[child(start = Counter::child())]
    third: Child<Counter>,
}

#[derive(Supervisor)]
struct Numbered(
    #[child(start = Counter::child(), id = "1")] Child<Counter>,
    #[child(start = Counter::child())] Child<Counter>,
);

fn main() {}
