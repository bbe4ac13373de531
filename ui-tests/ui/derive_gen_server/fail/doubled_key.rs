//! A key is given once.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(mailbox = 5, mailbox = 6)]
struct Counter {
    total: u64,
}

fn main() {}
