//! What is skipped is made by its default.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

struct NoDefault;

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
    #[supervisor(skip)]
    other: NoDefault,
}

fn main() {}
