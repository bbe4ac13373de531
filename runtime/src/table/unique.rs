//! Tables with at most one object per key.

use super::Table;
use super::error::TableError;
use super::inside::discard;
use super::kind::{Cache, Finds, Pairs, Single, Unique};
use super::map::{Lookup, Map, Whole};
use super::reader::TableReader;
use super::shared::Access;
use super::slot::{One, Timed};
use std::hash::Hash;
use std::time::Duration;

impl<K: 'static, V: 'static, S: Single + Unique<K, V>> TableReader<K, V, S> {
    /// A copy of the value of a key.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    #[inline]
    pub fn lookup<Q: ?Sized>(&self, key: &Q) -> Result<Option<V>, TableError>
    where
        S: Finds<K, V, Q>,
        V: Clone,
    {
        self.lookup_with(key, V::clone)
    }

    /// What `see` makes of the value of a key, without a copy of all of it.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    #[inline]
    pub fn lookup_with<Q: ?Sized, R>(
        &self,
        key: &Q,
        see: impl FnOnce(&V) -> R,
    ) -> Result<Option<R>, TableError>
    where
        S: Finds<K, V, Q>,
    {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.get(key, |slot| see(slot.get()))
    }

    /// What `see` makes of the value of a key, such as one field of it.
    ///
    /// # Errors
    ///
    /// [`TableError::NotFound`] when there is nothing under the key; see [`TableReader`].
    pub fn lookup_element<Q: ?Sized, R>(
        &self,
        key: &Q,
        see: impl FnOnce(&V) -> R,
    ) -> Result<R, TableError>
    where
        S: Finds<K, V, Q>,
    {
        self.lookup_with(key, see)?.ok_or(TableError::NotFound)
    }
}

/// # Errors
///
/// What writes gives [`TableError::Deleted`], [`TableError::Denied`] when the table is not public and
/// the running code not its owner, and [`TableError::InClosure`] from inside of a function that a
/// table has called.
impl<K: 'static, V: 'static, S: Single + Unique<K, V>> Table<K, V, S> {
    /// Takes the object of a key out.
    ///
    /// # Errors
    ///
    /// As all that writes.
    #[inline]
    pub fn take<Q: ?Sized>(&self, key: &Q) -> Result<Option<V>, TableError>
    where
        S: Finds<K, V, Q>,
    {
        let _inside = self.shared.enter(Access::Write)?;
        self.shared.map.take_if(key, |_| true).map(|slot| slot.map(One::into_inner))
    }

    /// Deletes the object of a key; whether there was one.
    ///
    /// # Errors
    ///
    /// As all that writes.
    #[inline]
    pub fn delete<Q: ?Sized>(&self, key: &Q) -> Result<bool, TableError>
    where
        S: Finds<K, V, Q>,
    {
        self.take(key).map(|gone| gone.is_some())
    }

    /// Deletes the object of a key if it has this value; whether it had.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn delete_object<Q: ?Sized>(&self, key: &Q, value: &V) -> Result<bool, TableError>
    where
        S: Finds<K, V, Q>,
        V: PartialEq,
    {
        let inside = self.shared.enter(Access::Write)?;
        let gone = self.shared.map.take_if(key, |slot| slot.get() == value)?;
        drop(inside);
        Ok(gone.is_some())
    }

    /// Changes the value of a key with a function, and gives its result; `None` when there is
    /// nothing under the key.
    ///
    /// The function works on a copy, which takes the place of the value when it returns.
    ///
    /// # Errors
    ///
    /// As all that writes; of a record whose key is another one [`TableError::KeyChanged`].
    #[inline]
    pub fn update<Q: ?Sized, R>(
        &self,
        key: &Q,
        update: impl FnOnce(&mut V) -> R,
    ) -> Result<Option<R>, TableError>
    where
        S: Finds<K, V, Q>,
        V: Clone,
    {
        self.try_update(key, |value| Ok(update(value)))
    }

    /// As [`update`](Self::update) for one that may fail; then nothing changes.
    #[inline]
    pub(super) fn try_update<Q: ?Sized, R>(
        &self,
        key: &Q,
        update: impl FnOnce(&mut V) -> Result<R, TableError>,
    ) -> Result<Option<R>, TableError>
    where
        S: Finds<K, V, Q>,
        V: Clone,
    {
        let inside = self.shared.enter(Access::Write)?;
        let outcome = self.shared.map.get_mut(key, |slot| {
            let mut fresh = slot.get().clone();
            let result = update(&mut fresh)?;
            if !S::keeps(slot.get(), &fresh) {
                return Err(TableError::KeyChanged);
            }
            Ok((result, std::mem::replace(slot.get_mut(), fresh)))
        })?;
        drop(inside);
        outcome.transpose().map(|done| done.map(|(result, _old)| result))
    }

    /// Changes the value of a key as `update_element` does in ETS: all of it or nothing. Whether
    /// there is something under the key.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    pub fn update_element<Q: ?Sized>(
        &self,
        key: &Q,
        update: impl FnOnce(&mut V),
    ) -> Result<bool, TableError>
    where
        S: Finds<K, V, Q>,
        V: Clone,
    {
        self.update(key, update).map(|done| done.is_some())
    }
}

impl<K: 'static, V: 'static, S: Pairs + Unique<K, V>> Table<K, V, S> {
    /// Puts an object in, in the place of the one with this key, whose value it gives.
    ///
    /// # Errors
    ///
    /// As all that writes.
    #[inline]
    pub fn insert(&self, key: K, value: V) -> Result<Option<V>, TableError> {
        let _inside = self.shared.enter(Access::Write)?;
        self.shared.map.put(key, S::Slot::new(value)).map(|slot| slot.map(One::into_inner))
    }

    /// Puts all of these objects in, in one step; of two with one key, the last.
    ///
    /// # Errors
    ///
    /// As all that writes; then none of them is in.
    pub fn insert_all(&self, objects: impl IntoIterator<Item = (K, V)>) -> Result<(), TableError> {
        let objects: Vec<(K, V)> = objects.into_iter().collect();
        let inside = self.shared.enter(Access::Write)?;
        let gone = self.shared.map.exclusive(|all| put_all::<K, V, S>(all, objects))?;
        drop(inside);
        discard(gone);
        Ok(())
    }

    /// Puts an object in if there is none with this key; whether it did.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn insert_new(&self, key: K, value: V) -> Result<bool, TableError> {
        let inside = self.shared.enter(Access::Write)?;
        let mut refused = None;
        let done = self.shared.map.place(key, |there| match there {
            Some(_) => {
                refused = Some(value);
                (None, false)
            }
            None => (Some(S::Slot::new(value)), true),
        });
        drop(inside);
        drop(refused);
        done
    }

    /// Puts all of these objects in, in one step, if there is none with any of these keys; whether it
    /// did.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn insert_new_all(
        &self,
        objects: impl IntoIterator<Item = (K, V)>,
    ) -> Result<bool, TableError> {
        let objects: Vec<(K, V)> = objects.into_iter().collect();
        let inside = self.shared.enter(Access::Write)?;
        let (done, gone, unused) = self.shared.map.exclusive(|all| {
            if objects.iter().any(|(key, _)| all.has(key)) {
                return (false, Vec::new(), objects);
            }
            (true, put_all::<K, V, S>(all, objects), Vec::new())
        })?;
        drop(inside);
        discard((gone, unused));
        Ok(done)
    }

    /// Changes the value of a key with a function, or puts what `make` gives in and changes that;
    /// gives the function's result.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn update_or_insert<R>(
        &self,
        key: K,
        make: impl FnOnce() -> V,
        update: impl FnOnce(&mut V) -> R,
    ) -> Result<R, TableError>
    where
        V: Clone,
    {
        self.try_upsert(key, make, |value| Ok(update(value)))
    }

    pub(super) fn try_upsert<R>(
        &self,
        key: K,
        make: impl FnOnce() -> V,
        update: impl FnOnce(&mut V) -> Result<R, TableError>,
    ) -> Result<R, TableError>
    where
        V: Clone,
    {
        let inside = self.shared.enter(Access::Write)?;
        let outcome = self.shared.map.place(key, |there| {
            let mut fresh = there.as_ref().map_or_else(make, |slot| slot.get().clone());
            match (update(&mut fresh), there) {
                (Ok(result), Some(slot)) => {
                    (None, Ok((result, Some(std::mem::replace(slot.get_mut(), fresh)))))
                }
                (Ok(result), None) => (Some(S::Slot::new(fresh)), Ok((result, None))),
                (Err(error), _) => (None, Err((error, fresh))),
            }
        })?;
        drop(inside);
        match outcome {
            Ok((result, _old)) => Ok(result),
            Err((error, _fresh)) => Err(error),
        }
    }
}

fn put_all<K, V, S: Pairs + Unique<K, V>>(
    all: &mut impl Whole<K, S::Slot>,
    objects: Vec<(K, V)>,
) -> Vec<S::Slot> {
    let put = |(key, value)| all.put(key, S::Slot::new(value));
    objects.into_iter().filter_map(put).collect()
}

impl<K, V> Table<K, V, Cache>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    /// As [`insert`](Self::insert), for this long.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn insert_for(&self, key: K, value: V, ttl: Duration) -> Result<Option<V>, TableError> {
        let _inside = self.shared.enter(Access::Write)?;
        let map = &self.shared.map;
        let slot = Timed::until(value, map.end(Some(ttl)));
        map.put(key, slot).map(|slot| slot.map(One::into_inner))
    }

    /// How many objects had to go to make room, or because their time was over when others were put
    /// in.
    #[must_use]
    pub fn evictions(&self) -> u64 {
        self.shared.map.evictions()
    }
}
