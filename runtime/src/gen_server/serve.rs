//! The life of a server: init, the loop, terminate.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::task::consume_budget;

use super::birth::begin;
use super::context::Stop;
use super::server::{Body, Inner, ServerEntry, ServerHeld};
use super::shifts::Opening;
use super::turn::Unit;
use super::visit::visited;
use super::{Context, GenServer, Message, OnStop, ServerCell};
use crate::process::core::Process;
use crate::process::{self, Entry, Exit, ExitReason, Pid, Signal, Timeout, Weight, guard};
use crate::report;
use crate::sys::{Control, Job, SysEvent};

/// Runs one handler; a panic ends the loop. In place, because a future that is passed on is moved,
/// which costs as much as a small handler.
macro_rules! handled {
    ($handler:expr) => {
        match guard::caught($handler).await {
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
    let (held, first) = match opening {
        Opening::Birth(birth) => match begin(&cell, birth).await {
            Ok(held) => (held, None),
            Err(reason) => return Some(reason),
        },
        Opening::Held(first) => (cell.inner.kept_hold(), first),
        Opening::Wake => (cell.inner.hold_if_work()?, None),
    };
    let mut work = Loop::at(&cell);
    work.run(held, first).await
}

/// What was handled last, for reports.
#[derive(Clone, Copy)]
struct Last {
    name: &'static str,
    caller: Option<Pid>,
}

struct Loop<'a, S: GenServer> {
    cell: &'a Arc<ServerCell<S>>,
    batch: VecDeque<ServerEntry<S>>,
    last: Option<Last>,
    /// What `sys` has set, if anything is not as it is by default.
    control: Option<Box<Control<S>>>,
}

/// Two messages whose destructors panic must not end the program.
impl<S: GenServer> Drop for Loop<'_, S> {
    fn drop(&mut self) {
        if !self.batch.is_empty() {
            drop(guard::drop_each(self.batch.drain(..)));
        }
    }
}

pub(super) type TaskHeld<'a, S> = ServerHeld<&'a Inner<S>, S>;

impl<'a, S: GenServer> Loop<'a, S> {
    fn at(cell: &'a Arc<ServerCell<S>>) -> Self {
        Self { cell, batch: VecDeque::new(), last: None, control: cell.take_control() }
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
        if let Some(entry) = first.take() {
            self.handle(held, entry).await?;
        }
        loop {
            if held.body().as_ref().is_some_and(|body| body.cx.has_work()) {
                self.follow_up(held).await?;
            }
            self.casts(held).await?;
            if !held.has_next(&mut self.batch) {
                return ControlFlow::Continue(());
            }
            // Before it is taken out, because what is kept across an await is moved.
            Unit.await;
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
            if entry.weight() != Weight::Control {
                self.cell.inner.mailbox.taken();
            }
            self.handle(held, entry).await?;
        }
    }

    /// Handles the casts at the head of the batch. They are most of what a busy server gets, so they
    /// are not passed through what looks at every kind of entry.
    async fn casts(&mut self, held: &mut TaskHeld<'a, S>) -> ControlFlow<Stop> {
        // Whoever looks on is to see them one by one.
        while self.control.is_none() && matches!(self.batch.front(), Some(ServerEntry::Cast(_))) {
            Unit.await;
            let (Some(ServerEntry::Cast(cast)), Some(Body { state, cx })) =
                (self.batch.pop_front(), held.body())
            else {
                return ControlFlow::Continue(());
            };
            self.cell.inner.mailbox.taken();
            let name = cast.name();
            self.cell.core().doing.note(name);
            self.last = Some(Last { name, caller: None });
            cx.arrived();
            handled!(state.handle_cast(cast, cx))?;
            if cx.has_work() {
                return self.follow_up(held).await;
            }
        }
        ControlFlow::Continue(())
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
        control.release(&mut self.batch, false);
        self.control = Some(control).filter(|control| control.bars());
    }

    /// Goes on with a handler that a caller has begun and that had to wait.
    async fn resume(&mut self, held: &mut TaskHeld<'a, S>) -> ControlFlow<Stop> {
        let Some(resumed) = held.resume() else {
            // What was handled before this shift, and left something to it.
            let begun = held.body().as_mut().and_then(|body| body.cx.begun.take());
            self.last = begun.map(|(name, caller)| Last { name, caller }).or(self.last);
            return ControlFlow::Continue(());
        };
        let outcome = guard::caught(resumed).await;
        let Some(body) = held.body() else {
            return ControlFlow::Continue(());
        };
        self.last = body.cx.begun.take().map(|(name, caller)| Last { name, caller });
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
            self.cell.core().doing.note(next.name());
            handled!(body.state.handle_continue(next, &mut body.cx))?;
        }
        if body.cx.take_hibernate() {
            self.batch.shrink_to_fit();
            self.cell.inner.mailbox.shrink();
        }
        body.cx.arm_idle();
        ControlFlow::Continue(())
    }

    /// Handles one entry, before the eyes of those who watch.
    async fn handle(
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
        self.cell.core().doing.note(name);
        #[cfg(feature = "test-util")]
        let Some(entry) = super::faults::meet(self.cell, &mut self.control, entry).await? else {
            return ControlFlow::Continue(());
        };
        let outcome = self.run_handler_of(held, entry).await;
        if watched {
            self.record_outcome(held);
        }
        outcome
    }

    fn is_watched(&self) -> bool {
        self.control.as_ref().is_some_and(|control| control.debug.is_on())
    }

    fn record(&mut self, event: SysEvent) {
        let cell = self.cell;
        if let Some(control) = &mut self.control {
            control.debug.record(event, || process::label(&**cell));
        }
    }

    /// What a handler has left to be seen: its replies, and the state.
    fn record_outcome(&mut self, held: &mut TaskHeld<'a, S>) {
        let Some(body) = held.body() else {
            return;
        };
        for to in body.cx.take_replies() {
            self.record(SysEvent::Out { to });
        }
        if self.control.as_ref().is_some_and(|control| control.debug.wants_events()) {
            let state = report::state(&body.state);
            self.record(SysEvent::State { state });
        }
    }

    async fn run_handler_of(
        &mut self,
        held: &mut TaskHeld<'a, S>,
        entry: ServerEntry<S>,
    ) -> ControlFlow<Stop> {
        let Some(Body { state, cx }) = held.body() else {
            return ControlFlow::Continue(());
        };
        if !matches!(entry, ServerEntry::Idle(_)) {
            cx.arrived();
        }
        match entry {
            ServerEntry::Call { call, from } => handled!(state.handle_call(call, from, cx)),
            ServerEntry::Visit(visit) => handled!(visited(visit, state, cx)),
            ServerEntry::Cast(cast) | ServerEntry::TimedCast(cast) => {
                handled!(state.handle_cast(cast, cx))
            }
            ServerEntry::Info(info) | ServerEntry::TimedInfo(info) | ServerEntry::Outcome(info) => {
                handled!(state.handle_info(info, cx))
            }
            ServerEntry::Tick { info, queued } => {
                queued.clear();
                handled!(state.handle_info(info, cx))
            }
            ServerEntry::Every { index, run } => {
                run.begin();
                handled!(state.handle_every(index, cx)).map_continue(|()| run.finish())
            }
            ServerEntry::Planned { info, run } => {
                run.begin();
                handled!(state.handle_info(info, cx)).map_continue(|()| run.finish())
            }
            ServerEntry::Alarm(index) => handled!(state.handle_every(index, cx)),
            // The parent's exit is the engine's business (gen_server's loop in OTP).
            ServerEntry::Signal(Signal::Exit(Exit { from, reason }))
                if Some(from) == self.cell.core().parent =>
            {
                ControlFlow::Break(Stop { reason, crashed: false })
            }
            // Flushed since it came.
            ServerEntry::Signal(Signal::Down(down))
                if !self.cell.core().hand_out_down(down.monitor.id) =>
            {
                ControlFlow::Continue(())
            }
            ServerEntry::Signal(signal) => notice(self.cell, state, cx, signal).await,
            ServerEntry::Idle(arrivals) if arrivals == cx.arrivals => {
                cx.arrived();
                notice(self.cell, state, cx, Signal::Timeout(Timeout)).await
            }
            ServerEntry::Idle(_) | ServerEntry::Sys(_) => ControlFlow::Continue(()),
            ServerEntry::Stop(reason) => ControlFlow::Break(Stop { reason, crashed: false }),
        }
    }

    /// The way out: close the door, drain if that is the mode, terminate, let held replies go.
    async fn end(&mut self, held: &mut TaskHeld<'a, S>, stop: Stop) -> ExitReason {
        let Stop { mut reason, mut crashed } = stop;
        self.cell.shut();
        if let Some(control) = &mut self.control {
            control.release(&mut self.batch, true);
        }
        if S::OPTIONS.on_stop == OnStop::Drain
            && !crashed
            && let Some(panic) = self.drain(held).await
        {
            (reason, crashed) = (panic, true);
        }
        self.cell.core().begin_end(&reason);
        if crashed || reason.is_abnormal() {
            self.report(held, &reason);
        }
        let Some(Body { state, cx }) = held.body() else {
            return reason;
        };
        self.cell.core().doing.note("terminate");
        if let Err(panic) = guard::caught(state.terminate(&reason, cx)).await {
            reason = panic;
            report::crashed(&**self.cell, &reason, Some("terminate"), None, None);
        }
        // What still waits is dropped before anyone hears of the end; its callers wait for the reason.
        drop(guard::drop_each(self.batch.drain(..)));
        if let Some(body) = held.body() {
            body.cx.send_held();
        }
        reason
    }

    /// Handles the user messages that were accepted before the door closed; the reason if one of
    /// them panics.
    async fn drain(&mut self, held: &mut TaskHeld<'a, S>) -> Option<ExitReason> {
        loop {
            let entry = held.next(&mut self.batch)?;
            if entry.weight() == Weight::Control {
                continue;
            }
            self.cell.inner.mailbox.taken();
            consume_budget().await;
            if let ControlFlow::Break(Stop { reason, crashed: true }) =
                self.handle(held, entry).await
            {
                return Some(reason);
            }
            if let Some(body) = held.body() {
                // It stops anyway, and there is no "afterwards" to continue in.
                body.cx.forget_work();
                body.cx.send_held();
            }
        }
    }

    fn report(&self, held: &mut TaskHeld<'a, S>, reason: &ExitReason) {
        let state = held.body().as_ref().map(|body| report::state(&body.state));
        let begun = held.body().as_mut().and_then(|body| body.cx.begun.take());
        let last = begun.map(|(name, caller)| Last { name, caller }).or(self.last);
        let (name, caller) = last.map_or((None, None), |last| (Some(last.name), last.caller));
        report::crashed(&**self.cell, reason, name, caller, state);
    }
}

/// Hands a notice of the runtime to its handler, if there is one.
async fn notice<S: GenServer>(
    cell: &Arc<ServerCell<S>>,
    state: &mut S,
    cx: &mut Context<S>,
    signal: Signal,
) -> ControlFlow<Stop> {
    match S::signal(signal) {
        Ok(info) => handled!(state.handle_info(info, cx)),
        Err(signal) => {
            report::unexpected(&**cell, &signal);
            ControlFlow::Continue(())
        }
    }
}
