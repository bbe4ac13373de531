//! A child is a server or a supervisor.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = todo())]
    counter: Child<u64>,
}

fn todo() -> ! {
    panic!()
}

fn main() {}
