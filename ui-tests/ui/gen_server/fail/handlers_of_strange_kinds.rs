//! Kinds of functions that no impl of a type may have.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    default fn total(&self) -> u64 {
        self.total
    }

    #[cast]
    fn many(&mut self, all: ...) {}
}

fn main() {}
