//! Which processes live, by pid and by name.

use std::collections::HashMap;
use std::sync::Arc;
#[cfg(not(switchboard_loom))]
use std::sync::LazyLock;

use super::core::{Core, Process};
use super::error::RegisterError;
use super::pid::{IdState, Pid};
use crate::node::{self, PerNode};
use crate::spare::give_back;
use crate::sync::model::Lock;

#[cfg(not(switchboard_loom))]
const SHARDS: usize = 64;

/// Where pids fall would differ from one run of loom to the next.
#[cfg(switchboard_loom)]
const SHARDS: usize = 1;

type Shard = Lock<HashMap<Pid, Arc<dyn Process>, IdState>>;

fn nobody() -> Vec<Shard> {
    (0..SHARDS).map(|_| Lock::new(HashMap::default())).collect()
}

type Names = HashMap<Arc<str>, Arc<dyn Process>>;

#[cfg(not(switchboard_loom))]
static LIVE: LazyLock<Vec<Shard>> = LazyLock::new(nobody);

#[cfg(switchboard_loom)]
crate::sync::model::lazy_static! {
    static ref LIVE: Vec<Shard> = nobody();
}

/// Loom does not look here: no model gives a name.
static NAMES: std::sync::LazyLock<PerNode<Names>> = std::sync::LazyLock::new(PerNode::default);

fn shard(pid: Pid) -> &'static Shard {
    let at = usize::try_from(pid.as_u64() % SHARDS as u64).unwrap_or(0);
    &LIVE[at]
}

/// Why a name could not be given to a process.
pub(crate) enum Unnameable {
    /// It has this one.
    Named(Arc<str>),
    /// It has begun to end.
    Ending,
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
    those(|core| core.line.ancestors().contains(&ancestor))
}

/// The processes that `which` says, in the order of their start.
pub(crate) fn those(which: impl Fn(&Core) -> bool) -> Vec<Arc<dyn Process>> {
    let which = |process: &&Arc<dyn Process>| which(process.core());
    let mut those: Vec<_> = LIVE
        .iter()
        .flat_map(|shard| shard.lock().values().filter(which).cloned().collect::<Vec<_>>())
        .collect();
    those.sort_by_cached_key(|process| process.core().pid);
    those
}

/// The processes of a runtime, in the order of their start.
#[cfg(feature = "test-util")]
pub(crate) fn of_runtime(runtime: tokio::runtime::Id) -> Vec<Arc<dyn Process>> {
    those(|core| core.runtime() == Some(runtime))
}

/// Claims a name for a process that has none.
pub(crate) fn claim(name: &Arc<str>, process: &Arc<dyn Process>) -> Result<(), RegisterError> {
    if name.is_empty() {
        return Err(RegisterError::Empty);
    }
    NAMES.with(node::of(process.core()), |names| {
        if let Some(holder) = names.get(name) {
            return Err(RegisterError::Taken(holder.core().pid));
        }
        process.core().note_name(name).map_err(|why| match why {
            Unnameable::Named(held) => RegisterError::Named(held),
            Unnameable::Ending => RegisterError::NoProc,
        })?;
        names.insert(Arc::clone(name), Arc::clone(process));
        Ok(())
    })
}

/// Frees the name of a process, if it has one. One that has begun to end gets no other.
pub(crate) fn release(process: &dyn Process) {
    // Most have none, and the table of names is everybody's.
    if !process.core().was_named() {
        return;
    }
    let gone = NAMES.with(node::of(process.core()), |names| {
        let gone = process.core().take_name().and_then(|name| names.remove(&name));
        give_back(names);
        gone
    });
    drop(gone);
}

/// Frees a name, whoever holds it.
pub(crate) fn disclaim(name: &str) -> Result<(), RegisterError> {
    let gone = NAMES.with(node::here(), |names| {
        let holder = names.remove(name)?;
        let held = holder.core().take_name();
        give_back(names);
        Some((holder, held))
    });
    gone.map(drop).ok_or(RegisterError::Unknown)
}

/// All names that are held.
pub(crate) fn names() -> Vec<Arc<str>> {
    NAMES.with(node::here(), |names| names.keys().cloned().collect())
}

/// The holder of a name.
pub(crate) fn named(name: &str) -> Option<Arc<dyn Process>> {
    NAMES.with(node::here(), |names| names.get(name).cloned())
}
