//! Slots in the order of their keys, behind one lock.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::mem;
use std::ops::Bound;
use std::sync::{Arc, RwLockWriteGuard};

use super::error::TableError;
use super::map::{Config, Cursor, Lookup, Map, Whole};
use super::slot::Slot;
use crate::sync::SharedLock;

/// How many slots a page looks at under one lock.
const STRIDE: usize = 1024;

/// A storage in order.
#[derive(Debug)]
pub struct Ordered<K, X>(SharedLock<Inner<K, X>>);

#[derive(Debug)]
struct Inner<K, X> {
    open: bool,
    map: BTreeMap<K, X>,
}

impl<K, X> Ordered<K, X> {
    #[inline]
    pub(super) fn read<R>(&self, read: impl FnOnce(&BTreeMap<K, X>) -> R) -> Result<R, TableError> {
        let inner = self.0.read();
        if inner.open { Ok(read(&inner.map)) } else { Err(TableError::Deleted) }
    }

    #[inline]
    fn write<R>(&self, write: impl FnOnce(&mut BTreeMap<K, X>) -> R) -> Result<R, TableError> {
        let mut inner = self.0.write();
        if inner.open { Ok(write(&mut inner.map)) } else { Err(TableError::Deleted) }
    }
}

fn place<K: Ord, X, R>(
    map: &mut BTreeMap<K, X>,
    key: K,
    place: impl FnOnce(Option<&mut X>) -> (Option<X>, R),
) -> R {
    match map.entry(key) {
        Entry::Occupied(mut there) => place(Some(there.get_mut())).1,
        Entry::Vacant(free) => {
            // What panics here has put nothing in.
            let (made, result) = place(None);
            if let Some(slot) = made {
                free.insert(slot);
            }
            result
        }
    }
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
        Arc::new(Self(SharedLock::new(Inner { open: true, map: BTreeMap::new() })))
    }

    fn place<R>(
        &self,
        key: K,
        with: impl FnOnce(Option<&mut X>) -> (Option<X>, R),
    ) -> Result<R, TableError> {
        self.write(|map| place(map, key, with))
    }

    fn exclusive<R>(&self, work: impl FnOnce(&mut Row<'_, K, X>) -> R) -> Result<R, TableError> {
        let inner = self.0.write();
        if inner.open { Ok(work(&mut Row(inner))) } else { Err(TableError::Deleted) }
    }

    fn each(&self, see: &mut impl FnMut(&K, &X)) -> Result<(), TableError> {
        self.read(|map| map.iter().for_each(|(key, slot)| see(key, slot)))
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
            let mut look = |(key, slot): (&K, &X)| {
                found += usize::from(see(key, slot));
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
        self.read(BTreeMap::len)
    }

    fn clear(&self) -> Result<Vec<(K, X)>, TableError> {
        self.write(mem::take).map(|map| map.into_iter().collect())
    }

    fn close(&self) -> Vec<(K, X)> {
        let mut inner = self.0.write();
        inner.open = false;
        mem::take(&mut inner.map).into_iter().collect()
    }
}

impl<K, X, Q> Lookup<K, X, Q> for Ordered<K, X>
where
    K: Ord + Borrow<Q> + Send + Sync,
    X: Send + Sync,
    Q: Ord + ?Sized,
{
    fn get<R>(&self, key: &Q, see: impl FnOnce(&X) -> R) -> Result<Option<R>, TableError> {
        self.read(|map| map.get(key).map(see))
    }

    fn get_mut<R>(
        &self,
        key: &Q,
        change: impl FnOnce(&mut X) -> R,
    ) -> Result<Option<R>, TableError> {
        self.write(|map| map.get_mut(key).map(change))
    }

    fn take_if(&self, key: &Q, goes: impl FnOnce(&mut X) -> bool) -> Result<Option<X>, TableError> {
        let gone = self.write(|map| {
            let slot = map.get_mut(key)?;
            if goes(slot) { map.remove_entry(key) } else { None }
        })?;
        Ok(gone.map(|(_key, slot)| slot))
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
        self.0.map.iter().for_each(|(key, slot)| see(key, slot));
    }

    fn retain(&mut self, keep: &mut impl FnMut(&K, &mut X) -> bool) -> Vec<(K, X)> {
        self.0.map.extract_if(.., |key, slot| !keep(key, slot)).collect()
    }
}
