//! Two children with one id.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::child(), id = "a")]
    first: Child<Counter>,
    #[child(start = Counter::child(), id = "a")]
    second: Child<Counter>,
}

fn main() {}
