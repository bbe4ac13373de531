//! A mailbox has a number of places.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(mailbox = "big")]
struct Counter {
    total: u64,
}

fn main() {}
