//! A flag is on or off.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(trap_exit = "yes")]
struct Counter {
    total: u64,
}

fn main() {}
