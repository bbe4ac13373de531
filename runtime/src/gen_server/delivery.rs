//! What of a call does not depend on its types: it is compiled once, for all servers and replies.
//!
//! The waits of a call are futures of many states. They know the server by the untyped half of its
//! process, the message by a [`Door`] that it is put through, and the reply by a slot that keeps it.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::turn::begun_with;
use super::{CallError, Callee};
use crate::clock::{self, Instant};
use crate::process::core::Core;
use crate::process::reply::{AnySlot, Leaving, Settled, Slot};
use crate::process::{ExitReason, Pid, Refused, Wake, asked, wait};

/// The door of a mailbox, with one message before it.
pub(super) trait Door: Send {
    /// Puts the message in; one that is refused stays before the door.
    fn push(&mut self) -> Result<Wake, Refused<()>>;

    /// Waits until there may be room for it. The place in the line is kept until it is in.
    fn poll_room(&mut self, cx: &Context<'_>) -> Poll<()>;
}

/// Waits until the slot of a call is settled: with a reply, which is in the slot then. A call with a door
/// is queued first; one without has its handler begun here, which goes on in the server's own task.
pub(super) async fn deliver(
    door: Option<&mut (dyn Door + '_)>,
    core: &Core,
    slot: &Arc<dyn AnySlot>,
    caller: Option<Pid>,
    mut limit: Limit,
    to: Callee,
) -> Result<(), CallError> {
    let edge =
        wait::begin(caller, core.pid, slot).map_err(|ring| CallError::Deadlock { to, ring })?;
    if let Some(door) = door {
        queue(door, core, &mut limit, to).await?;
    }
    let outcome = wait_reply(slot, core, &mut limit).await;
    drop(edge);
    result(core, outcome, &mut limit, to).await
}

/// Waits for the end of a server that ends with this call, and gives the reason.
pub(super) async fn end(
    core: &Core,
    caller: Option<Pid>,
    mut limit: Limit,
    to: Callee,
) -> Result<ExitReason, CallError> {
    // What `terminate` calls may be the caller, who waits here.
    let slot = Leaving(Slot::new());
    let any: Arc<dyn AnySlot> = slot.0.clone();
    let edge =
        wait::begin(caller, core.pid, &any).map_err(|ring| CallError::Deadlock { to, ring })?;
    let ended = limit.end_of(core, &slot).await;
    drop(edge);
    ended.ok_or_else(|| CallError::timed_out(to, limit.after))
}

/// What the end of a wait means for the caller.
async fn result(
    core: &Core,
    outcome: Settled<()>,
    limit: &mut Limit,
    to: Callee,
) -> Result<(), CallError> {
    let after = limit.after;
    match outcome {
        Settled::Reply(()) => Ok(()),
        Settled::TimedOut => {
            // It may be stuck in a handler that never lets its thread go.
            core.since.note();
            Err(CallError::timed_out(to, after))
        }
        Settled::WrongType { expected, given } => {
            Err(CallError::WrongReply { to, expected, given })
        }
        Settled::Released(reason) => Err(CallError::Exited { to, reason }),
        Settled::Dropped if core.is_alive() => Err(CallError::NoReply { to }),
        // The server is on its way out: wait for the reason.
        Settled::Dropped | Settled::Crashed => {
            match limit.end_of(core, &Leaving(Slot::new())).await {
                Some(reason) => Err(CallError::Exited { to, reason }),
                None => Err(CallError::timed_out(to, after)),
            }
        }
    }
}

/// Puts a call into the mailbox; waits for room if it must.
async fn queue(
    door: &mut (dyn Door + '_),
    core: &Core,
    limit: &mut Limit,
    to: Callee,
) -> Result<(), CallError> {
    loop {
        match door.push() {
            Ok(wake) => {
                if wake == Wake::Yes {
                    core.wake();
                }
                return Ok(());
            }
            Err(Refused::Closed(())) => return Err(CallError::NoProc { to }),
            // Between its end and the closing of its mailbox there is no server any more.
            Err(Refused::Stopping(())) if core.ended().is_some() => {
                return Err(CallError::NoProc { to });
            }
            Err(Refused::Stopping(())) => return Err(CallError::Stopping { to }),
            Err(Refused::Full(())) => {}
        }
        if limit.of(core, poll_fn(|cx| door.poll_room(cx))).await.is_none() {
            return Err(CallError::timed_out(to, limit.after));
        }
    }
}

/// Waits until the slot is settled; at the end of the call's time it is. A reply stays in it.
async fn wait_reply(slot: &Arc<dyn AnySlot>, server: &Core, limit: &mut Limit) -> Settled<()> {
    let mut watched = false;
    poll_fn(|cx| match slot.poll_any(cx) {
        Poll::Pending if !watched => {
            watched = true;
            match limit.at() {
                // Nobody has to be told of a moment that has come.
                Some(_) if limit.after.is_zero() => slot.time_out(),
                Some(at) => server.watch(at, slot.clone()),
                None => return Poll::Pending,
            }
            slot.poll_any(cx)
        }
        poll => poll,
    })
    .await
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

    /// How long a call may take that has so much time: not longer than what its caller handles may.
    pub(super) fn of_call(time: Duration) -> Self {
        let limit = Self::new(time);
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
        let any: Arc<dyn AnySlot> = slot.0.clone();
        match wait_reply(&any, server, self).await {
            Settled::Reply(()) => slot.0.take(),
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
