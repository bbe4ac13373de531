//! Every key of a supervisor and of a child.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

/// Has all.
#[derive(Supervisor)]
#[supervisor(strategy = one_for_all, max_restarts = 10, max_seconds = "1m30s")]
#[supervisor(name = "ui.all_keys_of_a_supervisor", auto_shutdown = all_significant)]
#[supervisor(args = (u8, u8), crate = ::switchboard)]
struct All {
    #[child(start = Counter::child(), restart = temporary, shutdown = infinity, significant)]
    first: Child<Counter>,
    #[child(id = "other", shutdown = brutal_kill, significant = false, start_timeout = "5s")]
    second: Child<Counter>,
    #[child(start = { let (_, _) = args; Counter::child() }, start_timeout = infinity)]
    third: Child<Counter>,
}

fn fields(all: &All) -> [&Child<Counter>; 3] {
    [&all.first, &all.second, &all.third]
}

fn main() {
    let _ = fields;
}
