//! One entry of a registry, and what listeners hear of it.

use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

use crate::process::Pid;

/// What can be the key of a registry: every type with these traits is.
pub trait RegistryKey: Clone + Eq + Hash + fmt::Debug + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<K: Clone + Eq + Hash + fmt::Debug + Send + Sync + 'static> RegistryKey for K {}

/// One entry: who is registered under which key, and with what value.
///
/// It is what the registry held at the moment of the question, and costs nothing to keep or clone.
pub struct Entry<K, V>(Arc<Fields<K, V>>);

struct Fields<K, V> {
    key: K,
    pid: Pid,
    /// Later entries have larger numbers.
    number: u64,
    value: V,
}

impl<K, V> Entry<K, V> {
    pub(super) fn new(key: K, pid: Pid, number: u64, value: V) -> Self {
        Self(Arc::new(Fields { key, pid, number, value }))
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &K {
        &self.0.key
    }

    /// The process that is registered.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.0.pid
    }

    /// What it is registered with.
    #[must_use]
    pub fn value(&self) -> &V {
        &self.0.value
    }

    pub(super) fn number(&self) -> u64 {
        self.0.number
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<K, V> Clone for Entry<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Entry<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key() && self.pid() == other.pid() && self.value() == other.value()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Entry<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("key", self.key())
            .field("pid", &self.pid())
            .field("value", self.value())
            .finish()
    }
}

/// What [`Registry::update_value`](crate::Registry::update_value) has done.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Updated<K, V> {
    /// The entry as it is now.
    pub new: Entry<K, V>,
    /// The entry as it was.
    pub old: Entry<K, V>,
}

/// What a listener hears. The end of a process tells it nothing: monitor the process for that.
#[non_exhaustive]
pub enum RegistryEvent<K, V> {
    /// A process has registered itself.
    Registered(Entry<K, V>),
    /// A process has taken this entry back.
    Unregistered(Entry<K, V>),
}

impl<K, V> RegistryEvent<K, V> {
    /// The entry that it is about.
    #[must_use]
    pub fn entry(&self) -> &Entry<K, V> {
        match self {
            Self::Registered(entry) | Self::Unregistered(entry) => entry,
        }
    }
}

impl<K, V> Clone for RegistryEvent<K, V> {
    fn clone(&self) -> Self {
        match self {
            Self::Registered(entry) => Self::Registered(entry.clone()),
            Self::Unregistered(entry) => Self::Unregistered(entry.clone()),
        }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for RegistryEvent<K, V> {
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
            && self.entry() == other.entry()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for RegistryEvent<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Registered(_) => "Registered",
            Self::Unregistered(_) => "Unregistered",
        };
        f.debug_tuple(name).field(self.entry()).finish()
    }
}
