//! A mailbox has room for something.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(mailbox = 0)]
struct Counter {
    total: u64,
}

fn main() {}
