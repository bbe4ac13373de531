//! Generated types do not replace those that are there.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

struct CounterRef;
enum CounterCall {}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        self.total
    }
}

fn main() {}
