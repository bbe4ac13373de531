//! A handle can be shared, whatever its server is made of.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


use std::cell::Cell;

/// Cannot be shared.
#[derive(GenServer, Default)]
pub struct Lonely<T> {
    value: Cell<Option<T>>,
}

#[gen_server]
impl<T: Send + 'static> Lonely<T> {
    #[init]
    fn open() -> Self {
        Self { value: Cell::new(None) }
    }

    #[call]
    fn take(&mut self) -> Option<T> {
        self.value.take()
    }
}

fn shared<T: Clone + Send + Sync + Unpin + 'static>() {}

fn main() {
    shared::<LonelyRef<Cell<u8>>>();
}
