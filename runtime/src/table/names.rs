//! Tables by their names.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::error::TableError;
use crate::sync::Lock;

type Named = HashMap<Arc<str>, Arc<dyn Any + Send + Sync>>;

static NAMED: LazyLock<Lock<Named>> = LazyLock::new(Lock::default);

/// Names a table that has no name.
pub(super) fn claim(name: &Arc<str>, table: Arc<dyn Any + Send + Sync>) -> Result<(), TableError> {
    let mut named = NAMED.lock();
    if named.contains_key(name) {
        return Err(TableError::NameTaken);
    }
    named.insert(Arc::clone(name), table);
    Ok(())
}

/// Gives a table another name.
pub(super) fn change(from: &str, to: &Arc<str>) -> Result<(), TableError> {
    let mut named = NAMED.lock();
    if named.contains_key(to) {
        return Err(TableError::NameTaken);
    }
    let table = named.remove(from).ok_or(TableError::NoSuchTable)?;
    named.insert(Arc::clone(to), table);
    Ok(())
}

/// Frees a name.
pub(super) fn free(name: &str) {
    let gone = NAMED.lock().remove(name);
    drop(gone);
}

/// The table of this name.
pub(super) fn find<T: Any + Send + Sync>(name: &str) -> Result<Arc<T>, TableError> {
    let found = NAMED.lock().get(name).cloned().ok_or(TableError::NoSuchTable)?;
    found.downcast().map_err(|_| TableError::WrongType)
}
