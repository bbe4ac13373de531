//! Tables by their names.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::error::TableError;
use crate::node::{self, PerNode};

type Named = HashMap<Arc<str>, Arc<dyn Any + Send + Sync>>;

static NAMED: LazyLock<PerNode<Named>> = LazyLock::new(PerNode::default);

/// Names a table that has no name.
pub(super) fn claim(name: &Arc<str>, table: Arc<dyn Any + Send + Sync>) -> Result<(), TableError> {
    NAMED.with(node::here(), |named| {
        if named.contains_key(name) {
            return Err(TableError::NameTaken);
        }
        named.insert(Arc::clone(name), table);
        Ok(())
    })
}

/// Gives a table another name.
pub(super) fn change(from: &str, to: &Arc<str>) -> Result<(), TableError> {
    NAMED.with(node::here(), |named| {
        if named.contains_key(to) {
            return Err(TableError::NameTaken);
        }
        let table = named.remove(from).ok_or(TableError::NoSuchTable)?;
        named.insert(Arc::clone(to), table);
        Ok(())
    })
}

/// Frees a name.
pub(super) fn free(name: &str) {
    let gone = NAMED.with(node::here(), |named| named.remove(name));
    drop(gone);
}

/// The table of this name.
pub(super) fn find<T: Any + Send + Sync>(name: &str) -> Result<Arc<T>, TableError> {
    let found = NAMED
        .with(node::here(), |named| named.get(name).cloned())
        .ok_or(TableError::NoSuchTable)?;
    found.downcast().map_err(|_| TableError::WrongType)
}
