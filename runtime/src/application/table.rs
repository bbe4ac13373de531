//! Which applications are loaded, and what each of them does right now.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tokio::sync::watch;

use super::error::ApplicationError;
use super::master::{Order, Runs};
use crate::process::{Pid, ProcessRef, StopReport, directory};
use crate::sync::Lock;

/// How a start went, once it is known.
pub(super) type Outcome = Option<Result<(), ApplicationError>>;

/// How the tree of an application stopped.
pub(super) type Stopped = Arc<OnceLock<StopReport>>;

/// One run of an application, as the table knows it.
#[derive(Clone)]
pub(super) struct Active {
    pub(super) phase: Phase,
    /// Runs are counted, so that they can be ended in the reverse order.
    pub(super) number: u64,
    pub(super) master: ProcessRef<Order>,
    pub(super) outcome: watch::Receiver<Outcome>,
    /// How its tree stopped, once it was told to.
    pub(super) stopped: Stopped,
}

/// What an application does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Starting,
    Running,
    Stopping,
    /// It was killed because it took too long to stop.
    Killed,
}

/// An application that is loaded.
pub(super) struct Entry {
    pub(super) app: Arc<dyn Runs>,
    pub(super) dependencies: Vec<Arc<str>>,
    pub(super) active: Option<Active>,
}

impl Entry {
    /// Its run, unless the master of that came to its end before its first instruction, where it
    /// could not say so.
    pub(super) fn active(&self) -> Option<&Active> {
        self.active.as_ref().filter(|active| directory::find(active.master.pid()).is_some())
    }
}

/// All that are loaded.
pub(super) struct Table {
    pub(super) entries: BTreeMap<Arc<str>, Entry>,
    runs: u64,
}

static TABLE: Lock<Table> = Lock::new(Table { entries: BTreeMap::new(), runs: 0 });

/// Works on the table. What runs here calls no code of a user, and drops none of their values.
pub(super) fn with<R>(f: impl FnOnce(&mut Table) -> R) -> R {
    f(&mut TABLE.lock())
}

impl Table {
    pub(super) fn entry(&mut self, name: &str) -> Result<&mut Entry, ApplicationError> {
        let entry = self.entries.get_mut(name);
        entry.ok_or_else(|| ApplicationError::NotLoaded(Arc::from(name)))
    }

    pub(super) fn is_running(&self, name: &str) -> bool {
        let active = self.entries.get(name).and_then(Entry::active);
        active.is_some_and(|active| active.phase == Phase::Running)
    }

    /// The number of the next run.
    pub(super) fn next_run(&mut self) -> u64 {
        self.runs += 1;
        self.runs
    }

    /// Notes what the run with this master does now.
    pub(super) fn set_phase(&mut self, name: &str, master: Pid, phase: Phase) {
        if let Some(active) = self.run_of(name, master)
            && active.phase != Phase::Killed
        {
            active.phase = phase;
        }
    }

    /// Strikes the run with this master off; gives what it did last.
    pub(super) fn ended(&mut self, name: &str, master: Pid) -> Option<Phase> {
        let phase = self.run_of(name, master)?.phase;
        self.entries.get_mut(name)?.active = None;
        Some(phase)
    }

    fn run_of(&mut self, name: &str, master: Pid) -> Option<&mut Active> {
        let active = self.entries.get_mut(name)?.active.as_mut();
        active.filter(|active| active.master.pid() == master)
    }

    /// What is active, in start order.
    pub(super) fn actives(&self) -> Vec<(Arc<str>, Active)> {
        let mut actives: Vec<_> = self
            .entries
            .iter()
            .filter_map(|(name, entry)| Some((Arc::clone(name), entry.active()?.clone())))
            .collect();
        actives.sort_by_key(|(_, active)| active.number);
        actives
    }
}
