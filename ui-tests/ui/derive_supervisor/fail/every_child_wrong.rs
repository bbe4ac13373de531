//! Each child is judged by itself, so all mistakes come out together.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start)]
    a: Child<Counter>,
    #[child(start = )]
    b: Child<Counter>,
    #[child(restart = always, shutdown = 5)]
    c: Child<Counter>,
    #[child(id = "")]
    d: Child<Counter>,
    #[child(start_timeout = "0s", significant = maybe)]
    e: Child<Counter>,
    #[child]
    #[child(restart = transient)]
    f: Child<Counter>,
    #[child]
    #[supervisor(skip)]
    g: Child<Counter>,
    #[child = "h"]
    h: Child<Counter>,
    #[child(strat = Counter::child())]
    i: Child<Counter>,
}

fn main() {}
