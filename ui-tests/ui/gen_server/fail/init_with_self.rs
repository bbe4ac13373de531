//! Init makes the state, so there is none yet.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open(&self) -> Self {
        Self { total: 1 }
    }
}

fn main() {}
