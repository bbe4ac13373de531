//! The long way of a call: through the mailbox, with a wait for the reply.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use tokio::task::consume_budget;

use super::server::ServerEntry;
use super::server_ref::Resolved;
use super::turn::{Later, begun_with};
use super::{CallError, Callee, GenServer, Message, ReplyPort, ServerRef};
use crate::clock::{self, Instant};
use crate::process::core::Core;
use crate::process::reply::{AnySlot, Due, Leaving, Settled, Slot};
use crate::process::{self, ExitReason, LookupError, Pid, Refused, Wake, Weight, asked, wait};

/// A call on its way to a server's mailbox. Generated code makes it.
#[must_use = "a call does nothing until it is made"]
pub(crate) struct Queue<'a, S: GenServer> {
    target: Result<Resolved<'a, S>, LookupError>,
}

impl<'a, S: GenServer> Queue<'a, S> {
    pub(crate) fn to(server: &'a ServerRef<S>) -> Self {
        Self { target: server.resolve() }
    }

    pub(super) fn resolved(cell: Resolved<'a, S>) -> Self {
        Self { target: Ok(cell) }
    }

    pub(super) fn failed(error: LookupError) -> Self {
        Self { target: Err(error) }
    }

    /// The call, to be waited for.
    pub(crate) fn later<R: Send + 'static>(self, call: S::Call) -> Later<'a, S, R> {
        Later::queue(self, call)
    }

    /// Queues the call and waits for the reply, for `timeout` or the server's default.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no reply comes.
    ///
    /// # Cancel safety
    ///
    /// A call whose future is dropped is not handled if it still waits; its reply is dropped.
    pub(crate) fn call<R: Send + 'static>(
        self,
        timeout: Option<Duration>,
        call: S::Call,
    ) -> impl Future<Output = Result<R, CallError>> + Send + use<'a, S, R> {
        // No future of its own, which would keep the message once more.
        let name = call.name();
        self.send(timeout, name, |from| (call, from), ServerEntry::call)
    }

    /// Queues what `make` makes of the way back, and waits for the reply.
    pub(super) async fn send<R: Send + 'static, M>(
        self,
        timeout: Option<Duration>,
        message: &'static str,
        make: impl FnOnce(ReplyPort) -> M,
        wrap: impl FnOnce(M) -> ServerEntry<S> + Copy + Send,
    ) -> Result<R, CallError> {
        // Also a call that fails at once is an operation, or a loop of them would let nobody else run.
        consume_budget().await;
        let to = Callee { server: S::kind(), message };
        let target = self.target.map_err(|error| match error {
            LookupError::NoProc => CallError::NoProc { to },
            LookupError::WrongServer(found) => CallError::WrongServer { to, found },
        })?;
        let caller = process::current();
        if caller == Some(target.core.pid) {
            return Err(CallError::CallingSelf { to });
        }
        let mut limit = Limit::of_call::<S>(timeout);
        let slot = Leaving(Slot::<R>::until(limit.at()));
        let any: Arc<dyn AnySlot> = slot.0.clone();
        let edge = wait::begin(caller, target.core.pid, &any)
            .map_err(|ring| CallError::Deadlock { to, ring })?;
        let from = ReplyPort::new(Arc::clone(&any), target.core.pid, caller);
        queue(&target, make(from), wrap, &mut limit, to).await?;
        let outcome = wait_reply(&slot, &target.core, &mut limit).await;
        drop(edge);
        result(&target, outcome, &mut limit, to).await
    }
}

/// Waits for the reply of a handler that was begun here and goes on in the server's own task.
pub(super) async fn begun<S: GenServer, R: Send + 'static>(
    target: &Resolved<'_, S>,
    caller: Option<Pid>,
    slot: Arc<Slot<R>>,
    mut limit: Limit,
    to: Callee,
) -> Result<R, CallError> {
    let slot = Leaving(slot);
    let any: Arc<dyn AnySlot> = slot.0.clone();
    let edge = wait::begin(caller, target.core.pid, &any)
        .map_err(|ring| CallError::Deadlock { to, ring })?;
    let outcome = wait_reply(&slot, &target.core, &mut limit).await;
    drop(edge);
    result(target, outcome, &mut limit, to).await
}

/// What the end of a wait means for the caller.
async fn result<S: GenServer, R>(
    target: &Resolved<'_, S>,
    outcome: Settled<R>,
    limit: &mut Limit,
    to: Callee,
) -> Result<R, CallError> {
    let after = limit.after;
    match outcome {
        Settled::Reply(reply) => Ok(reply),
        Settled::TimedOut => {
            // It may be stuck in a handler that never lets its thread go.
            target.core.since.note();
            Err(CallError::timed_out(to, after))
        }
        Settled::WrongType { expected, given } => {
            Err(CallError::WrongReply { to, expected, given })
        }
        Settled::Released(reason) => Err(CallError::Exited { to, reason }),
        Settled::Dropped if target.core.is_alive() => Err(CallError::NoReply { to }),
        // The server is on its way out: wait for the reason.
        Settled::Dropped | Settled::Crashed => {
            match limit.end_of(&target.core, &Leaving(Slot::new())).await {
                Some(reason) => Err(CallError::Exited { to, reason }),
                None => Err(CallError::timed_out(to, after)),
            }
        }
    }
}

/// How long a call may take. The clock is read when the call first has to wait.
pub(crate) struct Limit {
    pub(super) after: Duration,
    at: Option<Instant>,
}

impl Limit {
    pub(crate) fn new(after: Duration) -> Self {
        Self { after, at: None }
    }

    /// How long a call to an `S` may take: not longer than what its caller handles may.
    pub(super) fn of_call<S: GenServer>(timeout: Option<Duration>) -> Self {
        let limit = Self::new(timeout.unwrap_or(S::OPTIONS.call_timeout));
        match (asked::due(), begun_with()) {
            (None, None) => limit,
            (due, time) => limit.at_most(due, time),
        }
    }

    /// As long, but neither beyond `due` nor longer than `time`: what is begun on its caller has not begun to
    /// wait, so its time is all there.
    #[cold]
    fn at_most(self, due: Option<Instant>, time: Option<Duration>) -> Self {
        let now = clock::now();
        let time =
            time.filter(|time| !clock::is_endless(*time)).and_then(|time| now.checked_add(time));
        let Some(due) = due.into_iter().chain(time).min() else {
            return self;
        };
        let left = due.saturating_duration_since(now);
        if self.after <= left { self } else { Self { after: left, at: Some(due.max(now)) } }
    }

    /// When the time is up; `None` is never.
    pub(super) fn at(&mut self) -> Option<Instant> {
        if clock::is_endless(self.after) {
            return None;
        }
        Some(*self.at.get_or_insert_with(|| clock::deadline(self.after)))
    }

    /// Waits at `slot` for the end of `server`, for as long as there is time.
    pub(crate) async fn end_of(
        &mut self,
        server: &Core,
        slot: &Leaving<ExitReason>,
    ) -> Option<ExitReason> {
        server.tell_end(&slot.0);
        self.end_at(server, slot).await
    }

    /// As [`end_of`](Self::end_of), when the server knows the slot already.
    pub(super) async fn end_at(
        &mut self,
        server: &Core,
        slot: &Leaving<ExitReason>,
    ) -> Option<ExitReason> {
        match wait_reply(slot, server, self).await {
            Settled::Reply(reason) => Some(reason),
            _ => None,
        }
    }

    /// Waits for `future` for as long as there is time, by the alarm of `server`'s runtime: the caller
    /// need not have one.
    pub(crate) async fn of<F: Future>(&mut self, server: &Core, future: F) -> Option<F::Output> {
        let alarm = Slot::<()>::new();
        let mut watched = false;
        let mut future = pin!(future);
        poll_fn(|cx| {
            if let Poll::Ready(value) = future.as_mut().poll(cx) {
                return Poll::Ready(Some(value));
            }
            if !watched {
                watched = true;
                match self.at() {
                    Some(_) if self.after.is_zero() => return Poll::Ready(None),
                    Some(at) => server.watch(at, alarm.clone()),
                    None => {}
                }
            }
            alarm.poll(cx).map(|_| None)
        })
        .await
    }
}

/// Puts a call into the mailbox; waits for room if it must.
async fn queue<S: GenServer, M>(
    target: &Resolved<'_, S>,
    mut message: M,
    wrap: impl FnOnce(M) -> ServerEntry<S> + Copy + Send,
    limit: &mut Limit,
    to: Callee,
) -> Result<(), CallError> {
    // Kept until the message is in, so that nobody who came later is let in before.
    let mut place = None;
    loop {
        let pushed = target.mailbox.push(message, Weight::Call, &target.token, wrap);
        match pushed {
            Ok(wake) => {
                if wake == Wake::Yes {
                    target.core.wake();
                }
                return Ok(());
            }
            Err(Refused::Closed(_)) => return Err(CallError::NoProc { to }),
            // Between its end and the closing of its mailbox there is no server any more.
            Err(Refused::Stopping(_)) if target.core.ended().is_some() => {
                return Err(CallError::NoProc { to });
            }
            Err(Refused::Stopping(_)) => return Err(CallError::Stopping { to }),
            Err(Refused::Full(back)) => message = back,
        }
        let place = place.get_or_insert_with(|| target.mailbox.line_up(&target.token));
        if limit.of(&target.core, poll_fn(|cx| place.poll(cx))).await.is_none() {
            return Err(CallError::timed_out(to, limit.after));
        }
    }
}

/// Waits until the slot is settled; at the end of the call's time it is.
async fn wait_reply<R: Send + 'static>(
    slot: &Leaving<R>,
    server: &Core,
    limit: &mut Limit,
) -> Settled<R> {
    let mut watched = false;
    poll_fn(|cx| match slot.0.poll(cx) {
        Poll::Pending if !watched => {
            watched = true;
            match limit.at() {
                // Nobody has to be told of a moment that has come.
                Some(_) if limit.after.is_zero() => slot.0.time_out(),
                Some(at) => server.watch(at, slot.0.clone()),
                None => return Poll::Pending,
            }
            slot.0.poll(cx)
        }
        poll => poll,
    })
    .await
}
