//! Handlers that are constant functions as well.

#![deny(warnings, missing_docs, clippy::all, clippy::missing_const_for_fn)]

use switchboard::prelude::*;

/// Counts.
#[derive(GenServer)]
pub struct Counter(u64);

#[gen_server]
impl Counter {
    #[init]
    const fn open(start: u64) -> Self {
        Self(start)
    }

    #[call]
    const fn total(&self) -> u64 {
        self.0
    }

    #[cast]
    const fn add(&mut self, by: u64) {
        self.0 += by;
    }
}

const COUNTER: Counter = Counter::open(3);
const _: () = assert!(COUNTER.total() == 3);

fn main() {}
