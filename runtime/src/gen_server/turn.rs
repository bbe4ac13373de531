//! The short way of a call: the caller takes the run token of an idle server and runs the handler.
//!
//! Everything up to the reply is plain inlined code without a future of its own, so that a call to
//! an idle server stays in registers; what has to wait is a future that is only made then.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{self, Poll, ready};

use tokio::task::coop;

use super::call::Queue;
use super::server::{Body, ServerHeld};
use super::server_ref::Resolved;
use super::{CallError, Callee, Context, GenServer, ServerRef};
use crate::clock;
use crate::process::{self, ExitReason, cell, guard};

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
            Ok(target) => match cell::try_enter(target) {
                Ok(held) => Ok(Self(held)),
                Err(target) => Err(Queue::resolved(target)),
            },
            Err(error) => Err(Queue::failed(error)),
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
    pub fn run<R>(
        mut self,
        message: &'static str,
        handler: impl FnOnce(&mut S, &mut Context<S>) -> R,
    ) -> Result<R, Rest<'a, S, R>> {
        match step(&mut self.0, handler) {
            Step::Done(reply) => {
                self.0.leave();
                Ok(reply)
            }
            Step::More(reply) => Err(Rest { held: self.0, message, reply: Some(reply) }),
            Step::Crashed => Err(Rest { held: self.0, message, reply: None }),
        }
    }
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
    handler: impl FnOnce(&mut S, &mut Context<S>) -> R,
) -> Step<R> {
    let pid = held.cell().core.pid;
    // A server without a body lets nobody in.
    let Some(Body { state, cx }) = held.body().as_mut() else {
        return Step::Crashed;
    };
    cx.arrived();
    let _as_server = process::enter(pid);
    match guard::catch(|| handler(state, cx)) {
        Ok(reply) if !cx.has_work() => Step::Done(reply),
        Ok(reply) => Step::More(reply),
        Err(reason) => {
            cx.crash(reason);
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
    ///
    /// # Cancel safety
    ///
    /// The handler has run before.
    pub async fn finish(self) -> Result<R, CallError> {
        let Self { mut held, message, reply } = self;
        let to = Callee { server: std::any::type_name::<S>(), message };
        let ends = held.body().as_ref().is_none_or(|body| body.cx.is_stopping());
        let cell = held.leave_work();
        let reason = if ends { end_of(&cell, to).await? } else { ExitReason::Normal };
        reply.ok_or(CallError::Exited { to, reason })
    }
}

async fn end_of<S: GenServer>(cell: &Resolved<'_, S>, to: Callee) -> Result<ExitReason, CallError> {
    let after = S::OPTIONS.call_timeout;
    if clock::is_endless(after) {
        return Ok(cell.core.wait_end().await);
    }
    let ended = clock::within(after, cell.core.wait_end()).await;
    ended.ok_or(CallError::Timeout { to, after })
}
