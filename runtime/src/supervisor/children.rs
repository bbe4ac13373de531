//! The children of one supervisor: in start order, by pid, by id.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::backoff::Row;
use super::board::{Announced, SeatRun};
use super::intensity::Budget;
use super::spec::Spec;
use super::strategy::Place;
use crate::gen_server::Restart;
use crate::observe::meter;
use crate::process::core::Process;
use crate::process::{ExitReason, IdState, Pid};
use crate::spare::give_back;

/// A child and what has become of it.
pub(super) struct Entry {
    pub(super) spec: Spec,
    pub(super) run: Run,
    /// What its restarts are paid from, when it has something of its own for that.
    budget: Option<Budget>,
    row: Row,
    /// How often it was started.
    starts: u64,
    /// Whether it is on the board.
    shown: bool,
}

/// Whether a child runs.
pub(super) enum Run {
    /// It has finished, was stopped, or chose not to start.
    Down,
    /// It runs.
    Up(Arc<dyn Process>),
    /// Its start failed, and is tried again.
    Restarting(Retrying),
}

/// A start that is tried again.
pub(super) struct Retrying {
    /// The last incarnation, by which a dynamic child is still known.
    pub(super) last: Option<Pid>,
    /// Why the last attempt failed.
    pub(super) reason: ExitReason,
    /// The number of the next attempt.
    pub(super) ticket: u64,
}

/// All children; the key is the place in the start order.
#[derive(Default)]
pub(super) struct Children {
    entries: BTreeMap<u64, Entry>,
    by_pid: HashMap<Pid, u64, IdState>,
    by_id: HashMap<Arc<str>, u64>,
    /// How many significant children run or are being restarted.
    significant: usize,
    next: u64,
    board: Announced,
    /// Whether there may be very many, so that not all of them are on the board.
    many: bool,
    /// The id of those that are not: that of the first.
    usual: Option<Arc<str>>,
}

impl Children {
    /// No children yet of the supervisor `me`; `many`, if that is a dynamic one.
    pub(super) fn of(me: Pid, many: bool) -> Self {
        Self { board: Announced::of(me), many, ..Self::default() }
    }

    /// Adds a child at the end of the start order.
    pub(super) fn add(&mut self, spec: Spec, run: Run) -> u64 {
        let at = self.next;
        self.next += 1;
        if self.many && self.usual.is_none() {
            self.board.usually(&spec.id);
            self.usual = Some(Arc::clone(&spec.id));
        }
        self.by_id.insert(Arc::clone(&spec.id), at);
        let budget = spec.budget.map(|(max, window)| Budget::new(max, window));
        let (run_before, row) = (Run::Down, Row::default());
        let entry = Entry { spec, run: run_before, budget, row, starts: 0, shown: false };
        self.entries.insert(at, entry);
        self.set(at, run);
        at
    }

    /// Notes what has become of a child, and gives back what was before.
    pub(super) fn set(&mut self, at: u64, run: Run) -> Run {
        let Some(entry) = self.entries.get_mut(&at) else {
            return Run::Down;
        };
        if let Some(pid) = run.pid() {
            self.by_pid.insert(pid, at);
        }
        if entry.spec.significant {
            self.significant += usize::from(!run.is_down());
            self.significant -= usize::from(!entry.run.is_down());
        }
        let before = std::mem::replace(&mut entry.run, run);
        entry.starts += u64::from(matches!(entry.run, Run::Up(_)));
        let again = entry.starts > 1 || matches!(entry.run, Run::Restarting(_));
        if let (true, Run::Up(process)) = (entry.starts > 1, &entry.run) {
            meter::restarted(process.core().kind);
        }
        let unusual = self.usual.as_ref().is_none_or(|usual| *usual != entry.spec.id);
        if again || entry.shown || unusual {
            entry.shown = true;
            let restarts = entry.starts.saturating_sub(1);
            self.board.put(at, &entry.spec.id, entry.run.seat(), restarts);
        }
        if let Some(pid) = before.pid()
            && entry.run.pid() != Some(pid)
        {
            self.by_pid.remove(&pid);
            give_back(&mut self.by_pid);
        }
        before
    }

    /// Forgets a child.
    pub(super) fn remove(&mut self, at: u64) -> Option<Entry> {
        self.set(at, Run::Down);
        let entry = self.entries.remove(&at)?;
        if entry.shown {
            self.board.take(at);
        }
        if self.by_id.get(&entry.spec.id) == Some(&at) {
            self.by_id.remove(&entry.spec.id);
            give_back(&mut self.by_id);
        }
        Some(entry)
    }

    pub(super) fn get(&self, at: u64) -> Option<&Entry> {
        self.entries.get(&at)
    }

    /// The child's own budget, if it has one.
    pub(super) fn budget(&mut self, at: u64) -> Option<&mut Budget> {
        self.entries.get_mut(&at)?.budget.as_mut()
    }

    /// The child's specification, and its restarts that followed each other closely.
    pub(super) fn row(&mut self, at: u64) -> Option<(&Spec, &mut Row)> {
        self.entries.get_mut(&at).map(|entry| (&entry.spec, &mut entry.row))
    }

    pub(super) fn with_pid(&self, pid: Pid) -> Option<u64> {
        self.by_pid.get(&pid).copied()
    }

    pub(super) fn with_id(&self, id: &str) -> Option<u64> {
        self.by_id.get(id).copied()
    }

    /// In start order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &Entry)> {
        self.entries.iter().map(|(at, entry)| (*at, entry))
    }

    /// Whether a significant child runs or is being restarted.
    pub(super) fn has_significant(&self) -> bool {
        self.significant > 0
    }

    /// How many run or are being restarted.
    pub(super) fn active(&self) -> usize {
        self.by_pid.len()
    }

    /// Those within `reach`, as a strategy looks at them.
    pub(super) fn places(&self, reach: RangeInclusive<u64>) -> Vec<Place> {
        let place = |(at, entry): (&u64, &Entry)| Place {
            at: *at,
            temporary: entry.spec.restart == Restart::Temporary,
        };
        self.entries.range(reach).map(place).collect()
    }
}

impl Run {
    fn is_down(&self) -> bool {
        matches!(self, Self::Down)
    }

    /// What others see of it.
    fn seat(&self) -> SeatRun {
        match self {
            Self::Down => SeatRun::Down,
            Self::Up(process) => SeatRun::Up(process.core().pid),
            Self::Restarting(_) => SeatRun::Restarting,
        }
    }

    /// The pid under which the child is known.
    pub(super) fn pid(&self) -> Option<Pid> {
        match self {
            Self::Down => None,
            Self::Up(process) => Some(process.core().pid),
            Self::Restarting(retrying) => retrying.last,
        }
    }
}
