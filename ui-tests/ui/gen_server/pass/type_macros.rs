//! Types that a macro of the user writes.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

macro_rules! pair {
    ($a:ty, $b:ty) => {
        ($a, $b)
    };
}

/// Keeps pairs.
#[derive(GenServer, Default)]
pub struct Pairs {
    last: pair!(u8, u8),
}

#[gen_server]
impl Pairs {
    #[call]
    fn swap(&mut self, new: pair!(u8, u8)) -> pair!(u8, u8) {
        std::mem::replace(&mut self.last, new)
    }

    #[cast]
    fn many(&mut self, all: Vec<pair!(u8, Option<pair!(u8, u8)>)>) {
        drop(all);
    }
}

fn main() {}
