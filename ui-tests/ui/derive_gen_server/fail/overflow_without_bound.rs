//! What is unbounded does not overflow.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(mailbox = unbounded, overflow = drop_oldest)]
struct Counter {
    total: u64,
}

fn main() {}
