//! How a table is configured.

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::error::TableError;
use super::info::Protection;
use super::kind::{Bag, Cache, DuplicateBag, Kind, OrderedSet, Set};
use super::map::Config;
use super::shared::Shared;
use super::transfer::{Heir, TakesTable};
use super::{Table, kind::Unique};
use crate::process::Payload;

/// How a [`Table`] is configured; [`Table::set`] and its like make one, [`create`](Self::create)
/// the table.
#[must_use = "a specification is no table until it is created"]
pub struct TableSpec<K, V, S: Kind<K, V>> {
    pub(super) name: Option<Arc<str>>,
    pub(super) protection: Protection,
    pub(super) config: Config,
    pub(super) heir: Option<(Heir<K, V, S>, Payload)>,
}

impl<K, V, S: Kind<K, V>> TableSpec<K, V, S> {
    pub(super) fn new() -> Self {
        let (protection, config) = (Protection::default(), Config::default());
        Self { name: None, protection, config, heir: None }
    }

    /// A name by which [`Table::whereis`] finds the table. A table that has one stays when nobody
    /// has a handle.
    pub fn name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Everyone may read and write.
    pub fn public(self) -> Self {
        self.protection(Protection::Public)
    }

    /// Everyone may read, and only the owner write; it is so unless something else is said.
    pub fn protected(self) -> Self {
        self.protection(Protection::Protected)
    }

    /// Only the owner may read and write.
    pub fn private(self) -> Self {
        self.protection(Protection::Private)
    }

    /// Who may do what.
    pub fn protection(mut self, protection: Protection) -> Self {
        self.protection = protection;
        self
    }

    /// Who gets the table when its owner ends, with a [`TableTransfer`](super::TableTransfer) that
    /// arrives before anything else tells of the end. One that has ended by then inherits nothing.
    pub fn heir(
        mut self,
        heir: &impl TakesTable<K, V, S>,
        data: impl Any + fmt::Debug + Send + Sync,
    ) -> Self {
        self.heir = Some((heir.heir(), Payload::new(data)));
        self
    }
}

impl<K: 'static, V: 'static, S: Kind<K, V>> TableSpec<K, V, S> {
    /// Makes the table. It belongs to the current process; outside of any process to nobody, and
    /// then it is there for as long as it has a name or a handle.
    ///
    /// # Errors
    ///
    /// [`TableError::NameTaken`]; [`TableError::NoProc`] from a destructor that runs after the end
    /// of the current process.
    pub fn create(self) -> Result<Table<K, V, S>, TableError> {
        Shared::create(self).map(Table::of)
    }
}

impl<K, V> TableSpec<K, V, Cache>
where
    Cache: Kind<K, V>,
{
    /// How long an object stays that is put in without a time of its own; for ever unless given, and
    /// with [`Duration::MAX`].
    ///
    /// What is over is not seen from that moment on. Its memory is freed by a timer, up to a minute
    /// later, which the runtime of whoever puts something in keeps. A table that is written outside of
    /// any tokio runtime has none: there it is freed when its key is written, when its room is needed,
    /// and by what goes over the whole table, such as [`insert_all`](Table::insert_all).
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.config.ttl = Some(ttl);
        self
    }

    /// How many objects there are at most, at least one. When room is needed, those go first whose
    /// time is over, then of a few the one that was used least recently.
    ///
    /// A large cache shares its capacity out among parts that are locked on their own, so it begins
    /// to evict a little before it is full.
    pub fn capacity(mut self, objects: usize) -> Self {
        self.config.capacity = Some(objects);
        self
    }
}

impl<K, V> Table<K, V, Set>
where
    Set: Unique<K, V>,
{
    /// A table with one object per key, in no order.
    pub fn set() -> TableSpec<K, V, Set> {
        TableSpec::new()
    }
}

impl<K, V> Table<K, V, OrderedSet>
where
    OrderedSet: Unique<K, V>,
{
    /// A table with one object per key, in the order of the keys.
    pub fn ordered_set() -> TableSpec<K, V, OrderedSet> {
        TableSpec::new()
    }
}

impl<K, V> Table<K, V, Bag>
where
    Bag: Kind<K, V>,
{
    /// A table with any number of different objects per key.
    pub fn bag() -> TableSpec<K, V, Bag> {
        TableSpec::new()
    }
}

impl<K, V> Table<K, V, DuplicateBag>
where
    DuplicateBag: Kind<K, V>,
{
    /// A table with any number of objects per key, also equal ones.
    pub fn duplicate_bag() -> TableSpec<K, V, DuplicateBag> {
        TableSpec::new()
    }
}

impl<K, V> Table<K, V, Cache>
where
    Cache: Kind<K, V>,
{
    /// A table whose objects go by themselves, public unless something else is said.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use switchboard::{Cache, Table};
    ///
    /// # fn main() -> Result<(), switchboard::TableError> {
    /// let pages: Table<String, u64, Cache> =
    ///     Table::cache().ttl(Duration::from_secs(60)).capacity(10_000).create()?;
    /// pages.insert("/".to_owned(), 7)?;
    /// assert_eq!(pages.lookup("/")?, Some(7));
    /// # Ok(()) }
    /// ```
    pub fn cache() -> TableSpec<K, V, Cache> {
        TableSpec::new().public()
    }
}

impl<K, V, S: Kind<K, V>> fmt::Debug for TableSpec<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableSpec")
            .field("name", &self.name)
            .field("kind", &S::KIND)
            .field("protection", &self.protection)
            .finish_non_exhaustive()
    }
}
