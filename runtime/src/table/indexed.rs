//! A storage of records, which are also found by some of their fields.

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::{Arc, RwLockWriteGuard};

use super::error::TableError;
use super::hashed::{All, Hashed};
use super::hasher::Seed;
use super::map::{Config, Cursor, Lookup, Map, Whole};
use super::record::{IndexHasher, Record};
use super::slot::{One, Plain, Slot};
use crate::process::IdState;
use crate::sync::SharedLock;

/// The keys of the records whose field has some hash, for one field.
type Index<K> = HashMap<u64, HashSet<K, Seed>, IdState>;

/// Records by key, and the keys by fields.
///
/// Whoever changes a record holds the lock of the indexes meanwhile, and whoever asks an index too:
/// so the two never tell different stories. Whoever asks for a key needs only the records.
#[derive(Debug)]
pub struct Indexed<R: Record> {
    map: Hashed<R::Key, Plain<R>>,
    indexes: SharedLock<Vec<Index<R::Key>>>,
}

impl<R: Record> Indexed<R> {
    fn hashes(&self, slot: Option<&Plain<R>>) -> Vec<u64> {
        slot.map_or_else(Vec::new, |slot| hashes(self.map.seed, slot))
    }

    /// The records that an index has under something with the hash of `query`, if they match.
    pub(super) fn find<Q: Hash + ?Sized>(
        &self,
        index: usize,
        query: &Q,
        matches: impl Fn(&R) -> bool,
    ) -> Result<Vec<R>, TableError>
    where
        R: Clone,
    {
        let mut hasher = IndexHasher(self.map.seed.build_hasher());
        query.hash(&mut hasher);
        let hash = hasher.finish();
        let indexes = self.indexes.read();
        let keys = indexes.get(index).and_then(|index| index.get(&hash));
        let mut found = Vec::new();
        for key in keys.into_iter().flatten() {
            let record = self.map.get(key, |slot| {
                let record = slot.get();
                matches(record).then(|| record.clone())
            })?;
            found.extend(record.flatten());
        }
        // An empty index says nothing about whether the table is still there.
        if found.is_empty() {
            self.map.part(0, |_| ())?;
        }
        Ok(found)
    }
}

fn hashes<R: Record>(seed: Seed, slot: &Plain<R>) -> Vec<u64> {
    let hash = |index| {
        let mut hasher = IndexHasher(seed.build_hasher());
        slot.get().index(index, &mut hasher);
        hasher.finish()
    };
    (0..R::INDEXES.len()).map(hash).collect()
}

/// Moves a key from where it was in each index to where it is now.
fn reindex<K: Hash + Eq + Clone>(
    indexes: &mut [Index<K>],
    seed: Seed,
    key: &K,
    before: &[u64],
    after: &[u64],
) {
    for (at, index) in indexes.iter_mut().enumerate() {
        let (old, new) = (before.get(at), after.get(at));
        if old == new {
            continue;
        }
        if let Some(old) = old
            && let Some(keys) = index.get_mut(old)
        {
            keys.remove(key);
            if keys.is_empty() {
                index.remove(old);
            }
        }
        if let Some(new) = new {
            let keys = index.entry(*new).or_insert_with(|| HashSet::with_hasher(seed));
            keys.insert(key.clone());
        }
    }
}

impl<R: Record> Map<R::Key, Plain<R>> for Indexed<R> {
    type Whole<'a> = AllIndexed<'a, R>;

    fn new(config: Config) -> Arc<Self> {
        let map = <Hashed<_, _> as Map<_, _>>::new(config);
        let indexes = R::INDEXES.iter().map(|_| Index::default()).collect();
        let map = Arc::into_inner(map).unwrap_or_else(|| Hashed::with_shards(1));
        Arc::new(Self { map, indexes: SharedLock::new(indexes) })
    }

    fn place<T>(
        &self,
        key: R::Key,
        place: impl FnOnce(Option<&mut Plain<R>>) -> (Option<Plain<R>>, T),
    ) -> Result<T, TableError> {
        if R::INDEXES.is_empty() {
            return self.map.place(key, place);
        }
        let mut indexes = self.indexes.write();
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let result = self.map.place(key.clone(), |there| {
            noting(self.map.seed, there, place, &mut before, &mut after)
        })?;
        reindex(&mut indexes, self.map.seed, &key, &before, &after);
        Ok(result)
    }

    fn exclusive<T>(
        &self,
        work: impl FnOnce(&mut AllIndexed<'_, R>) -> T,
    ) -> Result<T, TableError> {
        let indexes = self.indexes.write();
        let all = self.map.all()?;
        Ok(work(&mut AllIndexed { seed: self.map.seed, all, indexes }))
    }

    fn each(&self, see: &mut impl FnMut(&R::Key, &Plain<R>)) -> Result<(), TableError> {
        self.map.each(see)
    }

    fn some(
        &self,
        cursor: &mut Cursor<R::Key>,
        wanted: usize,
        see: &mut impl FnMut(&R::Key, &Plain<R>) -> bool,
    ) -> Result<bool, TableError> {
        self.map.some(cursor, wanted, see)
    }

    fn len<V>(&self) -> Result<usize, TableError>
    where
        Plain<R>: Slot<V>,
    {
        self.map.len()
    }

    fn clear(&self) -> Result<Vec<(R::Key, Plain<R>)>, TableError> {
        let mut indexes = self.indexes.write();
        let gone = self.map.clear()?;
        indexes.iter_mut().for_each(Index::clear);
        Ok(gone)
    }

    fn close(&self) -> Vec<(R::Key, Plain<R>)> {
        let mut indexes = self.indexes.write();
        indexes.iter_mut().for_each(Index::clear);
        self.map.close()
    }
}

/// Runs `place`, and notes the hashes of the record before and after.
fn noting<R: Record, T>(
    seed: Seed,
    there: Option<&mut Plain<R>>,
    place: impl FnOnce(Option<&mut Plain<R>>) -> (Option<Plain<R>>, T),
    before: &mut Vec<u64>,
    after: &mut Vec<u64>,
) -> (Option<Plain<R>>, T) {
    match there {
        Some(slot) => {
            *before = hashes(seed, slot);
            let done = place(Some(&mut *slot));
            *after = hashes(seed, slot);
            done
        }
        None => {
            let done = place(None);
            *after = done.0.as_ref().map_or_else(Vec::new, |slot| hashes(seed, slot));
            done
        }
    }
}

impl<R, Q> Lookup<R::Key, Plain<R>, Q> for Indexed<R>
where
    R: Record<Key: Borrow<Q>>,
    Q: Hash + Eq + ?Sized,
{
    #[inline]
    fn get<T>(&self, key: &Q, see: impl FnOnce(&Plain<R>) -> T) -> Result<Option<T>, TableError> {
        self.map.get(key, see)
    }

    fn get_mut<T>(
        &self,
        key: &Q,
        change: impl FnOnce(&mut Plain<R>) -> T,
    ) -> Result<Option<T>, TableError> {
        if R::INDEXES.is_empty() {
            return self.map.get_mut(key, change);
        }
        let mut indexes = self.indexes.write();
        let changed = self.map.get_mut(key, |slot| {
            let before = self.hashes(Some(slot));
            let result = change(slot);
            (result, slot.get().key().clone(), before, self.hashes(Some(slot)))
        })?;
        Ok(changed.map(|(result, key, before, after)| {
            reindex(&mut indexes, self.map.seed, &key, &before, &after);
            result
        }))
    }

    fn take_if(
        &self,
        key: &Q,
        goes: impl FnOnce(&mut Plain<R>) -> bool,
    ) -> Result<Option<Plain<R>>, TableError> {
        if R::INDEXES.is_empty() {
            return self.map.take_if(key, goes);
        }
        let mut indexes = self.indexes.write();
        let gone = self.map.take_if(key, goes)?;
        if let Some(slot) = &gone {
            let before = self.hashes(Some(slot));
            reindex(&mut indexes, self.map.seed, slot.get().key(), &before, &[]);
        }
        Ok(gone)
    }
}

/// All of it, in the hands of one writer.
#[derive(Debug)]
pub struct AllIndexed<'a, R: Record> {
    seed: Seed,
    all: All<'a, R::Key, Plain<R>>,
    indexes: RwLockWriteGuard<'a, Vec<Index<R::Key>>>,
}

impl<R: Record> Whole<R::Key, Plain<R>> for AllIndexed<'_, R> {
    fn has(&self, key: &R::Key) -> bool {
        self.all.has(key)
    }

    fn place<T>(
        &mut self,
        key: R::Key,
        place: impl FnOnce(Option<&mut Plain<R>>) -> (Option<Plain<R>>, T),
    ) -> T {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let seed = self.seed;
        let result = self
            .all
            .place(key.clone(), |there| noting(seed, there, place, &mut before, &mut after));
        reindex(&mut self.indexes, seed, &key, &before, &after);
        result
    }

    fn each(&self, see: &mut impl FnMut(&R::Key, &Plain<R>)) {
        self.all.each(see);
    }

    fn retain(
        &mut self,
        keep: &mut impl FnMut(&R::Key, &mut Plain<R>) -> bool,
    ) -> Vec<(R::Key, Plain<R>)> {
        let Self { seed, all, indexes } = self;
        all.retain(&mut |key, slot| {
            let before = hashes(*seed, slot);
            let stays = keep(key, slot);
            let after = if stays { hashes(*seed, slot) } else { Vec::new() };
            reindex(indexes, *seed, key, &before, &after);
            stays
        })
    }
}
