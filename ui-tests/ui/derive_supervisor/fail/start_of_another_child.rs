//! A field is started by the spec of its type.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::dynamic())]
    counter: Child<Counter>,
}

fn main() {}
