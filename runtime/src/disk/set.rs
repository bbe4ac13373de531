//! Tables on disk with at most one object per key.

use std::borrow::Borrow;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::DiskTable;
use super::error::DiskError;
use super::object::{Change, Objects, decode, encode, encode_for_good};
use crate::table::{Counter, Set, Step, TableError};

fn value_of<V: DeserializeOwned>(objects: &Objects, key: &[u8]) -> Result<Option<V>, DiskError> {
    let there = objects.get((key, 0))?;
    there.map(|value| decode(value.value())).transpose()
}

/// What a step of a counter cannot do.
fn counted(error: TableError) -> DiskError {
    if error == TableError::NotFound { DiskError::NotFound } else { DiskError::Overflow }
}

/// # Errors
///
/// As of all tables on disk; what writes also gives [`DiskError::ReadOnly`].
impl<K, V> DiskTable<K, V, Set>
where
    K: Serialize + DeserializeOwned,
    V: Serialize + DeserializeOwned,
{
    /// The value of a key.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn lookup<Q: Serialize + ?Sized>(&self, key: &Q) -> Result<Option<V>, DiskError>
    where
        K: Borrow<Q>,
    {
        let key = encode(key)?;
        self.look(|objects| value_of(objects, &key))
    }

    /// What `see` makes of the value of a key, such as one field of it.
    ///
    /// # Errors
    ///
    /// [`DiskError::NotFound`] when there is nothing under the key; as all that reads.
    pub fn lookup_element<Q: Serialize + ?Sized, R>(
        &self,
        key: &Q,
        see: impl FnOnce(&V) -> R,
    ) -> Result<R, DiskError>
    where
        K: Borrow<Q>,
    {
        self.lookup(key)?.as_ref().map(see).ok_or(DiskError::NotFound)
    }

    /// Puts an object in, in the place of the one with this key, whose value it gives.
    ///
    /// # Errors
    ///
    /// As all that writes.
    #[expect(clippy::needless_pass_by_value, reason = "as into any table")]
    pub fn insert(&self, key: K, value: V) -> Result<Option<V>, DiskError> {
        let (key, value) = (encode_for_good(&key)?, encode_for_good(&value)?);
        self.change(|objects| {
            let old = value_of(objects, &key)?;
            Ok((vec![Change::Put(key, 0, value)], old))
        })
    }

    /// Puts all of these objects in, in one step; of two with one key, the last.
    ///
    /// # Errors
    ///
    /// As all that writes; then none of them is in.
    pub fn insert_all(&self, objects: impl IntoIterator<Item = (K, V)>) -> Result<(), DiskError> {
        let changes = puts(objects)?;
        self.change(|_| Ok((changes, ())))
    }

    /// Puts an object in if there is none with this key; whether it did.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn insert_new(&self, key: K, value: V) -> Result<bool, DiskError> {
        self.insert_new_all([(key, value)])
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
    ) -> Result<bool, DiskError> {
        let changes = puts(objects)?;
        self.change(|objects| {
            for change in &changes {
                if let Change::Put(key, ..) = change
                    && objects.get((key.as_slice(), 0))?.is_some()
                {
                    return Ok((Vec::new(), false));
                }
            }
            Ok((changes, true))
        })
    }

    /// Takes the object of a key out.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn take<Q: Serialize + ?Sized>(&self, key: &Q) -> Result<Option<V>, DiskError>
    where
        K: Borrow<Q>,
    {
        let key = encode(key)?;
        self.change(|objects| {
            let old = value_of(objects, &key)?;
            let changes = if old.is_some() { vec![Change::Remove(key, 0)] } else { Vec::new() };
            Ok((changes, old))
        })
    }

    /// Changes the value of a key with a function, and gives its result; `None` when there is
    /// nothing under the key. When the function panics, nothing has changed.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn update<Q: Serialize + ?Sized, R>(
        &self,
        key: &Q,
        update: impl FnOnce(&mut V) -> R,
    ) -> Result<Option<R>, DiskError>
    where
        K: Borrow<Q>,
    {
        self.try_update(encode(key)?, || None, |value| Ok(update(value)))
    }

    /// Changes the value of a key, or of what `make` gives, and writes it.
    fn try_update<R>(
        &self,
        key: Vec<u8>,
        make: impl FnOnce() -> Option<V>,
        update: impl FnOnce(&mut V) -> Result<R, DiskError>,
    ) -> Result<Option<R>, DiskError> {
        self.change(|objects| {
            let Some(mut value) = value_of(objects, &key)?.or_else(make) else {
                return Ok((Vec::new(), None));
            };
            let result = update(&mut value)?;
            Ok((vec![Change::Put(key, 0, encode_for_good(&value)?)], Some(result)))
        })
    }

    /// Puts other values in the place of those for which `replace` gives one, all in one step, and
    /// gives their number. When it panics, everything is as it was.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn select_replace(
        &self,
        mut replace: impl FnMut(&K, &V) -> Option<V>,
    ) -> Result<usize, DiskError> {
        self.change(|objects| {
            let mut changes = Vec::new();
            for object in objects.walk()? {
                let (place, value) = object?;
                let (key, number) = place.value();
                if let Some(fresh) = replace(&decode(key)?, &decode(value.value())?) {
                    changes.push(Change::Put(key.to_vec(), number, encode_for_good(&fresh)?));
                }
            }
            let count = changes.len();
            Ok((changes, count))
        })
    }
}

fn puts<K, V>(objects: impl IntoIterator<Item = (K, V)>) -> Result<Vec<Change>, DiskError>
where
    K: Serialize + DeserializeOwned,
    V: Serialize + DeserializeOwned,
{
    let put =
        |(key, value): (K, V)| Ok(Change::Put(encode_for_good(&key)?, 0, encode_for_good(&value)?));
    objects.into_iter().map(put).collect()
}

impl<K, V> DiskTable<K, V, Set>
where
    K: Serialize + DeserializeOwned,
    V: Counter + Serialize + DeserializeOwned,
{
    /// Moves a counter on in one step, and gives what it is then.
    ///
    /// # Errors
    ///
    /// [`DiskError::NotFound`] when there is nothing under the key, [`DiskError::Overflow`] when the
    /// counter cannot hold the result; as all that writes.
    pub fn update_counter<Q: Serialize + ?Sized>(
        &self,
        key: &Q,
        step: impl Into<Step<V>>,
    ) -> Result<V, DiskError>
    where
        K: Borrow<Q>,
    {
        let step = step.into();
        let moved =
            self.try_update(encode(key)?, || None, |counter| step.apply(counter).map_err(counted))?;
        moved.ok_or(DiskError::NotFound)
    }

    /// As [`update_counter`](Self::update_counter), from `default` when there is nothing under the
    /// key.
    ///
    /// # Errors
    ///
    /// [`DiskError::Overflow`]; as all that writes.
    #[expect(clippy::needless_pass_by_value, reason = "as into any table")]
    pub fn update_counter_or(
        &self,
        key: K,
        step: impl Into<Step<V>>,
        default: V,
    ) -> Result<V, DiskError> {
        let step = step.into();
        let moved = self.try_update(
            encode_for_good(&key)?,
            || Some(default),
            |counter| step.apply(counter).map_err(counted),
        )?;
        moved.ok_or(DiskError::NotFound)
    }
}
