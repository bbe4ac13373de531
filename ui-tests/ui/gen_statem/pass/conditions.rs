//! Handlers that are configured out, by every way.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// A door.
#[derive(GenStatem, Default)]
pub struct Door;

/// How it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum State {
    /// Locked.
    #[default]
    Locked,
}

#[gen_statem(state = State)]
impl Door {
    #[cfg(any())]
    #[on(Locked, cast)]
    fn missing(&mut self, of: NoSuchType) {}

    #[cfg_attr(all(), on(Locked, cast))]
    fn there(&mut self) {}

    #[cfg(all())]
    #[on(_, call)]
    fn get(&self, #[cfg(any())] not: NoSuchType, by: u8) -> u8 {
        by
    }

    #[cfg(any())]
    #[on(Locked, enter)]
    fn entered(&mut self) {}
}

fn main() {}
