//! Start expressions see `args` only when it is declared.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::child().id(args))]
    counter: Child<Counter>,
}

fn main() {}
