//! Handlers are methods of the type itself, not of one of its traits.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

trait Plain {}

unsafe trait Promised {}

#[gen_server]
impl Plain for Counter {}

#[gen_server]
unsafe impl Promised for Counter {}

fn main() {}
