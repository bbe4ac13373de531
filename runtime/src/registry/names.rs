//! Registries by their names.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::entry::RegistryKey;
use super::error::RegistryError;
use super::shared::Shared;
use crate::node::{self, PerNode};

type Named = HashMap<Arc<str>, Arc<dyn Any + Send + Sync>>;

static NAMED: LazyLock<PerNode<Named>> = LazyLock::new(PerNode::default);

/// Lists a registry that has begun to run. Its supervisor has claimed the name, so nobody else has it.
pub(super) fn insert<K: RegistryKey, V: Send + Sync + 'static>(shared: &Arc<Shared<K, V>>) {
    if let Some(name) = &shared.name {
        let any: Arc<dyn Any + Send + Sync> = shared.clone();
        let before = NAMED.with(node::here(), |named| named.insert(Arc::clone(name), any));
        drop(before);
    }
}

/// Strikes a registry off.
pub(super) fn remove<K: RegistryKey, V: Send + Sync + 'static>(shared: &Arc<Shared<K, V>>) {
    if let Some(name) = &shared.name {
        let before = NAMED.with(node::here(), |named| named.remove(name));
        drop(before);
    }
}

/// Finds a registry that runs.
pub(super) fn find<K: RegistryKey, V: Send + Sync + 'static>(
    name: &str,
) -> Result<Arc<Shared<K, V>>, RegistryError> {
    let found = NAMED
        .with(node::here(), |named| named.get(name).cloned())
        .ok_or(RegistryError::NotRunning)?;
    found.downcast().map_err(|_| RegistryError::WrongType)
}
