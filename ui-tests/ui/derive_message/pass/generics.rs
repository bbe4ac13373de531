//! Parameters of the user's own enum, and conditions on its variants.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// What a store is asked.
#[derive(Message)]
pub enum StoreMsg<T: Send + 'static, const N: usize = 1>
where
    T: Clone,
{
    /// Puts some.
    #[call(reply = [T; N])]
    Put {
        /// Them.
        all: [T; N],
    },
    /// Is not there.
    #[cfg(any())]
    #[call(reply = NoSuchType)]
    Missing,
    /// Forgets.
    #[cast]
    Clear,
}

fn main() {}
