//! Objects as bytes: how they are found, and how a change is written down before it is made.

use std::sync::Arc;

use redb::{ReadOnlyTable, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::DiskError;
use super::store::OBJECTS;
use super::{DiskTable, save_after_pause};
use crate::codec;
use crate::table::inside::Inside;

/// The objects, as they are at one moment.
pub(super) type Objects = ReadOnlyTable<(&'static [u8], u64), &'static [u8]>;

/// One change.
pub(super) enum Change {
    Put(Vec<u8>, u64, Vec<u8>),
    Remove(Vec<u8>, u64),
}

pub(super) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, DiskError> {
    codec::encode(value).map_err(DiskError::Codec)
}

pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DiskError> {
    codec::decode(bytes).map_err(DiskError::Codec)
}

/// The objects of one key: their numbers and values, in the order in which they came.
pub(super) fn of_key(objects: &Objects, key: &[u8]) -> Result<Vec<(u64, Vec<u8>)>, DiskError> {
    let mut found = Vec::new();
    for object in objects.range((key, 0)..=(key, u64::MAX))? {
        let (place, value) = object?;
        found.push((place.value().1, value.value().to_vec()));
    }
    Ok(found)
}

fn apply(txn: &WriteTransaction, changes: Vec<Change>) -> Result<(), DiskError> {
    let mut objects = txn.open_table(OBJECTS)?;
    for change in changes {
        match change {
            Change::Put(key, number, value) => {
                objects.insert((key.as_slice(), number), value.as_slice())?;
            }
            Change::Remove(key, number) => {
                objects.remove((key.as_slice(), number))?;
            }
        }
    }
    Ok(())
}

impl<K, V, S> DiskTable<K, V, S> {
    /// Reads, as everything is at this moment. No lock is held.
    pub(super) fn look<R>(
        &self,
        look: impl FnOnce(&Objects) -> Result<R, DiskError>,
    ) -> Result<R, DiskError> {
        // Somebody waits for the function that this is called from, and should not for a disk.
        drop(Inside::enter().map_err(|_| DiskError::InClosure)?);
        look(&self.store().read()?.open_table(OBJECTS)?)
    }

    /// Looks, decides and changes in one step.
    pub(super) fn change<R>(
        &self,
        decide: impl FnOnce(&Objects) -> Result<(Vec<Change>, R), DiskError>,
    ) -> Result<R, DiskError> {
        let inside = Inside::enter().map_err(|_| DiskError::InClosure)?;
        let decide = |txn: &redb::ReadTransaction| {
            let (changes, result) = decide(&txn.open_table(OBJECTS)?)?;
            Ok(((!changes.is_empty()).then_some(changes), result))
        };
        let result = self.store().change(decide, apply)?;
        drop(inside);
        let store = Arc::downgrade(self.store());
        self.store().will_save(move || save_after_pause(&store));
        Ok(result)
    }
}
