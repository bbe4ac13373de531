//! What all handles of one registry share.

use std::any::Any;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, OnceLock};

use super::entry::{Entry, RegistryEvent, RegistryKey};
use super::error::RegistryError;
use super::lock::Locks;
use super::shard::Shard;
use crate::process::core::Process;
use crate::process::{Pid, guard};
use crate::supervisor::SupervisorRef;
use crate::sync::{Lock, SharedLock};

/// Hears of what processes do in a registry.
pub(super) type Listener<K, V> = Arc<dyn Fn(&RegistryEvent<K, V>) + Send + Sync>;

/// Settings of a whole registry, by name.
pub(super) type Meta = HashMap<Arc<str>, Arc<dyn Any + Send + Sync>>;

/// How a registry with duplicate keys spreads its entries over its partitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartitionBy {
    /// By process: for few keys with many entries. A question about a key goes to all partitions.
    #[default]
    Pid,
    /// By key: for many keys. A question about a key goes to one partition.
    Key,
}

/// One registry.
pub(super) struct Shared<K: RegistryKey, V: Send + Sync + 'static> {
    pub(super) name: Option<Arc<str>>,
    pub(super) unique: bool,
    pub(super) by_key: bool,
    pub(super) shards: Vec<Arc<Shard<K, V>>>,
    pub(super) listeners: Vec<Listener<K, V>>,
    pub(super) meta: SharedLock<Meta>,
    pub(super) locks: Lock<Locks<K>>,
    pub(super) hasher: RandomState,
    pub(super) supervisor: OnceLock<SupervisorRef>,
}

impl<K: RegistryKey, V: Send + Sync + 'static> Shared<K, V> {
    fn index(&self, of: u64) -> usize {
        let shards = self.shards.len() as u64;
        usize::try_from(of.checked_rem(shards).unwrap_or(0)).unwrap_or(0)
    }

    fn of_key<Q: Hash + ?Sized>(&self, key: &Q) -> usize {
        if self.shards.len() > 1 { self.index(self.hasher.hash_one(key)) } else { 0 }
    }

    /// The partition for an entry.
    pub(super) fn shard<Q: Hash + ?Sized>(&self, key: &Q, pid: Pid) -> &Shard<K, V> {
        let at = if self.by_key { self.of_key(key) } else { self.index(pid.as_u64()) };
        &self.shards[at]
    }

    /// The partitions that may have entries under a key.
    pub(super) fn shards_of<Q: Hash + ?Sized>(&self, key: &Q) -> &[Arc<Shard<K, V>>] {
        if self.by_key {
            let at = self.of_key(key);
            &self.shards[at..=at]
        } else {
            &self.shards
        }
    }

    /// Enters a process, and tells the listeners.
    pub(super) fn insert(
        &self,
        process: &Arc<dyn Process>,
        key: K,
        value: V,
        take_over: bool,
    ) -> Result<(), RegistryError> {
        let shard = self.shard(&key, process.core().pid);
        let entry = shard.insert(process, key, value, take_over)?;
        self.tell(|| RegistryEvent::Registered(entry));
        Ok(())
    }

    /// Takes entries of a process out, and tells the listeners.
    pub(super) fn remove<Q>(
        &self,
        process: &dyn Process,
        key: &Q,
        pick: impl Fn(u64) -> bool,
    ) -> Result<Vec<Entry<K, V>>, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let taken = self.shard(key, process.core().pid).remove(process, key, pick)?;
        for entry in &taken {
            self.tell(|| RegistryEvent::Unregistered(entry.clone()));
        }
        Ok(taken)
    }

    fn tell(&self, event: impl FnOnce() -> RegistryEvent<K, V>) {
        if self.listeners.is_empty() {
            return;
        }
        let event = event();
        for listener in &self.listeners {
            // A listener that panics is not the fault of the process that it hears of.
            drop(guard::catch(|| listener(&event)));
        }
    }

    /// Fails when the registry does not run.
    pub(super) fn running(&self) -> Result<(), RegistryError> {
        let runs = self.shards.iter().all(|shard| shard.owner().is_some());
        if runs { Ok(()) } else { Err(RegistryError::NotRunning) }
    }
}
