//! Each key is judged by itself, so all mistakes come out together.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(
    strategy = one_for_al,
    max_restarts = 0,
    max_seconds = "0s",
    auto_shutdown = some,
    name = "",
    args,
    crate = switchboard,
    intensity = 3
)]
struct Shop {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
}

fn main() {}
