//! A handler cannot take the server away.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(self) -> u64 {
        1
    }
}

fn main() {}
