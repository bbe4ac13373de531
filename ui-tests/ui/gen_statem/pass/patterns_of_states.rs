//! States by name, with fields, several at once, and all of them.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// A lock.
#[derive(GenStatem, Default)]
pub struct Lock;

/// How it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum State {
    /// Shut.
    #[default]
    Shut,
    /// Open, since then.
    Open {
        /// When.
        since: u64,
    },
    /// Broken so often.
    Broken(u8),
}

#[gen_statem(state = State)]
impl Lock {
    #[on(Shut, cast)]
    fn a(&mut self) {}

    #[on(Open { since: 0..=9 } | Broken(1 | 2), cast = a)]
    fn b(&mut self) {}

    #[on(| Open | State::Broken(_), cast = a)]
    fn c(&mut self) {}

    #[on(Shut | Open | Broken, call)]
    fn d(&self) -> u8 {
        1
    }

    #[on(_, call)]
    fn e(&self) -> u8 {
        2
    }
}

fn main() {}
