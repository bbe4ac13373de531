//! A field is a child, or says that it is none.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    counter: Child<Counter>,
}

fn main() {}
