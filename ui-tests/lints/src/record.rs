//! Records that are only kept.

use switchboard::prelude::*;

/// Somebody.
#[derive(Clone, Debug, Record)]
pub struct Person {
    /// What nobody else has.
    #[key]
    pub id: u64,
    /// Where mail goes.
    #[index]
    pub email: String,
    /// Where they live.
    #[index(rename = town)]
    pub city: Option<String>,
}

/// One that this crate uses.
#[derive(Clone, Debug, Record)]
#[record(table = Owned)]
pub(crate) struct Own {
    /// A number.
    #[key]
    number: u8,
}

/// How many there are.
pub(crate) fn counted() -> Result<usize, TableError> {
    let own = Owned::new();
    own.insert_all([Own { number: 1 }])?;
    own.len()
}
