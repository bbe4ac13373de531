//! A schedule at work: its alarm among the timers of the server, its runs in the mailbox.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::data::{Schedule, Timing};
use super::error::ScheduleError;
use super::policy::{self, Missed, Overlap, Seconds};
use super::{Calendar, table};
use crate::clock::{self, Instant};
use crate::node;
use crate::process::core::Process;
use crate::process::{Pid, TimerRef, directory, next_tick};
use crate::report::{self, Event};
use crate::sync::Lock;

/// Puts a run into the mailbox of its server.
type Queue = Box<dyn Fn(Run) + Send + Sync>;

/// A schedule that a server has.
pub(crate) struct Plan {
    pub(super) pid: Pid,
    pub(super) schedule: Schedule,
    pub(super) name: Arc<str>,
    seed: u64,
    queue: Queue,
    state: Lock<State>,
}

/// One run, on its way through the mailbox.
pub(crate) struct Run(Arc<Plan>);

/// How it stands.
#[derive(Default)]
pub(super) struct State {
    phase: Phase,
    due: Due,
    alarm: Option<TimerRef>,
    /// The number of that alarm: one that rings while another thread replaces it comes too late.
    number: u64,
    /// A run waits in the mailbox; of a calendar also one that goes on.
    busy: bool,
    /// How many runs there are still to be, with the one that makes it busy.
    owed: u64,
    /// How many occurrences fell out during this run.
    overlapped: u64,
    pub(super) counts: Counts,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Active,
    Paused,
    Over,
}

/// What has happened so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) runs: u64,
    pub(super) missed: u64,
    pub(super) skipped: u64,
    pub(super) last: Option<SystemTime>,
}

/// What it waits for.
#[derive(Clone, Copy, Default)]
enum Due {
    /// Nothing, or that a late tick is handled.
    #[default]
    Nothing,
    Tick(Instant),
    Date {
        mark: Seconds,
        next: Option<Seconds>,
    },
}

/// Starts the schedules that a server declares; each run gets the index of its schedule.
pub(crate) fn declare(
    process: &Arc<dyn Process>,
    schedules: Vec<Schedule>,
    queue: impl Fn(usize, Run) + Clone + Send + Sync + 'static,
) {
    for (index, schedule) in schedules.into_iter().enumerate() {
        let queue = queue.clone();
        // A server that ends while it begins needs no schedules.
        let _over = set(process, schedule, move |run| queue(index, run));
    }
}

/// Starts a schedule of a server.
pub(crate) fn set(
    process: &Arc<dyn Process>,
    schedule: Schedule,
    queue: impl Fn(Run) + Send + Sync + 'static,
) -> Result<Arc<Plan>, ScheduleError> {
    let pid = process.core().pid;
    let name = schedule.name.clone().unwrap_or_else(|| schedule.to_string().into());
    let seed = schedule.seed.unwrap_or_else(node::random);
    let (queue, state) = (Box::new(queue), Lock::default());
    let plan = Arc::new(Plan { pid, schedule, name, seed, queue, state });
    table::enter(process, &plan).ok_or(ScheduleError::NoProc)?;
    plan.begin_anew(&mut plan.state.lock());
    Ok(plan)
}

impl Run {
    /// It is taken out of the mailbox to be handled.
    pub(crate) fn begin(&self) {
        let plan = &self.0;
        let mut state = plan.state.lock();
        state.counts.runs += 1;
        state.counts.last = Some(clock::wall());
        let Timing::Every(every) = plan.schedule.timing else {
            return;
        };
        state.busy = false;
        state.owed = state.owed.saturating_sub(1);
        if plan.schedule.missed == Missed::Delay && state.phase == Phase::Active {
            state.due = Due::Tick(clock::deadline(every));
            plan.arm(&mut state);
        }
        let more = state.owed > 0 && state.phase != Phase::Over;
        state.busy = more;
        drop(state);
        if more {
            plan.queue();
        }
    }

    /// Its handler is done.
    pub(crate) fn finish(self) {
        let plan = &self.0;
        if matches!(plan.schedule.timing, Timing::Every(_)) {
            return;
        }
        let mut state = plan.state.lock();
        state.owed = state.owed.saturating_sub(1);
        state.busy = state.owed > 0 && state.phase != Phase::Over;
        let (more, skipped) = (state.busy, std::mem::take(&mut state.overlapped));
        drop(state);
        if skipped > 0 {
            plan.report(Event::ScheduleSkipped {
                schedule: Arc::clone(&plan.name),
                times: skipped,
            });
        }
        if more {
            plan.queue();
        }
    }
}

impl Plan {
    fn queue(self: &Arc<Self>) {
        (self.queue)(Run(Arc::clone(self)));
    }

    fn report(&self, event: Event) {
        if let Some(process) = directory::find(self.pid) {
            report::process(&*process, event);
        }
    }

    /// Begins at this moment: nothing before it counts.
    fn begin_anew(self: &Arc<Self>, state: &mut State) {
        state.due = match &self.schedule.timing {
            Timing::Every(every) => Due::Tick(clock::deadline(*every)),
            Timing::Calendar(calendar) => {
                let mark = policy::seconds(policy::to_nanos(clock::wall()));
                Due::Date { mark, next: calendar.next(mark) }
            }
        };
        self.arm(state);
    }

    /// Sets the alarm for what is due.
    fn arm(self: &Arc<Self>, state: &mut State) {
        self.set_alarm(state);
        if state.alarm.is_some()
            && let Some(process) = directory::find(self.pid)
        {
            process.core().wake();
        }
    }

    /// As [`arm`](Self::arm), for the task of the server itself, which looks at its timers anyway.
    fn set_alarm(self: &Arc<Self>, state: &mut State) {
        let at = match state.due {
            Due::Nothing => None,
            Due::Tick(at) => Some(at),
            Due::Date { next, .. } => next.map(|next| {
                let wait = self.fires(next) - policy::to_nanos(clock::wall());
                let wait = u64::try_from(wait.max(0)).map_or(Duration::MAX, Duration::from_nanos);
                clock::deadline(wait.min(clock::recheck()))
            }),
        };
        let process = directory::find(self.pid);
        state.number += 1;
        let number = state.number;
        state.alarm = at.zip(process).map(|(at, process)| {
            let plan = Arc::clone(self);
            process.core().add_timer(at, None, Box::new(move || plan.ring(number)))
        });
    }

    fn fires(&self, at: Seconds) -> policy::Nanos {
        policy::fires(at, policy::delay(self.seed, self.schedule.jitter, at))
    }

    /// The alarm: in the task of the server.
    fn ring(self: &Arc<Self>, number: u64) {
        let mut state = self.state.lock();
        if state.phase != Phase::Active || state.number != number {
            return;
        }
        let busy = state.busy;
        let missed = match (&self.schedule.timing, state.due) {
            (Timing::Every(every), Due::Tick(at)) => {
                self.tick(&mut state, at, *every);
                0
            }
            (Timing::Calendar(calendar), Due::Date { mark, .. }) => {
                self.look(&mut state, calendar, mark)
            }
            _ => 0,
        };
        let begins = state.busy && !busy;
        self.set_alarm(&mut state);
        drop(state);
        if missed > 0 {
            self.report(Event::ScheduleMissed { schedule: Arc::clone(&self.name), times: missed });
        }
        if begins {
            self.queue();
        }
    }

    /// A tick of an interval is due, and perhaps more than one.
    fn tick(&self, state: &mut State, at: Instant, every: Duration) {
        let now = clock::now();
        let next = next_tick(at, every, now);
        let ticks = next.saturating_duration_since(at).as_nanos() / every.as_nanos().max(1);
        let ticks = u64::try_from(ticks).unwrap_or(u64::MAX).max(1);
        state.due = Due::Tick(next);
        match self.schedule.missed {
            Missed::Burst => state.owed = state.owed.saturating_add(ticks),
            Missed::Skip if state.busy => state.counts.missed += ticks,
            Missed::Skip => state.counts.missed += ticks - 1,
            Missed::Delay => {
                state.counts.missed += ticks - 1;
                state.due = Due::Nothing;
            }
        }
        state.busy = true;
    }

    /// Looks at the wall clock; gives how many occurrences were missed.
    fn look(&self, state: &mut State, calendar: &Calendar, mark: Seconds) -> u64 {
        let Schedule { jitter, missed, overlap, .. } = self.schedule;
        let delay = |at| policy::delay(self.seed, jitter, at);
        let now = policy::to_nanos(clock::wall());
        let owed = policy::owed(|at| calendar.next(at), delay, jitter, missed, mark, now);
        state.due = Due::Date { mark: owed.mark, next: owed.next };
        state.counts.missed += owed.missed;
        if state.busy && overlap == Overlap::Skip {
            state.counts.skipped += owed.runs;
            state.overlapped += owed.runs;
        } else {
            state.owed += owed.runs;
            state.busy |= owed.runs > 0;
        }
        owed.missed
    }

    pub(super) fn pause(&self) {
        let mut state = self.state.lock();
        if state.phase == Phase::Active {
            state.phase = Phase::Paused;
            self.still(&mut state);
        }
    }

    pub(super) fn resume(self: &Arc<Self>) {
        let mut state = self.state.lock();
        if state.phase == Phase::Paused {
            state.phase = Phase::Active;
            self.begin_anew(&mut state);
        }
    }

    /// Ends it; `false` when that has happened before.
    pub(super) fn end(&self) -> bool {
        let mut state = self.state.lock();
        let was = std::mem::replace(&mut state.phase, Phase::Over);
        self.still(&mut state);
        was != Phase::Over
    }

    fn still(&self, state: &mut State) {
        state.due = Due::Nothing;
        state.number += 1;
        if let (Some(alarm), Some(process)) = (state.alarm.take(), directory::find(self.pid))
            && let Some(extras) = process.core().known_extras()
        {
            extras.timers.strike(alarm);
        }
    }

    pub(super) fn counts(&self) -> Counts {
        self.state.lock().counts
    }

    pub(super) fn is_paused(&self) -> bool {
        self.state.lock().phase == Phase::Paused
    }

    /// When it fires next, as far as is known: `None` while nothing is due.
    pub(super) fn next(&self) -> Option<SystemTime> {
        match self.state.lock().due {
            Due::Nothing => None,
            Due::Tick(at) => clock::wall().checked_add(at.saturating_duration_since(clock::now())),
            Due::Date { next, .. } => policy::to_time(self.fires(next?)),
        }
    }
}
