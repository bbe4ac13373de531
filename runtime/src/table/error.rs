//! What can go wrong with a table.

use std::error::Error;
use std::fmt;

use crate::process::Pid;

/// Why a table did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableError {
    /// The table has been deleted, or its owner has ended and nobody inherits it.
    Deleted,
    /// The table is protected or private, and the running code is not its owner.
    Denied,
    /// The running code is a function that a table has called: it has its entry, and nothing else.
    InClosure,
    /// There is nothing under the key.
    NotFound,
    /// The counter cannot hold the result.
    Overflow,
    /// The function has changed the key of a record.
    KeyChanged,
    /// The table has no name that could be changed.
    Unnamed,
    /// Another table has the name.
    NameTaken,
    /// No table has the name.
    NoSuchTable,
    /// The name belongs to a table of another kind, or with other keys or values.
    WrongType,
    /// The process has ended, so it cannot own anything.
    NoProc,
    /// This process owns the table already.
    OwnsIt(Pid),
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deleted => f.write_str("the table has been deleted"),
            Self::Denied => f.write_str("only the owner of the table may do this"),
            Self::InClosure => f.write_str("a function that a table has called cannot use tables"),
            Self::NotFound => f.write_str("there is nothing under this key"),
            Self::Overflow => f.write_str("the counter cannot hold the result"),
            Self::KeyChanged => f.write_str("the key of a record cannot be changed"),
            Self::Unnamed => f.write_str("the table has no name"),
            Self::NameTaken => f.write_str("another table has this name"),
            Self::NoSuchTable => f.write_str("no table has this name"),
            Self::WrongType => {
                f.write_str("the table of this name is of another kind or has other types")
            }
            Self::NoProc => f.write_str("no such process"),
            Self::OwnsIt(pid) => write!(f, "{pid} owns the table already"),
        }
    }
}

impl Error for TableError {}
