//! Handles and futures of calls can be sent, whatever the server is made of.

#![deny(warnings, missing_docs, clippy::all)]

use std::cell::Cell;

use switchboard::prelude::*;

/// Cannot be shared.
#[derive(GenServer)]
pub struct Lonely<T: Send + 'static>(Cell<T>);

#[gen_server]
impl<T: Default + Send + 'static> Lonely<T> {
    #[init]
    fn open() -> Self {
        Self(Cell::new(T::default()))
    }

    #[call]
    fn take(&mut self) -> T {
        self.0.take()
    }

    #[call]
    async fn later(&mut self, new: T) -> T {
        self.0.replace(new)
    }
}

fn sent<F: Future + Send>(_future: F) {}

/// Is never called.
pub fn check(lonely: &LonelyRef<Cell<u8>>) {
    sent(lonely.take());
    sent(lonely.later(Cell::new(1)));
    sent(Lonely::<Cell<u8>>::start());
}

fn main() {}
