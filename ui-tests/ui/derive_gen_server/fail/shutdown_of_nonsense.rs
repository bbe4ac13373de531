//! A duration is a number and a unit.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(shutdown = "brutal")]
struct Counter {
    total: u64,
}

fn main() {}
