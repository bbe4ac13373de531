//! What every table on disk can do, whatever its kind.

use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::DiskError;
use super::kind::DiskKind;
use super::object::{Change, Objects, decode, encode, of_key};
use super::pages::DiskPages;
use super::store::Store;
use super::{DiskInfo, DiskTable};

impl<K, V, S: DiskKind> DiskTable<K, V, S> {
    /// What there is to say about the table.
    ///
    /// # Errors
    ///
    /// [`DiskError::Io`] and its like.
    pub fn info(&self) -> Result<DiskInfo, DiskError> {
        let store = self.store();
        Ok(DiskInfo {
            path: store.path.clone(),
            kind: S::DISK_KIND,
            version: store.head.version,
            read_only: store.is_read_only(),
            size: self.len()?,
            is_dirty: store.is_dirty(),
        })
    }

    /// How many objects are in it.
    ///
    /// # Errors
    ///
    /// [`DiskError::Io`] and its like, [`DiskError::InClosure`].
    pub fn len(&self) -> Result<u64, DiskError> {
        self.look(Objects::len)
    }

    /// Whether nothing is in it.
    ///
    /// # Errors
    ///
    /// As [`len`](Self::len).
    pub fn is_empty(&self) -> Result<bool, DiskError> {
        self.len().map(|len| len == 0)
    }

    /// Takes everything out in one step.
    ///
    /// # Errors
    ///
    /// [`DiskError::ReadOnly`], [`DiskError::Io`] and its like, [`DiskError::InClosure`].
    pub fn delete_all_objects(&self) -> Result<(), DiskError> {
        self.change(|objects| {
            let mut changes = Vec::new();
            for object in objects.walk()? {
                let (place, _) = object?;
                let (key, number) = place.value();
                changes.push(Change::Remove(key.to_vec(), number));
            }
            Ok((changes, ()))
        })
    }
}

impl DiskTable<(), ()> {
    /// Whether there is a table in a file.
    ///
    /// # Errors
    ///
    /// [`DiskError::Io`] when it cannot be read, [`DiskError::InUse`] when it is open, here or in
    /// another program, [`DiskError::NotClosed`].
    pub fn is_disk_table(path: impl AsRef<Path>) -> Result<bool, DiskError> {
        Store::is_ours(path.as_ref())
    }
}

/// # Errors
///
/// What reads gives [`DiskError::Io`] and its like, [`DiskError::Codec`] for what is no such key or
/// value, and [`DiskError::InClosure`]; what writes also [`DiskError::ReadOnly`].
impl<K, V, S> DiskTable<K, V, S>
where
    K: Serialize + DeserializeOwned,
    V: Serialize + DeserializeOwned,
    S: DiskKind,
{
    /// Whether there is something under a key.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn member<Q: Serialize + ?Sized>(&self, key: &Q) -> Result<bool, DiskError>
    where
        K: std::borrow::Borrow<Q>,
    {
        let key = encode(key)?;
        self.look(|objects| {
            let mut found = objects.range((key.as_slice(), 0)..=(key.as_slice(), u64::MAX))?;
            Ok(found.next().transpose()?.is_some())
        })
    }

    /// Deletes what is under a key; whether there was anything.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn delete<Q: Serialize + ?Sized>(&self, key: &Q) -> Result<bool, DiskError>
    where
        K: std::borrow::Borrow<Q>,
    {
        let key = encode(key)?;
        self.change(|objects| {
            let there = of_key(objects, &key)?;
            let gone = !there.is_empty();
            let remove = |(number, _)| Change::Remove(key.clone(), number);
            Ok((there.into_iter().map(remove).collect(), gone))
        })
    }

    /// Deletes this object, in a duplicate bag all that are equal to it; whether there were any.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn delete_object<Q: Serialize + ?Sized>(
        &self,
        key: &Q,
        value: &V,
    ) -> Result<bool, DiskError>
    where
        K: std::borrow::Borrow<Q>,
    {
        let (key, value) = (encode(key)?, encode(value)?);
        self.change(|objects| {
            let mut changes = Vec::new();
            for (number, there) in of_key(objects, &key)? {
                if there == value {
                    changes.push(Change::Remove(key.clone(), number));
                }
            }
            let gone = !changes.is_empty();
            Ok((changes, gone))
        })
    }

    /// Looks at the objects as long as `see` wants to: with `Continue(Some(kept))` something is kept,
    /// with `Break(last)` it is the last thing.
    ///
    /// Everything is as it was when it began. `see` may use tables.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn traverse<R>(
        &self,
        mut see: impl FnMut(K, V) -> ControlFlow<R, Option<R>>,
    ) -> Result<Vec<R>, DiskError> {
        self.look(|objects| {
            let mut kept = Vec::new();
            for object in objects.walk()? {
                let (place, value) = object?;
                match see(decode(place.value().0)?, decode(value.value())?) {
                    ControlFlow::Continue(some) => kept.extend(some),
                    ControlFlow::Break(last) => {
                        kept.push(last);
                        break;
                    }
                }
            }
            Ok(kept)
        })
    }

    /// What `select` makes of the objects, without those for which it gives `None`.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn select<R>(
        &self,
        mut select: impl FnMut(&K, &V) -> Option<R>,
    ) -> Result<Vec<R>, DiskError> {
        self.traverse(|key, value| ControlFlow::Continue(select(&key, &value)))
    }

    /// How many objects `matches` picks.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn select_count(
        &self,
        mut matches: impl FnMut(&K, &V) -> bool,
    ) -> Result<usize, DiskError> {
        self.fold(0, |count, key, value| count + usize::from(matches(&key, &value)))
    }

    /// The objects that `matches` picks.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn match_object(
        &self,
        mut matches: impl FnMut(&K, &V) -> bool,
    ) -> Result<Vec<(K, V)>, DiskError> {
        self.traverse(|key, value| {
            let picked = matches(&key, &value);
            ControlFlow::Continue(picked.then_some((key, value)))
        })
    }

    /// All objects.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn tab2list(&self) -> Result<Vec<(K, V)>, DiskError> {
        self.match_object(|_, _| true)
    }

    /// Makes one value of all objects.
    ///
    /// # Errors
    ///
    /// As all that reads.
    pub fn fold<A>(&self, first: A, mut fold: impl FnMut(A, K, V) -> A) -> Result<A, DiskError> {
        self.look(|objects| {
            let mut folded = first;
            for object in objects.walk()? {
                let (place, value) = object?;
                folded = fold(folded, decode(place.value().0)?, decode(value.value())?);
            }
            Ok(folded)
        })
    }

    /// As [`select`](Self::select), in pages of at most `limit`.
    ///
    /// An object that is there all the time comes once, whatever else is put in or taken out between
    /// two pages; what is put in may come or not.
    pub fn select_pages<R, F>(&self, limit: usize, select: F) -> DiskPages<K, V, S, R, F>
    where
        F: FnMut(&K, &V) -> Option<R>,
    {
        DiskPages::new(self.clone(), limit, select)
    }

    /// Deletes the objects that `matches` picks, all in one step, and gives their number. When it
    /// panics, everything is there.
    ///
    /// # Errors
    ///
    /// As all that writes.
    pub fn select_delete(
        &self,
        mut matches: impl FnMut(&K, &V) -> bool,
    ) -> Result<usize, DiskError> {
        self.change(|objects| {
            let mut changes = Vec::new();
            for object in objects.walk()? {
                let (place, value) = object?;
                let (key, number) = place.value();
                if matches(&decode(key)?, &decode(value.value())?) {
                    changes.push(Change::Remove(key.to_vec(), number));
                }
            }
            let count = changes.len();
            Ok((changes, count))
        })
    }
}
