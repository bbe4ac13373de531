//! `Table`: objects in memory that many processes share, as ETS has them.
//!
//! A handle leads to the objects themselves; no question waits for another process. The kinds are
//! types: [`Set`], [`OrderedSet`], [`Bag`], [`DuplicateBag`], [`Cache`], [`Records`]. A table belongs
//! to the process that made it.

mod bag;
mod cached;
mod counter;
mod error;
#[cfg(feature = "serde")]
mod file;
mod hashed;
mod hasher;
mod indexed;
mod info;
pub(crate) mod inside;
mod kind;
mod map;
mod names;
mod order;
mod ordered;
mod owners;
mod pages;
mod reader;
pub(crate) mod record;
mod shared;
mod slot;
mod spec;
mod transfer;
mod unique;
mod whole;

use std::any::Any;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

pub use self::counter::{Counter, Step};
pub use self::error::TableError;
#[cfg(feature = "serde")]
pub use self::file::{TabFileError, TabFileInfo, tabfile_info};
pub use self::info::{Protection, TableInfo};
pub use self::kind::{
    Bag, Bags, Cache, DuplicateBag, Finds, Kind, OrderedSet, Pairs, Set, Single, TableKind, Unique,
};
pub use self::owners::tables;
pub use self::pages::{Entries, Pages};
pub use self::reader::TableReader;
pub use self::record::{IndexHasher, Record, Records};
pub use self::spec::TableSpec;
pub use self::transfer::{Heir, TableTransfer, TakesTable};

use self::shared::Shared;
use crate::process::Payload;

/// Objects in memory that many processes share.
///
/// A table belongs to the process that made it, and goes with it, unless there is an heir; whoever
/// sees the [`Down`](crate::Down) of its owner finds it gone or inherited. Unless something else is
/// said it is protected: everyone with a handle reads, and its owner writes. What reads is on
/// [`TableReader`], which a table dereferences to.
///
/// Each function is one step: nobody sees half of it, and when a function of yours panics inside of
/// it, nothing has changed. Functions get what is in the table under a lock, so they are short, do
/// not wait, and cannot use tables themselves, which is [`TableError::InClosure`].
///
/// # Examples
///
/// ```
/// use switchboard::{OrderedSet, Table};
///
/// # fn main() -> Result<(), switchboard::TableError> {
/// let ages: Table<String, u32> = Table::set().public().create()?;
/// ages.insert("joe".into(), 7)?;
/// assert_eq!(ages.lookup("joe")?, Some(7));
/// assert_eq!(ages.update_counter("joe", 1)?, 8);
///
/// let primes: Table<u32, (), OrderedSet> = Table::new();
/// primes.insert_all([(5, ()), (2, ()), (3, ())])?;
/// assert_eq!((primes.first()?, primes.next(&3)?), (Some(2), Some(5)));
/// # Ok(()) }
/// ```
pub struct Table<K, V, S: Kind<K, V> = Set> {
    reader: TableReader<K, V, S>,
}

impl<K: 'static, V: 'static, S: Kind<K, V>> Table<K, V, S> {
    fn of(shared: Arc<Shared<K, V, S>>) -> Self {
        Self { reader: TableReader { shared } }
    }

    /// A protected table without a name.
    ///
    /// From a destructor that runs after the end of its process it is deleted from the beginning.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Shared::unnamed())
    }

    /// The table of this name.
    ///
    /// # Errors
    ///
    /// [`TableError::NoSuchTable`] when there is none, [`TableError::WrongType`] when it is of
    /// another kind, or has other keys or values.
    pub fn whereis(name: &str) -> Result<Self, TableError> {
        names::find(name).map(Self::of)
    }

    /// A handle that reads, to be given to those who should do nothing else.
    #[must_use]
    pub fn reader(&self) -> TableReader<K, V, S> {
        self.reader.clone()
    }

    /// Deletes the table. Its name is free, and all its handles lead nowhere.
    ///
    /// # Errors
    ///
    /// [`TableError::Deleted`], [`TableError::Denied`], [`TableError::InClosure`].
    pub fn delete_table(&self) -> Result<(), TableError> {
        self.shared().delete_by()
    }

    /// Takes everything out in one step.
    ///
    /// # Errors
    ///
    /// As [`delete_table`](Self::delete_table).
    pub fn delete_all_objects(&self) -> Result<(), TableError> {
        self.empty()
    }

    /// Gives the table another name.
    ///
    /// # Errors
    ///
    /// [`TableError::NameTaken`], [`TableError::Unnamed`] when it has none, and as
    /// [`delete_table`](Self::delete_table).
    pub fn rename(&self, name: impl Into<Arc<str>>) -> Result<(), TableError> {
        self.shared().rename(name.into())
    }

    /// Makes another process the owner, which gets a [`TableTransfer`]. Whoever gave it has no more
    /// rights than others then.
    ///
    /// # Errors
    ///
    /// [`TableError::Denied`] when the current process is not the owner, [`TableError::OwnsIt`] when
    /// the receiver is, [`TableError::NoProc`] when the receiver has ended, [`TableError::Deleted`].
    pub fn give_away(
        &self,
        to: &impl TakesTable<K, V, S>,
        data: impl Any + fmt::Debug + Send + Sync,
    ) -> Result<(), TableError> {
        self.shared().give_away(&to.heir(), Payload::new(data))
    }

    /// Sets who inherits the table; see [`TableSpec::heir`].
    ///
    /// # Errors
    ///
    /// [`TableError::Denied`] when the current process is not the owner, [`TableError::Deleted`].
    pub fn set_heir(
        &self,
        heir: &impl TakesTable<K, V, S>,
        data: impl Any + fmt::Debug + Send + Sync,
    ) -> Result<(), TableError> {
        self.shared().set_heir(Some((heir.heir(), Payload::new(data))))
    }

    /// Lets the table go with its owner.
    ///
    /// # Errors
    ///
    /// As [`set_heir`](Self::set_heir).
    pub fn unset_heir(&self) -> Result<(), TableError> {
        self.shared().set_heir(None)
    }

    /// Sets who may do what.
    ///
    /// # Errors
    ///
    /// As [`set_heir`](Self::set_heir).
    pub fn set_protection(&self, protection: Protection) -> Result<(), TableError> {
        self.shared().set_protection(protection)
    }

    fn shared(&self) -> &Arc<Shared<K, V, S>> {
        &self.reader.shared
    }
}

impl<K: 'static, V: 'static, S: Kind<K, V>> Default for Table<K, V, S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V, S: Kind<K, V>> Deref for Table<K, V, S> {
    type Target = TableReader<K, V, S>;

    #[inline]
    fn deref(&self) -> &TableReader<K, V, S> {
        &self.reader
    }
}

impl<K, V, S: Kind<K, V>> Clone for Table<K, V, S> {
    fn clone(&self) -> Self {
        Self { reader: self.reader.clone() }
    }
}

impl<K, V, S: Kind<K, V>> fmt::Debug for Table<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reader.print("Table", f)
    }
}
