//! How a pubsub is configured, started and supervised.

use std::fmt;
use std::sync::Arc;

use super::subscribe::Link;
use super::{PubSub, Relay, Topics};
use crate::process::StartError;
use crate::registry::{Registry, RegistrySpec};
use crate::supervisor::{Binding, Bound, ChildHandle, SupervisorRef};

/// The setting of the registry that holds the relay, for those who find it by name.
const RELAY: &str = "relay";

/// How a [`PubSub`] is configured.
#[must_use = "a specification starts nothing until a supervisor gets it"]
pub struct PubSubSpec<M: Clone + Send + 'static> {
    registry: RegistrySpec<Arc<str>, Link<M>>,
    relay: Option<Arc<dyn Relay<M>>>,
}

impl<M: Clone + Send + 'static> PubSubSpec<M> {
    /// One table, no name, no other nodes.
    pub fn new() -> Self {
        Self { registry: Registry::duplicate().without_names(), relay: None }
    }

    /// The name to claim, by which [`PubSub::named`] finds it.
    pub fn name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.registry = self.registry.name(name);
        self
    }

    /// How many tables with a lock of their own it has, by subscriber; one unless given.
    pub fn partitions(mut self, partitions: usize) -> Self {
        self.registry = self.registry.partitions(partitions);
        self
    }

    /// The way to other nodes.
    pub fn relay(mut self, relay: impl Relay<M>) -> Self {
        let relay: Arc<dyn Relay<M>> = Arc::new(relay);
        self.registry = self.registry.meta(RELAY, Arc::clone(&relay));
        self.relay = Some(relay);
        self
    }

    /// Starts it on its own.
    ///
    /// # Errors
    ///
    /// [`StartError::AlreadyStarted`] when the name is taken, [`StartError::BadSpec`] for options that
    /// cannot work.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, nothing is left running.
    pub async fn start(self) -> Result<PubSub<M>, StartError> {
        let relay = self.relay;
        self.registry.start().await.map(|topics| PubSub { topics, relay })
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
    pub async fn start_link(self) -> Result<PubSub<M>, StartError> {
        let relay = self.relay;
        self.registry.start_link().await.map(|topics| PubSub { topics, relay })
    }
}

/// The relay that a pubsub was configured with.
pub(super) fn relay_of<M: Clone + Send + 'static>(topics: &Topics<M>) -> Option<Arc<dyn Relay<M>>> {
    topics.meta::<Arc<dyn Relay<M>>>(RELAY).ok().map(|relay| (*relay).clone())
}

impl<M: Clone + Send + 'static> Default for PubSubSpec<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M: Clone + Send + 'static> ChildHandle for PubSub<M> {
    type Spec = PubSubSpec<M>;

    const DEPTH: usize = Topics::<M>::DEPTH;

    fn bind(spec: PubSubSpec<M>, binding: Binding) -> (Self, Bound) {
        let (topics, bound) = Topics::bind(spec.registry, binding);
        (Self { topics, relay: spec.relay }, bound)
    }

    fn supervisor(&self) -> SupervisorRef {
        ChildHandle::supervisor(&self.topics)
    }
}

impl<M: Clone + Send + 'static> fmt::Debug for PubSubSpec<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PubSubSpec")
            .field("registry", &self.registry)
            .field("relay", &self.relay.is_some())
            .finish()
    }
}
