//! Tables of structs that know their key, and are found by some of their other fields.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

use super::Table;
use super::error::TableError;
use super::hasher::Folded;
use super::indexed::Indexed;
use super::inside::discard;
use super::kind::{Kind, Single, TableKind, one};
use super::map::{Map, Whole};
use super::shared::Access;
use super::slot::{One, Plain};
use super::spec::TableSpec;

/// A struct that knows its key. `#[derive(Record)]` implements it, and makes a table of the struct.
pub trait Record: Send + Sync + Sized + 'static {
    /// The type of the field with `#[key]`.
    type Key: Hash + Eq + Clone + Send + Sync + 'static;

    /// The fields with `#[index]`.
    const INDEXES: &'static [&'static str];

    /// The field with `#[key]`.
    fn key(&self) -> &Self::Key;

    /// Hashes the field that has this place among [`INDEXES`](Self::INDEXES).
    fn index(&self, index: usize, hasher: &mut IndexHasher);
}

/// What the fields with `#[index]` are hashed with.
#[derive(Debug)]
pub struct IndexHasher(pub(super) Folded);

impl Hasher for IndexHasher {
    fn finish(&self) -> u64 {
        self.0.finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }
}

/// One record per key, also found by the fields with `#[index]`.
#[derive(Clone, Copy, Debug)]
pub struct Records;

impl Single for Records {}

impl<R: Record> Kind<R::Key, R> for Records {
    type Slot = Plain<R>;
    type Map = Indexed<R>;
    const KIND: TableKind = TableKind::Records;

    fn join(there: Option<&mut Plain<R>>, value: R) -> (Option<Plain<R>>, Option<R>) {
        one(there, value)
    }

    fn fits(key: &R::Key, value: &R) -> bool {
        value.key() == key
    }

    fn keeps(old: &R, new: &R) -> bool {
        old.key() == new.key()
    }
}

impl<R: Record> Table<R::Key, R, Records> {
    /// A table of records.
    pub fn records() -> TableSpec<R::Key, R, Records> {
        TableSpec::new()
    }

    /// Puts a record in, in the place of the one with its key, which it gives.
    ///
    /// # Errors
    ///
    /// [`TableError::Deleted`], [`TableError::Denied`] when the table is not public and the running
    /// code not its owner, [`TableError::InClosure`].
    pub fn insert(&self, record: R) -> Result<Option<R>, TableError> {
        let _inside = self.shared.enter(Access::Write)?;
        let old = self.shared.map.put(record.key().clone(), Plain::new(record));
        old.map(|slot| slot.map(One::into_inner))
    }

    /// Puts all of these records in, in one step; of two with one key, the last.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert); then none of them is in.
    pub fn insert_all(&self, records: impl IntoIterator<Item = R>) -> Result<(), TableError> {
        let records: Vec<R> = records.into_iter().collect();
        let inside = self.shared.enter(Access::Write)?;
        let gone = self.shared.map.exclusive(|all| put_all(all, records))?;
        drop(inside);
        discard(gone);
        Ok(())
    }

    /// Puts a record in if there is none with its key; whether it did.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    pub fn insert_new(&self, record: R) -> Result<bool, TableError> {
        self.insert_new_all([record])
    }

    /// Puts all of these records in, in one step, if there is none with any of their keys; whether it
    /// did.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    pub fn insert_new_all(&self, records: impl IntoIterator<Item = R>) -> Result<bool, TableError> {
        let records: Vec<R> = records.into_iter().collect();
        let inside = self.shared.enter(Access::Write)?;
        let (done, unused) = self.shared.map.exclusive(|all| {
            if records.iter().any(|record| all.has(record.key())) {
                return (false, (Vec::new(), records));
            }
            (true, (put_all(all, records), Vec::new()))
        })?;
        drop(inside);
        discard(unused);
        Ok(done)
    }
}

fn put_all<R: Record>(all: &mut impl Whole<R::Key, Plain<R>>, records: Vec<R>) -> Vec<Plain<R>> {
    let put = |record: R| all.put(record.key().clone(), Plain::new(record));
    records.into_iter().filter_map(put).collect()
}

/// The records of a table that have something in the field of an index.
///
/// # Errors
///
/// As all that reads.
pub fn find<R, T, Q>(
    table: &Table<R::Key, R, Records>,
    index: usize,
    query: &Q,
    field: fn(&R) -> &T,
) -> Result<Vec<R>, TableError>
where
    R: Record + Clone,
    T: Borrow<Q>,
    Q: Hash + Eq + ?Sized,
{
    let _inside = table.shared.enter(Access::Read)?;
    table.shared.map.find(index, query, |record| field(record).borrow() == query)
}
