//! `Self::N` and associated types of `Self`, in lengths and in types.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Has an item.
pub trait Holds {
    /// The item.
    type Item;
    /// How many.
    const N: usize;
}

/// Counts.
#[derive(GenServer, Default)]
pub struct Counter;

impl Holds for Counter {
    type Item = u64;
    const N: usize = 2;
}

#[gen_server]
impl Counter {
    #[call]
    fn first(&self, all: [<Self as Holds>::Item; Self::N]) -> <Self as Holds>::Item {
        all[0]
    }

    #[call]
    async fn pairs(&self, all: Vec<[u8; <Self as Holds>::N]>) -> Option<[u8; Self::N * 2]> {
        (all.len() == 2).then_some([0; 4])
    }
}

fn main() {}
