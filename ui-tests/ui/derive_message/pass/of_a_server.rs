//! A generic server with messages of the user's own.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// What a store is asked.
#[derive(Message)]
pub enum StoreMsg<T: Send + 'static> {
    /// The last one.
    #[call(reply = Option<T>)]
    Take,
    /// Another one.
    #[cast]
    Put {
        /// It.
        item: T,
    },
}

/// Keeps items.
#[derive(GenServer)]
pub struct Store<T: Send + 'static>(Vec<T>);

#[gen_server(messages = StoreMsg<T>)]
impl<T: Send + 'static> Store<T> {
    #[init]
    fn open() -> Self {
        Self(Vec::new())
    }

    #[call]
    fn take(&mut self) -> Option<T> {
        self.0.pop()
    }

    #[cast(name = Put)]
    fn keep(&mut self, item: T) {
        self.0.push(item);
    }
}

fn main() {}
