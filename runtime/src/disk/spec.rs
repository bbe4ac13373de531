//! How a table on disk is opened.

use std::marker::PhantomData;
use std::path::PathBuf;
use std::time::Duration;

use super::error::DiskError;
use super::kind::DiskKind;
use super::{DiskTable, Types};

/// What becomes of a file that was not closed properly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Repair {
    /// It is repaired.
    #[default]
    Allow,
    /// It is not opened.
    Refuse,
    /// It is repaired, and any file is made as small as it can be.
    Force,
}

/// What a file is opened with.
#[derive(Clone, Debug)]
pub(super) struct How {
    pub(super) auto_save: Duration,
    pub(super) read_only: bool,
    pub(super) repair: Repair,
    pub(super) check: bool,
    pub(super) version: u32,
    pub(super) types: Option<String>,
}

impl Default for How {
    fn default() -> Self {
        Self {
            auto_save: Duration::from_mins(3),
            read_only: false,
            repair: Repair::Allow,
            check: false,
            version: 0,
            types: None,
        }
    }
}

/// How a [`DiskTable`] is opened; [`DiskTable::at`] makes one, [`open`](Self::open) opens it.
#[derive(Debug)]
#[must_use = "a specification opens nothing until it is told to"]
pub struct DiskSpec<K, V, S> {
    path: PathBuf,
    how: How,
    types: Types<K, V, S>,
}

impl<K, V, S> DiskSpec<K, V, S> {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, how: How::default(), types: PhantomData }
    }

    /// How long nobody writes before what was written is made durable; three minutes unless given,
    /// never with [`Duration::MAX`].
    pub fn auto_save(mut self, pause: Duration) -> Self {
        self.how.auto_save = pause;
        self
    }

    /// The table is only read, and there has to be one, which was closed: after a crash it is
    /// [`DiskError::NotClosed`] until somebody has opened it to write.
    pub fn read_only(mut self) -> Self {
        self.how.read_only = true;
        self
    }

    /// What becomes of a file that was not closed properly; it has no effect on a table that is open
    /// already.
    pub fn repair(mut self, repair: Repair) -> Self {
        self.how.repair = repair;
        self
    }

    /// Compares the whole file with its checksums before it opens, for files that come from elsewhere,
    /// or from a disk that is not to be trusted: a byte that is not what was written is
    /// [`DiskError::Damaged`]. It takes as long as reading all of the file.
    ///
    /// Without it a file is taken as it is, as with DETS: damage in the middle is noticed when somebody
    /// comes there, as [`DiskError::Damaged`], or not at all; after a write has noticed it nothing more
    /// is written. There is one place, the list of the pages that are to be used again, where a wrong
    /// byte lets the storage abort the program; only a check keeps you from that. It has no effect on a
    /// table that is only read, or is open already.
    pub fn check(mut self) -> Self {
        self.how.check = true;
        self
    }

    /// A version of your own: a file with another one is not opened.
    pub fn version(mut self, version: u32) -> Self {
        self.how.version = version;
        self
    }

    /// What the file says about its keys and values, in place of the names of their types. It keeps
    /// a file good whose types have new names.
    pub fn types(mut self, types: impl Into<String>) -> Self {
        self.how.types = Some(types.into());
        self
    }
}

impl<K: 'static, V: 'static, S: DiskKind> DiskSpec<K, V, S> {
    /// Opens the table, and makes the file if there is none. A table that is open in this program
    /// already gets one opener more.
    ///
    /// It waits for the disk.
    ///
    /// # Errors
    ///
    /// [`DiskError`] says which: another kind or type, another version, no table at all, a file that
    /// another program has open, one that is damaged or needs a repair.
    pub fn open(self) -> Result<DiskTable<K, V, S>, DiskError> {
        DiskTable::open_at(&self.path, &self.how)
    }
}
