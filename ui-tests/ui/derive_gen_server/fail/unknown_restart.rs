//! There are three ways to be restarted.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(restart = permanant)]
struct Counter {
    total: u64,
}

fn main() {}
