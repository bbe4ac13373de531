//! The life of a server: init, the loop, terminate.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::task::consume_budget;

use super::context::{Caller, Stop};
use super::server::{Body, Inner, ServerEntry, ServerHeld};
use super::shifts::Birth;
use super::turn::Unit;
use super::visit::visited;
use super::{Context, GenServer, InitError, Message, OnStop, ServerCell};
use crate::observe::handling::{Handling, spanned};
use crate::process::core::Process;
use crate::process::{
    self, Entry, Exit, ExitReason, Pid, Signal, StartError, Timeout, Weight, guard,
};
use crate::report;
use crate::schedule::{self, Schedule};
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
    birth: Option<Box<Birth<S>>>,
) -> Option<ExitReason> {
    let held = match birth {
        Some(birth) => match begin(&cell, birth).await {
            Ok(held) => held,
            Err(reason) => return Some(reason),
        },
        None => cell.inner.hold_if_work()?,
    };
    let mut work = Loop::at(&cell);
    work.run(held).await
}

/// Runs `init`; the reason when that was all.
async fn begin<S: GenServer>(
    cell: &Arc<ServerCell<S>>,
    birth: Box<Birth<S>>,
) -> Result<TaskHeld<'_, S>, ExitReason> {
    let Birth { args, started } = *birth;
    let mut held = cell.inner.first_hold();
    let mut cx = Context::new(cell);
    cx.trail.note("init", cell.core());
    let init = async {
        // What cannot be kept is found out before anything is begun.
        let schedules = S::schedules().map_err(InitError::new)?;
        S::init(args, &mut cx).await.map(|state| (state, schedules))
    };
    let (error, reason) = match guard::caught(init).await {
        Ok(Ok((state, schedules))) => match cx.take_stop() {
            Some(stop) => (StartError::Failed(stop.reason.clone()), stop.reason),
            None => {
                *held.body() = Some(Body { state, cx });
                start_schedules(cell, schedules);
                started.tell(Ok(()));
                return Ok(held);
            }
        },
        Ok(Err(InitError::Ignore)) => (StartError::Ignored, ExitReason::Normal),
        Ok(Err(InitError::Stop(reason))) => (StartError::Failed(reason.clone()), reason),
        Err(panic) => {
            report::crashed(&**cell, &panic, Some("init"), None, None);
            (StartError::Failed(panic.clone()), panic)
        }
    };
    // The starter has the failure as its result; an exit on top would kill one that does not trap.
    let core = cell.core();
    if let Some(parent) = core.parent {
        process::unlink_cores(core, parent);
    }
    started.tell(Err(error));
    Err(reason)
}

fn start_schedules<S: GenServer>(cell: &Arc<ServerCell<S>>, schedules: Vec<Schedule>) {
    let (process, weak): (Arc<dyn Process>, _) = (cell.clone(), Arc::downgrade(cell));
    schedule::declare(&process, schedules, move |index, run| {
        if let Some(cell) = weak.upgrade() {
            cell.control(ServerEntry::Every { index, run });
        }
    });
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
    async fn run(&mut self, mut held: TaskHeld<'a, S>) -> Option<ExitReason> {
        loop {
            match self.work(&mut held).await {
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

    /// Handles everything that waits.
    async fn work(&mut self, held: &mut TaskHeld<'a, S>) -> ControlFlow<Stop> {
        self.resume(held).await?;
        loop {
            if held.body().as_ref().is_some_and(|body| body.cx.has_work()) {
                self.follow_up(held).await?;
            }
            self.casts(held).await?;
            let entry = match self.batch.pop_front() {
                Some(entry) => entry,
                None => {
                    held.drain(&mut self.batch);
                    match self.batch.pop_front() {
                        Some(entry) => entry,
                        None => return ControlFlow::Continue(()),
                    }
                }
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
            consume_budget().await;
            self.handle(held, entry).await?;
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

    /// Handles the casts at the head of the batch. They are most of what a busy server gets, so they
    /// are not passed through what looks at every kind of entry.
    async fn casts(&mut self, held: &mut TaskHeld<'a, S>) -> ControlFlow<Stop> {
        // Whoever looks on is to see them one by one.
        while self.control.is_none() && matches!(self.batch.front(), Some(ServerEntry::Cast(..))) {
            let (Some(ServerEntry::Cast(cast, origin)), Some(Body { state, cx })) =
                (self.batch.pop_front(), held.body())
            else {
                return ControlFlow::Continue(());
            };
            self.cell.inner.mailbox.taken();
            Unit.await;
            let name = cast.name();
            cx.trail.note(name, self.cell.core());
            self.last = Some(Last { name, caller: None });
            cx.arrived();
            let handling = Handling::of(self.cell.core(), name, Some(&origin));
            handled!(handling, state.handle_cast(cast, cx))?;
            if cx.has_work() {
                return self.follow_up(held).await;
            }
        }
        ControlFlow::Continue(())
    }

    /// Goes on with a handler that a caller has begun and that had to wait.
    async fn resume(&mut self, held: &mut TaskHeld<'a, S>) -> ControlFlow<Stop> {
        let Some(resumed) = held.resume() else {
            return ControlFlow::Continue(());
        };
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
        let outcome = self.run_handler_of(held, entry).await;
        if watched {
            self.record_outcome(held);
        }
        outcome
    }

    async fn run_handler_of(
        &mut self,
        held: &mut TaskHeld<'a, S>,
        entry: ServerEntry<S>,
    ) -> ControlFlow<Stop> {
        let Some(Body { state, cx }) = held.body() else {
            return ControlFlow::Continue(());
        };
        let name = entry.name();
        self.last = Some(Last { name, caller: entry.caller() });
        cx.trail.note(name, self.cell.core());
        if !matches!(entry, ServerEntry::Idle(_)) {
            cx.arrived();
        }
        if let Some(done) = self.without_handler(&entry, cx) {
            return done;
        }
        let handling = Handling::of(self.cell.core(), name, entry.origin());
        match entry {
            ServerEntry::Call { call, from } => {
                handled!(handling, state.handle_call(call, from, cx))
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
            ServerEntry::Signal(signal) => notice(self.cell, state, cx, signal, &handling).await,
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
            // The parent's exit is the engine's business (gen_server's loop in OTP).
            ServerEntry::Signal(Signal::Exit(Exit { from, reason }))
                if Some(*from) == core.parent =>
            {
                stop(reason)
            }
            // Flushed since it came.
            ServerEntry::Signal(Signal::Down(down)) if !core.hand_out_down(down.monitor.id) => {
                Some(ControlFlow::Continue(()))
            }
            ServerEntry::Idle(arrivals) if *arrivals != cx.arrivals => {
                Some(ControlFlow::Continue(()))
            }
            _ => None,
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
        cx.trail.note("terminate", self.cell.core());
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
            let Some(entry) = self.batch.pop_front() else {
                held.drain(&mut self.batch);
                if self.batch.is_empty() {
                    return None;
                }
                continue;
            };
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
