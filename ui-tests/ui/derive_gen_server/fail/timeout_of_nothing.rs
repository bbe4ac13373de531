//! A call that waits for no time gets no answer.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(timeout = "0s")]
struct Counter {
    total: u64,
}

fn main() {}
