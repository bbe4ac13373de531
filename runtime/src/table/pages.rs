//! Walks through a table that hold no lock in between.

use std::collections::VecDeque;
use std::fmt;

use super::error::TableError;
use super::kind::Kind;
use super::map::{Cursor, Map};
use super::reader::TableReader;
use super::shared::Access;
use super::slot::Slot;

/// A walk, and what it has found and not given yet.
struct Walk<K, V, S: Kind<K, V>, R> {
    table: TableReader<K, V, S>,
    cursor: Cursor<K>,
    found: VecDeque<R>,
    over: bool,
}

impl<K, V, S, R> Walk<K, V, S, R>
where
    K: Clone + 'static,
    V: 'static,
    S: Kind<K, V>,
{
    fn new(table: TableReader<K, V, S>, backwards: bool) -> Self {
        Self { table, cursor: Cursor::new(backwards), found: VecDeque::new(), over: false }
    }

    /// Looks on until there are `wanted` things, or nothing comes any more.
    fn fill(
        &mut self,
        wanted: usize,
        select: &mut impl FnMut(&K, &V) -> Option<R>,
    ) -> Result<(), TableError> {
        while !self.over && self.found.len() < wanted {
            let missing = wanted - self.found.len();
            let found = &mut self.found;
            let shared = &self.table.shared;
            let inside = shared.enter(Access::Read);
            let more = inside.and_then(|_inside| {
                shared.map.some(&mut self.cursor, missing, &mut |key, slot| {
                    let before = found.len();
                    slot.each(&mut |value| found.extend(select(key, value)));
                    found.len() > before
                })
            });
            // After an error nothing comes any more.
            self.over = !matches!(more, Ok(true));
            more?;
        }
        Ok(())
    }
}

/// What [`select_pages`](TableReader::select_pages) gives: an iterator over pages. An error, such as
/// that the table has been deleted, is the last thing that comes.
pub struct Pages<K, V, S: Kind<K, V>, R, F> {
    walk: Walk<K, V, S, R>,
    limit: usize,
    select: F,
}

impl<K, V, S: Kind<K, V>, R, F> Pages<K, V, S, R, F> {
    pub(super) fn new(
        table: TableReader<K, V, S>,
        limit: usize,
        backwards: bool,
        select: F,
    ) -> Self {
        let (cursor, found) = (Cursor::new(backwards), VecDeque::new());
        Self { walk: Walk { table, cursor, found, over: false }, limit: limit.max(1), select }
    }
}

impl<K, V, S, R, F> Iterator for Pages<K, V, S, R, F>
where
    K: Clone + 'static,
    V: 'static,
    S: Kind<K, V>,
    F: FnMut(&K, &V) -> Option<R>,
{
    type Item = Result<Vec<R>, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self { walk, limit, select } = self;
        if let Err(error) = walk.fill(*limit, select) {
            walk.found.clear();
            return Some(Err(error));
        }
        let page: Vec<R> = walk.found.drain(..walk.found.len().min(*limit)).collect();
        (!page.is_empty()).then_some(Ok(page))
    }
}

impl<K, V, S: Kind<K, V>, R, F> fmt::Debug for Pages<K, V, S, R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("table", &self.walk.table).finish_non_exhaustive()
    }
}

/// What [`iter`](TableReader::iter) gives: copies of the objects. An error, such as that the table has
/// been deleted, is the last thing that comes.
pub struct Entries<K, V, S: Kind<K, V>> {
    walk: Walk<K, V, S, (K, V)>,
}

impl<K: Clone + 'static, V: 'static, S: Kind<K, V>> Entries<K, V, S> {
    pub(super) fn new(table: TableReader<K, V, S>) -> Self {
        Self { walk: Walk::new(table, false) }
    }
}

impl<K, V, S> Iterator for Entries<K, V, S>
where
    K: Clone + 'static,
    V: Clone + 'static,
    S: Kind<K, V>,
{
    type Item = Result<(K, V), TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.walk.found.is_empty() {
            let copy = &mut |key: &K, value: &V| Some((key.clone(), value.clone()));
            if let Err(error) = self.walk.fill(256, copy) {
                self.walk.found.clear();
                return Some(Err(error));
            }
        }
        self.walk.found.pop_front().map(Ok)
    }
}

impl<K, V, S: Kind<K, V>> fmt::Debug for Entries<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries").field("table", &self.walk.table).finish_non_exhaustive()
    }
}
