//! Bags on disk: any number of objects per key, in the order in which they came.

use std::borrow::Borrow;
use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::DiskTable;
use super::error::DiskError;
use super::object::{Change, Objects, decode, encode, encode_for_good, of_key};
use crate::table::Bags;

/// What a key has while a list is put in: the next number, and the values.
type There = (u64, Vec<Vec<u8>>);

/// Only a bag that has each object once needs to know what is there.
fn there(objects: &Objects, key: &[u8], values: bool) -> Result<There, DiskError> {
    if !values {
        let last = objects.range((key, 0)..=(key, u64::MAX))?.next_back().transpose()?;
        return Ok((last.map_or(0, |(place, _)| place.value().1 + 1), Vec::new()));
    }
    let all = of_key(objects, key)?;
    let next = all.last().map_or(0, |(number, _)| number + 1);
    Ok((next, all.into_iter().map(|(_, value)| value).collect()))
}

/// # Errors
///
/// As of all tables on disk; what writes also gives [`DiskError::ReadOnly`].
impl<K, V, const DUPLICATES: bool> DiskTable<K, V, Bags<DUPLICATES>>
where
    K: Serialize + DeserializeOwned,
    V: Serialize + DeserializeOwned,
{
    /// The values of a key, in the order in which they came.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn lookup<Q: Serialize + ?Sized>(&self, key: &Q) -> Result<Vec<V>, DiskError>
    where
        K: Borrow<Q>,
    {
        let key = encode(key)?;
        let found = self.look(|objects| of_key(objects, &key))?;
        found.iter().map(|(_, value)| decode(value)).collect()
    }

    /// Adds an object; whether a bag did not have it yet.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn insert(&self, key: K, value: V) -> Result<bool, DiskError> {
        self.add([(key, value)], |_| true).map(|added| added > Some(0))
    }

    /// Adds all of these objects, in this order and in one step.
    ///
    /// # Errors
    ///
    /// As all that writes; then none of them is in.
    pub fn insert_all(&self, objects: impl IntoIterator<Item = (K, V)>) -> Result<(), DiskError> {
        self.add(objects, |_| true).map(|_| ())
    }

    /// Adds an object if there is none with this key; whether it did.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn insert_new(&self, key: K, value: V) -> Result<bool, DiskError> {
        self.insert_new_all([(key, value)])
    }

    /// Adds all of these objects, in one step, if there is none with any of these keys; whether it
    /// did.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn insert_new_all(
        &self,
        objects: impl IntoIterator<Item = (K, V)>,
    ) -> Result<bool, DiskError> {
        self.add(objects, |(next, _)| *next == 0).map(|added| added.is_some())
    }

    /// Adds objects if `fits` says so of what each of the keys has; how many, if it did.
    fn add(
        &self,
        objects: impl IntoIterator<Item = (K, V)>,
        fits: impl Fn(&There) -> bool,
    ) -> Result<Option<usize>, DiskError> {
        let encoded: Result<Vec<_>, DiskError> = objects
            .into_iter()
            .map(|(key, value)| Ok((encode_for_good(&key)?, encode_for_good(&value)?)))
            .collect();
        let encoded = encoded?;
        self.change(|objects| {
            let (mut of, mut changes) = (HashMap::new(), Vec::new());
            for (key, _) in &encoded {
                if !of.contains_key(key) {
                    let there = there(objects, key, !DUPLICATES)?;
                    if !fits(&there) {
                        return Ok((Vec::new(), None));
                    }
                    of.insert(key.clone(), there);
                }
            }
            for (key, value) in encoded {
                let (next, values) = of.entry(key.clone()).or_default();
                if DUPLICATES || !values.contains(&value) {
                    if !DUPLICATES {
                        values.push(value.clone());
                    }
                    changes.push(Change::Put(key, *next, value));
                    *next += 1;
                }
            }
            let count = changes.len();
            Ok((changes, Some(count)))
        })
    }

    /// Takes all objects of a key out.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn take<Q: Serialize + ?Sized>(&self, key: &Q) -> Result<Vec<V>, DiskError>
    where
        K: Borrow<Q>,
    {
        let key = encode(key)?;
        self.change(|objects| {
            let all = of_key(objects, &key)?;
            let values: Result<Vec<V>, _> = all.iter().map(|(_, value)| decode(value)).collect();
            let remove = |(number, _)| Change::Remove(key.clone(), number);
            Ok((all.into_iter().map(remove).collect(), values?))
        })
    }
}
