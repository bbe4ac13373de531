//! Which processes live, by pid and by name.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::core::Process;
use super::pid::{IdState, Pid};
use crate::sync::Lock;

const SHARDS: usize = 64;

type Shard = Lock<HashMap<Pid, Arc<dyn Process>, IdState>>;

static LIVE: LazyLock<Vec<Shard>> =
    LazyLock::new(|| (0..SHARDS).map(|_| Lock::new(HashMap::default())).collect());

type Names = HashMap<Arc<str>, Arc<dyn Process>>;

static NAMES: LazyLock<Lock<Names>> = LazyLock::new(|| Lock::new(HashMap::new()));

fn shard(pid: Pid) -> &'static Shard {
    let at = usize::try_from(pid.as_u64() % SHARDS as u64).unwrap_or(0);
    &LIVE[at]
}

/// Lists a process.
pub(crate) fn insert(process: Arc<dyn Process>) {
    let pid = process.core().pid;
    shard(pid).lock().insert(pid, process);
}

/// Strikes a process off.
pub(crate) fn remove(pid: Pid) {
    let gone = shard(pid).lock().remove(&pid);
    // Dropped here and not under the shard's lock: it may be the last reference.
    drop(gone);
}

/// Finds a process that has not ended.
pub(crate) fn find(pid: Pid) -> Option<Arc<dyn Process>> {
    shard(pid).lock().get(&pid).cloned()
}

/// How many processes live.
pub(crate) fn count() -> usize {
    LIVE.iter().map(|shard| shard.lock().len()).sum()
}

/// Claims a name, or gives the holder.
pub(crate) fn claim(name: &Arc<str>, process: &Arc<dyn Process>) -> Result<(), Arc<dyn Process>> {
    let mut names = NAMES.lock();
    if let Some(holder) = names.get(name) {
        return Err(Arc::clone(holder));
    }
    process.core().set_name(Some(Arc::clone(name)));
    names.insert(Arc::clone(name), Arc::clone(process));
    Ok(())
}

/// Frees the name of a process, if it has one.
pub(crate) fn release(process: &dyn Process) {
    if let Some(name) = process.core().set_name(None) {
        let gone = NAMES.lock().remove(&name);
        drop(gone);
    }
}

/// The holder of a name.
pub(crate) fn named(name: &str) -> Option<Arc<dyn Process>> {
    NAMES.lock().get(name).cloned()
}
