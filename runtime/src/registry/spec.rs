//! How a registry is configured, started and supervised.

use std::any::Any;
use std::fmt;
use std::hash::RandomState;
use std::sync::{Arc, OnceLock};

use super::Registry;
use super::entry::{RegistryEvent, RegistryKey};
use super::owner::Owner;
use super::shard::{Shard, Shown};
use super::shared::{Listener, Meta, PartitionBy, Shared};
use crate::gen_server::{GenServer, ServerRef};
use crate::process::{BadSpec, StartError};
use crate::supervisor::{
    Binding, Bound, Child, ChildHandle, ChildOptions, ChildSpec, Strategy, SupervisorOptions,
    SupervisorRef, Tree,
};
use crate::sync::{Lock, SharedLock};

/// How a [`Registry`] is configured; [`Registry::unique`] and [`Registry::duplicate`] make one.
#[must_use = "a specification starts nothing until a supervisor gets it"]
pub struct RegistrySpec<K: RegistryKey, V: Send + Sync + 'static> {
    name: Option<Arc<str>>,
    unique: bool,
    partitions: usize,
    by: PartitionBy,
    listeners: Vec<Listener<K, V>>,
    meta: Meta,
    /// Whether its keys are names of processes, which are shown to those who look on.
    names: bool,
}

impl<K: RegistryKey, V: Send + Sync + 'static> RegistrySpec<K, V> {
    pub(super) fn new(unique: bool) -> Self {
        let (by, listeners) = (PartitionBy::default(), Vec::new());
        Self { name: None, unique, partitions: 1, by, listeners, meta: Meta::new(), names: true }
    }

    /// The name to claim, by which [`Registry::named`] finds the registry.
    pub fn name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// How many tables with a lock and an owner of their own it has; one unless given.
    ///
    /// What a registry answers does not depend on it.
    pub fn partitions(mut self, partitions: usize) -> Self {
        self.partitions = partitions;
        self
    }

    /// How duplicate keys are spread over the partitions; unique ones are spread by key.
    pub fn partition_by(mut self, by: PartitionBy) -> Self {
        self.by = by;
        self
    }

    /// Hears of each process that registers or unregisters itself; runs in that process.
    pub fn listener(
        mut self,
        listener: impl Fn(&RegistryEvent<K, V>) + Send + Sync + 'static,
    ) -> Self {
        self.listeners.push(Arc::new(listener));
        self
    }

    /// Sends each [`RegistryEvent`] to a server as an info; a full mailbox loses none.
    ///
    /// Give it `ServerRef::named(..)` for a server that starts later, or is restarted.
    pub fn listen_with<S>(self, server: ServerRef<S>) -> Self
    where
        S: GenServer<Info: From<RegistryEvent<K, V>>>,
    {
        self.listener(move |event| {
            // A listener that is gone hears nothing.
            let _heard = server.notice(event.clone().into());
        })
    }

    /// A setting, as [`Registry::put_meta`] puts it.
    pub fn meta(mut self, name: impl Into<Arc<str>>, value: impl Any + Send + Sync) -> Self {
        self.meta.insert(name.into(), Arc::new(value));
        self
    }

    /// Its keys are no names of processes.
    pub(crate) fn without_names(mut self) -> Self {
        self.names = false;
        self
    }

    /// Starts the registry on its own.
    ///
    /// # Errors
    ///
    /// [`StartError::AlreadyStarted`] when the name is taken, [`StartError::BadSpec`] for options
    /// that cannot work.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, nothing is left running.
    pub async fn start(self) -> Result<Registry<K, V>, StartError> {
        let (shared, tree) = self.build();
        tree.start().await?;
        Ok(Registry { shared, parent: SupervisorRef::none() })
    }

    /// As [`start`](Self::start), linked with the current process.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    ///
    /// # Cancel safety
    ///
    /// As [`start`](Self::start).
    pub async fn start_link(self) -> Result<Registry<K, V>, StartError> {
        let (shared, tree) = self.build();
        tree.start_link().await?;
        Ok(Registry { shared, parent: SupervisorRef::none() })
    }

    /// The registry, and the supervisor of its partitions.
    ///
    /// When a partition of unique keys fails, all begin anew: an entry may have been refused for the
    /// sake of one that is lost. Those of duplicate keys do not depend on each other.
    fn build(self) -> (Arc<Shared<K, V>>, Tree) {
        let unique = self.unique;
        let strategy = if unique { Strategy::OneForAll } else { Strategy::OneForOne };
        let mut options = SupervisorOptions::new().strategy(strategy);
        if let Some(name) = &self.name {
            options = options.name(Arc::clone(name));
        }
        let mut tree = Tree::new(options, "Registry");
        if self.partitions == 0 {
            tree.refused = Some(BadSpec::ZeroPartitions);
        }
        let shown = self.names.then(|| Shown(self.name.clone()));
        let shared = Arc::new_cyclic(|shared| Shared {
            name: self.name,
            unique,
            by_key: unique || self.by == PartitionBy::Key,
            shards: (0..self.partitions.max(1))
                .map(|at| Shard::new(unique, shown.clone(), (at == 0).then(|| shared.clone())))
                .collect(),
            listeners: self.listeners,
            meta: SharedLock::new(self.meta),
            locks: Lock::default(),
            hasher: RandomState::new(),
            supervisor: OnceLock::new(),
        });
        for (at, shard) in shared.shards.iter().enumerate() {
            let shard = Arc::clone(shard);
            let spec = ChildSpec::with(move || Arc::clone(&shard));
            let _partition: Child<Owner<Shard<K, V>>> =
                tree.child(format!("partition {at}"), spec, ChildOptions::new());
        }
        let _first = shared.supervisor.set(tree.supervisor());
        (shared, tree)
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> ChildHandle for Registry<K, V> {
    type Spec = RegistrySpec<K, V>;

    const DEPTH: usize = 0;

    fn bind(spec: RegistrySpec<K, V>, binding: Binding) -> (Self, Bound) {
        let (shared, tree) = spec.build();
        let (_, parent, bound) = tree.bind(binding);
        (Self { shared, parent }, bound)
    }

    fn supervisor(&self) -> SupervisorRef {
        self.parent.clone()
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> fmt::Debug for RegistrySpec<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegistrySpec")
            .field("name", &self.name)
            .field("unique", &self.unique)
            .field("partitions", &self.partitions)
            .finish_non_exhaustive()
    }
}
