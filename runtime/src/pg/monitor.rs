//! Who hears of changes, and how.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::{Arc, Weak};

use tokio::sync::mpsc;

use super::table::Groups;
use crate::process::Pid;
use crate::registry::RegistryKey;

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

/// All monitors of a scope.
pub(super) struct Watchers<G> {
    all: HashMap<u64, Watcher<G>>,
    /// The numbers of those who watch one group.
    of_group: HashMap<G, Vec<u64>>,
    of_scope: Vec<u64>,
    next: u64,
}

impl<G> Default for Watchers<G> {
    fn default() -> Self {
        let (all, of_group) = (HashMap::new(), HashMap::new());
        Self { all, of_group, of_scope: Vec::new(), next: 0 }
    }
}

impl<G: Clone + Eq + Hash> Watchers<G> {
    pub(super) fn add(&mut self, group: Option<G>, by: Option<Pid>, sink: Sink<G>) -> u64 {
        let number = self.next;
        self.next += 1;
        match &group {
            Some(group) => self.of_group.entry(group.clone()).or_default().push(number),
            None => self.of_scope.push(number),
        }
        self.all.insert(number, Watcher { group, by, sink });
        number
    }

    /// Forgets a monitor; `false` when there is none.
    pub(super) fn remove(&mut self, number: u64) -> bool {
        let Some(watcher) = self.all.remove(&number) else {
            return false;
        };
        let Some(group) = &watcher.group else {
            self.of_scope.retain(|one| *one != number);
            return true;
        };
        if let Some(numbers) = self.of_group.get_mut(group) {
            numbers.retain(|one| *one != number);
            if numbers.is_empty() {
                self.of_group.remove(group);
            }
        }
        true
    }

    /// Forgets the monitors of a process.
    pub(super) fn remove_of(&mut self, pid: Pid) {
        let of = self.all.iter().filter(|(_, watcher)| watcher.by == Some(pid));
        let numbers: Vec<u64> = of.map(|(number, _)| *number).collect();
        for number in numbers {
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
