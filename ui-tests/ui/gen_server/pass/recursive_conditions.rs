//! Conditions on arguments, behind several `cfg_attr`.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Adds.
#[derive(GenServer, Default)]
pub struct Adder;

#[gen_server]
impl Adder {
    #[call]
    fn add(
        &self,
        #[cfg_attr(all(), cfg(any()))] not: NoSuchType,
        #[cfg_attr(all(), cfg_attr(all(), cfg(all())))] by: u64,
        #[cfg(not(any()))] more: u64,
    ) -> u64 {
        by + more
    }

    #[continue_with]
    fn later(&mut self, #[cfg(any())] not: NoSuchType, by: u64) {
        let _ = by;
    }
}

fn main() {}
