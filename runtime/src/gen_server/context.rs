//! What a handler may ask of its process.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use super::server::ServerEntry;
use super::{GenServer, IntoInfo, ServerCell, ServerRef};
use crate::clock::{self, Instant};
use crate::process::core::Process;
use crate::process::doing::Trail;
use crate::process::reply::AnySlot;
use crate::process::{
    ExitReason, MonitorRef, Pid, Queued, TimerRef, asked, demonitor_as, guard, link_cores,
    monitor_as, unlink_cores,
};

use crate::schedule::{self, Schedule, ScheduleError, ScheduleRef};

/// Who calls: a process, or somebody outside of any.
#[derive(Clone, Copy)]
pub(super) struct Caller(pub(super) Option<Pid>);

/// A reply that goes out after `terminate`.
type HeldReply = Box<dyn FnOnce() + Send>;

/// What a handler may ask of its process: to stop, to continue, timers, links, monitors.
///
/// A handler gets it by naming it: `fn tick(&mut self, cx: &mut Context<Self>)`.
pub struct Context<S: GenServer> {
    pub(super) cell: Weak<ServerCell<S>>,
    pid: Pid,
    /// Counts what arrived, so that an idle timeout knows whether it still holds.
    pub(super) arrivals: u64,
    /// What most handlers never ask for; kept once it was needed.
    asked: Option<Box<Asked<S>>>,
    /// What was handled last.
    pub(super) trail: Trail,
    /// Who began the last handler, if that was a caller, for reports.
    pub(super) begun: Option<Caller>,
}

/// What handlers have asked for.
struct Asked<S: GenServer> {
    stop: Option<Stop>,
    next: VecDeque<S::Continue>,
    idle: Option<Duration>,
    /// Whether spare memory is to be given back before the next wait.
    hibernate: bool,
    /// The idle timer that runs, struck off when the next one is set.
    idle_timer: Option<TimerRef>,
    held: Vec<HeldReply>,
    /// The idle timeout that was armed last, and what had arrived until then.
    armed: Option<(Duration, u64)>,
    /// Whom handlers replied to, while somebody watches.
    replies: Option<Vec<Option<Pid>>>,
}

impl<S: GenServer> Default for Asked<S> {
    fn default() -> Self {
        Self {
            stop: None,
            next: VecDeque::new(),
            idle: None,
            hibernate: false,
            idle_timer: None,
            held: Vec::new(),
            armed: None,
            replies: None,
        }
    }
}

/// Several destructors that panic, among these and that of the state, must not end the program.
impl<S: GenServer> Drop for Asked<S> {
    fn drop(&mut self) {
        let stop = guard::drop_each(self.stop.take());
        let next = guard::drop_each(self.next.drain(..));
        let held = guard::drop_each(self.held.drain(..));
        guard::go_on(stop.and(next).and(held));
    }
}

impl<S: GenServer> Asked<S> {
    fn is_work(&self) -> bool {
        self.goes_on() || self.idle.is_some() || self.hibernate
    }

    /// Whether a handler runs before any message, or the end.
    fn goes_on(&self) -> bool {
        self.stop.is_some() || !self.next.is_empty()
    }
}

/// Why the loop is to end.
#[derive(Debug, Default)]
pub(super) struct Stop {
    pub(super) reason: ExitReason,
    /// The handler panicked: nothing more is handled.
    pub(super) crashed: bool,
}

impl<S: GenServer> Context<S> {
    pub(super) fn new(cell: &Arc<ServerCell<S>>) -> Self {
        Self {
            cell: Arc::downgrade(cell),
            pid: cell.core().pid,
            arrivals: 0,
            asked: None,
            trail: Trail::default(),
            begun: None,
        }
    }

    fn asked(&mut self) -> &mut Asked<S> {
        self.asked.get_or_insert_default()
    }

    fn cell(&self) -> Option<Arc<ServerCell<S>>> {
        self.cell.upgrade()
    }

    pub(crate) fn with_process<R>(&self, f: impl FnOnce(&Arc<dyn Process>) -> R) -> Option<R> {
        let process: Arc<dyn Process> = self.cell()?;
        Some(f(&process))
    }

    /// This process, for what it owns itself.
    pub(crate) fn to_process(&self) -> Weak<dyn Process> {
        self.cell.clone()
    }

    /// The identity of this process.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// The process that started this one, when a process did.
    #[must_use]
    pub fn parent(&self) -> Option<Pid> {
        self.cell().and_then(|cell| cell.core().parent)
    }

    /// The handle of this server, for others.
    ///
    /// # Panics
    ///
    /// Never while the server lives, and its handlers only run while it does.
    #[must_use]
    pub fn self_ref(&self) -> S::Ref {
        let cell = self.cell().expect("a handler only runs while its server lives");
        S::Ref::from(ServerRef::to_cell(cell))
    }

    /// Ends the server after this handler: `terminate` runs, then a reply of this handler goes out,
    /// then the process ends with `reason`.
    ///
    /// In `init`, makes the start fail with `reason`. The first call counts.
    pub fn stop(&mut self, reason: ExitReason) {
        self.asked().stop.get_or_insert(Stop { reason, crashed: false });
    }

    pub(crate) fn crash(&mut self, reason: ExitReason) {
        self.asked().stop = Some(Stop { reason, crashed: true });
    }

    /// Whether [`stop`](Self::stop) was called.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.stop.is_some())
    }

    /// Until when the caller of the call that is handled waits; `None` is for ever, and for what is no
    /// call. A call that this handler makes inherits it.
    ///
    /// A call that runs on its caller has only what its caller has left itself: a timeout of its own begins
    /// when it has to wait.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        asked::due()
    }

    /// Whether the caller of the call that is handled has left: its time is up, or its future was dropped.
    /// What is worked out for it then is for nobody.
    #[must_use]
    pub fn caller_left(&self) -> bool {
        asked::is_abandoned(self.pid)
    }

    /// Goes on with `next` before any other message.
    ///
    /// A reply of this handler goes out first.
    pub fn continue_with(&mut self, next: S::Continue) {
        self.asked().next.push_back(next);
    }

    /// Asks for a [`Timeout`](crate::Timeout) info if nothing arrives for `after`.
    ///
    /// It governs the wait that follows this handler; anything that arrives first ends it, whatever
    /// the time. Zero means: when nothing is waiting right now.
    pub fn set_timeout(&mut self, after: Duration) {
        self.asked().idle = Some(after);
    }

    /// Gives spare memory of the mailbox back after this handler: for a server that expects a long
    /// silence. Nothing else changes.
    pub fn hibernate(&mut self) {
        self.asked().hibernate = true;
    }

    /// Sends `info` to this server after a while, never early. The timer dies with the server.
    pub fn send_after(&self, after: Duration, info: impl IntoInfo<S>) -> TimerRef {
        self.send_at(clock::deadline(after), info)
    }

    /// Sends `info` to this server when `at` has come, at once if it is past; see
    /// [`process::now`](crate::process::now). The timer dies with the server.
    pub fn send_at(&self, at: Instant, info: impl IntoInfo<S>) -> TimerRef {
        let entry = ServerEntry::TimedInfo(info.into_info());
        super::server_ref::start_timer(&self.cell, self.pid, at, entry)
    }

    /// Casts to this server after a while, never early. The timer dies with the server.
    pub fn cast_after(&self, after: Duration, cast: S::Cast) -> TimerRef {
        let at = clock::deadline(after);
        super::server_ref::start_timer(&self.cell, self.pid, at, ServerEntry::TimedCast(cast))
    }

    /// Asks for a tick of [`GenServer::handle_every`] at a moment, once.
    pub(crate) fn alarm(&self, at: Instant, index: usize) -> TimerRef {
        super::server_ref::start_timer(&self.cell, self.pid, at, ServerEntry::Alarm(index))
    }

    /// Sends a copy of `info` to this server again and again, until cancelled or the server ends.
    ///
    /// Ticks stay on their grid; those that come due while the server is busy are skipped but for one.
    /// An interval of less than a millisecond is one millisecond.
    pub fn send_interval<T: IntoInfo<S> + Clone + Send + 'static>(
        &self,
        every: Duration,
        info: T,
    ) -> TimerRef {
        let cell = self.cell.clone();
        let queued = Queued::default();
        super::server_ref::start_interval(&self.cell, self.pid, every, move || {
            if let Some(cell) = cell.upgrade()
                && let Some(queued) = queued.mark()
            {
                cell.control(ServerEntry::Tick { info: info.clone().into_info(), queued });
            }
        })
    }

    /// Sends a copy of `info` to this server whenever `schedule` says, until it is cancelled or the
    /// server ends. [`schedule::of`](crate::schedule::of) lists it.
    ///
    /// # Errors
    ///
    /// [`ScheduleError::NoProc`] when the server has ended.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::prelude::*;
    /// use switchboard::schedule::{Schedule, ScheduleError};
    ///
    /// #[derive(Clone)]
    /// struct Report(&'static str);
    ///
    /// #[derive(GenServer)]
    /// struct Office;
    ///
    /// #[gen_server]
    /// impl Office {
    ///     #[init]
    ///     fn open(interval: std::time::Duration, cx: &mut Context<Self>) -> Result<Self, ScheduleError> {
    ///         cx.schedule(Schedule::every(interval)?.name("report"), Report("sales"))?;
    ///         Ok(Self)
    ///     }
    ///
    ///     #[info]
    ///     fn report(&mut self, report: Report) { println!("{}", report.0) }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let office = Office::start(std::time::Duration::from_secs(60)).await?;
    /// let schedules = switchboard::schedule::of(office.server().pid().expect("it runs"));
    /// assert_eq!(&*schedules[0].info().name, "report");
    /// # Ok(()) }
    /// ```
    pub fn schedule<T: IntoInfo<S> + Clone + Send + Sync + 'static>(
        &self,
        schedule: Schedule,
        info: T,
    ) -> Result<ScheduleRef, ScheduleError> {
        let weak = Weak::clone(&self.cell);
        let queue = move |run| {
            if let Some(cell) = weak.upgrade() {
                cell.control(ServerEntry::Planned { info: info.clone().into_info(), run });
            }
        };
        self.with_process(|me| schedule::set(me, schedule, queue))
            .unwrap_or(Err(ScheduleError::NoProc))
            .map(ScheduleRef::of)
    }

    /// Links this server with another process; see [`process::link`](crate::process::link).
    pub fn link(&self, pid: Pid) {
        if pid != self.pid {
            self.with_process(|me| link_cores(me, pid));
        }
    }

    /// Removes a link; see [`process::unlink`](crate::process::unlink).
    pub fn unlink(&self, pid: Pid) {
        self.with_process(|me| unlink_cores(me.core(), pid));
    }

    /// Watches another process; its [`Down`](crate::Down) arrives as an info.
    pub fn monitor(&self, pid: Pid) -> MonitorRef {
        self.with_process(|me| monitor_as(me, Some(pid), None, None))
            .unwrap_or(MonitorRef { id: 0, target: None })
    }

    /// Ends a monitor; see [`process::demonitor`](crate::process::demonitor).
    pub fn demonitor(&self, monitor: MonitorRef) -> bool {
        self.with_process(|me| demonitor_as(me.core(), monitor, false)).unwrap_or(false)
    }

    /// Ends a monitor and drops a down of it that waits; see
    /// [`process::demonitor_flush`](crate::process::demonitor_flush).
    pub fn demonitor_flush(&self, monitor: MonitorRef) -> bool {
        self.with_process(|me| demonitor_as(me.core(), monitor, true)).unwrap_or(false)
    }

    /// Sets whether exit signals arrive as [`Exit`](crate::Exit) infos; gives back what was set before.
    pub fn trap_exit(&self, trap: bool) -> bool {
        self.cell().is_some_and(|cell| cell.core().set_trap_exit(trap))
    }

    pub(super) fn hold_reply(&mut self, reply: HeldReply) {
        self.asked().held.push(reply);
    }

    pub(super) fn send_held(&mut self) {
        let held = self.asked.as_mut().map(|asked| std::mem::take(&mut asked.held));
        for reply in held.into_iter().flatten() {
            reply();
        }
    }

    pub(super) fn note_deferred(&self, slot: &Arc<dyn AnySlot>) {
        if let Some(cell) = self.cell() {
            cell.note_deferred(slot);
        }
    }

    /// Notes an arrival: an idle timeout that was set before no longer holds.
    pub(super) fn arrived(&mut self) {
        self.arrivals = self.arrivals.wrapping_add(1);
        if let Some(asked) = &mut self.asked {
            asked.idle = None;
        }
    }

    /// A request of `sys` was served: an idle timeout that still holds starts again, as in
    /// OTP, where the loop goes on with the same timeout after a system message.
    pub(super) fn rearm(&mut self) {
        if let Some(asked) = &mut self.asked
            && let Some((after, arrivals)) = asked.armed
            && arrivals == self.arrivals
        {
            self.arrivals = self.arrivals.wrapping_add(1);
            asked.idle = Some(after);
        }
    }

    /// Whether to remember whom handlers reply to.
    pub(super) fn watch_replies(&mut self, watched: bool) {
        if watched || self.asked.is_some() {
            let replies = &mut self.asked().replies;
            *replies = watched.then(|| replies.take().unwrap_or_default());
        }
    }

    pub(super) fn note_reply(&mut self, to: Option<Pid>) {
        if let Some(asked) = &mut self.asked
            && let Some(replies) = &mut asked.replies
        {
            replies.push(to);
        }
    }

    /// Whom handlers replied to since the last look.
    pub(super) fn take_replies(&mut self) -> Vec<Option<Pid>> {
        let replies = self.asked.as_mut().and_then(|asked| asked.replies.as_mut());
        replies.map(std::mem::take).unwrap_or_default()
    }

    /// Whether a handler left something for the server's own task to do.
    pub(super) fn has_work(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.is_work())
    }

    /// After `init`: arms the idle timeout, unless a handler runs before that, or the end: then `true`.
    pub(super) fn begin_rest(&mut self) -> bool {
        let goes_on = self.asked.as_ref().is_some_and(|asked| asked.goes_on());
        if !goes_on {
            self.arm_idle();
        }
        goes_on
    }

    /// Why the server is to end, if a handler said so.
    pub(super) fn take_stop(&mut self) -> Option<Stop> {
        self.asked.as_mut()?.stop.take()
    }

    /// What is to be handled before any other message.
    pub(super) fn take_next(&mut self) -> Option<S::Continue> {
        self.asked.as_mut()?.next.pop_front()
    }

    /// All of that.
    pub(crate) fn take_all_next(&mut self) -> VecDeque<S::Continue> {
        self.asked.as_mut().map(|asked| std::mem::take(&mut asked.next)).unwrap_or_default()
    }

    /// Whether spare memory is to be given back.
    pub(super) fn take_hibernate(&mut self) -> bool {
        self.asked.as_mut().is_some_and(|asked| std::mem::take(&mut asked.hibernate))
    }

    /// Forgets that there is an afterwards.
    pub(super) fn forget_work(&mut self) {
        if let Some(asked) = &mut self.asked {
            drop(guard::drop_each(asked.stop.take()));
            drop(guard::drop_each(asked.next.drain(..)));
        }
    }

    /// Arms the idle timeout that a handler asked for.
    pub(super) fn arm_idle(&mut self) {
        let Some(after) = self.asked.as_mut().and_then(|asked| asked.idle.take()) else {
            return;
        };
        let Some(cell) = self.cell() else {
            return;
        };
        let arrivals = self.arrivals;
        self.asked().armed = Some((after, arrivals));
        if after.is_zero() {
            cell.control(ServerEntry::Idle(arrivals));
            return;
        }
        let weak = Weak::clone(&self.cell);
        let action = Box::new(move || {
            if let Some(cell) = weak.upgrade() {
                cell.control(ServerEntry::Idle(arrivals));
            }
        });
        if let Some(before) = self.asked().idle_timer.take()
            && let Some(extras) = cell.core().known_extras()
        {
            extras.timers.strike(before);
        }
        let timer = cell.core().add_timer(clock::deadline(after), None, action);
        self.asked().idle_timer = Some(timer);
        // The task that runs this looks at its timers again before it sleeps.
        cell.core().wake();
    }
}

impl<S: GenServer> fmt::Debug for Context<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("pid", &self.pid).finish_non_exhaustive()
    }
}
