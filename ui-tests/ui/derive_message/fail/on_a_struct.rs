//! Messages are the variants of an enum.

use switchboard::prelude::*;

#[derive(Message)]
struct Add {
    by: u64,
}

fn main() {}
