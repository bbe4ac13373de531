//! Each key is judged by itself, so all mistakes come out together.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(
    name = counter,
    mailbox = "64",
    overflow = "refuse",
    shutdown = 5,
    restart = always,
    timeout = "5 parsecs",
    on_stop = drop,
    trap_exit = "yes",
    crate = switchboard,
    queue = 3
)]
struct Counter;

fn main() {}
