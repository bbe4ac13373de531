//! What every kind of table can be asked.

use std::fmt;
use std::sync::Arc;

use super::error::TableError;
use super::info::TableInfo;
use super::kind::{Finds, Kind};
use super::map::{Lookup, Map};
use super::owners::AnyTable;
use super::pages::{Entries, Pages};
use super::shared::{Access, Shared};
use super::slot::Slot;
use crate::process::Pid;

/// A handle that reads a [`Table`](super::Table), and cannot do anything else.
///
/// # Errors
///
/// All its functions give [`TableError::Deleted`] when the table is gone, [`TableError::Denied`] when
/// it is private and the running code is not its owner, and [`TableError::InClosure`] from inside of
/// a function that a table has called.
pub struct TableReader<K, V, S: Kind<K, V>> {
    pub(super) shared: Arc<Shared<K, V, S>>,
}

impl<K: 'static, V: 'static, S: Kind<K, V>> TableReader<K, V, S> {
    /// What there is to say about the table. Everybody may ask.
    ///
    /// # Errors
    ///
    /// [`TableError::Deleted`], [`TableError::InClosure`].
    pub fn info(&self) -> Result<TableInfo, TableError> {
        self.shared.describe()
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> Option<Arc<str>> {
        self.shared.name()
    }

    /// The process that it belongs to; `None` for one that was made outside of any.
    #[must_use]
    pub fn owner(&self) -> Option<Pid> {
        self.shared.owner()
    }

    /// How many objects are in it. In a bag they are counted one by one.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn len(&self) -> Result<usize, TableError> {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.len::<V>()
    }

    /// Whether nothing is in it.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn is_empty(&self) -> Result<bool, TableError> {
        self.len().map(|len| len == 0)
    }

    /// Whether there is something under a key.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    #[inline]
    pub fn member<Q: ?Sized>(&self, key: &Q) -> Result<bool, TableError>
    where
        S: Finds<K, V, Q>,
    {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.get(key, |_| ()).map(|found| found.is_some())
    }

    /// What `select` makes of the objects, without those for which it gives `None`.
    ///
    /// The table is looked at part by part, and other writers get in between: of a list that
    /// `insert_all` puts in meanwhile it may see a part. Only an ordered set is looked at as a whole.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn select<R>(
        &self,
        mut select: impl FnMut(&K, &V) -> Option<R>,
    ) -> Result<Vec<R>, TableError> {
        let mut found = Vec::new();
        self.see(|key, value| found.extend(select(key, value)))?;
        Ok(found)
    }

    /// How many objects `matches` picks.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn select_count(
        &self,
        mut matches: impl FnMut(&K, &V) -> bool,
    ) -> Result<usize, TableError> {
        let mut count = 0;
        self.see(|key, value| count += usize::from(matches(key, value)))?;
        Ok(count)
    }

    /// Copies of the objects that `matches` picks.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn match_object(
        &self,
        mut matches: impl FnMut(&K, &V) -> bool,
    ) -> Result<Vec<(K, V)>, TableError>
    where
        K: Clone,
        V: Clone,
    {
        self.select(|key, value| matches(key, value).then(|| (key.clone(), value.clone())))
    }

    /// Copies of all objects.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn tab2list(&self) -> Result<Vec<(K, V)>, TableError>
    where
        K: Clone,
        V: Clone,
    {
        self.match_object(|_, _| true)
    }

    /// Makes one value of all objects.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn fold<A>(&self, first: A, mut fold: impl FnMut(A, &K, &V) -> A) -> Result<A, TableError> {
        let mut folded = Some(first);
        self.see(|key, value| folded = folded.take().map(|so_far| fold(so_far, key, value)))?;
        // It is only empty while `fold` runs.
        folded.ok_or(TableError::Deleted)
    }

    /// As [`select`](Self::select), in pages of at most `limit`.
    ///
    /// Between two pages no lock is held. An object that is there all the time comes once, whatever
    /// else is put in or taken out meanwhile; what is put in may come or not.
    pub fn select_pages<R, F>(&self, limit: usize, select: F) -> Pages<K, V, S, R, F>
    where
        F: FnMut(&K, &V) -> Option<R>,
    {
        Pages::new(self.clone(), limit, false, select)
    }

    /// Copies of all objects, one by one, for loops that use tables; otherwise as
    /// [`select_pages`](Self::select_pages).
    pub fn iter(&self) -> Entries<K, V, S>
    where
        K: Clone,
        V: Clone,
    {
        Entries::new(self.clone())
    }

    fn see(&self, mut see: impl FnMut(&K, &V)) -> Result<(), TableError> {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.each(&mut |key, slot| slot.each(&mut |value| see(key, value)))
    }
}

impl<K, V, S: Kind<K, V>> TableReader<K, V, S> {
    pub(super) fn print(&self, title: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(title).field("id", &self.shared.id).field("kind", &S::KIND).finish()
    }
}

impl<K, V, S: Kind<K, V>> Clone for TableReader<K, V, S> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

impl<K, V, S: Kind<K, V>> fmt::Debug for TableReader<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.print("TableReader", f)
    }
}

impl<K, V, S> IntoIterator for &TableReader<K, V, S>
where
    K: Clone + 'static,
    V: Clone + 'static,
    S: Kind<K, V>,
{
    type Item = Result<(K, V), TableError>;
    type IntoIter = Entries<K, V, S>;

    fn into_iter(self) -> Entries<K, V, S> {
        self.iter()
    }
}
