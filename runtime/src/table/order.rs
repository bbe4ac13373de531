//! What tables can do whose keys have an order.

use std::borrow::Borrow;
use std::ops::{Bound, RangeBounds};

use super::error::TableError;
use super::kind::OrderedSet;
use super::pages::Pages;
use super::reader::TableReader;
use super::shared::Access;
use super::slot::One;

impl<K, V> TableReader<K, V, OrderedSet>
where
    K: Ord + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    /// The smallest key.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn first(&self) -> Result<Option<K>, TableError>
    where
        K: Clone,
    {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.read(|map| map.first_key_value().map(|(key, _)| key.clone()))
    }

    /// The largest key.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn last(&self) -> Result<Option<K>, TableError>
    where
        K: Clone,
    {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.read(|map| map.last_key_value().map(|(key, _)| key.clone()))
    }

    /// The smallest key above this one, which need not be in the table.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn next<Q>(&self, key: &Q) -> Result<Option<K>, TableError>
    where
        K: Clone + Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let _inside = self.shared.enter(Access::Read)?;
        let above = (Bound::Excluded(key), Bound::Unbounded);
        self.shared.map.read(|map| map.range::<Q, _>(above).next().map(|(key, _)| key.clone()))
    }

    /// The largest key below this one, which need not be in the table.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn prev<Q>(&self, key: &Q) -> Result<Option<K>, TableError>
    where
        K: Clone + Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let _inside = self.shared.enter(Access::Read)?;
        let below = (Bound::Unbounded, Bound::Excluded(key));
        self.shared.map.read(|map| map.range::<Q, _>(below).next_back().map(|(key, _)| key.clone()))
    }

    /// Copies of the objects with keys in a range, in order. A range that ends before it begins is
    /// empty.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn range<Q>(&self, range: impl RangeBounds<Q>) -> Result<Vec<(K, V)>, TableError>
    where
        K: Clone + Borrow<Q>,
        V: Clone,
        Q: Ord + ?Sized,
    {
        let _inside = self.shared.enter(Access::Read)?;
        let bounds = (range.start_bound(), range.end_bound());
        if is_backwards(bounds) {
            return self.shared.map.read(|_| Vec::new());
        }
        self.shared.map.read(|map| {
            let there = map.range::<Q, _>(bounds);
            there.map(|(key, slot)| (key.clone(), slot.lock().get().clone())).collect()
        })
    }

    /// As [`select`](Self::select), from the largest key to the smallest.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn select_reverse<R>(
        &self,
        mut select: impl FnMut(&K, &V) -> Option<R>,
    ) -> Result<Vec<R>, TableError> {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.read(|map| {
            map.iter().rev().filter_map(|(key, slot)| select(key, slot.lock().get())).collect()
        })
    }

    /// As [`select_pages`](Self::select_pages), from the largest key to the smallest.
    pub fn select_reverse_pages<R, F>(
        &self,
        limit: usize,
        select: F,
    ) -> Pages<K, V, OrderedSet, R, F>
    where
        F: FnMut(&K, &V) -> Option<R>,
    {
        Pages::new(self.clone(), limit, true, select)
    }

    /// As [`fold`](Self::fold), from the largest key to the smallest.
    ///
    /// # Errors
    ///
    /// See [`TableReader`].
    pub fn foldr<A>(
        &self,
        first: A,
        mut fold: impl FnMut(A, &K, &V) -> A,
    ) -> Result<A, TableError> {
        let _inside = self.shared.enter(Access::Read)?;
        self.shared.map.read(|map| {
            map.iter().rev().fold(first, |so_far, (key, slot)| fold(so_far, key, slot.lock().get()))
        })
    }
}

/// Whether a range ends before it begins, which the standard library's trees refuse with a panic.
fn is_backwards<Q: Ord + ?Sized>(bounds: (Bound<&Q>, Bound<&Q>)) -> bool {
    match bounds {
        (Bound::Excluded(start), Bound::Excluded(end)) => start >= end,
        (
            Bound::Included(start) | Bound::Excluded(start),
            Bound::Included(end) | Bound::Excluded(end),
        ) => start > end,
        _ => false,
    }
}
