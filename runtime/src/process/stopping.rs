//! How a process is to stop, and what it leaves: kept from the moment when its door closes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::core::{Core, Process};
use super::directory;
use super::exit::ExitReason;
use super::pid::Pid;
use super::reply::Due;
use super::stance;
use super::stopped::StopReport;
use crate::clock::{self, Instant};
use crate::sync::Lock;

/// What a server does with the messages that wait, for one stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopMode {
    /// It handles all of them, however long that takes.
    Drain,
    /// It handles them for as long as this. What still waits then is dropped. A handler that has not come
    /// to its end by then is cut at its `.await`, as by a kill, and `terminate` does not run.
    DrainFor(Duration),
    /// It drops them; the handler that runs comes to its end.
    Now,
}

/// The stop of one process. Part of its extras, for most processes end with nothing to tell.
#[derive(Default)]
pub(crate) struct Ending {
    state: Lock<State>,
    /// What waits is dropped from now on.
    discards: AtomicBool,
    /// A handler that runs is cut.
    cuts: AtomicBool,
    /// The last handler has run.
    over: AtomicBool,
}

#[derive(Default)]
struct State {
    began: Option<Instant>,
    mode: Option<StopMode>,
    /// How many user messages waited when the door closed.
    waiting: u64,
    left: Left,
    overdue: bool,
    running: Option<&'static str>,
    /// For a supervisor: what its children have come to.
    tree: Option<Box<StopReport>>,
}

/// Messages that were not handled.
#[derive(Default)]
pub(crate) struct Left {
    pub(crate) returned: u64,
    pub(crate) abandoned: u64,
    pub(crate) discarded: BTreeMap<&'static str, u64>,
}

impl Left {
    pub(crate) fn is_empty(&self) -> bool {
        self.count() == 0
    }

    fn count(&self) -> u64 {
        self.returned + self.abandoned + self.discarded.values().sum::<u64>()
    }

    fn add(&mut self, other: Self) {
        self.returned += other.returned;
        self.abandoned += other.abandoned;
        for (name, count) in other.discarded {
            *self.discarded.entry(name).or_default() += count;
        }
    }
}

impl Ending {
    /// The door has closed, and so many user messages wait.
    pub(crate) fn begin(&self, waiting: usize) {
        let mut state = self.state.lock();
        state.began.get_or_insert_with(clock::now);
        state.waiting = waiting as u64;
    }

    /// What was not handled, and is dropped now.
    pub(crate) fn note_left(&self, left: Left) {
        self.state.lock().left.add(left);
    }

    /// What the children of a supervisor have come to.
    pub(crate) fn note_tree(&self, began: Instant, tree: StopReport) {
        let mut state = self.state.lock();
        state.began.get_or_insert(began);
        state.tree = Some(Box::new(tree));
    }

    /// How it is to stop, if that was said for this stop.
    pub(crate) fn mode(&self) -> Option<StopMode> {
        self.state.lock().mode
    }

    /// Whether no more messages are to be handled.
    pub(crate) fn discards(&self) -> bool {
        self.discards.load(Ordering::Acquire)
    }

    /// Whether a handler that waits is to be cut.
    #[inline]
    pub(crate) fn cuts(&self) -> bool {
        self.cuts.load(Ordering::Acquire) && !self.is_over()
    }

    /// Whether the last handler has run: what is left is `terminate`.
    fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }

    /// The last handler has run.
    pub(crate) fn handlers_are_done(&self) {
        self.over.store(true, Ordering::Release);
    }

    /// Its time is up, and this is what it handles.
    pub(crate) fn note_overdue(&self, running: Option<&'static str>) {
        let mut state = self.state.lock();
        if !state.overdue {
            (state.overdue, state.running) = (true, running);
        }
    }

    /// How it went, as far as it has gone.
    #[cold]
    fn report(
        &self,
        pid: Pid,
        reason: Option<ExitReason>,
        took: Option<Duration>,
        overflowed: u64,
    ) -> StopReport {
        let state = self.state.lock();
        let since = || state.began.map_or(Duration::ZERO, |began| clock::now() - began);
        let mut report = StopReport::new(pid, reason, took.unwrap_or_else(since));
        if let Some(tree) = &state.tree {
            report =
                StopReport { pid, reason: report.reason, took: report.took, ..(**tree).clone() };
        }
        if report.reason.is_some() {
            report.drained += state.waiting.saturating_sub(state.left.count());
        }
        report.returned += state.left.returned;
        report.abandoned += state.left.abandoned;
        for (name, count) in &state.left.discarded {
            *report.discarded.entry(name).or_default() += count;
        }
        report.overflowed += overflowed;
        (report.overdue, report.running) = (state.overdue, state.running);
        report
    }
}

/// How the stop of `process` went; `took`, if somebody has measured it.
#[inline]
pub(crate) fn report(
    process: &(impl Process + ?Sized),
    reason: Option<ExitReason>,
    took: Option<Duration>,
) -> StopReport {
    let (pid, overflowed) = (process.core().pid, process.mailbox_dropped());
    match process.core().known_extras() {
        Some(extras) => extras.ending.report(pid, reason, took, overflowed),
        // Made where it goes, because it is large and would be moved.
        None => StopReport { overflowed, ..StopReport::new(pid, reason, took.unwrap_or_default()) },
    }
}

/// Whether the last handler of a process that stops has run.
pub(crate) fn handlers_are_done(core: &Core) -> bool {
    core.known_extras().is_some_and(|extras| extras.ending.is_over())
}

/// Notes that the time of `process` is up.
pub(crate) fn note_overdue(process: &dyn Process) {
    if let Some(extras) = process.core().extras() {
        extras.ending.note_overdue(stance::running(process));
    }
}

/// Says how `process` is to stop, and closes its door. `patience` is what it has for its end after the
/// time for its messages; `None` is for ever.
pub(crate) fn order(process: &dyn Process, mode: StopMode, patience: Option<Duration>) {
    let core = process.core();
    let Some(ending) = core.extras().map(|extras| &extras.ending) else {
        return;
    };
    let mut state = ending.state.lock();
    let began = *state.began.get_or_insert_with(clock::now);
    if state.mode.is_some() {
        // The first order stands: its times run.
        return;
    }
    state.mode = Some(mode);
    drop(state);
    process.shut();
    if !core.is_alive() {
        // It ends by itself already.
        ending.handlers_are_done();
    }
    let last = |from: Instant| Some((Step::Kill, from.checked_add(patience?)?));
    let next = match mode {
        StopMode::Drain => None,
        StopMode::DrainFor(time) if clock::is_endless(time) => None,
        StopMode::DrainFor(time) => began.checked_add(time).map(|at| (Step::Cut { patience }, at)),
        StopMode::Now => {
            ending.discards.store(true, Ordering::Release);
            last(began)
        }
    };
    if let Some((step, at)) = next {
        watch(core.pid, step, at);
    }
}

/// What happens when a time is up.
enum Step {
    /// What waits is dropped, and the handler that runs is cut.
    Cut {
        patience: Option<Duration>,
    },
    Kill,
}

struct TimeUp {
    pid: Pid,
    step: Step,
    at: Instant,
}

fn watch(pid: Pid, step: Step, at: Instant) {
    let due = TimeUp { pid, step, at };
    let now = clock::now();
    if at <= now {
        due.time_out();
    } else if let Some(process) = directory::find(pid) {
        process.core().watch(at, Arc::new(due));
    }
}

impl Due for TimeUp {
    fn has_caller(&self) -> bool {
        directory::find(self.pid).is_some()
    }

    fn time_out(&self) {
        let Some(process) = directory::find(self.pid) else {
            return;
        };
        let core = process.core();
        let Some(ending) = core.known_extras().map(|extras| &extras.ending) else {
            return;
        };
        ending.note_overdue(stance::running(&*process));
        match self.step {
            Step::Cut { patience } => {
                ending.discards.store(true, Ordering::Release);
                ending.cuts.store(true, Ordering::Release);
                core.wake();
                if let Some(at) = patience.and_then(|patience| self.at.checked_add(patience)) {
                    watch(self.pid, Step::Kill, at);
                }
            }
            Step::Kill => core.condemn(ExitReason::Killed),
        }
    }
}
