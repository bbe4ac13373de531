//! A misspelt key is told the nearest.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(mailbx = 5)]
struct Counter {
    total: u64,
}

fn main() {}
