//! Slots in the order of their keys: one lock for the keys, and one for each slot. Who changes what is
//! there only reads the keys, and so goes the long way to it while others do the same.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::mem;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLockWriteGuard};

use super::error::TableError;
use super::map::{Config, Cursor, Lookup, Map, Whole};
use super::slot::Slot;
use crate::sync::{Lock, SharedLock};

/// How many slots a page looks at under one lock.
const STRIDE: usize = 1024;

/// A storage in order.
#[derive(Debug)]
pub struct Ordered<K, X> {
    inner: SharedLock<Inner<K, X>>,
    /// Whether the last object that was put in had a new key. A guess at what the next one has: who is
    /// wrong looks for the key twice, or keeps others waiting.
    grows: AtomicBool,
}

#[derive(Debug)]
struct Inner<K, X> {
    open: bool,
    map: Tree<K, X>,
}

pub(super) type Tree<K, X> = BTreeMap<K, Lock<X>>;

impl<K, X> Ordered<K, X> {
    #[inline]
    pub(super) fn read<R>(&self, read: impl FnOnce(&Tree<K, X>) -> R) -> Result<R, TableError> {
        let inner = self.inner.read();
        if inner.open { Ok(read(&inner.map)) } else { Err(TableError::Deleted) }
    }

    #[inline]
    fn write<R>(&self, write: impl FnOnce(&mut Tree<K, X>) -> R) -> Result<R, TableError> {
        let mut inner = self.inner.write();
        if inner.open { Ok(write(&mut inner.map)) } else { Err(TableError::Deleted) }
    }
}

fn place<K: Ord, X, R>(
    map: &mut Tree<K, X>,
    key: K,
    place: impl FnOnce(Option<&mut X>) -> (Option<X>, R),
) -> R {
    match map.entry(key) {
        Entry::Occupied(mut there) => place(Some(there.get_mut().get_mut())).1,
        Entry::Vacant(free) => {
            // What panics here has put nothing in.
            let (made, result) = place(None);
            if let Some(slot) = made {
                free.insert(Lock::new(slot));
            }
            result
        }
    }
}

fn contents<K, X>(map: Tree<K, X>) -> Vec<(K, X)> {
    map.into_iter().map(|(key, slot)| (key, slot.into_inner())).collect()
}

impl<K, X> Map<K, X> for Ordered<K, X>
where
    K: Ord + Send + Sync,
    X: Send + Sync,
{
    type Whole<'a>
        = Row<'a, K, X>
    where
        K: 'a,
        X: 'a;

    fn new(_config: Config) -> Arc<Self>
    where
        K: 'static,
        X: 'static,
    {
        let inner = SharedLock::new(Inner { open: true, map: Tree::new() });
        Arc::new(Self { inner, grows: AtomicBool::new(true) })
    }

    fn place<R>(
        &self,
        key: K,
        with: impl FnOnce(Option<&mut X>) -> (Option<X>, R),
    ) -> Result<R, TableError> {
        if !self.grows.load(Ordering::Relaxed) {
            let inner = self.inner.read();
            if !inner.open {
                return Err(TableError::Deleted);
            }
            if let Some(slot) = inner.map.get(&key) {
                return Ok(with(Some(&mut slot.lock())).1);
            }
        }
        self.write(|map| {
            let before = map.len();
            let result = place(map, key, with);
            self.grows.store(map.len() > before, Ordering::Relaxed);
            result
        })
    }

    fn exclusive<R>(&self, work: impl FnOnce(&mut Row<'_, K, X>) -> R) -> Result<R, TableError> {
        let inner = self.inner.write();
        if inner.open { Ok(work(&mut Row(inner))) } else { Err(TableError::Deleted) }
    }

    fn each(&self, see: &mut impl FnMut(&K, &X)) -> Result<(), TableError> {
        self.read(|map| map.iter().for_each(|(key, slot)| see(key, &slot.lock())))
    }

    fn some(
        &self,
        cursor: &mut Cursor<K>,
        wanted: usize,
        see: &mut impl FnMut(&K, &X) -> bool,
    ) -> Result<bool, TableError>
    where
        K: Clone,
    {
        self.read(|map| {
            let edge = cursor.key.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
            let (mut found, mut last) = (0, None);
            let mut look = |(key, slot): (&K, &Lock<X>)| {
                found += usize::from(see(key, &slot.lock()));
                last = Some(key.clone());
                found < wanted
            };
            if cursor.backwards {
                let mut back = map.range::<K, _>((Bound::Unbounded, edge)).rev().take(STRIDE);
                back.all(&mut look);
            } else {
                let mut on = map.range::<K, _>((edge, Bound::Unbounded)).take(STRIDE);
                on.all(&mut look);
            }
            let more = last.is_some();
            if more {
                cursor.key = last;
            }
            more
        })
    }

    fn len<V>(&self) -> Result<usize, TableError>
    where
        X: Slot<V>,
    {
        self.read(Tree::len)
    }

    fn clear(&self) -> Result<Vec<(K, X)>, TableError> {
        self.write(mem::take).map(contents)
    }

    fn close(&self) -> Vec<(K, X)> {
        let mut inner = self.inner.write();
        inner.open = false;
        contents(mem::take(&mut inner.map))
    }
}

impl<K, X, Q> Lookup<K, X, Q> for Ordered<K, X>
where
    K: Ord + Borrow<Q> + Send + Sync,
    X: Send + Sync,
    Q: Ord + ?Sized,
{
    fn get<R>(&self, key: &Q, see: impl FnOnce(&X) -> R) -> Result<Option<R>, TableError> {
        self.read(|map| map.get(key).map(|slot| see(&slot.lock())))
    }

    fn get_mut<R>(
        &self,
        key: &Q,
        change: impl FnOnce(&mut X) -> R,
    ) -> Result<Option<R>, TableError> {
        self.read(|map| map.get(key).map(|slot| change(&mut slot.lock())))
    }

    fn take_if(&self, key: &Q, goes: impl FnOnce(&mut X) -> bool) -> Result<Option<X>, TableError> {
        let gone = self.write(|map| {
            let slot = map.get_mut(key)?;
            if goes(slot.get_mut()) { map.remove_entry(key) } else { None }
        })?;
        Ok(gone.map(|(_key, slot)| slot.into_inner()))
    }
}

/// All of it, in the hands of one writer.
#[derive(Debug)]
pub struct Row<'a, K, X>(RwLockWriteGuard<'a, Inner<K, X>>);

impl<K: Ord, X> Whole<K, X> for Row<'_, K, X> {
    fn has(&self, key: &K) -> bool {
        self.0.map.contains_key(key)
    }

    fn place<R>(&mut self, key: K, with: impl FnOnce(Option<&mut X>) -> (Option<X>, R)) -> R {
        place(&mut self.0.map, key, with)
    }

    fn each(&self, see: &mut impl FnMut(&K, &X)) {
        self.0.map.iter().for_each(|(key, slot)| see(key, &slot.lock()));
    }

    fn retain(&mut self, keep: &mut impl FnMut(&K, &mut X) -> bool) -> Vec<(K, X)> {
        let gone = self.0.map.extract_if(.., |key, slot| !keep(key, slot.get_mut()));
        gone.map(|(key, slot)| (key, slot.into_inner())).collect()
    }
}
