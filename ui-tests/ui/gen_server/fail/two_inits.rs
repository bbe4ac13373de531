//! A server starts in one way.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open() -> Self {
        Self { total: 1 }
    }

    #[init]
    fn create() -> Self {
        Self { total: 2 }
    }
}

fn main() {}
