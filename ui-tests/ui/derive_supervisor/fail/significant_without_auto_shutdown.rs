//! A significant child needs a supervisor that ends with it.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::child(), significant, restart = transient)]
    counter: Child<Counter>,
}

fn main() {}
