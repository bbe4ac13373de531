//! The entries under one key, in the order in which they came.

use std::collections::BTreeMap;

use super::entry::Entry;

/// The entries under one key. Most keys have one entry, and one entry needs no tree.
pub(super) enum Bag<K, V> {
    One(Entry<K, V>),
    Many(BTreeMap<u64, Entry<K, V>>),
}

impl<K, V> Bag<K, V> {
    pub(super) fn add(&mut self, entry: Entry<K, V>) {
        match self {
            Self::One(first) => {
                let both = [first.clone(), entry];
                *self = Self::Many(both.map(|entry| (entry.number(), entry)).into());
            }
            Self::Many(all) => {
                all.insert(entry.number(), entry);
            }
        }
    }

    /// Takes an entry out by its number; the second result says that none is left.
    pub(super) fn take(&mut self, number: u64) -> (Option<Entry<K, V>>, bool) {
        match self {
            Self::One(entry) if entry.number() == number => (Some(entry.clone()), true),
            Self::One(_) => (None, false),
            Self::Many(all) => (all.remove(&number), all.is_empty()),
        }
    }

    pub(super) fn first(&self) -> Option<&Entry<K, V>> {
        match self {
            Self::One(entry) => Some(entry),
            Self::Many(all) => all.values().next(),
        }
    }

    /// Puts another value in the place of an entry with the same number.
    pub(super) fn replace(&mut self, entry: Entry<K, V>) {
        match self {
            Self::One(one) => *one = entry,
            Self::Many(all) => {
                all.insert(entry.number(), entry);
            }
        }
    }

    pub(super) fn all(&self) -> Vec<Entry<K, V>> {
        match self {
            Self::One(entry) => vec![entry.clone()],
            Self::Many(all) => all.values().cloned().collect(),
        }
    }

    /// The entries themselves.
    pub(super) fn all_owned(self) -> Vec<Entry<K, V>> {
        match self {
            Self::One(entry) => vec![entry],
            Self::Many(all) => all.into_values().collect(),
        }
    }

    pub(super) fn get(&self, number: u64) -> Option<&Entry<K, V>> {
        match self {
            Self::One(entry) => Some(entry).filter(|entry| entry.number() == number),
            Self::Many(all) => all.get(&number),
        }
    }
}
