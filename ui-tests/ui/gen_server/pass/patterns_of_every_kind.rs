//! Tuples, structs, arrays and nothing at all as arguments.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// A pair.
pub struct Pair(pub u8, pub u8);

/// Takes apart.
#[derive(GenServer)]
pub struct Parts(u8);

#[gen_server]
impl Parts {
    #[init]
    fn open((a, b): (u8, u8), _: u8) -> Self {
        Self(a + b)
    }

    #[call]
    fn all(&self, [a, b]: [u8; 2], Pair(c, _): Pair, _: (), ((d, ..), _): ((u8, u8), u8)) -> u8 {
        self.0 + a + b + c + d
    }

    #[info]
    fn down(&mut self, _: Down) {}

    #[continue_with]
    fn next(&mut self, Pair(a, b): Pair) {
        self.0 = a + b;
    }
}

fn main() {}
