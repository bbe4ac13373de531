//! Who hears of changes, and how.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, Weak};

use tokio::sync::mpsc;

use super::table::Groups;
use crate::process::{IdState, Pid};
use crate::registry::RegistryKey;
use crate::spare::give_back;

/// A change of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PgEvent<G> {
    /// These processes have joined.
    Joined {
        /// The group.
        group: G,
        /// Who, as often as it joined.
        pids: Vec<Pid>,
    },
    /// These processes have left, or ended.
    Left {
        /// The group.
        group: G,
        /// Who, as often as it was a member.
        pids: Vec<Pid>,
    },
}

impl<G> PgEvent<G> {
    /// The group.
    #[must_use]
    pub fn group(&self) -> &G {
        match self {
            Self::Joined { group, .. } | Self::Left { group, .. } => group,
        }
    }

    /// The processes.
    #[must_use]
    pub fn pids(&self) -> &[Pid] {
        match self {
            Self::Joined { pids, .. } | Self::Left { pids, .. } => pids,
        }
    }
}

/// Names the monitor of a group or a scope whose events go to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PgMonitorRef(pub(super) u64);

/// Hands an event over; `false` when nobody is there to take it.
pub(super) type Sink<G> = Box<dyn Fn(&PgEvent<G>) -> bool + Send + Sync>;

/// One monitor, as its scope keeps it.
struct Watcher<G> {
    /// `None` for all groups of the scope.
    group: Option<G>,
    /// The process that it ends with.
    by: Option<Pid>,
    sink: Sink<G>,
}

/// Strikes a number off the list of `key`, which goes with its last number.
fn strike<K: Eq + Hash, S: BuildHasher>(
    lists: &mut HashMap<K, BTreeSet<u64>, S>,
    key: &K,
    number: u64,
) {
    if let Some(numbers) = lists.get_mut(key) {
        numbers.remove(&number);
        if numbers.is_empty() {
            lists.remove(key);
            give_back(lists);
        }
    }
}

/// All monitors of a scope.
pub(super) struct Watchers<G> {
    all: HashMap<u64, Watcher<G>>,
    /// The numbers of those who watch one group.
    of_group: HashMap<G, BTreeSet<u64>>,
    of_scope: BTreeSet<u64>,
    /// The numbers of those who end with a process.
    of_process: HashMap<Pid, BTreeSet<u64>, IdState>,
    next: u64,
}

impl<G> Default for Watchers<G> {
    fn default() -> Self {
        Self {
            all: HashMap::new(),
            of_group: HashMap::new(),
            of_scope: BTreeSet::new(),
            of_process: HashMap::default(),
            next: 0,
        }
    }
}

impl<G: Clone + Eq + Hash> Watchers<G> {
    pub(super) fn add(&mut self, group: Option<G>, by: Option<Pid>, sink: Sink<G>) -> u64 {
        let number = self.next;
        self.next += 1;
        match &group {
            Some(group) => self.of_group.entry(group.clone()).or_default().insert(number),
            None => self.of_scope.insert(number),
        };
        if let Some(pid) = by {
            self.of_process.entry(pid).or_default().insert(number);
        }
        self.all.insert(number, Watcher { group, by, sink });
        number
    }

    /// Forgets a monitor; `false` when there is none.
    pub(super) fn remove(&mut self, number: u64) -> bool {
        let Some(watcher) = self.all.remove(&number) else {
            return false;
        };
        give_back(&mut self.all);
        if let Some(pid) = &watcher.by {
            strike(&mut self.of_process, pid, number);
        }
        match &watcher.group {
            Some(group) => strike(&mut self.of_group, group, number),
            None => drop(self.of_scope.remove(&number)),
        }
        true
    }

    /// Forgets the monitors of a process.
    pub(super) fn remove_of(&mut self, pid: Pid) {
        for number in self.of_process.remove(&pid).unwrap_or_default() {
            self.remove(number);
        }
    }

    /// Tells everyone who watches the group, in the order in which they began.
    pub(super) fn tell(&mut self, event: &PgEvent<G>) {
        let of_group = self.of_group.get(event.group()).into_iter().flatten();
        let numbers = self.of_scope.iter().chain(of_group);
        let gone: Vec<u64> = numbers
            .filter(|number| !self.all.get(number).is_some_and(|one| (one.sink)(event)))
            .copied()
            .collect();
        for number in gone {
            self.remove(number);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// The changes of a group or of a scope since the moment of the snapshot that came with it.
///
/// Dropping it ends the monitor, and drops what was not read.
#[must_use = "the monitor ends when this is dropped"]
pub struct PgMonitor<G: RegistryKey> {
    events: mpsc::UnboundedReceiver<PgEvent<G>>,
    number: u64,
    groups: Weak<Groups<G>>,
}

impl<G: RegistryKey> PgMonitor<G> {
    pub(super) fn new(
        events: mpsc::UnboundedReceiver<PgEvent<G>>,
        number: u64,
        groups: &Arc<Groups<G>>,
    ) -> Self {
        Self { events, number, groups: Arc::downgrade(groups) }
    }

    /// Waits for the next change; `None` when the scope has ended.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn recv(&mut self) -> Option<PgEvent<G>> {
        self.events.recv().await
    }

    /// The next change, if there is one already.
    pub fn try_recv(&mut self) -> Option<PgEvent<G>> {
        self.events.try_recv().ok()
    }
}

impl<G: RegistryKey> Drop for PgMonitor<G> {
    fn drop(&mut self) {
        if let Some(groups) = self.groups.upgrade() {
            groups.demonitor(self.number);
        }
    }
}

impl<G: RegistryKey> fmt::Debug for PgMonitor<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PgMonitor").field("number", &self.number).finish_non_exhaustive()
    }
}
