//! A state that is a struct, a number, or nothing.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Counts.
#[derive(GenStatem, Default)]
pub struct Number;

#[gen_statem(state = u8)]
impl Number {
    #[on(0, cast)]
    fn first(&mut self) -> Next<u8> {
        Next::to(1)
    }

    #[on(1..=255, cast = first)]
    fn more(&mut self) {}
}

/// Has one state.
#[derive(GenStatem, Default)]
pub struct Only;

#[gen_statem(state = ())]
impl Only {
    #[on(_, call)]
    fn get(&self) -> u8 {
        1
    }
}

fn main() {}
