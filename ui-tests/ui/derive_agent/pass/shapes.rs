//! Raw names, several attributes, and names that differ from those of fields.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Has shapes.
#[derive(Agent, Default)]
#[agent(timeout = infinity)]
#[agent(handle = Shapes, crate = ::switchboard)]
pub struct State {
    #[agent(get, rename = r#match)]
    r#type: u8,
    #[agent(set, rename = best)]
    number: u8,
    #[agent(update)]
    all: Vec<Option<u8>>,
    #[cfg(any())]
    #[agent(get)]
    missing: NoSuchType,
    _ignored: u8,
}

/// Uses them.
pub async fn uses(shapes: Shapes) -> Result<usize, CallError> {
    shapes.r#match().await?;
    shapes.set_best(2).await?;
    shapes.update_all(|all| all.len()).await
}

fn main() {}
