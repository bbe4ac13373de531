//! Walks through a table on disk that hold nothing in between.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Bound;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::DiskTable;
use super::error::DiskError;
use super::object::decode;

/// What [`select_pages`](DiskTable::select_pages) gives: an iterator over pages. An error is the last
/// thing that comes.
pub struct DiskPages<K, V, S, R, F> {
    table: DiskTable<K, V, S>,
    limit: usize,
    select: F,
    /// The last place that was seen.
    last: Option<(Vec<u8>, u64)>,
    over: bool,
    results: PhantomData<fn() -> R>,
}

impl<K, V, S, R, F> DiskPages<K, V, S, R, F> {
    pub(super) fn new(table: DiskTable<K, V, S>, limit: usize, select: F) -> Self {
        let results = PhantomData;
        Self { table, limit: limit.max(1), select, last: None, over: false, results }
    }
}

impl<K, V, S, R, F> DiskPages<K, V, S, R, F>
where
    K: Serialize + DeserializeOwned,
    V: Serialize + DeserializeOwned,
    F: FnMut(&K, &V) -> Option<R>,
{
    fn page(&mut self) -> Result<Vec<R>, DiskError> {
        let Self { table, limit, select, last, over, .. } = self;
        table.look(|objects| {
            let mut found = Vec::new();
            let after = last.as_ref().map(|(key, number)| (key.as_slice(), *number));
            let start = after.map_or(Bound::Unbounded, Bound::Excluded);
            let mut seen = None;
            let mut rest = objects.range((start, Bound::<(&[u8], u64)>::Unbounded))?;
            while found.len() < *limit {
                let Some(object) = rest.next() else {
                    *over = true;
                    break;
                };
                let (place, value) = object?;
                let (key, number) = place.value();
                found.extend(select(&decode(key)?, &decode(value.value())?));
                seen = Some((key.to_vec(), number));
            }
            if seen.is_some() {
                *last = seen;
            }
            Ok(found)
        })
    }
}

impl<K, V, S, R, F> Iterator for DiskPages<K, V, S, R, F>
where
    K: Serialize + DeserializeOwned,
    V: Serialize + DeserializeOwned,
    F: FnMut(&K, &V) -> Option<R>,
{
    type Item = Result<Vec<R>, DiskError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let page = self.page();
        self.over |= page.is_err();
        match page {
            Ok(found) if found.is_empty() => None,
            page => Some(page),
        }
    }
}

impl<K, V, S, R, F> fmt::Debug for DiskPages<K, V, S, R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DiskPages").field("table", &self.table).finish_non_exhaustive()
    }
}
