//! Attributes behind `cfg_attr` go along with what they are about.

#![deny(warnings, missing_docs, clippy::all, clippy::too_many_arguments)]

use switchboard::prelude::*;

/// Takes many.
#[derive(GenServer, Default)]
pub struct Many;

#[gen_server]
impl Many {
    #[cfg_attr(all(), doc = "Many at once.")]
    #[cfg_attr(all(), allow(clippy::too_many_arguments))]
    #[call]
    pub fn many(&self, a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> [u8; 8] {
        [a, b, c, d, e, f, g, h]
    }

    /// Names that nobody else writes like this.
    #[allow(non_snake_case)]
    #[cast]
    pub fn Loud(&mut self, ALL: u8) {
        let _ = ALL;
    }
}

fn main() {}
