//! A name is a string.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(name = counter)]
struct Counter {
    total: u64,
}

fn main() {}
