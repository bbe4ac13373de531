//! The arguments of init make one type.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[init]
    fn open(#[cfg(all())] total: u64) -> Self {
        Self { total }
    }
}

fn main() {}
