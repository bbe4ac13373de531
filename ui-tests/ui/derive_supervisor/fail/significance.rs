//! A significant child can end, and its supervisor ends with it.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Alone {
    #[child(start = Counter::child(), significant, restart = transient)]
    counter: Child<Counter>,
}

#[derive(Supervisor)]
#[supervisor(auto_shutdown = never)]
struct Never {
    #[child(start = Counter::child(), significant, restart = permanent)]
    counter: Child<Counter>,
}

fn main() {}
