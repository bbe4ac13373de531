//! The kinds of tables, as types: what a kind cannot do, its tables have no method for.

use std::fmt;
use std::hash::Hash;

use super::cached::Cached;
use super::hashed::Hashed;
use super::map::{Lookup, Map};
use super::ordered::Ordered;
use super::slot::{Many, One, Plain, Slot, Timed};

/// One object per key, in no order.
#[derive(Clone, Copy, Debug)]
pub struct Set;

/// One object per key, in the order of the keys. Each object is read and changed by one at a time, beside
/// all others.
#[derive(Clone, Copy, Debug)]
pub struct OrderedSet;

/// Any number of objects per key: [`Bag`] or [`DuplicateBag`].
#[derive(Clone, Copy, Debug)]
pub struct Bags<const DUPLICATES: bool>;

/// Any number of different objects per key.
pub type Bag = Bags<false>;

/// Any number of objects per key, also equal ones.
pub type DuplicateBag = Bags<true>;

/// One object per key, which goes when its time is over, or to make room for another one.
#[derive(Clone, Copy, Debug)]
pub struct Cache;

/// The kind of a table, as a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TableKind {
    /// [`Set`].
    Set,
    /// [`OrderedSet`].
    OrderedSet,
    /// [`Bag`].
    Bag,
    /// [`DuplicateBag`].
    DuplicateBag,
    /// [`Cache`].
    Cache,
    /// [`Records`](super::Records).
    Records,
}

impl fmt::Display for TableKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Set => "set",
            Self::OrderedSet => "ordered_set",
            Self::Bag => "bag",
            Self::DuplicateBag => "duplicate_bag",
            Self::Cache => "cache",
            Self::Records => "records",
        })
    }
}

/// A kind of table that can hold these keys and values.
#[diagnostic::on_unimplemented(
    message = "a table of kind `{Self}` cannot hold keys `{K}` with values `{V}`",
    note = "keys are `Hash + Eq`, in an `OrderedSet` `Ord`; values in a `Bag` are `PartialEq`; both are `Send + Sync + 'static`"
)]
pub trait Kind<K, V>: 'static {
    #[doc(hidden)]
    type Slot: Slot<V>;
    #[doc(hidden)]
    type Map: Map<K, Self::Slot>;

    /// The kind as a value.
    const KIND: TableKind;

    /// Adds a value to what is there; gives back what goes, or what a bag has already.
    #[doc(hidden)]
    fn join(there: Option<&mut Self::Slot>, value: V) -> (Option<Self::Slot>, Option<V>);

    /// Whether a value may stand under this key.
    #[doc(hidden)]
    fn fits(_key: &K, _value: &V) -> bool {
        true
    }

    /// Whether a value may take the place of another one.
    #[doc(hidden)]
    fn keeps(_old: &V, _new: &V) -> bool {
        true
    }
}

/// A kind with at most one object per key.
pub trait Single: 'static {}

/// A kind with at most one object per key, which stands beside its value.
pub trait Pairs: Single {}

/// A kind with at most one object per key, for these keys and values.
pub trait Unique<K, V>: Single + Kind<K, V, Slot: One<V>> {}

impl<K, V, S: Single + Kind<K, V, Slot: One<V>>> Unique<K, V> for S {}

/// A kind that finds its keys by something that they can be borrowed as, such as `str` for `String`.
#[diagnostic::on_unimplemented(
    message = "a table of kind `{Self}` with keys `{K}` cannot look for a `{Q}`",
    note = "the key has to be a `&{K}`, or something that it can be borrowed as"
)]
pub trait Finds<K, V, Q: ?Sized>: Kind<K, V, Map: Lookup<K, Self::Slot, Q>> {}

impl<K, V, Q: ?Sized, S> Finds<K, V, Q> for S
where
    S: Kind<K, V>,
    S::Map: Lookup<K, S::Slot, Q>,
{
}

/// Puts a value in the place of the one that is there.
pub(super) fn one<V, X: One<V>>(there: Option<&mut X>, value: V) -> (Option<X>, Option<V>) {
    match there {
        Some(slot) => (None, Some(std::mem::replace(slot.get_mut(), value))),
        None => (Some(X::new(value)), None),
    }
}

impl<K, V> Kind<K, V> for Set
where
    K: Hash + Eq + Send + Sync,
    V: Send + Sync,
{
    type Slot = Plain<V>;
    type Map = Hashed<K, Plain<V>>;
    const KIND: TableKind = TableKind::Set;

    fn join(there: Option<&mut Plain<V>>, value: V) -> (Option<Plain<V>>, Option<V>) {
        one(there, value)
    }
}

impl<K, V> Kind<K, V> for OrderedSet
where
    K: Ord + Send + Sync,
    V: Send + Sync,
{
    type Slot = Plain<V>;
    type Map = Ordered<K, Plain<V>>;
    const KIND: TableKind = TableKind::OrderedSet;

    fn join(there: Option<&mut Plain<V>>, value: V) -> (Option<Plain<V>>, Option<V>) {
        one(there, value)
    }
}

impl<K, V, const DUPLICATES: bool> Kind<K, V> for Bags<DUPLICATES>
where
    K: Hash + Eq + Send + Sync,
    V: PartialEq + Send + Sync,
{
    type Slot = Many<V>;
    type Map = Hashed<K, Many<V>>;
    const KIND: TableKind = if DUPLICATES { TableKind::DuplicateBag } else { TableKind::Bag };

    fn join(there: Option<&mut Many<V>>, value: V) -> (Option<Many<V>>, Option<V>) {
        match there {
            None => (Some(Many(vec![value])), None),
            Some(Many(values)) if DUPLICATES || !values.contains(&value) => {
                values.push(value);
                (None, None)
            }
            Some(_) => (None, Some(value)),
        }
    }
}

impl<K, V> Kind<K, V> for Cache
where
    K: Hash + Eq + Send + Sync,
    V: Send + Sync,
{
    type Slot = Timed<V>;
    type Map = Cached<K, V>;
    const KIND: TableKind = TableKind::Cache;

    fn join(there: Option<&mut Timed<V>>, value: V) -> (Option<Timed<V>>, Option<V>) {
        one(there, value)
    }
}

impl Single for Set {}
impl Single for OrderedSet {}
impl Single for Cache {}

impl Pairs for Set {}
impl Pairs for OrderedSet {}
impl Pairs for Cache {}
