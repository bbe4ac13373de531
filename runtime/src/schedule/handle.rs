//! A schedule of a server, in other hands.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use super::data::Schedule;
use super::plan::Plan;
use super::table;
use crate::process::Pid;

/// A schedule that a server has. It ends with that incarnation of the server.
#[derive(Clone)]
pub struct ScheduleRef(pub(super) Arc<Plan>);

/// How a schedule stands.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScheduleInfo {
    /// Its name: the method of an attribute, what [`Schedule::name`] says, or the schedule itself.
    pub name: Arc<str>,
    /// The server.
    pub pid: Pid,
    /// When it fires next, with its jitter; `None` while it is paused, when it has ended, and while a
    /// late tick of [`Missed::Delay`](super::Missed::Delay) waits to be handled.
    pub next: Option<SystemTime>,
    /// When it ran last.
    pub last: Option<SystemTime>,
    /// How many runs have begun.
    pub runs: u64,
    /// How many occurrences got no run because they could not run in time; of more than 1,000 in a
    /// row, the others are not counted.
    pub missed: u64,
    /// How many occurrences got no run because the one before went on.
    pub skipped: u64,
    /// Whether it is paused.
    pub paused: bool,
}

impl ScheduleRef {
    pub(crate) fn of(plan: Arc<Plan>) -> Self {
        Self(plan)
    }

    /// When it is to fire, and how.
    pub fn schedule(&self) -> &Schedule {
        &self.0.schedule
    }

    /// How it stands.
    #[must_use]
    pub fn info(&self) -> ScheduleInfo {
        let (plan, counts) = (&self.0, self.0.counts());
        ScheduleInfo {
            name: Arc::clone(&plan.name),
            pid: plan.pid,
            next: plan.next(),
            last: counts.last,
            runs: counts.runs,
            missed: counts.missed,
            skipped: counts.skipped,
            paused: plan.is_paused(),
        }
    }

    /// Lets nothing fire until [`resume`](Self::resume); a run that waits or goes on is not touched.
    pub fn pause(&self) {
        self.0.pause();
    }

    /// Goes on, from this moment: what would have fired meanwhile is neither run nor counted.
    pub fn resume(&self) {
        self.0.resume();
    }

    /// Ends it; `false` when it has ended before. A run that waits in the mailbox still comes.
    pub fn cancel(&self) -> bool {
        table::leave(&self.0);
        self.0.end()
    }
}

impl fmt::Debug for ScheduleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScheduleRef({} of {})", self.0.schedule, self.0.pid)
    }
}
