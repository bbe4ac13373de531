//! What waits is drained or discarded.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(on_stop = drian)]
struct Counter {
    total: u64,
}

fn main() {}
