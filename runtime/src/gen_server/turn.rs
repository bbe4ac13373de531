//! The short way of a call: the caller takes the run token of an idle server and runs the handler.
//!
//! Everything up to the reply is plain inlined code without a future of its own, so that a call to
//! an idle server stays in registers; what has to wait is a future that is only made then.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll, ready};
use std::time::Duration;

use tokio::task::coop;

use super::call::Limit;
use super::call::Queue;
use super::server::{Body, ServerHeld};
use super::server_ref::Resolved;
use super::{CallError, Callee, Context, GenServer, ReplyPort, ServerRef, call};
use crate::process::cell::{Begun, Borrowing, First, Tell};
use crate::process::reply::{AnySlot, Slot};
use crate::process::{self, ExitReason, Pid, cell, guard, wait};

/// How many inline calls make one unit of tokio's cooperative budget.
///
/// A loop of calls that never wait must still let its neighbours run, but an inline call is a small
/// part of what an operation of tokio costs: with one unit for each, the yields would be a third of
/// the price of a call.
const CALLS_PER_UNIT: u8 = 8;

thread_local! {
    static CALLS: Cell<u8> = const { Cell::new(0) };
}

/// Spends the caller's share of the cooperative budget. Generated code awaits it before each call
/// that may run here.
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Pace(());

impl Pace {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(())
    }
}

impl Future for Pace {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        let calls = CALLS.get() + 1;
        if calls < CALLS_PER_UNIT {
            CALLS.set(calls);
            return Poll::Ready(());
        }
        ready!(coop::poll_proceed(cx)).made_progress();
        CALLS.set(0);
        Poll::Ready(())
    }
}

/// The turn of an idle server, in a caller's hand. Generated code runs one handler in it.
#[must_use = "the server waits until the turn is over"]
pub struct Turn<'a, S: GenServer>(ServerHeld<Resolved<'a, S>, S>);

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
    pub(crate) fn take_to_wait(server: &'a ServerRef<S>) -> Result<Self, Queue<'a, S>> {
        if NESTED.get() {
            return Err(Queue::to(server));
        }
        Self::take(server)
    }

    /// Begins a handler here, and leaves it to the server's own task if it has to wait.
    ///
    /// # Errors
    ///
    /// As [`Queue::call`].
    ///
    /// # Cancel safety
    ///
    /// A handler that has begun goes on when the future is dropped; its reply is dropped.
    pub async fn begin<R: Send + 'static>(
        self,
        message: &'static str,
        timeout: Option<Duration>,
        handler: impl for<'b> FnOnce(&'b mut S, &'b mut Context<S>) -> Borrowing<'b, R>,
    ) -> Result<R, CallError> {
        let (caller, pid) = (process::current(), self.0.cell().core.pid);
        let mut slot = None;
        let mut parts = Some((self.0, handler));
        let first = poll_fn(|cx| {
            let Some((held, handler)) = parts.take() else {
                return Poll::Pending;
            };
            Poll::Ready(held.first(
                |body| {
                    let Body { state, cx } = body;
                    cx.arrived();
                    cx.begun = Some((message, caller));
                    handler(state, cx)
                },
                |future| poll_as(pid, future, cx),
                |future| {
                    let place = slot.insert(Slot::<R>::new());
                    let any: Arc<dyn AnySlot> = place.clone();
                    later(future, ReplyPort::new(any, pid, caller))
                },
            ))
        });
        let (mut held, outcome) = match (first.await, slot) {
            (First::Ready(held, outcome), _) => (held, outcome),
            (First::Waits(target), Some(slot)) => {
                target.core.doing.note(message);
                let to = Callee { server: std::any::type_name::<S>(), message };
                return call::begun(&target, caller, slot, timeout, to).await;
            }
            (First::Waits(_), None) => unreachable!("what waits has a place for its reply"),
        };
        let reply = match (outcome, held.body()) {
            (Some(Ok(reply)), Some(body)) if !body.cx.has_work() => {
                body.cx.begun = None;
                held.leave();
                return Ok(reply);
            }
            (Some(Ok(reply)), _) => Some(reply),
            (Some(Err(reason)), Some(body)) => {
                body.cx.crash(reason);
                None
            }
            _ => None,
        };
        Rest { held, message, reply }.finish(timeout).await
    }

    /// Runs a handler here and now, as the server.
    ///
    /// # Errors
    ///
    /// What is left to wait for, when the handler has left something to the server's own task, or
    /// panicked.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the point of the short way is to stay in registers")]
    pub fn run<R>(
        mut self,
        message: &'static str,
        handler: impl FnOnce(&mut S, &mut Context<S>) -> R,
    ) -> Result<R, Rest<'a, S, R>> {
        match step(&mut self.0, message, handler) {
            Step::Done(reply) => {
                self.0.leave();
                Ok(reply)
            }
            Step::More(reply) => Err(Rest { held: self.0, message, reply: Some(reply) }),
            Step::Crashed => Err(Rest { held: self.0, message, reply: None }),
        }
    }
}

thread_local! {
    /// Whether a handler that may wait is being begun by a caller on this thread.
    static NESTED: Cell<bool> = const { Cell::new(false) };
}

/// Polls a handler once, as the server; a panic is an outcome.
fn poll_as<R>(
    pid: Pid,
    future: Pin<&mut (dyn Future<Output = R> + Send)>,
    cx: &mut task::Context<'_>,
) -> Poll<Result<R, ExitReason>> {
    let _as_server = process::enter(pid);
    NESTED.set(true);
    let polled = guard::catch(|| future.poll(cx));
    NESTED.set(false);
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
) -> Begun<Body<S>> {
    Box::pin(async move {
        let reply = future.await;
        let tell: Tell<Body<S>> = Box::new(move |body| from.reply(reply, &mut body.cx));
        tell
    })
}

/// What one handler came to.
enum Step<R> {
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
    let pid = held.cell().core.pid;
    // A server without a body lets nobody in.
    let Some(Body { state, cx }) = held.body().as_mut() else {
        return Step::Crashed;
    };
    cx.arrived();
    let as_server = process::enter(pid);
    let outcome = guard::catch(|| handler(state, cx));
    drop(as_server);
    match outcome {
        Ok(reply) if !cx.has_work() => Step::Done(reply),
        Ok(reply) => Step::More(reply),
        Err(reason) => {
            cx.crash(reason);
            cx.begun = Some((message, process::current()));
            Step::Crashed
        }
    }
}

/// What is left of a turn when its handler left work to the server, stopped it, or panicked.
#[must_use = "the server waits until the turn is over"]
pub struct Rest<'a, S: GenServer, R> {
    held: ServerHeld<Resolved<'a, S>, S>,
    message: &'static str,
    reply: Option<R>,
}

impl<S: GenServer, R> Rest<'_, S, R> {
    /// Leaves the rest to the server's own task; if that is the end, waits for it, for the reply of
    /// a handler that stops its server goes out after `terminate`.
    ///
    /// # Errors
    ///
    /// [`CallError::Exited`] when the handler panicked: the server ends with it, the caller does not.
    /// [`CallError::Timeout`] when the end takes too long, [`CallError::Deadlock`] when it waits for
    /// the caller.
    ///
    /// # Cancel safety
    ///
    /// The handler has run before.
    pub async fn finish(self, timeout: Option<Duration>) -> Result<R, CallError> {
        let Self { mut held, message, reply } = self;
        let to = Callee { server: S::kind(), message };
        let ends = held.body().as_ref().is_none_or(|body| body.cx.is_stopping());
        let cell = held.leave_work();
        if !ends {
            return reply.ok_or(CallError::Exited { to, reason: ExitReason::Normal });
        }
        let mut limit = Limit::new(timeout.unwrap_or(S::OPTIONS.call_timeout));
        // What `terminate` calls may be the caller, who waits here.
        let wait: Arc<dyn AnySlot> = Slot::<()>::new();
        let edge = wait::begin(process::current(), cell.core.pid, &wait)
            .map_err(|ring| CallError::Deadlock { to, ring })?;
        let ended = limit.of(&cell.core, cell.core.wait_end()).await;
        drop(edge);
        let reason = ended.ok_or(CallError::Timeout { to, after: limit.after })?;
        reply.ok_or(CallError::Exited { to, reason })
    }
}

/// A call that could not be done at once. Generated code makes one and awaits it; it is a value of
/// its own so that what was done at once is not kept in the future of the call.
#[must_use = "a call does nothing until it is made"]
pub enum Later<'a, S: GenServer, R> {
    /// The handler has run here, and has left something to wait for.
    Rest(Rest<'a, S, R>),
    /// The server is busy.
    Queue(Queue<'a, S>, S::Call),
}

impl<S: GenServer, R> Later<'_, S, R> {
    /// Waits for the reply.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no reply comes.
    ///
    /// # Cancel safety
    ///
    /// As [`Queue::call`].
    pub async fn finish(self, timeout: Option<Duration>) -> Result<R, CallError>
    where
        R: Send + 'static,
    {
        match self {
            Self::Rest(rest) => rest.finish(timeout).await,
            Self::Queue(queue, call) => queue.call(timeout, call).await,
        }
    }
}
