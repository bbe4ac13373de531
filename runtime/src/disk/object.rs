//! Objects as bytes: how they are found, and how a change is written down before it is made.

use std::ops::RangeBounds;
use std::sync::Arc;

use redb::{
    AccessGuard, Range, ReadOnlyTable, ReadTransaction, ReadableTable, ReadableTableMetadata,
    WriteTransaction,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::DiskError;
use super::store::{OBJECTS, sound};
use super::{DiskTable, save_after_pause};
use crate::codec;
use crate::table::inside::Inside;

/// Where an object is: its key, and its number among those of the key.
type Place = (&'static [u8], u64);

type Bytes = &'static [u8];

/// The objects, as they are at one moment.
///
/// What reads here never panics, whatever is in the file; so a panic around it is one of a function of
/// the user, and is left alone.
pub(super) struct Objects(ReadOnlyTable<Place, Bytes>);

impl Objects {
    pub(super) fn open(txn: &ReadTransaction) -> Result<Self, DiskError> {
        sound(|| Ok(Self(txn.open_table(OBJECTS)?)))
    }

    pub(super) fn len(&self) -> Result<u64, DiskError> {
        sound(|| Ok(self.0.len()?))
    }

    pub(super) fn get(
        &self,
        place: (&[u8], u64),
    ) -> Result<Option<AccessGuard<'_, Bytes>>, DiskError> {
        sound(|| {
            let found = self.0.get(place)?;
            // What can be read once can be read again.
            _ = found.as_ref().map(AccessGuard::value);
            Ok(found)
        })
    }

    pub(super) fn walk(&self) -> Result<Walk<'_>, DiskError> {
        sound(|| Ok(Walk(Some(self.0.iter()?))))
    }

    pub(super) fn range<'k>(
        &self,
        range: impl RangeBounds<(&'k [u8], u64)> + 'k,
    ) -> Result<Walk<'_>, DiskError> {
        sound(|| Ok(Walk(Some(self.0.range::<(&[u8], u64)>(range)?))))
    }
}

/// Objects one after another; an error is the last thing that comes.
pub(super) struct Walk<'a>(Option<Range<'a, Place, Bytes>>);

type Object<'a> = (AccessGuard<'a, Place>, AccessGuard<'a, Bytes>);

impl<'a> Walk<'a> {
    fn step(
        &mut self,
        step: impl FnOnce(&mut Range<'a, Place, Bytes>) -> Option<redb::Result<Object<'a>>>,
    ) -> Option<Result<Object<'a>, DiskError>> {
        let range = self.0.as_mut()?;
        let found = sound(|| {
            let found = step(range).transpose()?;
            _ = found.as_ref().map(|(place, value)| (place.value(), value.value()));
            Ok(found)
        });
        if found.is_err() {
            self.0 = None;
        }
        found.transpose()
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Result<Object<'a>, DiskError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step(Range::next)
    }
}

impl DoubleEndedIterator for Walk<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.step(Range::next_back)
    }
}

/// One change.
pub(super) enum Change {
    Put(Vec<u8>, u64, Vec<u8>),
    Remove(Vec<u8>, u64),
}

pub(super) fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, DiskError> {
    codec::encode(value).map_err(DiskError::Codec)
}

/// As [`encode`], of what is going to be read again.
pub(super) fn encode_for_good<T>(value: &T) -> Result<Vec<u8>, DiskError>
where
    T: Serialize + DeserializeOwned,
{
    codec::encode_for_good(value).map_err(DiskError::Codec)
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
        look(&Objects::open(&self.store().read()?)?)
    }

    /// Looks, decides and changes in one step.
    pub(super) fn change<R>(
        &self,
        decide: impl FnOnce(&Objects) -> Result<(Vec<Change>, R), DiskError>,
    ) -> Result<R, DiskError> {
        let inside = Inside::enter().map_err(|_| DiskError::InClosure)?;
        let decide = |txn: &ReadTransaction| {
            let (changes, result) = decide(&Objects::open(txn)?)?;
            Ok(((!changes.is_empty()).then_some(changes), result))
        };
        let result = self.store().change(decide, apply)?;
        drop(inside);
        let store = Arc::downgrade(self.store());
        self.store().will_save(move || save_after_pause(&store));
        Ok(result)
    }
}
