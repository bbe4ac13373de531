//! Messages that may be matched, and derived traits on them.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Counts.
#[derive(GenServer, Default)]
pub struct Counter;

#[gen_server(exhaustive, derive(Clone, Copy, PartialEq, Eq, Hash))]
impl Counter {
    #[call]
    fn get(&self, at: u8) -> u8 {
        at
    }

    #[call]
    fn other(&self) -> u8 {
        2
    }

    #[cast]
    fn put(&mut self, by: u8) {
        let _ = by;
    }
}

/// Matches all.
pub fn shown(call: CounterCall) -> u8 {
    match call {
        CounterCall::Get { at } => at,
        CounterCall::Other {} => 0,
    }
}

fn main() {
    assert_eq!(CounterCast::Put { by: 1 }, CounterCast::Put { by: 1 });
    assert_eq!(shown(CounterCall::Get { at: 3 }), 3);
}
