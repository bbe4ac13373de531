//! Bounds in both places, on associated types, for all lifetimes.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Maps items.
#[derive(GenServer)]
pub struct Mapper<I: Iterator, F> {
    items: I,
    with: F,
}

#[gen_server]
impl<I: Iterator + Send + 'static, F: Clone> Mapper<I, F>
where
    I::Item: Clone + Send + 'static,
    for<'x> F: Fn(&'x I::Item) -> I::Item + Send + 'static,
{
    #[init]
    fn open(items: I, with: F) -> Self {
        Self { items, with }
    }

    #[call]
    fn next(&mut self) -> Option<I::Item> {
        let item = self.items.next()?;
        Some((self.with)(&item))
    }
}

fn main() {}
