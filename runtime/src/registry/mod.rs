//! `Registry`: which process goes by which key.
//!
//! A table that every process reads and writes itself; no question waits for another process. Its
//! partitions have owners, processes under a supervisor: what is entered in a partition is linked
//! with its owner, so that after a restart nobody believes to be registered who is not.

mod bag;
mod entry;
mod error;
mod lock;
mod names;
pub(crate) mod owner;
mod query;
mod shard;
mod shared;
mod spec;
mod via;

use std::any::Any;
use std::borrow::Borrow;
use std::fmt;
use std::hash::Hash;
use std::sync::Arc;

pub use self::entry::{Entry, RegistryEvent, RegistryKey, Updated};
pub use self::error::RegistryError;
pub use self::lock::RegistryLock;
pub use self::shared::PartitionBy;
pub use self::spec::RegistrySpec;

use self::shared::Shared;
use crate::gen_server::{Context, GenServer, StopError};
use crate::process::core::Process;
use crate::process::{NotInProcess, Pid, StopReport, current, directory};
use crate::supervisor::SupervisorRef;

/// A table of processes by key, each with a value.
///
/// A process registers itself, and vanishes from the table when it ends: whoever sees its
/// [`Down`](crate::Down) finds it no more. Keys are unique, or a key has any number of entries.
/// Keys are equal when `Eq` says so; there are no patterns that a key could be mistaken for.
///
/// The handle follows the registry across restarts. It is a field of a supervision tree like any
/// other child: `#[child(start = Registry::unique())] names: Registry<String, u32>`.
///
/// # Examples
///
/// ```
/// use switchboard::Registry;
/// use switchboard::prelude::*;
///
/// #[derive(GenServer)]
/// struct Room { people: u32 }
///
/// #[gen_server]
/// impl Room {
///     #[init]
///     fn open(rooms: Registry<String, u32>, name: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
///         rooms.register(name, 0)?;
///         Ok(Self { people: 0 })
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let rooms = Registry::unique().start().await?;
/// let room = Room::start(rooms.clone(), "kitchen".to_owned()).await?;
/// assert_eq!(rooms.whereis("kitchen"), room.server().pid());
/// room.server().stop().await?;
/// assert_eq!(rooms.whereis("kitchen"), None);
/// # Ok(()) }
/// ```
pub struct Registry<K: RegistryKey, V: Send + Sync + 'static> {
    shared: Arc<Shared<K, V>>,
    parent: SupervisorRef,
}

impl<K: RegistryKey, V: Send + Sync + 'static> Registry<K, V> {
    /// A registry whose keys belong to one process at a time.
    pub fn unique() -> RegistrySpec<K, V> {
        RegistrySpec::new(true)
    }

    /// A registry whose keys have any number of entries, also several of one process.
    pub fn duplicate() -> RegistrySpec<K, V> {
        RegistrySpec::new(false)
    }

    /// The registry that runs under this name.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`] when there is none, [`RegistryError::WrongType`] when its keys
    /// or values are of other types.
    pub fn named(name: &str) -> Result<Self, RegistryError> {
        names::find(name).map(|shared| Self { shared, parent: SupervisorRef::none() })
    }

    /// Registers the current process under a key.
    ///
    /// It is linked with the registry for as long as it has an entry. A unique key whose holder has
    /// been killed, or hit by an exit, is free at once, even if its end takes a while.
    ///
    /// # Errors
    ///
    /// [`RegistryError::AlreadyRegistered`] with the holder of a unique key,
    /// [`RegistryError::NotRunning`], [`RegistryError::NotInProcess`].
    pub fn register(&self, key: K, value: V) -> Result<(), RegistryError> {
        self.shared.insert(&me()?, key, value, true)
    }

    /// Registers another process.
    pub(crate) fn register_as(
        &self,
        process: &Arc<dyn Process>,
        key: K,
        value: V,
    ) -> Result<(), RegistryError> {
        self.shared.insert(process, key, value, true)
    }

    /// Takes all entries of another process under a key back.
    pub(crate) fn unregister_as<Q>(
        &self,
        process: &dyn Process,
        key: &Q,
    ) -> Result<(), RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.shared.remove(process, key, |_| true).map(drop)
    }

    /// Takes all entries of the current process under a key back; there need not be any.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`], [`RegistryError::NotInProcess`].
    pub fn unregister<Q>(&self, key: &Q) -> Result<(), RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.shared.remove(&*me()?, key, |_| true).map(drop)
    }

    /// Takes those entries of the current process under a key back whose value `matches`; gives how
    /// many there were. The others keep their order.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`], [`RegistryError::NotInProcess`].
    pub fn unregister_match<Q>(
        &self,
        key: &Q,
        mut matches: impl FnMut(&V) -> bool,
    ) -> Result<usize, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let me = me()?;
        let pid = me.core().pid;
        // The predicate is the user's: it must not run under our lock.
        let mut own = self.shared.shard(key, pid).get(key)?;
        own.retain(|entry| entry.pid() == pid && matches(entry.value()));
        let picked = |number| own.iter().any(|entry| entry.number() == number);
        self.shared.remove(&*me, key, picked).map(|taken| taken.len())
    }

    /// Gives the entry of the current process under a unique key another value, which `update` makes
    /// of the one that is there.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRegistered`] when the current process does not have the key,
    /// [`RegistryError::NotUnique`], [`RegistryError::NotRunning`], [`RegistryError::NotInProcess`].
    pub fn update_value<Q>(
        &self,
        key: &Q,
        update: impl FnOnce(&V) -> V,
    ) -> Result<Updated<K, V>, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let me = me()?;
        if !self.shared.unique {
            return Err(RegistryError::NotUnique);
        }
        let pid = me.core().pid;
        let shard = self.shared.shard(key, pid);
        let own = shard.get(key)?.into_iter().find(|entry| entry.pid() == pid);
        let old = own.ok_or(RegistryError::NotRegistered)?;
        // Nobody but this process changes the entry, and it is here.
        let new = shard.replace(&old, update(old.value())).ok_or(RegistryError::NotRegistered)?;
        Ok(Updated { new, old })
    }

    /// Puts a setting of the whole registry.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn put_meta(
        &self,
        name: impl Into<Arc<str>>,
        value: impl Any + Send + Sync,
    ) -> Result<(), RegistryError> {
        self.shared.running()?;
        let before = self.shared.meta.write().insert(name.into(), Arc::new(value));
        drop(before);
        Ok(())
    }

    /// A setting of the whole registry.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NoSuchMeta`] when there is none of this name and type,
    /// [`RegistryError::NotRunning`].
    pub fn meta<T: Any + Send + Sync>(&self, name: &str) -> Result<Arc<T>, RegistryError> {
        self.shared.running()?;
        let value = self.shared.meta.read().get(name).cloned();
        value.and_then(|value| value.downcast().ok()).ok_or(RegistryError::NoSuchMeta)
    }

    /// Deletes a setting; there need not be one.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn delete_meta(&self, name: &str) -> Result<(), RegistryError> {
        self.shared.running()?;
        let before = self.shared.meta.write().remove(name);
        drop(before);
        Ok(())
    }

    /// The processes that own the partitions; the end of one takes the entries in its partition
    /// with it, and those who are registered there.
    #[must_use]
    pub fn owners(&self) -> Vec<Pid> {
        self.shared.shards.iter().filter_map(|shard| shard.owner()).collect()
    }

    /// The supervisor of the partitions.
    #[must_use]
    pub fn supervisor(&self) -> SupervisorRef {
        self.shared.supervisor.get().cloned().unwrap_or_else(SupervisorRef::none)
    }

    /// Stops the registry. Those who are registered hear of it over their links.
    ///
    /// # Errors
    ///
    /// As [`SupervisorRef::stop`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop(&self) -> Result<StopReport, StopError> {
        self.supervisor().stop().await
    }
}

fn me() -> Result<Arc<dyn Process>, NotInProcess> {
    current().and_then(directory::find).ok_or(NotInProcess)
}

impl<S: GenServer> Context<S> {
    /// Registers this server under a key; see [`Registry::register`].
    ///
    /// # Errors
    ///
    /// As [`Registry::register`].
    pub fn register<K: RegistryKey, V: Send + Sync + 'static>(
        &self,
        registry: &Registry<K, V>,
        key: K,
        value: V,
    ) -> Result<(), RegistryError> {
        self.with_process(|me| registry.shared.insert(me, key, value, true))
            .unwrap_or(Err(RegistryError::NoProc))
    }

    /// Takes all entries of this server under a key back; see [`Registry::unregister`].
    ///
    /// # Errors
    ///
    /// As [`Registry::unregister`].
    pub fn unregister<K, V, Q>(
        &self,
        registry: &Registry<K, V>,
        key: &Q,
    ) -> Result<(), RegistryError>
    where
        K: RegistryKey + Borrow<Q>,
        V: Send + Sync + 'static,
        Q: Hash + Eq + ?Sized,
    {
        self.with_process(|me| registry.shared.remove(&**me, key, |_| true).map(drop))
            .unwrap_or(Err(RegistryError::NoProc))
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> Clone for Registry<K, V> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), parent: self.parent.clone() }
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> fmt::Debug for Registry<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registry")
            .field("name", &self.shared.name)
            .field("unique", &self.shared.unique)
            .finish_non_exhaustive()
    }
}
