//! What can go wrong with groups.

use std::error::Error;
use std::fmt;

use crate::process::NotInProcess;

/// Why a group was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PgError {
    /// The scope does not run.
    NoProc,
    /// None of the processes is a member.
    NotJoined,
    /// The current process was meant, and this code runs in none.
    NotInProcess,
}

impl fmt::Display for PgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProc => f.write_str("the scope does not run"),
            Self::NotJoined => f.write_str("not a member of the group"),
            Self::NotInProcess => fmt::Display::fmt(&NotInProcess, f),
        }
    }
}

impl Error for PgError {}

impl From<NotInProcess> for PgError {
    fn from(_: NotInProcess) -> Self {
        Self::NotInProcess
    }
}
