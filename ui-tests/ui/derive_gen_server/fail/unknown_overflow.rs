//! A policy has a name.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(overflow = drop_latest)]
struct Counter {
    total: u64,
}

fn main() {}
