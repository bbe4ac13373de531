//! Tables written to files, and read back.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{error, fmt};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::TableError;
use super::info::Protection;
use super::kind::{Kind, TableKind};
use super::map::{Config, Map};
use super::reader::TableReader;
use super::shared::Access;
use super::slot::Slot;
use super::spec::TableSpec;
use super::{Table, inside};
use crate::codec;

/// The first bytes of a file with a table: a name and the version of the format.
const MAGIC: [u8; 8] = *b"SWBTAB\0\x02";

/// Why a table was not written to a file, or read from one.
#[derive(Debug)]
#[non_exhaustive]
pub enum TabFileError {
    /// The file cannot be read or written.
    Io(io::Error),
    /// The table cannot be read or made.
    Table(TableError),
    /// The file has no table in it, or one of a version that is not known here.
    NotATable,
    /// The table in the file is of another kind, or has other keys or values; this is what it has.
    WrongType(String),
    /// The file is damaged: it is not what was written.
    Damaged,
    /// A key or value cannot be written, or not be read: why.
    Codec(String),
}

impl fmt::Display for TabFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the file cannot be used: {error}"),
            Self::Table(error) => fmt::Display::fmt(error, f),
            Self::NotATable => f.write_str("the file has no table in it that is known here"),
            Self::WrongType(found) => write!(f, "the file has a {found}"),
            Self::Damaged => f.write_str("the file is damaged"),
            Self::Codec(why) => write!(f, "an object cannot be written or read: {why}"),
        }
    }
}

impl error::Error for TabFileError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Table(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for TabFileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<TableError> for TabFileError {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

/// What a file says about the table in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TabFileInfo {
    /// Its name.
    pub name: Option<String>,
    /// Its kind, as [`TableKind`] is printed.
    pub kind: String,
    /// Who may do what, as [`Protection`] is printed.
    pub protection: String,
    /// The type of the keys, without its modules.
    pub keys: String,
    /// The type of the values, without its modules.
    pub values: String,
    /// How many objects there are.
    pub size: usize,
}

impl TabFileInfo {
    /// What a table of these types would say.
    fn expected<K, V>(kind: TableKind) -> [String; 3] {
        [kind.to_string(), codec::label::<K>(), codec::label::<V>()]
    }

    fn protection(&self) -> Protection {
        let all = [Protection::Public, Protection::Protected, Protection::Private];
        let same = all.into_iter().find(|one| one.to_string() == self.protection);
        same.unwrap_or_default()
    }
}

impl<K, V, S> TableReader<K, V, S>
where
    K: Serialize + 'static,
    V: Serialize + 'static,
    S: Kind<K, V>,
{
    /// Writes the table to a file, which is whole or not there: it takes the place of one of this
    /// name when everything is on the disk. The table is looked at as by [`select`](Self::select):
    /// other writers get in between. Objects are stored as serde describes them, without names: one
    /// whose type leaves something out (`skip_serializing_if`), or wants to be told what comes next
    /// (`untagged`), is written and cannot be read back.
    ///
    /// It waits for the disk, so a server calls it in a task that may block.
    ///
    /// # Errors
    ///
    /// [`TabFileError::Io`], [`TabFileError::Codec`], [`TabFileError::Table`].
    pub fn tab2file(&self, path: impl AsRef<Path>) -> Result<(), TabFileError> {
        let (mut size, mut body, mut broken) = (0_usize, Vec::new(), None);
        let entered = self.shared.enter(Access::Read)?;
        self.shared.map.each(&mut |key, slot| {
            slot.each(&mut |value| match codec::encode(&(key, value)) {
                Ok(object) => {
                    size += 1;
                    body.extend_from_slice(&object);
                }
                Err(why) => broken = Some(why),
            });
        })?;
        drop(entered);
        if let Some(why) = broken {
            return Err(TabFileError::Codec(why));
        }
        let info = self.info()?;
        let [kind, keys, values] = TabFileInfo::expected::<K, V>(S::KIND);
        let (name, protection) = (info.name.as_deref(), info.protection);
        let protection = protection.to_string();
        let Config { ttl, capacity } = self.shared.map.config();
        let head = (name, kind, protection, keys, values, size, ttl, capacity);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(codec::encode(&head).map_err(TabFileError::Codec)?);
        bytes.extend(body);
        bytes.extend(codec::checksum(&bytes).to_le_bytes());
        replace(path.as_ref(), &bytes)?;
        Ok(())
    }
}

/// How many files were begun beside others, so that no two writers share one.
static BEGUN: AtomicU64 = AtomicU64::new(0);

/// Puts a file in the place of another one, in one step. What is no file, such as a device, stays; a
/// link keeps leading to where it led.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file"));
    }
    let mut beside = PathBuf::from(path).into_os_string();
    let begun = BEGUN.fetch_add(1, Ordering::Relaxed);
    beside.push(format!(".{}.{begun}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        // The first error is the one that counts.
        drop(fs::remove_file(&beside));
    }
    done
}

/// What is in front of the objects, and the objects.
fn open(bytes: &[u8]) -> Result<(TabFileInfo, Config, &[u8]), TabFileError> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or(TabFileError::NotATable)?;
    let (_, sum) = bytes.split_last_chunk::<4>().ok_or(TabFileError::Damaged)?;
    let Some(rest) = rest.len().checked_sub(sum.len()).map(|end| &rest[..end]) else {
        return Err(TabFileError::Damaged);
    };
    if codec::checksum(&bytes[..bytes.len() - sum.len()]) != u32::from_le_bytes(*sum) {
        return Err(TabFileError::Damaged);
    }
    let (head, rest) = postcard::take_from_bytes(rest).map_err(|_| TabFileError::Damaged)?;
    let (name, kind, protection, keys, values, size, ttl, capacity) = head;
    let info = TabFileInfo { name, kind, protection, keys, values, size };
    Ok((info, Config { ttl, capacity }, rest))
}

/// What a file says about the table in it; the whole file is checked.
///
/// # Errors
///
/// [`TabFileError::Io`], [`TabFileError::NotATable`], [`TabFileError::Damaged`].
pub fn tabfile_info(path: impl AsRef<Path>) -> Result<TabFileInfo, TabFileError> {
    open(&fs::read(path)?).map(|(info, ..)| info)
}

impl<K, V, S> Table<K, V, S>
where
    K: DeserializeOwned + 'static,
    V: DeserializeOwned + 'static,
    S: Kind<K, V>,
{
    /// Makes the table that [`tab2file`](TableReader::tab2file) has written, with its name and its
    /// protection; it belongs to the current process. A cache has its time to live and its capacity
    /// again, and the time of every object begins anew.
    ///
    /// # Errors
    ///
    /// All of [`TabFileError`]; [`TableError::NameTaken`] in one when the name is in use. Nothing is
    /// left of a table that could not be read.
    pub fn file2tab(path: impl AsRef<Path>) -> Result<Self, TabFileError> {
        let bytes = fs::read(path)?;
        let (info, config, mut rest) = open(&bytes)?;
        let found = [&info.kind, &info.keys, &info.values];
        if TabFileInfo::expected::<K, V>(S::KIND).iter().ne(found) {
            let what = format!("{} of {} and {}", info.kind, info.keys, info.values);
            return Err(TabFileError::WrongType(what));
        }
        let mut objects: Vec<(K, V)> = Vec::new();
        // They are counted, because an object such as `((), ())` has no bytes.
        for _ in 0..info.size {
            let (object, behind) = postcard::take_from_bytes(rest)
                .map_err(|error| TabFileError::Codec(codec::why(error)))?;
            objects.push(object);
            rest = behind;
        }
        if !rest.is_empty() {
            return Err(TabFileError::Damaged);
        }
        let mut spec = TableSpec::<K, V, S>::new().protection(info.protection());
        (spec.name, spec.config) = (info.name.map(Arc::from), config);
        let table: Self = spec.create()?;
        let entered = table.shared.enter(Access::Write)?;
        for (key, value) in objects {
            let twice = table.shared.map.place(key, |there| S::join(there, value))?;
            inside::discard(twice);
        }
        drop(entered);
        Ok(table)
    }
}
