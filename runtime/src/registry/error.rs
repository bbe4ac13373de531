//! What can go wrong in a registry.

use std::error::Error;
use std::fmt;

use crate::TaskError;
use crate::process::{NotInProcess, Pid};

/// Why a registry did not do what it was asked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RegistryError {
    /// The key is unique, and this process has it; it may be the caller itself.
    AlreadyRegistered(Pid),
    /// The caller has no entry under the key.
    NotRegistered,
    /// The registry does not run, or nobody has its name.
    NotRunning,
    /// The name belongs to a registry of other keys or values.
    WrongType,
    /// A registry with duplicate keys cannot do this: it would not know which entry is meant.
    NotUnique,
    /// A process registers itself, and this code runs in none.
    NotInProcess,
    /// The process has ended, so nothing of it can be entered.
    NoProc,
    /// There is no such setting, or it is of another type.
    NoSuchMeta,
    /// The function of a parallel dispatch failed.
    Dispatch(TaskError),
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyRegistered(pid) => write!(f, "the key is taken by {pid}"),
            Self::NotRegistered => f.write_str("this process is not registered under the key"),
            Self::NotRunning => f.write_str("the registry does not run"),
            Self::WrongType => f.write_str("the registry has other keys or values"),
            Self::NotUnique => f.write_str("the registry has duplicate keys"),
            Self::NotInProcess => fmt::Display::fmt(&NotInProcess, f),
            Self::NoProc => f.write_str("no such process"),
            Self::NoSuchMeta => f.write_str("there is no such setting of this type"),
            Self::Dispatch(error) => write!(f, "the dispatch failed: {error}"),
        }
    }
}

impl Error for RegistryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Dispatch(error) => Some(error),
            _ => None,
        }
    }
}

impl From<NotInProcess> for RegistryError {
    fn from(_: NotInProcess) -> Self {
        Self::NotInProcess
    }
}
