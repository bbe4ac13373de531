//! A supervisor with a parameter that only a skipped field mentions.

#![deny(warnings, missing_docs, clippy::all)]

use std::marker::PhantomData;

use switchboard::prelude::*;

/// Counts.
#[derive(GenServer, Default)]
pub struct Counter;

#[gen_server]
impl Counter {}

/// Has a marker.
#[derive(Supervisor)]
pub struct Marked<T, const N: usize>
where
    T: Send + Sync + 'static,
{
    /// The only child.
    #[child]
    pub counter: Child<Counter>,
    #[supervisor(skip)]
    of: PhantomData<fn() -> [T; N]>,
}

impl<T: Send + Sync + 'static, const N: usize> Marked<T, N> {
    /// How many.
    pub fn many(&self) -> usize {
        let PhantomData = self.of;
        N
    }
}

fn main() {}
