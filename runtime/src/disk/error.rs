//! What can go wrong with a table on disk.

use std::error::Error;
use std::sync::Arc;
use std::{fmt, io};

use redb::{
    CommitError, CompactionError, DatabaseError, SetDurabilityError, StorageError, TransactionError,
};

/// Why a table on disk was not opened, or did not do what it was asked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum DiskError {
    /// The file system refuses something; a missing file for a table that only reads is one case.
    Io(Arc<io::Error>),
    /// The file holds something else than a table.
    NotATable,
    /// The table is of another kind, or has other keys or values; this is what the file says.
    WrongType {
        /// What the file has.
        found: String,
        /// What was asked for.
        expected: String,
    },
    /// The table has another version, of the format or of its own.
    WrongVersion {
        /// What the file has.
        found: u32,
        /// What was asked for.
        expected: u32,
    },
    /// The table is open in this program already, and not in the way that was asked for.
    OpenOtherwise,
    /// The file is open already: in another program, or in this one by another of its names.
    InUse,
    /// The file was not closed properly, and was not to be repaired.
    NeedsRepair,
    /// The file was not closed properly, or is cut off; a table that only reads can neither repair it
    /// nor tell.
    NotClosed,
    /// The file is damaged: why.
    Damaged(String),
    /// The table was opened to be read only.
    ReadOnly,
    /// A key or value cannot be written, or not be read: why.
    Codec(String),
    /// There is nothing under the key.
    NotFound,
    /// The counter cannot hold the result.
    Overflow,
    /// The running code is a function that a table has called: it cannot use tables.
    InClosure,
    /// The storage refuses something else: why.
    Storage(String),
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the file cannot be used: {error}"),
            Self::NotATable => f.write_str("the file holds something else than a table"),
            Self::WrongType { found, expected } => {
                write!(f, "the file has a {found}, and not a {expected}")
            }
            Self::WrongVersion { found, expected } => {
                write!(f, "the table has version {found}, and not {expected}")
            }
            Self::OpenOtherwise => f.write_str("the table is open already, in another way"),
            Self::InUse => f.write_str("the file is open already, here or in another program"),
            Self::NeedsRepair => f.write_str("the table was not closed properly"),
            Self::NotClosed => f.write_str(
                "the table was not closed properly, or is cut off, and cannot be repaired for \
                     reading; whoever opens it to write learns which",
            ),
            Self::Damaged(why) => write!(f, "the file is damaged: {why}"),
            Self::ReadOnly => f.write_str("the table can only be read"),
            Self::Codec(why) => write!(f, "an object cannot be written or read: {why}"),
            Self::NotFound => f.write_str("there is nothing under this key"),
            Self::Overflow => f.write_str("the counter cannot hold the result"),
            Self::InClosure => f.write_str("a function that a table has called cannot use tables"),
            Self::Storage(why) => write!(f, "the storage refuses: {why}"),
        }
    }
}

impl Error for DiskError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io(error) => Some(&**error),
            _ => None,
        }
    }
}

impl From<io::Error> for DiskError {
    fn from(error: io::Error) -> Self {
        Self::Io(Arc::new(error))
    }
}

impl From<StorageError> for DiskError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                Self::NotATable
            }
            StorageError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Self::Damaged("it ends too early".to_owned())
            }
            StorageError::Io(error) => error.into(),
            StorageError::Corrupted(why) => Self::Damaged(why),
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<DatabaseError> for DiskError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::DatabaseAlreadyOpen => Self::InUse,
            DatabaseError::RepairAborted => Self::NeedsRepair,
            DatabaseError::UpgradeRequired(found) => {
                Self::WrongVersion { found: u32::from(found), expected: super::store::FORMAT }
            }
            DatabaseError::Storage(error) => error.into(),
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<TransactionError> for DiskError {
    fn from(error: TransactionError) -> Self {
        match error {
            TransactionError::Storage(error) => error.into(),
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<redb::TableError> for DiskError {
    fn from(error: redb::TableError) -> Self {
        match error {
            redb::TableError::Storage(error) => error.into(),
            redb::TableError::TableDoesNotExist(_) | redb::TableError::TableTypeMismatch { .. } => {
                Self::NotATable
            }
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<CommitError> for DiskError {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Storage(error) => error.into(),
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<CompactionError> for DiskError {
    fn from(error: CompactionError) -> Self {
        match error {
            CompactionError::Storage(error) => error.into(),
            other => Self::Storage(other.to_string()),
        }
    }
}

impl From<SetDurabilityError> for DiskError {
    fn from(error: SetDurabilityError) -> Self {
        Self::Storage(error.to_string())
    }
}
