//! A key of a registry as the name of a process.

use std::fmt;
use std::sync::Arc;

use super::Registry;
use super::entry::RegistryKey;
use super::error::RegistryError;
use super::shared::Shared;
use crate::process::{Name, NameError, Pid, Registrar, directory};

/// The name of whoever is registered under a key.
struct Via<K: RegistryKey, V: Send + Sync + 'static> {
    shared: Arc<Shared<K, V>>,
    key: K,
    value: V,
}

impl<K: RegistryKey + fmt::Debug, V: Clone + Send + Sync + 'static> Registry<K, V> {
    /// A key as a name, for [`ServerRef::named`](crate::ServerRef::named),
    /// [`Start::name`](crate::Start::name), [`ChildSpec::name`](crate::ChildSpec::name) and whatever
    /// else takes a name. A process that is started with it is registered before its `init` runs.
    ///
    /// The registry must have unique keys: a start under a name of one with duplicate keys fails
    /// with [`BadSpec::UnusableName`](crate::BadSpec::UnusableName), and nobody is found by it.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::prelude::*;
    /// use switchboard::{Agent, Registry, ServerRef};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let rooms: Registry<u32, ()> = Registry::unique().start().await?;
    /// let room = Agent::build(|| "empty").name(rooms.via(7)).run().await?;
    /// assert_eq!(rooms.whereis(&7), room.server().pid());
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn via(&self, key: K) -> Name
    where
        V: Default,
    {
        self.via_with(key, V::default())
    }

    /// As [`via`](Self::via), with the value to be registered with.
    #[must_use]
    pub fn via_with(&self, key: K, value: V) -> Name {
        Name::via(Via { shared: Arc::clone(&self.shared), key, value })
    }
}

impl<K: RegistryKey + fmt::Debug, V: Clone + Send + Sync + 'static> Registrar for Via<K, V> {
    fn register(&self, pid: Pid) -> Result<(), NameError> {
        let unusable = |error: RegistryError| NameError::Unusable(error.to_string().into());
        if !self.shared.unique {
            return Err(unusable(RegistryError::NotUnique));
        }
        let Some(process) = directory::find(pid) else {
            return Err(unusable(RegistryError::NoProc));
        };
        // Whoever is on its way out keeps the key until it is gone, and the starter waits for that:
        // a free name means that the state behind it has been dropped.
        match self.shared.insert(&process, self.key.clone(), self.value.clone(), false) {
            Ok(()) => Ok(()),
            Err(RegistryError::AlreadyRegistered(holder)) => Err(NameError::Taken(holder)),
            Err(error) => Err(unusable(error)),
        }
    }

    fn unregister(&self, _pid: Pid) {
        // The partition itself hears of the end of those who are entered in it.
    }

    fn whereis(&self) -> Option<Pid> {
        let shards = self.shared.shards_of(&self.key);
        shards.first().filter(|_| self.shared.unique).and_then(|shard| shard.first(&self.key))
    }
}

impl<K: RegistryKey + fmt::Debug, V: Send + Sync + 'static> fmt::Display for Via<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.shared.name.as_deref().unwrap_or("registry");
        write!(f, "{name}[{:?}]", self.key)
    }
}
