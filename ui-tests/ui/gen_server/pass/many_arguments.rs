//! More arguments than a tuple has traits for.

#![deny(warnings, missing_docs)]

use switchboard::prelude::*;

/// Takes many.
#[derive(GenServer)]
pub struct Many([u8; 14]);

#[gen_server]
impl Many {
    #[init]
    fn open(
        a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8, l: u8, m: u8,
        n: u8,
    ) -> Self {
        Self([a, b, c, d, e, f, g, h, i, j, k, l, m, n])
    }

    #[call]
    fn set(
        &mut self,
        a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8, l: u8, m: u8,
        n: u8,
    ) -> [u8; 14] {
        self.0 = [a, b, c, d, e, f, g, h, i, j, k, l, m, n];
        self.0
    }
}

fn main() {}
