//! A server whose handlers are all configured out.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Has nothing.
#[derive(GenServer, Default)]
pub struct Nothing;

#[gen_server]
impl Nothing {
    #[cfg(any())]
    #[call]
    fn one(&self) -> NoSuchType {}

    #[cfg(any())]
    #[cast]
    fn two(&mut self, of: NoSuchType) {}

    #[cfg(any())]
    #[info]
    fn three(&mut self, of: NoSuchType) {}

    #[cfg(any())]
    #[continue_with]
    fn four(&mut self) {}

    #[cfg(any())]
    #[every("1s")]
    fn five(&mut self) {}

    #[cfg(any())]
    #[terminate]
    fn six(&mut self) {}
}

fn main() {}
