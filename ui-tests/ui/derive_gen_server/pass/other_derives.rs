//! Attributes of other derives on the type and its fields.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Is also an agent's state.
#[derive(Clone, Debug, GenServer, Default, PartialEq, Agent)]
#[agent(handle = Shared)]
#[server(mailbox = 8)]
pub struct Both {
    /// A number.
    #[agent(get)]
    pub number: u8,
    #[cfg(any())]
    missing: NoSuchType,
}

fn main() {}
