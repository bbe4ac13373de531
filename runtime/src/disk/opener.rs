//! Who has which file open: a file is open once in a program, and closed by the last who uses it.

use std::any::TypeId;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Weak};
use std::{fs, io};

use super::error::DiskError;
use super::spec::How;
use super::store::{Head, Store};
use crate::sync::Lock;

type Open = HashMap<PathBuf, (Weak<Store>, TypeId)>;

static OPEN: LazyLock<Lock<Open>> = LazyLock::new(Lock::default);

/// One of those who have a file open.
pub(super) struct Opener(Option<Arc<Store>>);

/// The path of a file, whatever it is called by; the file need not be there yet.
fn place(path: &Path) -> Result<PathBuf, io::Error> {
    if let Ok(path) = fs::canonicalize(path) {
        return Ok(path);
    }
    let no_name = || io::Error::new(io::ErrorKind::InvalidInput, "its path has no name at the end");
    let name = path.file_name().ok_or_else(no_name)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(fs::canonicalize(folder.unwrap_or(Path::new(".")))?.join(name))
}

impl Opener {
    /// Opens a file, or becomes one more opener of it.
    pub(super) fn open(
        path: &Path,
        how: &How,
        head: Head,
        types: TypeId,
    ) -> Result<Self, DiskError> {
        let path = place(path)?;
        // Held to the end: of two who open a file, one opens it and the other one finds it.
        let mut open = OPEN.lock();
        let there = open.get(&path).and_then(|(store, types)| Some((store.upgrade()?, *types)));
        if let Some((store, found)) = there {
            let opener = Self(Some(store));
            let refused = opener.refuses(how, &head, found == types);
            // The lock is needed to close it, should it be the last.
            drop(open);
            return match refused {
                Some(error) => Err(error),
                None => Ok(opener),
            };
        }
        let store = Arc::new(Store::open(&path, how, head)?);
        open.insert(path, (Arc::downgrade(&store), types));
        Ok(Self(Some(store)))
    }

    fn refuses(&self, how: &How, head: &Head, same_types: bool) -> Option<DiskError> {
        let store = self.store();
        if store.head.types != head.types {
            let (found, expected) = (store.head.types.clone(), head.types.clone());
            return Some(DiskError::WrongType { found, expected });
        }
        if store.head.version != head.version {
            let (found, expected) = (store.head.version, head.version);
            return Some(DiskError::WrongVersion { found, expected });
        }
        let otherwise = !same_types || store.is_read_only() != how.read_only;
        otherwise.then_some(DiskError::OpenOtherwise)
    }

    /// One that is no longer open cannot be asked.
    pub(super) fn of(store: &Weak<Store>) -> Option<Self> {
        store.upgrade().map(|store| Self(Some(store)))
    }

    #[cfg(test)]
    pub(super) fn unlisted(store: Store) -> Self {
        Self(Some(Arc::new(store)))
    }

    pub(super) fn store(&self) -> &Arc<Store> {
        self.0.as_ref().expect("it is only empty while it is dropped")
    }

    /// Leaves; the last one closes the file.
    pub(super) fn close(mut self) -> Result<(), DiskError> {
        self.leave()
    }

    fn leave(&mut self) -> Result<(), DiskError> {
        let Some(store) = self.0.take() else {
            return Ok(());
        };
        let mut open = OPEN.lock();
        match Arc::into_inner(store) {
            Some(store) => {
                open.remove(&store.path);
                store.close()
            }
            None => Ok(()),
        }
    }
}

impl Clone for Opener {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl Drop for Opener {
    fn drop(&mut self) {
        // Nobody is there to hear of it; who wants to know closes the table, or syncs it.
        drop(self.leave());
    }
}
