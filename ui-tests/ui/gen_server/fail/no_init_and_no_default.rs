//! Without `#[init]` a server starts from its default.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        self.total
    }
}

fn main() {}
