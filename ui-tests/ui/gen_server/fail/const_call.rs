//! A role on something that is no method.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    const TOTAL: u64 = 1;
}

fn main() {}
