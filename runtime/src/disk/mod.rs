//! `DiskTable`: objects in a file, as DETS has them.
//!
//! The file is opened by whoever needs it, and closed with the last of them. What was written is
//! there for everyone at once, and durable after [`sync`](DiskTable::sync), after a pause, and when
//! the file is closed.

mod bag;
mod error;
mod kind;
mod object;
mod opener;
mod pages;
mod read;
mod set;
mod spec;
mod store;
#[cfg(test)]
mod tests;

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

pub use self::error::DiskError;
pub use self::kind::DiskKind;
pub use self::pages::DiskPages;
pub use self::spec::{DiskSpec, Repair};

use self::opener::Opener;
use self::spec::How;
use self::store::{Head, Store};
use crate::codec;
use crate::report;
use crate::table::{Set, TableKind};

/// What there is to say about a table on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DiskInfo {
    /// The file.
    pub path: PathBuf,
    /// Its kind.
    pub kind: TableKind,
    /// The version that you gave it.
    pub version: u32,
    /// Whether it is only read.
    pub read_only: bool,
    /// How many objects are in it.
    pub size: u64,
    /// Whether there is anything that would be lost if the program ended here.
    pub is_dirty: bool,
}

/// Objects in a file.
///
/// A handle is an opener: a server that keeps one in its state leaves the table when it ends, and
/// the last handle closes the file. Everyone in the program sees what is written at once; another
/// program cannot open the file meanwhile. What was written is durable when [`sync`](Self::sync) has
/// returned, when nobody has written for a while ([`DiskSpec::auto_save`]), and when the file is
/// closed. After a crash, at whatever moment, the table opens with all that was durable, and with
/// nothing in half.
///
/// All but [`sync`](Self::sync) work on the calling thread, which may wait for the disk as with any
/// file. Keys and values are stored as serde describes them, without names, and are equal when their
/// bytes are. What could not be read again is not written, but [`DiskError::Codec`]: a type that leaves
/// something out (`skip_serializing_if`), or that wants to be told what comes next (`untagged`,
/// `serde_json::Value`).
///
/// # Examples
///
/// ```
/// use switchboard::DiskTable;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), switchboard::DiskError> {
/// # let path = std::env::temp_dir().join(format!("switchboard-doc-{}", std::process::id()));
/// let ages: DiskTable<String, u32> = DiskTable::at(&path).open()?;
/// ages.insert("joe".to_owned(), 7)?;
/// ages.update_counter("joe", 1)?;
/// ages.sync().await?;
/// assert_eq!(ages.lookup("joe")?, Some(8));
/// # ages.close()?;
/// # drop(std::fs::remove_file(path));
/// # Ok(()) }
/// ```
pub struct DiskTable<K, V, S = Set> {
    opener: Opener,
    types: Types<K, V, S>,
}

/// Of what types a table is; it has no values of them.
type Types<K, V, S> = PhantomData<fn() -> (K, V, S)>;

impl<K, V, S> DiskTable<K, V, S> {
    /// How to open the table in this file.
    pub fn at(path: impl AsRef<Path>) -> DiskSpec<K, V, S> {
        DiskSpec::new(path.as_ref().to_owned())
    }

    fn of(opener: Opener) -> Self {
        Self { opener, types: PhantomData }
    }

    fn store(&self) -> &Arc<Store> {
        self.opener.store()
    }

    /// Makes durable what anyone has written before, without waiting on this thread.
    ///
    /// # Errors
    ///
    /// [`DiskError::Io`] and its like; then nothing more is durable than before.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped it is done nevertheless, and nobody hears how it went.
    pub async fn sync(&self) -> Result<(), DiskError> {
        let opener = self.opener.clone();
        if Handle::try_current().is_err() {
            return opener.store().save();
        }
        let saved = spawn_blocking(move || opener.store().save()).await;
        saved.unwrap_or_else(|error| Err(DiskError::Storage(error.to_string())))
    }

    /// As [`sync`](Self::sync), and waits on this thread.
    ///
    /// # Errors
    ///
    /// As [`sync`](Self::sync).
    pub fn blocking_sync(&self) -> Result<(), DiskError> {
        self.store().save()
    }

    /// Leaves the table. The last one closes the file, with everything durable.
    ///
    /// # Errors
    ///
    /// As [`sync`](Self::sync), of the last one. A handle that is dropped closes just as well, and says
    /// nothing.
    pub fn close(self) -> Result<(), DiskError> {
        self.opener.close()
    }
}

impl<K: 'static, V: 'static, S: DiskKind> DiskTable<K, V, S> {
    fn open_at(path: &Path, how: &How) -> Result<Self, DiskError> {
        let head = Self::head(how);
        Opener::open(path, how, head, TypeId::of::<(K, V, S)>()).map(Self::of)
    }

    fn head(how: &How) -> Head {
        let types = how
            .types
            .clone()
            .unwrap_or_else(|| format!("{} and {}", codec::label::<K>(), codec::label::<V>()));
        Head { types: format!("{} of {types}", S::DISK_KIND), version: how.version }
    }
}

/// Saves when nobody has written for a while.
fn save_after_pause(store: &Weak<Store>) {
    let again = Weak::clone(store);
    let Some(opener) = Opener::of(store) else {
        return;
    };
    if opener.store().rest_of_pause(move || save_after_pause(&again)) {
        return;
    }
    let save = move || {
        if let Err(error) = opener.store().save() {
            report::print(&format!("{} was not saved: {error}", opener.store().path.display()));
        }
    };
    if Handle::try_current().is_ok() {
        // Whoever wants to know how it went calls `sync`.
        drop(spawn_blocking(save));
    } else {
        save();
    }
}

impl<K, V, S> Clone for DiskTable<K, V, S> {
    fn clone(&self) -> Self {
        Self::of(self.opener.clone())
    }
}

impl<K, V, S> fmt::Debug for DiskTable<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DiskTable").field("path", &self.store().path).finish()
    }
}
