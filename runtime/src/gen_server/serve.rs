//! The life of a server: init, and the loop; `leave` is its end.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::Poll;

use super::birth::begin;
use super::context::{Caller, Stop};
use super::pace::Unit;
use super::server::{Body, Inner, ServerEntry, ServerHeld};
use super::shifts::Opening;
use super::visit::visited;
use super::{Context, GenServer, Message, ServerCell};
use crate::clock;
use crate::observe::handling::{Handling, spanned};
use crate::process::reply::AnySlot;
use crate::process::{Entry, ExitReason, Pid, Signal, Timeout, Weight, asked, guard};
use crate::report;
use crate::sys::{Control, Job, SysEvent};

/// Runs one handler; a panic ends the loop. In place, because a future that is passed on is moved,
/// which costs as much as a small handler.
macro_rules! handled {
    ($handling:expr, $handler:expr) => {
        match guard::caught(spanned!($handling, $handler)).await {
            Ok(()) => ControlFlow::Continue(()),
            Err(reason) => ControlFlow::Break(Stop { reason, crashed: true }),
        }
    };
}

/// One shift of a server: from its birth or its wake-up until there is nothing more to do. Gives the
/// reason when that is the end of the server.
pub(super) async fn shift<S: GenServer>(
    cell: Arc<ServerCell<S>>,
    opening: Opening<S>,
) -> Option<ExitReason> {
    let (held, first, fresh) = match opening {
        Opening::Birth(birth) => match begin(&cell, birth).await {
            Ok(mut held) => {
                let goes_on = held.body().as_mut().is_some_and(|body| body.cx.begin_rest());
                // What `init` leaves to be done afterwards is not for who started the server to wait for.
                if goes_on || cell.inner.token.has_work() {
                    yield_once().await;
                }
                (held, None, false)
            }
            Err(reason) => return Some(reason),
        },
        Opening::Held { first, fresh } => (cell.inner.kept_hold(), first, fresh),
        Opening::Wake => (cell.inner.hold_if_work()?, None, true),
    };
    let mut work = Loop::at(&cell, fresh);
    work.run(held, first).await
}

/// What was handled last, for reports.
#[derive(Clone, Copy)]
pub(super) struct Last {
    pub(super) name: &'static str,
    pub(super) caller: Option<Pid>,
}

pub(super) struct Loop<'a, S: GenServer> {
    pub(super) cell: &'a Arc<ServerCell<S>>,
    pub(super) batch: VecDeque<ServerEntry<S>>,
    pub(super) last: Option<Last>,
    /// What `sys` has set, if anything is not as it is by default.
    pub(super) control: Option<Box<Control<S>>>,
    /// What is first in the mailbox has only just come: the server was idle.
    pub(super) fresh: bool,
}

/// Two messages whose destructors panic must not end the program.
impl<S: GenServer> Drop for Loop<'_, S> {
    fn drop(&mut self) {
        if let Some(control) = &mut self.control {
            control.release(&mut self.batch, true);
        }
        if !self.batch.is_empty() {
            self.cell.let_fall(self.batch.drain(..));
        }
    }
}

pub(super) type TaskHeld<'a, S> = ServerHeld<&'a Inner<S>, S>;

impl<'a, S: GenServer> Loop<'a, S> {
    fn at(cell: &'a Arc<ServerCell<S>>, fresh: bool) -> Self {
        Self { cell, batch: VecDeque::new(), last: None, control: cell.take_control(), fresh }
    }

    /// Works until there is nothing more to do, or to the end, and gives its reason.
    async fn run(
        &mut self,
        mut held: TaskHeld<'a, S>,
        mut first: Option<ServerEntry<S>>,
    ) -> Option<ExitReason> {
        loop {
            match self.work(&mut held, &mut first).await {
                ControlFlow::Break(stop) => return Some(self.end(&mut held, stop).await),
                ControlFlow::Continue(()) => {}
            }
            let Some(again) = held.rest() else {
                self.leave();
                return None;
            };
            held = again;
        }
    }

    /// Leaves to the next shift what is not as it is by default.
    fn leave(&mut self) {
        if let Some(control) = self.control.take() {
            self.cell.keep_control(control);
        }
    }

    /// Handles `first`, which is out of the mailbox already, and everything that waits.
    async fn work(
        &mut self,
        held: &mut TaskHeld<'a, S>,
        first: &mut Option<ServerEntry<S>>,
    ) -> ControlFlow<Stop> {
        self.resume(held).await?;
        match first.take() {
            // It comes from beside the mailbox, and nobody has looked yet whether it is still handled.
            Some(entry) if self.discards() => self.cell.let_fall([entry]),
            Some(entry) => {
                if let Some(entry) = self.take(entry) {
                    self.handle(held, entry).await?;
                }
            }
            None => {}
        }
        loop {
            if held.body().as_ref().is_some_and(|body| body.cx.has_work()) {
                self.follow_up(held).await?;
            }
            if self.discards() {
                return ControlFlow::Break(Stop { reason: ExitReason::Normal, crashed: false });
            }
            poll_fn(|cx| self.brief_casts(held, cx)).await;
            if held.body().as_ref().is_some_and(|body| body.cx.has_work()) {
                continue;
            }
            if !held.has_next(&mut self.batch) {
                return ControlFlow::Continue(());
            }
            // Before it is taken out, because what is kept across an await is moved.
            Unit.await;
            if self.discards() {
                continue;
            }
            let Some(entry) = held.next(&mut self.batch) else {
                return ControlFlow::Continue(());
            };
            let entry = match &mut self.control {
                Some(control) => match control.hold_back(entry, self.cell) {
                    Some(entry) => entry,
                    None => continue,
                },
                None => entry,
            };
            if let Some(entry) = self.take(entry) {
                self.handle(held, entry).await?;
            }
        }
    }

    /// Takes an entry out of the batch, to be handled unless nobody waits for it any more.
    pub(super) fn take(&mut self, entry: ServerEntry<S>) -> Option<ServerEntry<S>> {
        let weight = entry.weight();
        if weight != Weight::Control {
            self.cell.inner.mailbox().taken();
        }
        let fresh = std::mem::take(&mut self.fresh);
        if weight == Weight::Call && entry.slot().is_some_and(|slot| is_given_up(slot, fresh)) {
            self.skip(entry);
            return None;
        }
        Some(entry)
    }

    /// Drops a call that nobody waits for any more.
    #[cold]
    fn skip(&mut self, entry: ServerEntry<S>) {
        if let Some(extras) = self.cell.core().extras() {
            extras.abandoned.fetch_add(1, Ordering::Relaxed);
        }
        if self.cell.inner.token.is_shut() {
            self.cell.let_fall([entry]);
        } else {
            drop(guard::drop_each([entry]));
        }
    }

    /// Serves a request of `sys`.
    fn serve_sys(&mut self, held: &mut TaskHeld<'a, S>, job: Job<S>) {
        let Some(Body { state, cx }) = held.body() else {
            return;
        };
        let mut control = self.control.take().unwrap_or_else(|| Box::new(Control::new()));
        job(state, &mut control, self.cell);
        cx.rearm();
        cx.watch_replies(control.debug.is_on());
        self.cell.inner.token.bar(control.bars());
        self.cell.inner.token.suspend(control.is_suspended());
        control.release(&mut self.batch, false);
        self.control = Some(control).filter(|control| control.bars());
    }

    /// Goes on with a handler that a caller has begun and that had to wait.
    async fn resume(&mut self, held: &mut TaskHeld<'a, S>) -> ControlFlow<Stop> {
        let Some(resumed) = held.resume() else {
            // What was handled before this shift, and left something to it.
            if let Some(body) = held.body() {
                let name = body.cx.trail.last();
                let begun = body.cx.begun.take();
                self.last = begun.map(|Caller(caller)| Last { name, caller }).or(self.last);
            }
            return ControlFlow::Continue(());
        };
        self.fresh = false;
        let outcome = guard::caught(resumed).await;
        let Some(body) = held.body() else {
            return ControlFlow::Continue(());
        };
        let name = body.cx.trail.last();
        self.last = body.cx.begun.take().map(|Caller(caller)| Last { name, caller });
        match outcome.and_then(|tell| guard::catch(|| tell(body))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(reason) => ControlFlow::Break(Stop { reason, crashed: true }),
        }
    }

    /// Does what the last handler asked for: stop, continue, or wait for silence.
    async fn follow_up(&mut self, held: &mut TaskHeld<'a, S>) -> ControlFlow<Stop> {
        let Some(body) = held.body() else {
            return ControlFlow::Continue(());
        };
        loop {
            if let Some(stop) = body.cx.take_stop() {
                return ControlFlow::Break(stop);
            }
            let Some(next) = body.cx.take_next() else {
                break;
            };
            self.last = Some(Last { name: next.name(), caller: None });
            body.cx.trail.note(next.name(), self.cell.core());
            let handling = Handling::of(self.cell.core(), next.name(), None);
            handled!(handling, body.state.handle_continue(next, &mut body.cx))?;
        }
        if body.cx.take_hibernate() {
            self.batch.shrink_to_fit();
            self.cell.inner.mailbox().shrink();
        }
        body.cx.arm_idle();
        ControlFlow::Continue(())
    }

    /// Handles one entry, before the eyes of those who watch.
    pub(super) async fn handle(
        &mut self,
        held: &mut TaskHeld<'a, S>,
        entry: ServerEntry<S>,
    ) -> ControlFlow<Stop> {
        let entry = match entry {
            ServerEntry::Sys(job) => {
                self.serve_sys(held, job);
                return ControlFlow::Continue(());
            }
            entry => entry,
        };
        let watched = self.is_watched() && !matches!(entry, ServerEntry::Stop(_));
        if watched {
            self.record(SysEvent::In { message: entry.name(), from: entry.caller() });
        }
        let name = entry.name();
        self.last = Some(Last { name, caller: entry.caller() });
        if let Some(body) = held.body() {
            body.cx.trail.note(name, self.cell.core());
        }
        #[cfg(feature = "test-util")]
        let Some(entry) = super::faults::meet(self.cell, &mut self.control, entry).await? else {
            return ControlFlow::Continue(());
        };
        let outcome = self.run_handler_of(held, name, entry).await;
        if watched {
            self.record_outcome(held);
        }
        outcome
    }

    async fn run_handler_of(
        &mut self,
        held: &mut TaskHeld<'a, S>,
        name: &'static str,
        entry: ServerEntry<S>,
    ) -> ControlFlow<Stop> {
        let Some(Body { state, cx }) = held.body() else {
            return ControlFlow::Continue(());
        };
        if !matches!(entry, ServerEntry::Idle(_)) {
            cx.arrived();
        }
        if let Some(done) = self.without_handler(&entry, cx) {
            return done;
        }
        let handling = Handling::of(self.cell.core(), name, entry.origin());
        match entry {
            ServerEntry::Call { call, from } => {
                let asked = from.asked();
                handled!(handling, asked::handling(asked, state.handle_call(call, from, cx)))
            }
            ServerEntry::Visit(visit) => handled!(handling, visited(visit, state, cx)),
            ServerEntry::Cast(cast, _) | ServerEntry::TimedCast(cast) => {
                handled!(handling, state.handle_cast(cast, cx))
            }
            ServerEntry::Info(info, _)
            | ServerEntry::TimedInfo(info)
            | ServerEntry::Outcome(info) => {
                handled!(handling, state.handle_info(info, cx))
            }
            ServerEntry::Tick { info, queued } => {
                queued.clear();
                handled!(handling, state.handle_info(info, cx))
            }
            ServerEntry::Every { index, run } => {
                run.begin();
                handled!(handling, state.handle_every(index, cx)).map_continue(|()| run.finish())
            }
            ServerEntry::Planned { info, run } => {
                run.begin();
                handled!(handling, state.handle_info(info, cx)).map_continue(|()| run.finish())
            }
            ServerEntry::Alarm(index) => handled!(handling, state.handle_every(index, cx)),
            ServerEntry::Signal(signal) => notice(self.cell, state, cx, *signal, &handling).await,
            ServerEntry::Idle(_) => {
                cx.arrived();
                notice(self.cell, state, cx, Signal::Timeout(Timeout), &handling).await
            }
            ServerEntry::Sys(_) | ServerEntry::Stop(_) => ControlFlow::Continue(()),
        }
    }

    /// What becomes of an entry that no handler is for.
    fn without_handler(
        &self,
        entry: &ServerEntry<S>,
        cx: &Context<S>,
    ) -> Option<ControlFlow<Stop>> {
        let core = self.cell.core();
        let stop = |reason: &ExitReason| {
            Some(ControlFlow::Break(Stop { reason: reason.clone(), crashed: false }))
        };
        match entry {
            ServerEntry::Stop(reason) => stop(reason),
            ServerEntry::Signal(signal) => match (signal.exit_of(core.parent), &**signal) {
                // The parent's exit is the engine's business (gen_server's loop in OTP).
                (Some(reason), _) => stop(reason),
                // Flushed since it came.
                (None, Signal::Down(down)) if !core.hand_out_down(down.monitor.id) => {
                    Some(ControlFlow::Continue(()))
                }
                _ => None,
            },
            ServerEntry::Idle(arrivals) if *arrivals != cx.arrivals => {
                Some(ControlFlow::Continue(()))
            }
            _ => None,
        }
    }
}

/// Waits for the next poll, which comes at once.
async fn yield_once() {
    let mut polled = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut polled, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Whether nobody waits for a call any more. One that has only just come is not asked for the time.
fn is_given_up(slot: &Arc<dyn AnySlot>, fresh: bool) -> bool {
    if slot.is_given_up() {
        return true;
    }
    let is_late = !fresh && slot.due().is_some_and(|due| due <= clock::now());
    if is_late {
        // The caller need not wait until somebody else notices.
        slot.time_out();
    }
    is_late
}

/// Hands a notice of the runtime to its handler, if there is one.
async fn notice<S: GenServer>(
    cell: &Arc<ServerCell<S>>,
    state: &mut S,
    cx: &mut Context<S>,
    signal: Signal,
    handling: &Handling,
) -> ControlFlow<Stop> {
    match S::signal(signal) {
        Ok(info) => handled!(handling, state.handle_info(info, cx)),
        Err(signal) => {
            report::unexpected(&**cell, &signal);
            ControlFlow::Continue(())
        }
    }
}
