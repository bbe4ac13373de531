//! Bags: any number of objects per key, in the order in which they came.

use std::borrow::Borrow;
use std::hash::Hash;
use std::mem;

use super::Table;
use super::error::TableError;
use super::inside::discard;
use super::kind::{Bags, Kind};
use super::map::{Lookup, Map, Whole};
use super::reader::TableReader;
use super::shared::Access;
use super::slot::Many;

impl<K, V, const DUPLICATES: bool> TableReader<K, V, Bags<DUPLICATES>>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: PartialEq + Send + Sync + 'static,
{
    /// Copies of the values of a key, in the order in which they came.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn lookup<Q>(&self, key: &Q) -> Result<Vec<V>, TableError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        V: Clone,
    {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.get(key, |slot| slot.0.clone()).map(Option::unwrap_or_default)
    }

    /// What `see` makes of each value of a key, such as one field of it.
    ///
    /// # Errors
    ///
    /// [`TableError::NotFound`] when there is nothing under the key; see [`TableReader`].
    pub fn lookup_element<Q, R>(
        &self,
        key: &Q,
        see: impl FnMut(&V) -> R,
    ) -> Result<Vec<R>, TableError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let _inside = self.shared.enter(Access::Read)?;
        let found = self.shared.map.get(key, |slot| slot.0.iter().map(see).collect())?;
        found.ok_or(TableError::NotFound)
    }
}

impl<K, V, const DUPLICATES: bool> Table<K, V, Bags<DUPLICATES>>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: PartialEq + Send + Sync + 'static,
{
    /// Adds an object; whether a bag did not have it yet.
    ///
    /// # Errors
    ///
    /// [`TableError::Deleted`], [`TableError::Denied`] when the table is not public and the running
    /// code not its owner, [`TableError::InClosure`].
    pub fn insert(&self, key: K, value: V) -> Result<bool, TableError> {
        let inside = self.shared.enter(Access::Write)?;
        let refused = self
            .shared
            .map
            .place(key, |there| <Bags<DUPLICATES> as Kind<K, V>>::join(there, value))?;
        drop(inside);
        Ok(refused.is_none())
    }

    /// Adds all of these objects, in this order and in one step.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert); then none of them is in.
    pub fn insert_all(&self, objects: impl IntoIterator<Item = (K, V)>) -> Result<(), TableError> {
        let objects: Vec<(K, V)> = objects.into_iter().collect();
        let inside = self.shared.enter(Access::Write)?;
        let refused = self.shared.map.exclusive(|all| add_all::<K, V, DUPLICATES>(all, objects))?;
        drop(inside);
        discard(refused);
        Ok(())
    }

    /// Adds an object if there is none with this key; whether it did.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    pub fn insert_new(&self, key: K, value: V) -> Result<bool, TableError> {
        self.insert_new_all([(key, value)])
    }

    /// Adds all of these objects, in one step, if there is none with any of these keys; whether it
    /// did.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    pub fn insert_new_all(
        &self,
        objects: impl IntoIterator<Item = (K, V)>,
    ) -> Result<bool, TableError> {
        let objects: Vec<(K, V)> = objects.into_iter().collect();
        let inside = self.shared.enter(Access::Write)?;
        let (done, unused) = self.shared.map.exclusive(|all| {
            if objects.iter().any(|(key, _)| all.has(key)) {
                return (false, (Vec::new(), objects));
            }
            (true, (add_all::<K, V, DUPLICATES>(all, objects), Vec::new()))
        })?;
        drop(inside);
        discard(unused);
        Ok(done)
    }

    /// Takes all objects of a key out.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    pub fn take<Q>(&self, key: &Q) -> Result<Vec<V>, TableError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let _inside = self.shared.enter(Access::Write)?;
        let taken = self.shared.map.take_if(key, |_| true)?;
        Ok(taken.map(|slot| slot.0).unwrap_or_default())
    }

    /// Deletes all objects of a key; whether there were any.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    pub fn delete<Q>(&self, key: &Q) -> Result<bool, TableError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.take(key).map(|gone| !gone.is_empty())
    }

    /// Deletes this object, in a duplicate bag all that are equal to it; whether there were any.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    pub fn delete_object<Q>(&self, key: &Q, value: &V) -> Result<bool, TableError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let inside = self.shared.enter(Access::Write)?;
        let mut gone = Vec::new();
        let slot = self.shared.map.take_if(key, |Many(values)| {
            // Compared before anything moves: what panics has changed nothing.
            let equal: Vec<bool> = values.iter().map(|other| other == value).collect();
            let mut equal = equal.into_iter();
            let (out, stay) = mem::take(values)
                .into_iter()
                .partition::<Vec<V>, _>(|_| equal.next().unwrap_or(false));
            (gone, *values) = (out, stay);
            values.is_empty()
        })?;
        drop(inside);
        drop(slot);
        Ok(!gone.is_empty())
    }
}

fn add_all<K, V: PartialEq, const DUPLICATES: bool>(
    all: &mut impl Whole<K, Many<V>>,
    objects: Vec<(K, V)>,
) -> Vec<V>
where
    Bags<DUPLICATES>: Kind<K, V, Slot = Many<V>>,
{
    let put =
        |(key, value)| all.place(key, |there| <Bags<DUPLICATES> as Kind<K, V>>::join(there, value));
    objects.into_iter().filter_map(put).collect()
}
