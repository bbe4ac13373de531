//! The groups of one scope: a table that everyone reads and writes, and one process owns.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use super::error::PgError;
use super::members::Members;
use super::monitor::{PgEvent, Sink, Watchers};
use crate::observe::ProcessKind;
use crate::process::core::Process;
use crate::process::holdings::Table;
use crate::process::{IdState, Pid, directory};
use crate::registry::RegistryKey;
use crate::registry::owner::Owned;
use crate::spare::give_back;
use crate::sync::SharedLock;

/// The groups of one scope.
pub(super) struct Groups<G: RegistryKey> {
    me: Weak<Self>,
    /// Whether it has an owner, for those who must not wait for `state`.
    open: AtomicBool,
    state: SharedLock<State<G>>,
}

struct State<G> {
    owner: Option<Pid>,
    groups: HashMap<G, Members>,
    /// The groups of each process.
    of: HashMap<Pid, HashSet<G>, IdState>,
    watchers: Watchers<G>,
}

impl<G> Default for State<G> {
    fn default() -> Self {
        let (groups, of) = (HashMap::new(), HashMap::default());
        Self { owner: None, groups, of, watchers: Watchers::default() }
    }
}

impl<G: RegistryKey> State<G> {
    fn join(&mut self, group: &G, pid: Pid) {
        self.groups.entry(group.clone()).or_default().join(pid);
        self.of.entry(pid).or_default().insert(group.clone());
    }

    /// Changes the membership of a process; `change` says how much there was to change.
    fn reduce(&mut self, group: &G, pid: Pid, change: impl FnOnce(&mut Members) -> usize) -> usize {
        let Some(members) = self.groups.get_mut(group) else {
            return 0;
        };
        let left = change(members);
        if !members.has(pid)
            && let Some(of) = self.of.get_mut(&pid)
        {
            of.remove(group);
            if of.is_empty() {
                self.of.remove(&pid);
                give_back(&mut self.of);
            }
        }
        if members.is_empty() {
            self.groups.remove(group);
            give_back(&mut self.groups);
        }
        left
    }
}

impl<G: RegistryKey> Groups<G> {
    pub(super) fn new() -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            open: AtomicBool::new(false),
            state: SharedLock::default(),
        })
    }

    fn table(&self) -> Result<Arc<dyn Table>, PgError> {
        self.me.upgrade().map(|me| me as Arc<dyn Table>).ok_or(PgError::NoProc)
    }

    pub(super) fn owner(&self) -> Option<Pid> {
        self.state.read().owner
    }

    /// Joins all of them or, when the scope does not run, none. Those that have ended are left out.
    pub(super) fn join(&self, group: &G, pids: &[Pid]) -> Result<(), PgError> {
        let table = self.table()?;
        let mut state = self.state.write();
        if state.owner.is_none() {
            return Err(PgError::NoProc);
        }
        let mut joined = Vec::with_capacity(pids.len());
        for pid in pids {
            // Its end comes before, and then it is not entered, or it waits for this lock.
            let entered = directory::find(*pid)
                .and_then(|process| process.core().enter(&table, || ((), true)));
            if entered.is_some() {
                state.join(group, *pid);
                joined.push(*pid);
            }
        }
        if !joined.is_empty() {
            state.watchers.tell(&PgEvent::Joined { group: group.clone(), pids: joined });
        }
        Ok(())
    }

    /// Takes one membership of each back.
    pub(super) fn leave(&self, group: &G, pids: &[Pid]) -> Result<(), PgError> {
        let mut state = self.state.write();
        if state.owner.is_none() {
            return Err(PgError::NoProc);
        }
        let mut left = pids.to_vec();
        left.retain(|pid| {
            state.reduce(group, *pid, |members| usize::from(members.leave(*pid))) > 0
        });
        if left.is_empty() {
            return Err(PgError::NotJoined);
        }
        state.watchers.tell(&PgEvent::Left { group: group.clone(), pids: left });
        Ok(())
    }

    pub(super) fn members(&self, group: &G) -> Vec<Pid> {
        self.state.read().groups.get(group).map_or_else(Vec::new, Members::all)
    }

    pub(super) fn names(&self) -> Vec<G> {
        self.state.read().groups.keys().cloned().collect()
    }

    /// Begins a monitor, and gives what `snapshot` sees at that very moment.
    fn monitor<R>(
        &self,
        group: Option<&G>,
        by: Option<&Arc<dyn Process>>,
        sink: Sink<G>,
        snapshot: impl FnOnce(&HashMap<G, Members>) -> R,
    ) -> Result<(u64, R), PgError> {
        let mut state = self.state.write();
        if state.owner.is_none() {
            return Err(PgError::NoProc);
        }
        if let Some(by) = by {
            by.core().enter(&self.table()?, || ((), true)).ok_or(PgError::NotInProcess)?;
        }
        let by = by.map(|process| process.core().pid);
        let number = state.watchers.add(group.cloned(), by, sink);
        Ok((number, snapshot(&state.groups)))
    }

    pub(super) fn monitor_group(
        &self,
        group: &G,
        by: Option<&Arc<dyn Process>>,
        sink: Sink<G>,
    ) -> Result<(u64, Vec<Pid>), PgError> {
        self.monitor(Some(group), by, sink, |groups| {
            groups.get(group).map_or_else(Vec::new, Members::all)
        })
    }

    pub(super) fn monitor_scope(
        &self,
        by: Option<&Arc<dyn Process>>,
        sink: Sink<G>,
    ) -> Result<(u64, HashMap<G, Vec<Pid>>), PgError> {
        self.monitor(None, by, sink, |groups| {
            groups.iter().map(|(group, members)| (group.clone(), members.all())).collect()
        })
    }

    pub(super) fn demonitor(&self, number: u64) -> bool {
        self.state.write().watchers.remove(number)
    }
}

impl<G: RegistryKey> Table for Groups<G> {
    fn forget(&self, pid: Pid) {
        let mut state = self.state.write();
        if !state.watchers.is_empty() {
            state.watchers.remove_of(pid);
        }
        let of = state.of.remove(&pid).unwrap_or_default();
        give_back(&mut state.of);
        for group in of {
            let times = state.reduce(&group, pid, |members| members.remove(pid));
            state.watchers.tell(&PgEvent::Left { group, pids: vec![pid; times] });
        }
    }

    fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }
}

impl<G: RegistryKey> Owned for Groups<G> {
    const KIND: ProcessKind = ProcessKind::Groups;

    fn owner(&self) -> Option<Pid> {
        Self::owner(self)
    }

    fn open(&self, owner: Pid) {
        self.state.write().owner = Some(owner);
        self.open.store(true, Ordering::Release);
    }

    fn close(&self) {
        self.open.store(false, Ordering::Release);
        let left = std::mem::take(&mut *self.state.write());
        drop(left);
    }
}
