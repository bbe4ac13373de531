//! Two methods of one name are the compiler's to report, once.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        self.total
    }

    #[call]
    fn total(&self, _again: bool) -> u64 {
        self.total
    }

    #[cast]
    fn reset(&mut self) {}

    fn reset(&self) {}
}

fn main() {}
