//! A name is not empty.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(name = "")]
struct Counter {
    total: u64,
}

fn main() {}
