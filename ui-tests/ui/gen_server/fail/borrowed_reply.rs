//! A reply leaves the server, so it cannot borrow from it.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> &u64 {
        &self.total
    }
}

fn main() {}
