//! The attribute belongs on the impl.

use switchboard::prelude::*;

#[gen_server]
struct Counter {
    total: u64,
}

fn main() {}
