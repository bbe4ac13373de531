//! What there is to say about a table.

use std::fmt;
use std::sync::Arc;

use super::kind::TableKind;
use crate::process::Pid;

/// Who may do what with a table. The owner may do everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Protection {
    /// Everyone reads and writes.
    Public,
    /// Everyone reads; the owner writes.
    #[default]
    Protected,
    /// The owner reads and writes.
    Private,
}

impl Protection {
    pub(super) const fn level(self) -> u8 {
        match self {
            Self::Public => 0,
            Self::Protected => 1,
            Self::Private => 2,
        }
    }

    pub(super) const fn of_level(level: u8) -> Self {
        match level {
            0 => Self::Public,
            1 => Self::Protected,
            _ => Self::Private,
        }
    }
}

impl fmt::Display for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "public",
            Self::Protected => "protected",
            Self::Private => "private",
        })
    }
}

/// What there is to say about a table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableInfo {
    /// Its number, which no other table has or gets.
    pub id: u64,
    /// Its name.
    pub name: Option<Arc<str>>,
    /// Its kind.
    pub kind: TableKind,
    /// Who may do what.
    pub protection: Protection,
    /// The process that it belongs to; `None` when it was made outside of any.
    pub owner: Option<Pid>,
    /// Who inherits it.
    pub heir: Option<Pid>,
    /// How many objects are in it.
    pub size: usize,
}
