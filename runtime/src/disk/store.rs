//! One open file: bytes under bytes, and what makes them durable.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fs, io};

use redb::{
    Database, Durability, ReadOnlyDatabase, ReadTransaction, ReadableDatabase, TableDefinition,
    WriteTransaction,
};

use super::error::DiskError;
use super::spec::{How, Repair};
use crate::clock::{self, Instant};
use crate::process::{TimerRef, detached, guard};
use crate::sync::Lock;

/// The objects: a key and a number that keeps those of one key apart, in the order in which they came.
pub(super) const OBJECTS: TableDefinition<'static, (&[u8], u64), &[u8]> =
    TableDefinition::new("objects");

/// What the file says about itself.
const HEAD: TableDefinition<'static, &str, &[u8]> = TableDefinition::new("switchboard table");

/// The version of what is in [`HEAD`] and [`OBJECTS`].
pub(super) const FORMAT: u32 = 1;

/// What has to fit before a table is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) types: String,
    pub(super) version: u32,
}

enum Base {
    Write(Database),
    Read(ReadOnlyDatabase),
}

/// One open file.
pub(super) struct Store {
    base: Base,
    pub(super) path: PathBuf,
    pub(super) head: Head,
    /// Held by whoever writes, from the first look to the last change.
    writer: Lock<()>,
    pub(super) auto_save: Duration,
    state: Lock<Saving>,
    /// Whether there is anything that a crash would lose.
    dirty: AtomicBool,
    /// What a write has found wrong with the file.
    damage: OnceLock<String>,
}

#[derive(Default)]
struct Saving {
    last_write: Option<Instant>,
    timer: Option<TimerRef>,
}

impl Store {
    pub(super) fn open(path: &Path, how: &How, head: Head) -> Result<Self, DiskError> {
        if !how.read_only && !path.try_exists()? {
            Self::make(path, how, &head)?;
        }
        sound(|| {
            let base = if how.read_only {
                Base::Read(ReadOnlyDatabase::open(path).map_err(|error| match error.into() {
                    DiskError::NeedsRepair => DiskError::NotClosed,
                    other => other,
                })?)
            } else {
                Base::Write(open_to_write(path, how)?)
            };
            Self::over(base, path.to_owned(), how, head)
        })
    }

    /// Makes an empty table beside, and puts it in its place when it is whole: nobody ever finds a
    /// file that is half made.
    fn make(path: &Path, how: &How, head: &Head) -> Result<(), DiskError> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(format!(".{}.new", std::process::id()));
        let beside = PathBuf::from(beside);
        // One that somebody with our number has left behind.
        drop(fs::remove_file(&beside));
        let base = Base::Write(Database::create(&beside)?);
        let made = Self::over(base, beside.clone(), how, head.clone()).and_then(Self::close);
        let placed = made.and_then(|()| match fs::hard_link(&beside, path) {
            // Somebody else was quicker.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(_) => Ok(fs::rename(&beside, path)?),
            Ok(()) => Ok(()),
        });
        // It is in its place by now, or of no use.
        drop(fs::remove_file(&beside));
        placed
    }

    fn over(base: Base, path: PathBuf, how: &How, head: Head) -> Result<Self, DiskError> {
        let (writer, state) = (Lock::default(), Lock::default());
        let (auto_save, dirty) = (how.auto_save, AtomicBool::new(false));
        let damage = OnceLock::new();
        let store = Self { base, path, head, writer, auto_save, state, dirty, damage };
        store.check_head()?;
        Ok(store)
    }

    #[cfg(test)]
    pub(super) fn in_memory(
        backend: impl redb::StorageBackend,
        how: &How,
        head: Head,
    ) -> Result<Self, DiskError> {
        let base = Base::Write(Database::builder().create_with_backend(backend)?);
        Self::over(base, PathBuf::new(), how, head)
    }

    /// Writes what the file says about itself into a new one, and compares it in another.
    fn check_head(&self) -> Result<(), DiskError> {
        let read = self.read()?;
        let is_empty = {
            let mut names = read.list_tables().map_err(DiskError::from)?;
            names.next().is_none()
        };
        if is_empty {
            drop(read);
            return self.write_head();
        }
        let table = read.open_table(HEAD)?;
        let number = |key| -> Result<u32, DiskError> {
            let bytes = table.get(key)?.ok_or(DiskError::NotATable)?;
            let bytes = bytes.value().try_into().map_err(|_| DiskError::NotATable)?;
            Ok(u32::from_le_bytes(bytes))
        };
        let format = number("format")?;
        if format != FORMAT {
            return Err(DiskError::WrongVersion { found: format, expected: FORMAT });
        }
        let types = table.get("types")?.ok_or(DiskError::NotATable)?;
        let found = String::from_utf8_lossy(types.value()).into_owned();
        if found != self.head.types {
            return Err(DiskError::WrongType { found, expected: self.head.types.clone() });
        }
        let found = number("version")?;
        if found != self.head.version {
            return Err(DiskError::WrongVersion { found, expected: self.head.version });
        }
        Ok(())
    }

    fn write_head(&self) -> Result<(), DiskError> {
        let txn = self.begin()?;
        {
            let mut table = txn.open_table(HEAD)?;
            table.insert("format", FORMAT.to_le_bytes().as_slice())?;
            table.insert("types", self.head.types.as_bytes())?;
            table.insert("version", self.head.version.to_le_bytes().as_slice())?;
            txn.open_table(OBJECTS)?;
        }
        commit_for_good(txn)
    }

    /// Whether there is a table of ours in a file.
    pub(super) fn is_ours(path: &Path) -> Result<bool, DiskError> {
        sound(|| Self::has_head(path))
    }

    fn has_head(path: &Path) -> Result<bool, DiskError> {
        let read = match ReadOnlyDatabase::open(path).map_err(DiskError::from) {
            Ok(base) => base.begin_read()?,
            Err(DiskError::NotATable) => return Ok(false),
            Err(DiskError::NeedsRepair) => return Err(DiskError::NotClosed),
            Err(error) => return Err(error),
        };
        match read.open_table(HEAD).map_err(DiskError::from) {
            Ok(_) => Ok(true),
            Err(DiskError::NotATable) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(super) fn is_read_only(&self) -> bool {
        matches!(self.base, Base::Read(_))
    }

    pub(super) fn read(&self) -> Result<ReadTransaction, DiskError> {
        sound(|| {
            Ok(match &self.base {
                Base::Write(base) => base.begin_read()?,
                Base::Read(base) => base.begin_read()?,
            })
        })
    }

    fn begin(&self) -> Result<WriteTransaction, DiskError> {
        match &self.base {
            Base::Write(base) => Ok(base.begin_write()?),
            Base::Read(_) => Err(DiskError::ReadOnly),
        }
    }

    /// Looks, decides, and changes, with no other writer in between.
    ///
    /// Functions of the user run in `decide`, which has changed nothing yet; `None` from it changes
    /// nothing either.
    pub(super) fn change<D, R>(
        &self,
        decide: impl FnOnce(&ReadTransaction) -> Result<(Option<D>, R), DiskError>,
        change: impl FnOnce(&WriteTransaction, D) -> Result<(), DiskError>,
    ) -> Result<R, DiskError> {
        if self.is_read_only() {
            return Err(DiskError::ReadOnly);
        }
        let _alone = self.writer.lock();
        let (decided, result) = decide(&self.read()?)?;
        if let Some(decided) = decided {
            self.alter(|| {
                let mut txn = self.begin()?;
                txn.set_durability(Durability::None)?;
                if let Err(error) = change(&txn, decided) {
                    txn.abort()?;
                    return Err(error);
                }
                Ok(txn.commit()?)
            })?;
            self.dirty.store(true, Ordering::Release);
        }
        Ok(result)
    }

    /// Makes everything durable that was written before.
    pub(super) fn save(&self) -> Result<(), DiskError> {
        let _alone = self.writer.lock();
        if !self.dirty.load(Ordering::Acquire) {
            return Ok(());
        }
        self.alter(|| commit_for_good(self.begin()?))?;
        self.dirty.store(false, Ordering::Release);
        Ok(())
    }

    /// Writes. After damage was met once nothing is written any more: it could make things worse, and
    /// what the storage holds in memory is in the middle of something.
    fn alter(&self, write: impl FnOnce() -> Result<(), DiskError>) -> Result<(), DiskError> {
        if let Some(why) = self.damage.get() {
            return Err(DiskError::Damaged(why.clone()));
        }
        let written = sound(write);
        if let Err(DiskError::Damaged(why)) = &written {
            // Whoever writes is alone, so nobody else has set it.
            _ = self.damage.set(why.clone());
        }
        written
    }

    pub(super) fn is_dirty(&self) -> bool {
        self.dirty.load(Ordering::Acquire)
    }

    /// Notes a write; `save` is called when there was none for a while.
    pub(super) fn will_save(&self, save: impl FnOnce() + Send + 'static) {
        if !self.is_dirty() || self.auto_save == Duration::MAX {
            return;
        }
        let mut state = self.state.lock();
        state.last_write = Some(clock::now());
        if state.timer.is_none() {
            state.timer = timer(clock::deadline(self.auto_save), save);
        }
    }

    /// What to do when the timer has fired: wait on for the rest of the pause, or save.
    pub(super) fn rest_of_pause(&self, again: impl FnOnce() + Send + 'static) -> bool {
        let mut state = self.state.lock();
        state.timer = None;
        let due = state.last_write.and_then(|last| last.checked_add(self.auto_save));
        let waits = due.filter(|due| *due > clock::now());
        if let Some(due) = waits {
            state.timer = timer(due, again);
        }
        waits.is_some()
    }

    /// Closes the file, with everything in it durable.
    pub(super) fn close(self) -> Result<(), DiskError> {
        if let Some(timer) = self.state.lock().timer.take() {
            // Fired or not, everything is saved here.
            let _left = timer.cancel();
        }
        let closed = sound(|| match self.base {
            Base::Write(base) => Ok(base.close()?),
            Base::Read(base) => Ok(base.close()?),
        });
        self.damage.into_inner().map_or(closed, |why| Err(DiskError::Damaged(why)))
    }
}

/// The storage panics at some bytes that it has not written; whatever it says then, the file is
/// damaged. No function of the user runs in `work`.
pub(super) fn sound<R>(work: impl FnOnce() -> Result<R, DiskError>) -> Result<R, DiskError> {
    guard::catch(work).unwrap_or_else(|panic| Err(DiskError::Damaged(panic.to_string())))
}

fn timer(at: Instant, action: impl FnOnce() + Send + 'static) -> Option<TimerRef> {
    let mut action = Some(action);
    let fire = move || {
        if let Some(action) = action.take() {
            action();
        }
    };
    detached(at, fire).ok()
}

/// Commits with everything that was committed before, so that the next open has nothing to repair.
fn commit_for_good(mut txn: WriteTransaction) -> Result<(), DiskError> {
    txn.set_durability(Durability::Immediate)?;
    txn.set_quick_repair(true);
    Ok(txn.commit()?)
}

fn open_to_write(path: &Path, how: &How) -> Result<Database, DiskError> {
    let exists = path.metadata().is_ok_and(|file| file.len() > 0);
    if exists && fs::metadata(path)?.permissions().readonly() {
        return Err(DiskError::ReadOnly);
    }
    let mut builder = Database::builder();
    if how.repair == Repair::Refuse {
        builder.set_repair_callback(redb::RepairSession::abort);
    }
    let mut base = builder.create(path)?;
    if how.check && !base.check_integrity()? {
        return Err(DiskError::Damaged("what it says about itself was wrong".to_owned()));
    }
    if how.repair == Repair::Force {
        base.compact()?;
    }
    Ok(base)
}
