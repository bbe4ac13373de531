//! A duration has a unit.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(shutdown = 5)]
struct Counter {
    total: u64,
}

fn main() {}
