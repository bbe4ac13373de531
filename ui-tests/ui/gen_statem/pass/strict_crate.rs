//! Nothing that is generated triggers a lint, and nothing is allowed.

#![forbid(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    unsafe_code,
    elided_lifetimes_in_paths,
    clippy::all
)]

use switchboard::prelude::*;

/// A door.
#[derive(Debug, GenStatem, Default)]
pub struct Door;

/// How it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Locked.
    #[default]
    Locked,
    /// Open.
    Open,
}

#[gen_statem(state = State)]
impl Door {
    /// Opens it.
    #[on(Locked, call)]
    pub fn open(&mut self) -> (bool, Next<State>) {
        (true, Next::to(State::Open))
    }

    /// It is open.
    #[on(Open, call = open)]
    pub fn opened(&mut self) -> bool {
        false
    }

    /// Shuts it.
    #[on(_, cast)]
    pub async fn shut(&mut self) -> Next<State> {
        Next::to(State::Locked)
    }
}

fn main() {}
