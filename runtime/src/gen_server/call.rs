//! The long way of a call: through the mailbox, with a wait for the reply.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use super::server::ServerEntry;
use super::server_ref::Resolved;
use super::{CallError, Callee, GenServer, LookupError, Message, ReplyPort, ServerRef};
use crate::clock::Timer;
use crate::process::reply::{AnySlot, Settled, Slot};
use crate::process::{self, Refused, Wake, wait};

/// A call on its way to a server's mailbox. Generated code makes it.
#[must_use = "a call does nothing until it is made"]
pub struct Queue<'a, S: GenServer> {
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

    /// Queues the call and waits for the reply, for `timeout` or the server's default.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no reply comes.
    ///
    /// # Cancel safety
    ///
    /// A call whose future is dropped may still be handled; its reply is dropped.
    pub async fn call<R: Send + 'static>(
        self,
        timeout: Option<Duration>,
        call: S::Call,
    ) -> Result<R, CallError> {
        let to = Callee { server: std::any::type_name::<S>(), message: call.name() };
        let target = self.target.map_err(|error| match error {
            LookupError::NoProc => CallError::NoProc { to },
            LookupError::WrongServer(found) => CallError::WrongServer { to, found },
        })?;
        let caller = process::current();
        if caller == Some(target.core.pid) {
            return Err(CallError::CallingSelf { to });
        }
        let after = timeout.unwrap_or(S::OPTIONS.call_timeout);
        let mut timer = pin!(Timer::new(after));
        let slot = Leaving(Slot::<R>::new());
        let any: Arc<dyn AnySlot> = slot.0.clone();
        let edge = wait::begin(caller, target.core.pid, &any)
            .map_err(|ring| CallError::Deadlock { to, ring })?;
        let from = ReplyPort::new(any, target.core.pid, caller);
        queue(&target, ServerEntry::Call { call, from }, timer.as_mut(), to, after).await?;
        let outcome = wait_reply(&slot, timer.as_mut()).await;
        drop(edge);
        let exited = match outcome {
            None => return Err(CallError::Timeout { to, after }),
            Some(Settled::Reply(reply)) => return Ok(reply),
            Some(Settled::WrongType { expected, given }) => {
                return Err(CallError::WrongReply { to, expected, given });
            }
            Some(Settled::Released(reason)) => return Err(CallError::Exited { to, reason }),
            Some(Settled::Dropped) if target.core.is_alive() => {
                return Err(CallError::NoReply { to });
            }
            // The server is on its way out: wait for the reason.
            Some(Settled::Dropped | Settled::Crashed) => target.core.wait_end(),
        };
        match until(timer, exited).await {
            Some(reason) => Err(CallError::Exited { to, reason }),
            None => Err(CallError::Timeout { to, after }),
        }
    }
}

/// A caller's place, left when its future is dropped.
struct Leaving<R: Send + 'static>(Arc<Slot<R>>);

impl<R: Send + 'static> Drop for Leaving<R> {
    fn drop(&mut self) {
        drop(self.0.leave());
    }
}

/// Puts a call into the mailbox; waits for room if it must.
async fn queue<S: GenServer>(
    target: &Resolved<'_, S>,
    mut entry: ServerEntry<S>,
    mut timer: Pin<&mut Timer>,
    to: Callee,
    after: Duration,
) -> Result<(), CallError> {
    loop {
        match target.mailbox.push(entry, &target.token) {
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
            Err(Refused::Full(back)) => entry = back,
        }
        if until(timer.as_mut(), target.mailbox.room()).await.is_none() {
            return Err(CallError::Timeout { to, after });
        }
    }
}

/// Waits for the slot; on a timeout, a reply of the last moment still counts.
async fn wait_reply<R: Send + 'static>(
    slot: &Leaving<R>,
    timer: Pin<&mut Timer>,
) -> Option<Settled<R>> {
    let reply = poll_fn(|cx| slot.0.poll(cx));
    match until(timer, reply).await {
        Some(outcome) => Some(outcome),
        None => slot.0.leave(),
    }
}

/// Waits for `future`, but not past `timer`.
async fn until<F: Future>(mut timer: Pin<&mut Timer>, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => timer.as_mut().poll(cx).map(|()| None),
    })
    .await
}
