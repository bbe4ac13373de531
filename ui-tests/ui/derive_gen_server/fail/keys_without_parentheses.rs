//! Keys stand in parentheses.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server = "counter"]
struct Counter {
    total: u64,
}

fn main() {}
