//! A server's own handle does not follow a restart.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Counter::child())]
    counter: CounterRef,
}

fn main() {}
