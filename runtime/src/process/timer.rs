//! Timers and intervals of one process: kept by the process, polled by its task, gone with it.

use std::collections::{BTreeMap, HashMap};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Context;
use std::time::Duration;

use tokio::time::Sleep;

use super::pid::{IdState, Pid};
use super::{directory, guard};
use crate::clock::{self, Instant};
use crate::spare::give_back;
use crate::sync::Lock;

/// Names one timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimerRef {
    owner: Pid,
    at: Instant,
    id: u64,
}

impl TimerRef {
    /// The name of a timer whose process was gone before it was set.
    pub(crate) fn dead(owner: Pid, at: Instant) -> Self {
        Self { owner, at, id: 0 }
    }

    /// Stops the timer and tells how long it still had to run, an interval to its next tick.
    ///
    /// After `Some` the message never arrives; of an interval, none but a tick that waits already.
    /// `None` means that the timer has fired, was cancelled before, or that its process has ended;
    /// its message may be waiting already.
    #[must_use = "`None` says that the message may already be waiting"]
    pub fn cancel(self) -> Option<Duration> {
        let process = directory::find(self.owner)?;
        let (at, timer) = process.core().known_extras()?.timers.remove(self.at, self.id)?;
        drop(timer);
        Some(at.saturating_duration_since(clock::now()))
    }

    /// How long the timer still has to run; `None` as for [`cancel`](Self::cancel).
    #[must_use]
    pub fn remaining(self) -> Option<Duration> {
        let process = directory::find(self.owner)?;
        let at = process.core().known_extras()?.timers.moment(self.at, self.id)?;
        Some(at.saturating_duration_since(clock::now()))
    }
}

/// Whether a tick of an interval waits already: then the next one is skipped, so that a busy process
/// finds one tick and not a heap of them.
#[derive(Clone, Default)]
pub(crate) struct Queued(Arc<AtomicBool>);

impl Queued {
    /// Marks a tick as waiting; `None` when one is.
    pub(crate) fn mark(&self) -> Option<Self> {
        let waits = self.0.swap(true, Ordering::AcqRel);
        (!waits).then(|| self.clone())
    }

    /// The tick is taken out to be handled.
    pub(crate) fn clear(&self) {
        self.0.store(false, Ordering::Release);
    }
}

/// The shortest interval: what tokio's timers can tell apart. A shorter one would leave no room for
/// anything else.
const SHORTEST: Duration = Duration::from_millis(1);

/// What a timer does when it fires; it only queues something.
pub(crate) type Action = Box<dyn FnMut() + Send>;

struct Timer {
    action: Action,
    every: Option<Duration>,
}

/// The timers of one process.
#[derive(Default)]
pub(crate) struct Timers {
    any: AtomicBool,
    table: Lock<Table>,
}

#[derive(Default)]
struct Table {
    last: u64,
    closed: bool,
    /// In the order in which they fire.
    waiting: BTreeMap<(Instant, u64), Timer>,
    /// The next tick of each interval, also while it fires. One that is not here is not set again.
    ticks: HashMap<u64, Instant, IdState>,
}

impl Timers {
    /// Adds a timer. The task must be woken afterwards, to sleep until the right moment.
    pub(crate) fn add(
        &self,
        owner: Pid,
        at: Instant,
        every: Option<Duration>,
        action: Action,
    ) -> TimerRef {
        let every = every.map(|every| every.max(SHORTEST));
        let mut table = self.table.lock();
        table.last += 1;
        let id = table.last;
        if !table.closed {
            table.waiting.insert((at, id), Timer { action, every });
            if every.is_some() {
                table.ticks.insert(id, at);
            }
            self.any.store(true, Ordering::Release);
        }
        TimerRef { owner, at, id }
    }

    /// Drops a timer of this process, if it still runs.
    pub(crate) fn strike(&self, timer: TimerRef) {
        drop(self.remove(timer.at, timer.id));
    }

    /// Takes a timer out, and tells when it would have fired. An interval that fires at this
    /// moment has nothing to take out, and is not set again.
    fn remove(&self, at: Instant, id: u64) -> Option<(Instant, Option<Timer>)> {
        let mut table = self.table.lock();
        let tick = table.ticks.remove(&id);
        give_back(&mut table.ticks);
        let at = tick.unwrap_or(at);
        let timer = table.waiting.remove(&(at, id));
        (tick.is_some() || timer.is_some()).then_some((at, timer))
    }

    /// When a timer that still runs fires next.
    fn moment(&self, at: Instant, id: u64) -> Option<Instant> {
        let table = self.table.lock();
        let tick = table.ticks.get(&id).copied();
        tick.or_else(|| table.waiting.contains_key(&(at, id)).then_some(at))
    }

    /// Drops all timers, and all that would be added later.
    pub(crate) fn close(&self) {
        let mut table = self.table.lock();
        table.closed = true;
        table.ticks = HashMap::default();
        let waiting = std::mem::take(&mut table.waiting);
        drop(table);
        // They hold messages of the user.
        drop(guard::drop_each(waiting));
    }

    /// Whether one of them runs.
    pub(crate) fn any(&self) -> bool {
        self.any.load(Ordering::Acquire)
    }

    /// Fires what is due and arms `sleep` for the next one. Called by the process's task.
    pub(crate) fn poll(&self, sleep: &mut Option<Pin<Box<Sleep>>>, cx: &mut Context<'_>) {
        loop {
            let Some(next) = self.fire_due() else {
                *sleep = None;
                return;
            };
            if clock::poll_at(sleep, next, cx).is_pending() {
                return;
            }
        }
    }

    /// Fires everything that is due; the moment of the next timer, if there is one.
    fn fire_due(&self) -> Option<Instant> {
        let now = clock::now();
        loop {
            let mut table = self.table.lock();
            let Some(first) = table.waiting.first_entry() else {
                self.any.store(false, Ordering::Release);
                return None;
            };
            let (at, id) = *first.key();
            if at > now {
                return Some(at);
            }
            let mut timer = first.remove();
            drop(table);
            (timer.action)();
            if let Some(every) = timer.every {
                let next = next_tick(at, every, now);
                let mut table = self.table.lock();
                // Cancelled while it fired, or the process has ended: then that was the last tick.
                if let Some(tick) = table.ticks.get_mut(&id) {
                    *tick = next;
                    table.waiting.insert((next, id), timer);
                }
            }
        }
    }
}

/// The next moment of an interval: on its grid, and in the future; ticks that were missed are skipped.
pub(crate) fn next_tick(at: Instant, every: Duration, now: Instant) -> Instant {
    let late = now.saturating_duration_since(at).as_nanos() / every.as_nanos();
    let steps = u32::try_from(late + 1).unwrap_or(u32::MAX);
    every
        .checked_mul(steps)
        .and_then(|ahead| at.checked_add(ahead))
        .unwrap_or_else(|| clock::deadline(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_interval_stays_on_its_grid_and_skips_what_it_missed() {
        let start = clock::now();
        let every = Duration::from_millis(10);
        assert_eq!(next_tick(start, every, start), start + every);
        let late = start + Duration::from_millis(35);
        assert_eq!(next_tick(start, every, late), start + Duration::from_millis(40));
    }
}
