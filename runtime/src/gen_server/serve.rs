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
use crate::sys::{Control, SysEvent};

/// Runs one handler; a panic ends the loop. In place, because a future that is passed on is moved,
/// which costs as much as a small handler.
macro_rules! handled {
    ($work:expr, $handling:expr, $handler:expr) => {
        match guard::caught(spanned!($handling, $handler)).await {
            Ok(()) => ControlFlow::Continue(()),
            Err(reason) => $work.crash(reason),
        }
    };
}

/// Whether the loop goes on. Why it does not is in [`Loop::stop`], where all that it is passed through need not
/// pass it on.
type Flow = ControlFlow<()>;

/// One shift of a server: from its birth or its wake-up until there is nothing more to do. Gives the
/// reason when that is the end of the server.
pub(super) async fn shift<S: GenServer>(
    cell: Arc<ServerCell<S>>,
    opening: Opening<S>,
) -> Option<ExitReason> {
    let (mut held, first, fresh) = match opening {
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
    Loop::at(&cell, first, fresh).run(&mut held).await
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
    /// What is out of the mailbox, and is handled next. It stays here until its handler gets it, because a
    /// future that it is passed to moves it twice.
    pub(super) in_hand: Option<ServerEntry<S>>,
    pub(super) last: Option<Last>,
    /// Why it is to end, once it is.
    pub(super) stop: Option<Stop>,
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
        if self.in_hand.is_some() || !self.batch.is_empty() {
            self.cell.let_fall(self.in_hand.take().into_iter().chain(self.batch.drain(..)));
        }
    }
}

pub(super) type TaskHeld<'a, S> = ServerHeld<&'a Inner<S>, S>;

impl<'a, S: GenServer> Loop<'a, S> {
    fn at(cell: &'a Arc<ServerCell<S>>, first: Option<ServerEntry<S>>, fresh: bool) -> Self {
        let control = cell.take_control();
        Self {
            cell,
            batch: VecDeque::new(),
            in_hand: first,
            last: None,
            stop: None,
            control,
            fresh,
        }
    }

    /// Ends the loop.
    fn stop_for(&mut self, reason: ExitReason, crashed: bool) -> Flow {
        self.stop = Some(Stop { reason, crashed });
        ControlFlow::Break(())
    }

    /// Ends the loop after a handler that panicked.
    #[cold]
    fn crash(&mut self, reason: ExitReason) -> Flow {
        self.stop_for(reason, true)
    }

    /// Works until there is nothing more to do, or to the end, and gives its reason.
    async fn run(&mut self, held: &mut TaskHeld<'a, S>) -> Option<ExitReason> {
        while self.work(held).await.is_continue() {
            if held.rest() {
                self.leave();
                return None;
            }
        }
        Some(self.end(held).await)
    }

    /// Leaves to the next shift what is not as it is by default.
    fn leave(&mut self) {
        if let Some(control) = self.control.take() {
            self.cell.keep_control(control);
        }
    }

    /// Handles what is out of the mailbox already, and everything that waits.
    async fn work(&mut self, held: &mut TaskHeld<'a, S>) -> Flow {
        self.resume(held).await?;
        if self.in_hand.is_some() && self.discards() {
            // It comes from beside the mailbox, and nobody has looked yet whether it is still handled.
            self.cell.let_fall(self.in_hand.take());
        } else if self.is_wanted() {
            self.handle(held).await?;
        }
        loop {
            if held.body().as_ref().is_some_and(|body| body.cx.has_work()) {
                self.follow_up(held).await?;
            }
            if self.discards() {
                return self.stop_for(ExitReason::Normal, false);
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
            self.in_hand = held.next(&mut self.batch);
            if self.in_hand.is_none() {
                return ControlFlow::Continue(());
            }
            if let Some(control) = &mut self.control
                && let Some(entry) = self.in_hand.take()
            {
                self.in_hand = control.hold_back(entry, self.cell);
            }
            if self.is_wanted() {
                self.handle(held).await?;
            }
        }
    }

    /// Whether there is a message in hand that is to be handled. One that nobody waits for any more is dropped.
    pub(super) fn is_wanted(&mut self) -> bool {
        let Some(entry) = &self.in_hand else {
            return false;
        };
        let weight = entry.weight();
        if weight != Weight::Control {
            self.cell.inner.mailbox().taken();
        }
        let fresh = std::mem::take(&mut self.fresh);
        let is_given_up =
            weight == Weight::Call && entry.slot().is_some_and(|slot| is_given_up(slot, fresh));
        if is_given_up {
            self.skip();
        }
        !is_given_up
    }

    /// Drops a call that nobody waits for any more.
    #[cold]
    fn skip(&mut self) {
        if let Some(extras) = self.cell.core().extras() {
            extras.abandoned.fetch_add(1, Ordering::Relaxed);
        }
        if self.cell.inner.token.is_shut() {
            self.cell.let_fall(self.in_hand.take());
        } else {
            drop(guard::drop_each(self.in_hand.take()));
        }
    }

    /// Serves the request of `sys` in hand.
    fn serve_sys(&mut self, held: &mut TaskHeld<'a, S>) -> Flow {
        let (Some(ServerEntry::Sys(job)), Some(Body { state, cx })) =
            (self.in_hand.take(), held.body())
        else {
            return ControlFlow::Continue(());
        };
        let mut control = self.control.take().unwrap_or_else(|| Box::new(Control::new()));
        job(state, &mut control, self.cell);
        cx.rearm();
        cx.watch_replies(control.debug.is_on());
        self.cell.inner.token.bar(control.bars());
        self.cell.inner.token.suspend(control.is_suspended());
        control.release(&mut self.batch, false);
        self.control = Some(control).filter(|control| control.bars());
        ControlFlow::Continue(())
    }

    /// Goes on with a handler that a caller has begun and that had to wait.
    async fn resume(&mut self, held: &mut TaskHeld<'a, S>) -> Flow {
        let Some(resumed) = held.resume() else {
            // What was handled before this shift, and left something to it.
            if let Some(body) = held.body()
                && let Some(Caller(caller)) = body.cx.begun.take()
            {
                self.last = Some(Last { name: body.cx.trail.last(), caller });
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
            Err(reason) => self.crash(reason),
        }
    }

    /// Does what the last handler asked for: stop, continue, or wait for silence.
    async fn follow_up(&mut self, held: &mut TaskHeld<'a, S>) -> Flow {
        let Some(body) = held.body() else {
            return ControlFlow::Continue(());
        };
        loop {
            if let Some(stop) = body.cx.take_stop() {
                self.stop = Some(stop);
                return ControlFlow::Break(());
            }
            let Some(next) = body.cx.take_next() else {
                break;
            };
            self.last = Some(Last { name: next.name(), caller: None });
            body.cx.trail.note(next.name(), self.cell.core());
            let handling = Handling::of(self.cell.core(), next.name(), None);
            handled!(self, handling, body.state.handle_continue(next, &mut body.cx))?;
        }
        if body.cx.take_hibernate() {
            self.batch.shrink_to_fit();
            self.cell.inner.mailbox().shrink();
        }
        body.cx.arm_idle();
        ControlFlow::Continue(())
    }

    /// Handles the message in hand, before the eyes of those who watch.
    pub(super) async fn handle(&mut self, held: &mut TaskHeld<'a, S>) -> Flow {
        let (name, caller) = match &self.in_hand {
            Some(ServerEntry::Sys(_)) => return self.serve_sys(held),
            Some(entry) => (entry.name(), entry.caller()),
            None => return ControlFlow::Continue(()),
        };
        let watched = self.is_watched() && !matches!(self.in_hand, Some(ServerEntry::Stop(_)));
        if watched {
            self.record(SysEvent::In { message: name, from: caller });
        }
        self.last = Some(Last { name, caller });
        if let Some(body) = held.body() {
            body.cx.trail.note(name, self.cell.core());
        }
        #[cfg(feature = "test-util")]
        if let Some(entry) = self.in_hand.take() {
            match super::faults::meet(self.cell, &mut self.control, entry).await {
                ControlFlow::Continue(None) => return ControlFlow::Continue(()),
                ControlFlow::Continue(left) => self.in_hand = left,
                ControlFlow::Break(reason) => return self.crash(reason),
            }
        }
        let outcome = self.run_handler_of(held, name).await;
        if watched {
            self.record_outcome(held);
        }
        outcome
    }

    async fn run_handler_of(&mut self, held: &mut TaskHeld<'a, S>, name: &'static str) -> Flow {
        let Some(Body { state, cx }) = held.body() else {
            return ControlFlow::Continue(());
        };
        if let Some(done) = self.without_handler(cx) {
            drop(guard::drop_each(self.in_hand.take()));
            return done;
        }
        let Some(entry) = self.in_hand.take() else {
            return ControlFlow::Continue(());
        };
        let handling = Handling::of(self.cell.core(), name, entry.origin());
        match entry {
            ServerEntry::Call { call, from } => {
                let asked = from.asked();
                handled!(self, handling, asked::handling(asked, state.handle_call(call, from, cx)))
            }
            ServerEntry::Visit(visit) => handled!(self, handling, visited(visit, state, cx)),
            ServerEntry::Cast(cast, _) | ServerEntry::TimedCast(cast) => {
                handled!(self, handling, state.handle_cast(cast, cx))
            }
            ServerEntry::Info(info, _)
            | ServerEntry::TimedInfo(info)
            | ServerEntry::Outcome(info) => {
                handled!(self, handling, state.handle_info(info, cx))
            }
            ServerEntry::Tick { info, queued } => {
                queued.clear();
                handled!(self, handling, state.handle_info(info, cx))
            }
            ServerEntry::Every { index, run } => {
                run.begin();
                handled!(self, handling, state.handle_every(index, cx))
                    .map_continue(|()| run.finish())
            }
            ServerEntry::Planned { info, run } => {
                run.begin();
                handled!(self, handling, state.handle_info(info, cx))
                    .map_continue(|()| run.finish())
            }
            ServerEntry::Alarm(index) => handled!(self, handling, state.handle_every(index, cx)),
            ServerEntry::Signal(signal) => self.notice(state, cx, *signal, &handling).await,
            ServerEntry::Idle(_) => {
                cx.arrived();
                self.notice(state, cx, Signal::Timeout(Timeout), &handling).await
            }
            ServerEntry::Sys(_) | ServerEntry::Stop(_) => ControlFlow::Continue(()),
        }
    }

    /// Hands a notice of the runtime to its handler, if there is one.
    async fn notice(
        &mut self,
        state: &mut S,
        cx: &mut Context<S>,
        signal: Signal,
        handling: &Handling,
    ) -> Flow {
        match S::signal(signal) {
            Ok(info) => handled!(self, handling, state.handle_info(info, cx)),
            Err(signal) => {
                report::unexpected(&**self.cell, &signal);
                ControlFlow::Continue(())
            }
        }
    }

    /// What becomes of the message in hand, if no handler is for it.
    fn without_handler(&mut self, cx: &mut Context<S>) -> Option<Flow> {
        let core = self.cell.core();
        let entry = self.in_hand.as_ref()?;
        if !matches!(entry, ServerEntry::Idle(_)) {
            cx.arrived();
        }
        match entry {
            ServerEntry::Stop(reason) => {
                let reason = reason.clone();
                Some(self.stop_for(reason, false))
            }
            ServerEntry::Signal(signal) => match (signal.exit_of(core.parent), &**signal) {
                // The parent's exit is the engine's business (gen_server's loop in OTP).
                (Some(reason), _) => {
                    let reason = reason.clone();
                    Some(self.stop_for(reason, false))
                }
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
