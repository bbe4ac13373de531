//! What the storage of a table can do, whatever its kind.
//!
//! Functions run under a lock: the callers have made sure that they cannot come back here.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use super::error::TableError;
use super::slot::Slot;

/// What a storage is made with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Config {
    pub(super) ttl: Option<Duration>,
    pub(super) capacity: Option<usize>,
}

/// Where a walk through a table is.
#[derive(Debug)]
pub struct Cursor<K> {
    /// The part that comes next.
    pub(super) part: usize,
    /// The last key that was seen, where keys have an order.
    pub(super) key: Option<K>,
    /// From the end to the beginning, where there is one.
    pub(super) backwards: bool,
}

impl<K> Cursor<K> {
    pub(super) const fn new(backwards: bool) -> Self {
        Self { part: 0, key: None, backwards }
    }
}

/// A storage: slots by key.
pub trait Map<K, X>: Sized + Send + Sync {
    /// All of it, in the hands of one writer.
    type Whole<'a>: Whole<K, X>
    where
        Self: 'a,
        K: 'a,
        X: 'a;

    fn new(config: Config) -> Arc<Self>
    where
        K: 'static,
        X: 'static;

    /// What it was made with.
    #[cfg(feature = "serde")]
    fn config(&self) -> Config {
        Config::default()
    }

    /// Shows `place` the slot of a key, and puts in what it makes when there is none.
    fn place<R>(
        &self,
        key: K,
        place: impl FnOnce(Option<&mut X>) -> (Option<X>, R),
    ) -> Result<R, TableError>;

    /// Puts a slot in, and gives the one that was there.
    #[inline]
    fn put(&self, key: K, slot: X) -> Result<Option<X>, TableError> {
        self.place(key, put_in(slot))
    }

    /// Locks all of it, for as long as `work` takes.
    fn exclusive<R>(&self, work: impl FnOnce(&mut Self::Whole<'_>) -> R) -> Result<R, TableError>;

    /// Shows every slot, some at a time under a lock.
    fn each(&self, see: &mut impl FnMut(&K, &X)) -> Result<(), TableError>;

    /// Shows the slots that come next: all in the part at the cursor, or where keys have an order at
    /// least one. `false` when nothing comes any more. What stays in the table is shown once, whatever
    /// else changes between two calls.
    fn some(
        &self,
        cursor: &mut Cursor<K>,
        wanted: usize,
        see: &mut impl FnMut(&K, &X) -> bool,
    ) -> Result<bool, TableError>
    where
        K: Clone;

    fn len<V>(&self) -> Result<usize, TableError>
    where
        X: Slot<V>;

    /// Takes everything out.
    fn clear(&self) -> Result<Vec<(K, X)>, TableError>;

    /// Takes everything out, and lets nothing in any more.
    fn close(&self) -> Vec<(K, X)>;
}

/// The part of a storage that asks for a key, in whatever form.
pub trait Lookup<K, X, Q: ?Sized>: Map<K, X> {
    fn get<R>(&self, key: &Q, see: impl FnOnce(&X) -> R) -> Result<Option<R>, TableError>;

    fn get_mut<R>(
        &self,
        key: &Q,
        change: impl FnOnce(&mut X) -> R,
    ) -> Result<Option<R>, TableError>;

    /// Takes a slot out if `goes` says so.
    fn take_if(&self, key: &Q, goes: impl FnOnce(&mut X) -> bool) -> Result<Option<X>, TableError>;
}

/// A storage that one writer has locked.
pub trait Whole<K, X> {
    fn has(&self, key: &K) -> bool;

    /// As [`Map::place`].
    fn place<R>(&mut self, key: K, place: impl FnOnce(Option<&mut X>) -> (Option<X>, R)) -> R;

    fn put(&mut self, key: K, slot: X) -> Option<X> {
        self.place(key, put_in(slot))
    }

    fn each(&self, see: &mut impl FnMut(&K, &X));

    /// Takes out what `keep` does not want, in the order of [`each`](Self::each).
    fn retain(&mut self, keep: &mut impl FnMut(&K, &mut X) -> bool) -> Vec<(K, X)>;
}

/// Puts a slot in the place of another one, or in a free one.
#[inline]
pub(super) fn put_in<X>(slot: X) -> impl FnOnce(Option<&mut X>) -> (Option<X>, Option<X>) {
    |there| match there {
        Some(there) => (None, Some(mem::replace(there, slot))),
        None => (Some(slot), None),
    }
}
