//! A union has no state that one could drop.

use switchboard::prelude::*;

#[derive(GenServer)]
union Counter {
    total: u64,
}

fn main() {}
