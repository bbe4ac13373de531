//! The short way of a call: the caller takes the run token of an idle server and runs the handler.

use std::pin::Pin;
use std::task::{self, Poll, ready};

use tokio::task::coop;

use super::call::Queue;
use super::server::{Body, ServerHeld};
use super::server_ref::Resolved;
use super::{CallError, Callee, Context, GenServer, LookupError, ServerRef};
use crate::clock;
use crate::process::{self, ExitReason, cell, guard};

/// Asks for a server's turn. Generated code awaits it.
#[must_use = "futures do nothing unless awaited"]
pub struct TurnFuture<'a, S: GenServer>(&'a ServerRef<S>);

impl<'a, S: GenServer> TurnFuture<'a, S> {
    pub(crate) fn of(server: &'a ServerRef<S>) -> Self {
        Self(server)
    }
}

impl<'a, S: GenServer> Future for TurnFuture<'a, S> {
    type Output = Result<Turn<'a, S>, Queue<'a, S>>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        // A loop of calls that never wait must still let its neighbours run.
        ready!(coop::poll_proceed(cx)).made_progress();
        Poll::Ready(match self.0.resolve() {
            Ok(target) => match cell::try_enter(target) {
                Ok(held) => Ok(Turn(held)),
                Err(target) => Err(Queue::resolved(target)),
            },
            Err(error) => Err(Queue::failed(error)),
        })
    }
}

/// The turn of an idle server, in a caller's hand. Generated code runs one handler in it.
#[must_use = "the server waits until the turn is over"]
pub struct Turn<'a, S: GenServer>(ServerHeld<Resolved<'a, S>, S>);

impl<S: GenServer> Turn<'_, S> {
    /// Runs a handler here and now, as the server.
    ///
    /// # Errors
    ///
    /// [`CallError::Exited`] when the handler panics: the server ends with it, the caller does not.
    ///
    /// # Cancel safety
    ///
    /// The handler has run when this is first polled.
    #[inline]
    pub async fn run<R>(
        self,
        message: &'static str,
        handler: impl FnOnce(&mut S, &mut Context<S>) -> R,
    ) -> Result<R, CallError> {
        let mut held = self.0;
        let outcome = step(&mut held, handler);
        match outcome {
            Some(Ok((reply, false))) => Ok(reply),
            Some(Ok((reply, true))) => finish(held, message).await.map(|_reason| reply),
            Some(Err(())) => {
                let to = Callee { server: std::any::type_name::<S>(), message };
                let reason = finish(held, message).await?;
                Err(CallError::Exited { to, reason })
            }
            // A server without a body lets nobody in; the answer would be the same.
            None => Err(CallError::NoProc {
                to: Callee { server: std::any::type_name::<S>(), message },
            }),
        }
    }
}

/// One handler: its reply and whether the server ends, or `Err` when it panicked.
#[inline]
fn step<S: GenServer, R>(
    held: &mut ServerHeld<Resolved<'_, S>, S>,
    handler: impl FnOnce(&mut S, &mut Context<S>) -> R,
) -> Option<Result<(R, bool), ()>> {
    let pid = held.cell().core.pid;
    let Body { state, cx } = held.body().as_mut()?;
    cx.arrived();
    let _as_server = process::enter(pid);
    match guard::catch(|| handler(state, cx)) {
        Ok(reply) if !cx.has_work() => Some(Ok((reply, false))),
        Ok(reply) => Some(Ok((reply, true))),
        Err(reason) => {
            cx.crash(reason);
            Some(Err(()))
        }
    }
}

/// Leaves what the handler asked for to the server's own task; if that is the end, waits for it.
async fn finish<S: GenServer>(
    mut held: ServerHeld<Resolved<'_, S>, S>,
    message: &'static str,
) -> Result<ExitReason, CallError> {
    let stops = held.body().as_ref().is_some_and(|body| body.cx.is_stopping());
    let cell = held.leave_work();
    if !stops {
        return Ok(ExitReason::Normal);
    }
    // The reply of a handler that stops its server goes out after `terminate`.
    let after = S::OPTIONS.call_timeout;
    let to = Callee { server: std::any::type_name::<S>(), message };
    if clock::is_endless(after) {
        Ok(cell.core.wait_end().await)
    } else {
        let ended = clock::within(after, cell.core.wait_end()).await;
        ended.ok_or(CallError::Timeout { to, after })
    }
}

/// The error of a call whose address led nowhere.
impl From<LookupError> for ExitReason {
    fn from(error: LookupError) -> Self {
        Self::error(error)
    }
}
