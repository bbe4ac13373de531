//! Which processes live, by pid and by name.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::core::{Process, Unnameable};
use super::error::RegisterError;
use super::pid::{IdState, Pid};
use crate::spare::give_back;
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
    let mut live = shard(pid).lock();
    let gone = live.remove(&pid);
    give_back(&mut *live);
    drop(live);
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

/// All processes, as each part of the list was when it was looked at.
pub(crate) fn all() -> Vec<Arc<dyn Process>> {
    LIVE.iter().flat_map(|shard| shard.lock().values().cloned().collect::<Vec<_>>()).collect()
}

/// The processes that `ancestor` has started, or that one of those has started, and so on.
pub(crate) fn descendants(ancestor: Pid) -> Vec<Arc<dyn Process>> {
    let below = |process: &&Arc<dyn Process>| process.core().line.ancestors().contains(&ancestor);
    LIVE.iter()
        .flat_map(|shard| shard.lock().values().filter(below).cloned().collect::<Vec<_>>())
        .collect()
}

/// Claims a name for a process that has none.
pub(crate) fn claim(name: &Arc<str>, process: &Arc<dyn Process>) -> Result<(), RegisterError> {
    if name.is_empty() {
        return Err(RegisterError::Empty);
    }
    let mut names = NAMES.lock();
    if let Some(holder) = names.get(name) {
        return Err(RegisterError::Taken(holder.core().pid));
    }
    process.core().note_name(name).map_err(|why| match why {
        Unnameable::Named(held) => RegisterError::Named(held),
        Unnameable::Ending => RegisterError::NoProc,
    })?;
    names.insert(Arc::clone(name), Arc::clone(process));
    Ok(())
}

/// Frees the name of a process, if it has one. One that has begun to end gets no other.
pub(crate) fn release(process: &dyn Process) {
    // Most have none, and the table of names is everybody's.
    if process.core().name().is_none() {
        return;
    }
    let mut names = NAMES.lock();
    let gone = process.core().take_name().and_then(|name| names.remove(&name));
    give_back(&mut *names);
    drop(names);
    drop(gone);
}

/// Frees a name, whoever holds it.
pub(crate) fn disclaim(name: &str) -> Result<(), RegisterError> {
    let mut names = NAMES.lock();
    let holder = names.remove(name).ok_or(RegisterError::Unknown)?;
    let held = holder.core().take_name();
    give_back(&mut *names);
    drop(names);
    drop((holder, held));
    Ok(())
}

/// All names that are held.
pub(crate) fn names() -> Vec<Arc<str>> {
    NAMES.lock().keys().cloned().collect()
}

/// The holder of a name.
pub(crate) fn named(name: &str) -> Option<Arc<dyn Process>> {
    NAMES.lock().get(name).cloned()
}
