//! A child is a server or a supervisor.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = spec())]
    counter: Child<u64>,
}

fn spec<T>() -> T {
    panic!()
}

fn main() {}
