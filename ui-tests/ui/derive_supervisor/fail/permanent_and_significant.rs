//! A permanent child never ends by itself.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(auto_shutdown = any_significant)]
struct Shop {
    #[child(start = Counter::child(), significant, restart = permanent)]
    counter: Child<Counter>,
}

fn main() {}
