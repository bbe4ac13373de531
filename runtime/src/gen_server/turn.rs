//! The short way of a call: the caller takes the run token of an idle server and runs the handler.
//!
//! Everything up to the reply is plain inlined code without a future of its own, so that a call to
//! an idle server stays in registers; what has to wait is a future that is only made then.

use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll, Waker};
use std::time::Duration;

use super::call::Queue;
use super::context::Caller;
use super::delivery::{Limit, deliver, end};
use super::server::{Body, ServerHeld};
use super::server_ref::Resolved;
use super::{CallError, Callee, Context, GenServer, ReplyPort, ServerRef};
use crate::observe::handling::{Handling, spanned};
use crate::process::cell::{Begun, Borrowing, Tell};
use crate::process::reply::{AnySlot, Leaving, Parties, Slot};
use crate::process::{self, ExitReason, Pid, asked, cell, guard};

/// The turn of an idle server, in a caller's hand. Generated code runs one handler in it.
#[must_use = "the server waits until the turn is over"]
pub(crate) struct Turn<'a, S: GenServer>(pub(super) ServerHeld<Resolved<'a, S>, S>);

impl<'a, S: GenServer> Turn<'a, S> {
    /// The turn, if the server is idle; otherwise the way into its mailbox.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the point of the short way is to stay in registers")]
    pub(crate) fn take(server: &'a ServerRef<S>) -> Result<Self, Queue<'a, S>> {
        match server.resolve() {
            // What a handler starts or waits for belongs to the runtime of its server, whoever calls.
            Ok(target) if !target.core.runs_here() => Err(Queue::resolved(target)),
            Ok(target) => match cell::try_enter(target) {
                Ok(held) => Ok(Self(held)),
                Err(target) => Err(Queue::resolved(target)),
            },
            Err(error) => Err(Queue::failed(error)),
        }
    }

    /// The turn for a handler that may have to wait: not inside of another such handler, so that a
    /// chain of calls does not become a chain of stack frames.
    #[inline]
    pub(super) fn take_to_wait(server: &'a ServerRef<S>) -> Result<Self, Queue<'a, S>> {
        if begun_with().is_some() { Err(Queue::to(server)) } else { Self::take(server) }
    }

    /// Begins a handler here: it is polled once, and goes on in the server's own task if it has to
    /// wait.
    ///
    /// Nobody is woken by this first look. A server's task looks again when it takes a handler over,
    /// because only then the handler can know whom to wake.
    ///
    /// # Errors
    ///
    /// What is left to wait for.
    #[inline]
    pub(crate) fn begin<R: Send + 'static>(
        mut self,
        timeout: Option<Duration>,
        message: &'static str,
        handler: impl for<'b> FnOnce(&'b mut S, &'b mut Context<S>) -> Borrowing<'b, R>,
    ) -> Result<R, Later<'a, S, R>> {
        let (caller, pid) = (process::current(), self.0.cell().core.pid);
        let time = timeout.unwrap_or(S::OPTIONS.call_timeout);
        let mut slot = None;
        let first = self.first(message, caller, Some(time), handler, |future, handling| {
            let parties = Parties { server: pid, caller };
            let place = slot.insert(Slot::<R>::of_call(None, parties));
            let any: Arc<dyn AnySlot> = place.clone();
            later(future, ReplyPort::new(any), handling)
        });
        if let (Some(Poll::Pending), Some(slot)) = (&first, slot) {
            return Err(Later(Left::Begun { held: self.0, message, caller, slot }));
        }
        match self.settle(first) {
            Step::Done(reply) => {
                self.0.leave();
                if self.0.cell().is_borrowed() {
                    std::mem::forget(self);
                }
                Ok(reply)
            }
            Step::More(reply) => Err(Later::over(self.0, message, Some(reply))),
            Step::Crashed => Err(Later::over(self.0, message, None)),
        }
    }

    /// Polls a handler here for the first time; `rest` makes of one that has to wait what the server's own
    /// task goes on with. `time` is how long what it calls may take.
    #[inline]
    pub(super) fn first<R>(
        &mut self,
        message: &'static str,
        caller: Option<Pid>,
        time: Option<Duration>,
        handler: impl for<'b> FnOnce(&'b mut S, &'b mut Context<S>) -> Borrowing<'b, R>,
        rest: impl FnOnce(Borrowing<'static, R>, Option<Handling>) -> Begun<Body<S>>,
    ) -> Option<Poll<Result<R, ExitReason>>> {
        let core = &self.0.cell().core;
        let (pid, handling) = (core.pid, Cell::new(Some(Handling::here(core, message))));
        self.0.first(
            |core, body| {
                let Body { state, cx } = body;
                cx.arrived();
                cx.trail.note_brief(message, core);
                cx.begun = Some(Caller(caller));
                handler(state, cx)
            },
            |future| {
                let begun = handling.take();
                let polled = {
                    let _entered = begun.as_ref().map(Handling::enter);
                    poll_as(pid, time, future)
                };
                handling.set(begun);
                polled
            },
            |future| rest(future, handling.take()),
        )
    }

    /// What a handler came to that was begun here and did not wait.
    #[inline]
    pub(super) fn settle<R>(&mut self, first: Option<Poll<Result<R, ExitReason>>>) -> Step<R> {
        let (Some(body), Some(Poll::Ready(outcome))) = (self.0.body(), first) else {
            return Step::Crashed;
        };
        match outcome {
            Ok(reply) if !body.cx.has_work() => {
                body.cx.begun = None;
                Step::Done(reply)
            }
            outcome => unsettled(&mut body.cx, outcome),
        }
    }

    /// Runs a handler here and now, as the server.
    ///
    /// # Errors
    ///
    /// What is left to wait for, when the handler has left something to the server's own task, or
    /// panicked.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the point of the short way is to stay in registers")]
    pub(crate) fn run<R: Send + 'static>(
        mut self,
        message: &'static str,
        handler: impl FnOnce(&mut S, &mut Context<S>) -> R,
    ) -> Result<R, Later<'a, S, R>> {
        match step(&mut self.0, message, handler) {
            Step::Done(reply) => {
                self.0.leave();
                if self.0.cell().is_borrowed() {
                    // Nothing is left to drop, and to find that out costs more than leaving did.
                    std::mem::forget(self);
                }
                Ok(reply)
            }
            Step::More(reply) => Err(Later::over(self.0, message, Some(reply))),
            Step::Crashed => Err(Later::over(self.0, message, None)),
        }
    }
}

thread_local! {
    /// How much time a handler has that may wait and is being begun by a caller on this thread, if one is.
    static BEGUN_WITH: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// How much time the handler has that is being begun on this thread.
pub(super) fn begun_with() -> Option<Duration> {
    BEGUN_WITH.get()
}

/// Does `work` as if no handler was being begun on this thread.
pub(super) fn without_beginning<R>(work: impl FnOnce() -> R) -> R {
    struct Back(Option<Duration>);
    impl Drop for Back {
        fn drop(&mut self) {
            BEGUN_WITH.set(self.0);
        }
    }
    let _back = Back(BEGUN_WITH.take());
    work()
}

/// Polls a handler once, as the server; a panic is an outcome.
#[inline]
fn poll_as<R>(
    pid: Pid,
    time: Option<Duration>,
    future: Pin<&mut (dyn Future<Output = R> + Send)>,
) -> Poll<Result<R, ExitReason>> {
    let _as_server = process::enter(pid);
    BEGUN_WITH.set(time);
    let polled = guard::catch(|| future.poll(&mut task::Context::from_waker(Waker::noop())));
    BEGUN_WITH.set(None);
    match polled {
        Ok(Poll::Ready(reply)) => Poll::Ready(Ok(reply)),
        Ok(Poll::Pending) => Poll::Pending,
        Err(reason) => Poll::Ready(Err(reason)),
    }
}

/// A handler that has to wait: its reply goes out through `from`.
fn later<S: GenServer, R: Send + 'static>(
    future: Borrowing<'static, R>,
    from: ReplyPort,
    handling: Option<Handling>,
) -> Begun<Body<S>> {
    Box::pin(async move {
        let asked = from.asked();
        let reply = match handling {
            Some(handling) => spanned!(handling, asked::handling(asked, future)).await,
            None => asked::handling(asked, future).await,
        };
        let tell: Tell<Body<S>> = Box::new(move |body| from.reply(reply, &mut body.cx));
        tell
    })
}

/// What one handler came to.
pub(super) enum Step<R> {
    Done(R),
    /// There is something for the server's own task to do.
    More(R),
    Crashed,
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "the point of the short way is to stay in registers")]
fn step<S: GenServer, R>(
    held: &mut ServerHeld<Resolved<'_, S>, S>,
    message: &'static str,
    handler: impl FnOnce(&mut S, &mut Context<S>) -> R,
) -> Step<R> {
    let (core, body) = held.parts();
    // A server without a body lets nobody in.
    let Some(Body { state, cx }) = body.as_mut() else {
        return Step::Crashed;
    };
    cx.arrived();
    cx.trail.note_brief(message, core);
    let handling = Handling::here(core, message);
    let entered = (process::enter(core.pid), handling.enter());
    let outcome = guard::catch(|| handler(state, cx));
    drop(entered);
    match outcome {
        Ok(reply) if !cx.has_work() => Step::Done(reply),
        outcome => {
            // It may be the last that is handled.
            cx.begun = Some(Caller(process::current()));
            unsettled(cx, outcome)
        }
    }
}

/// What a handler came to that left work to the server, stopped it, or panicked.
#[cold]
fn unsettled<S: GenServer, R>(cx: &mut Context<S>, outcome: Result<R, ExitReason>) -> Step<R> {
    match outcome {
        Ok(reply) => Step::More(reply),
        Err(reason) => {
            cx.crash(reason);
            Step::Crashed
        }
    }
}

/// What is left of a call that could not be done at once. Generated code awaits it; it is a value of
/// its own so that what was done at once is not kept in the future of the call.
#[must_use = "a call does nothing until it is made"]
pub(crate) struct Later<'a, S: GenServer, R: Send + 'static>(Left<'a, S, R>);

enum Left<'a, S: GenServer, R: Send + 'static> {
    /// The handler has run, and left work to the server, stopped it, or panicked.
    Over { held: ServerHeld<Resolved<'a, S>, S>, message: &'static str, reply: Option<R> },
    /// The handler has begun, and goes on in the server's own task.
    Begun {
        held: ServerHeld<Resolved<'a, S>, S>,
        message: &'static str,
        caller: Option<Pid>,
        slot: Arc<Slot<R>>,
    },
    /// The server is busy.
    Queue(Queue<'a, S>, S::Call),
}

impl<'a, S: GenServer, R: Send + 'static> Later<'a, S, R> {
    pub(super) fn queue(queue: Queue<'a, S>, call: S::Call) -> Self {
        Self(Left::Queue(queue, call))
    }

    fn over(held: ServerHeld<Resolved<'a, S>, S>, message: &'static str, reply: Option<R>) -> Self {
        Self(Left::Over { held, message, reply })
    }

    /// Waits for the reply.
    ///
    /// A handler that stopped its server replies after `terminate`, so that is waited for.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no reply comes: [`CallError::Exited`] when the handler panicked, for the
    /// server ends with it and the caller does not.
    ///
    /// # Cancel safety
    ///
    /// A call whose future is dropped is not handled if it still waits; its reply is dropped.
    pub(crate) async fn finish(self, timeout: Option<Duration>) -> Result<R, CallError> {
        let time = timeout.unwrap_or(S::OPTIONS.call_timeout);
        match self.0 {
            Left::Over { mut held, message, reply } => {
                let to = Callee { server: S::kind(), message };
                let ends = held.body().as_ref().is_none_or(|body| body.cx.is_stopping());
                // The rest of the turn is for the server's own task; if that is the end, it is waited for.
                let target = held.leave_work();
                let reason = if ends {
                    end(&target.core, process::current(), Limit::of_call(time), to).await?
                } else {
                    ExitReason::Normal
                };
                reply.ok_or(CallError::Exited { to, reason })
            }
            Left::Begun { held, message, caller, slot } => {
                let to = Callee { server: S::kind(), message };
                let mut limit = Limit::of_call(time);
                // Before the server goes on, so that what it calls inherits it.
                slot.set_due(limit.at());
                let target = held.leave_work();
                let slot = Leaving(slot);
                let any: Arc<dyn AnySlot> = slot.0.clone();
                deliver(None, &target.core, &any, caller, limit, to).await?;
                slot.0.take().ok_or(CallError::NoReply { to })
            }
            Left::Queue(queue, call) => queue.call(timeout, call).await,
        }
    }
}
