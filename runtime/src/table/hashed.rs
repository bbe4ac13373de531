//! Slots by the hash of their keys, in shards with a lock each.

use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, LazyLock, RwLockWriteGuard};
use std::{mem, thread};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::error::TableError;
use super::hasher::Seed;
use super::map::{Config, Cursor, Lookup, Map, Whole};
use super::slot::Slot;
use crate::sync::SharedLock;

/// One part of a storage, with whatever has its hash.
#[derive(Debug)]
pub(super) struct Part<K, X> {
    pub(super) open: bool,
    pub(super) table: HashTable<(K, X)>,
}

/// On a cache line of its own, so that neighbours do not slow each other down.
#[derive(Debug)]
#[repr(align(64))]
struct Shard<K, X>(SharedLock<Part<K, X>>);

/// A storage by hash.
#[derive(Debug)]
pub struct Hashed<K, X> {
    pub(super) seed: Seed,
    shards: Box<[Shard<K, X>]>,
}

/// How many shards a table has: with four for each core, two workers rarely meet.
static SHARDS: LazyLock<usize> = LazyLock::new(|| {
    let cores = thread::available_parallelism().map_or(4, usize::from);
    (cores * 4).next_power_of_two().clamp(8, 128)
});

pub(super) fn shards() -> usize {
    *SHARDS
}

impl<K, X> Hashed<K, X> {
    pub(super) fn with_shards(shards: usize) -> Self {
        let shard = || Shard(SharedLock::new(Part { open: true, table: HashTable::new() }));
        Self { seed: Seed::random(), shards: (0..shards).map(|_| shard()).collect() }
    }

    /// These bits are neither those that choose a bucket nor those that are compared in it.
    #[inline]
    fn at(&self, hash: u64) -> usize {
        (hash >> 48) as usize & (self.shards.len() - 1)
    }

    #[inline]
    fn shard(&self, hash: u64) -> &SharedLock<Part<K, X>> {
        &self.shards[self.at(hash)].0
    }

    /// Reads the part with this hash.
    #[inline]
    pub(super) fn read<R>(
        &self,
        hash: u64,
        read: impl FnOnce(&HashTable<(K, X)>) -> R,
    ) -> Result<R, TableError> {
        let part = self.shard(hash).read();
        if part.open { Ok(read(&part.table)) } else { Err(TableError::Deleted) }
    }

    /// Changes the part with this hash.
    #[inline]
    pub(super) fn write<R>(
        &self,
        hash: u64,
        write: impl FnOnce(&mut HashTable<(K, X)>) -> R,
    ) -> Result<R, TableError> {
        let mut part = self.shard(hash).write();
        if part.open { Ok(write(&mut part.table)) } else { Err(TableError::Deleted) }
    }

    /// Reads the parts one after the other.
    pub(super) fn parts(&self, mut read: impl FnMut(&HashTable<(K, X)>)) -> Result<(), TableError> {
        for shard in &self.shards {
            let part = shard.0.read();
            if !part.open {
                return Err(TableError::Deleted);
            }
            read(&part.table);
        }
        Ok(())
    }

    /// Changes the parts one after the other.
    pub(super) fn parts_mut(
        &self,
        mut write: impl FnMut(&mut HashTable<(K, X)>),
    ) -> Result<(), TableError> {
        for shard in &self.shards {
            let mut part = shard.0.write();
            if !part.open {
                return Err(TableError::Deleted);
            }
            write(&mut part.table);
        }
        Ok(())
    }

    /// Reads one part; `None` when there is none of this number.
    pub(super) fn part<R>(
        &self,
        part: usize,
        read: impl FnOnce(&HashTable<(K, X)>) -> R,
    ) -> Result<Option<R>, TableError> {
        let Some(shard) = self.shards.get(part) else {
            return Ok(None);
        };
        let part = shard.0.read();
        if part.open { Ok(Some(read(&part.table))) } else { Err(TableError::Deleted) }
    }

    pub(super) fn all(&self) -> Result<All<'_, K, X>, TableError> {
        // Always in this order, so that two of them cannot wait for each other.
        let parts: Vec<_> = self.shards.iter().map(|shard| shard.0.write()).collect();
        if parts.iter().all(|part| part.open) {
            Ok(All { map: self, parts })
        } else {
            Err(TableError::Deleted)
        }
    }
}

/// Shows `place` a slot of a part, and puts in what it makes when there is none.
#[inline]
pub(super) fn place<K: Hash + Eq, X, R>(
    table: &mut HashTable<(K, X)>,
    seed: Seed,
    hash: u64,
    key: K,
    place: impl FnOnce(Option<&mut X>) -> (Option<X>, R),
) -> R {
    let entry = table.entry(hash, |(other, _)| *other == key, |(key, _)| seed.hash_one(key));
    match entry {
        Entry::Occupied(mut there) => place(Some(&mut there.get_mut().1)).1,
        Entry::Vacant(free) => {
            // What panics here has put nothing in.
            let (made, result) = place(None);
            if let Some(slot) = made {
                free.insert((key, slot));
            }
            result
        }
    }
}

impl<K, X> Map<K, X> for Hashed<K, X>
where
    K: Hash + Eq + Send + Sync,
    X: Send + Sync,
{
    type Whole<'a>
        = All<'a, K, X>
    where
        K: 'a,
        X: 'a;

    fn new(_config: Config) -> Arc<Self>
    where
        K: 'static,
        X: 'static,
    {
        Arc::new(Self::with_shards(shards()))
    }

    #[inline]
    fn place<R>(
        &self,
        key: K,
        with: impl FnOnce(Option<&mut X>) -> (Option<X>, R),
    ) -> Result<R, TableError> {
        let hash = self.seed.hash_one(&key);
        self.write(hash, |table| place(table, self.seed, hash, key, with))
    }

    fn exclusive<R>(&self, work: impl FnOnce(&mut All<'_, K, X>) -> R) -> Result<R, TableError> {
        self.all().map(|mut all| work(&mut all))
    }

    fn each(&self, see: &mut impl FnMut(&K, &X)) -> Result<(), TableError> {
        self.parts(|table| table.iter().for_each(|(key, slot)| see(key, slot)))
    }

    fn some(
        &self,
        cursor: &mut Cursor<K>,
        _wanted: usize,
        see: &mut impl FnMut(&K, &X) -> bool,
    ) -> Result<bool, TableError> {
        // A key never leaves its part, so part by part everything is seen once.
        let seen = self.part(cursor.part, |table| {
            for (key, slot) in table {
                see(key, slot);
            }
        })?;
        cursor.part += 1;
        Ok(seen.is_some())
    }

    fn len<V>(&self) -> Result<usize, TableError>
    where
        X: Slot<V>,
    {
        let mut count = 0;
        self.parts(|table| {
            count += if X::ONE { table.len() } else { table.iter().map(|one| one.1.count()).sum() };
        })?;
        Ok(count)
    }

    fn clear(&self) -> Result<Vec<(K, X)>, TableError> {
        let mut all = self.all()?;
        Ok(all.parts.iter_mut().flat_map(|part| mem::take(&mut part.table)).collect())
    }

    fn close(&self) -> Vec<(K, X)> {
        let mut gone = Vec::new();
        for shard in &self.shards {
            let mut part = shard.0.write();
            part.open = false;
            gone.extend(mem::take(&mut part.table));
        }
        gone
    }
}

impl<K, X, Q> Lookup<K, X, Q> for Hashed<K, X>
where
    K: Hash + Eq + Borrow<Q> + Send + Sync,
    X: Send + Sync,
    Q: Hash + Eq + ?Sized,
{
    #[inline]
    fn get<R>(&self, key: &Q, see: impl FnOnce(&X) -> R) -> Result<Option<R>, TableError> {
        let hash = self.seed.hash_one(key);
        self.read(hash, |table| {
            table.find(hash, |(other, _)| other.borrow() == key).map(|(_, slot)| see(slot))
        })
    }

    #[inline]
    fn get_mut<R>(
        &self,
        key: &Q,
        change: impl FnOnce(&mut X) -> R,
    ) -> Result<Option<R>, TableError> {
        let hash = self.seed.hash_one(key);
        self.write(hash, |table| {
            table.find_mut(hash, |(other, _)| other.borrow() == key).map(|(_, slot)| change(slot))
        })
    }

    #[inline]
    fn take_if(&self, key: &Q, goes: impl FnOnce(&mut X) -> bool) -> Result<Option<X>, TableError> {
        let hash = self.seed.hash_one(key);
        let gone = self.write(hash, |table| {
            let mut there = table.find_entry(hash, |(other, _)| other.borrow() == key).ok()?;
            goes(&mut there.get_mut().1).then(|| there.remove().0)
        })?;
        // The key is the user's: it goes when the lock is gone.
        Ok(gone.map(|(_key, slot)| slot))
    }
}

/// All parts, in the hands of one writer.
#[derive(Debug)]
pub struct All<'a, K, X> {
    map: &'a Hashed<K, X>,
    parts: Vec<RwLockWriteGuard<'a, Part<K, X>>>,
}

impl<K: Hash + Eq, X> All<'_, K, X> {
    /// The part with this hash.
    pub(super) fn table(&mut self, hash: u64) -> &mut HashTable<(K, X)> {
        let at = self.map.at(hash);
        &mut self.parts[at].table
    }
}

impl<K: Hash + Eq, X> Whole<K, X> for All<'_, K, X> {
    fn has(&self, key: &K) -> bool {
        let hash = self.map.seed.hash_one(key);
        self.parts[self.map.at(hash)].table.find(hash, |(other, _)| other == key).is_some()
    }

    fn place<R>(&mut self, key: K, with: impl FnOnce(Option<&mut X>) -> (Option<X>, R)) -> R {
        let seed = self.map.seed;
        let hash = seed.hash_one(&key);
        place(self.table(hash), seed, hash, key, with)
    }

    fn each(&self, see: &mut impl FnMut(&K, &X)) {
        for part in &self.parts {
            part.table.iter().for_each(|(key, slot)| see(key, slot));
        }
    }

    fn retain(&mut self, keep: &mut impl FnMut(&K, &mut X) -> bool) -> Vec<(K, X)> {
        let mut gone = Vec::new();
        for part in &mut self.parts {
            gone.extend(part.table.extract_if(|(key, slot)| !keep(key, slot)));
        }
        gone
    }
}
