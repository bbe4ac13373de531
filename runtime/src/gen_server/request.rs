//! A call whose reply is awaited later, and many of them at once.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use super::delivery::Limit;
use super::server::ServerEntry;
use super::{CallError, Callee, GenServer, Message, ReplyPort, ServerRef};
use crate::process::core::Process;
use crate::process::reply::{AnySlot, Parties, Settled, Slot};
use crate::process::{self, ExitReason, LookupError, Refused, Weight, asked, wait};

/// A call that is on its way: [`ServerRef::send_request`].
///
/// Dropped before its reply came, it lets the reply fall, and a call that still waits is not handled: what
/// nobody waits for is a cast.
#[must_use = "the reply is only known to who asks for it"]
pub struct Request<R: Send + 'static> {
    to: Callee,
    state: State<R>,
}

type End = Pin<Box<dyn Future<Output = ExitReason> + Send>>;

enum State<R: Send + 'static> {
    /// It was never sent, or its outcome was taken.
    Over(CallError),
    Sent {
        slot: Arc<Slot<R>>,
        server: Arc<dyn Process>,
    },
    /// The server let it fall because it ends: its reason is waited for.
    Ending(End),
}

impl<R: Send + 'static> Drop for Request<R> {
    fn drop(&mut self) {
        if let State::Sent { slot, .. } = &self.state {
            drop(slot.leave());
        }
    }
}

impl<R: Send + 'static> Request<R> {
    pub(super) fn send<S: GenServer>(server: &ServerRef<S>, call: S::Call) -> Self {
        let to = Callee { server: std::any::type_name::<S>(), message: call.name() };
        let state = match Self::sent(server, call, to) {
            Ok(state) => state,
            Err(error) => State::Over(error),
        };
        Self { to, state }
    }

    fn sent<S: GenServer>(
        server: &ServerRef<S>,
        call: S::Call,
        to: Callee,
    ) -> Result<State<R>, CallError> {
        let target = server.resolve().map_err(|error| match error {
            LookupError::NoProc => CallError::NoProc { to },
            LookupError::WrongServer(found) => CallError::WrongServer { to, found },
        })?;
        // Whoever waits for it has no more time than what it handles itself.
        let parties = Parties { server: target.core.pid, caller: process::current() };
        let slot = Slot::<R>::of_call(asked::due(), parties);
        let any: Arc<dyn AnySlot> = slot.clone();
        let from = ReplyPort::new(any);
        let message = (call, from);
        match target.queue(message, Weight::Call, ServerEntry::call) {
            Ok(()) => {}
            Err(Refused::Full(_)) => return Err(CallError::Full { to }),
            Err(Refused::Stopping(_)) if target.core.ended().is_none() => {
                return Err(CallError::Stopping { to });
            }
            Err(Refused::Closed(_) | Refused::Stopping(_)) => return Err(CallError::NoProc { to }),
        }
        Ok(State::Sent { slot, server: target.cell().clone() })
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<R, CallError>> {
        let to = self.to;
        loop {
            let outcome = match &mut self.state {
                State::Over(error) => return Poll::Ready(Err(error.clone())),
                State::Ending(end) => {
                    Err(CallError::Exited { to, reason: ready!(end.as_mut().poll(cx)) })
                }
                State::Sent { slot, server } => match ready!(slot.poll(cx)) {
                    Settled::Reply(reply) => Ok(reply),
                    Settled::TimedOut => Err(CallError::Timeout { to, after: Duration::ZERO }),
                    Settled::WrongType { expected, given } => {
                        Err(CallError::WrongReply { to, expected, given })
                    }
                    Settled::Released(reason) => Err(CallError::Exited { to, reason }),
                    Settled::Dropped if server.core().is_alive() => Err(CallError::NoReply { to }),
                    Settled::Dropped | Settled::Crashed => {
                        let server = Arc::clone(server);
                        self.state =
                            State::Ending(Box::pin(async move { server.core().wait_end().await }));
                        continue;
                    }
                },
            };
            let over = outcome.as_ref().err().cloned().unwrap_or(CallError::NoReply { to });
            self.state = State::Over(over);
            return Poll::Ready(outcome);
        }
    }

    /// The outcome, if there is one already. A reply is given once; what failed stays failed.
    pub fn check(&mut self) -> Option<Result<R, CallError>> {
        match self.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => Some(outcome),
            Poll::Pending => None,
        }
    }

    /// Waits for the outcome for at most `patience`; `None` when it takes longer, and then it can be
    /// waited for again.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn wait(&mut self, patience: Duration) -> Option<Result<R, CallError>> {
        let State::Sent { slot, server } = &self.state else {
            return Some(poll_fn(|cx| self.poll(cx)).await);
        };
        // Whoever waits is in a ring if the server waits for it.
        let any: Arc<dyn AnySlot> = slot.clone();
        let (server, to) = (Arc::clone(server), self.to);
        let pid = server.core().pid;
        if process::current() == Some(pid) {
            return Some(Err(CallError::CallingSelf { to }));
        }
        let _edge = match wait::begin(process::current(), pid, &any) {
            Ok(edge) => edge,
            Err(ring) => return Some(Err(CallError::Deadlock { to, ring })),
        };
        let mut limit = Limit::new(patience);
        limit.of(server.core(), poll_fn(|cx| self.poll(cx))).await
    }

    /// Waits for the outcome for at most `patience`, and gives the request up if it takes longer: a
    /// reply that comes later is dropped.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no reply comes.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped, the call is not handled if it still waits; its reply is dropped.
    pub async fn within(mut self, patience: Duration) -> Result<R, CallError> {
        let to = self.to;
        self.wait(patience).await.unwrap_or_else(|| Err(CallError::timed_out(to, patience)))
    }
}

impl<R: Send + 'static> fmt::Debug for Request<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("to", &self.to).finish_non_exhaustive()
    }
}

/// Requests that are awaited together; each has a label that comes back with its outcome.
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
/// use switchboard::Requests;
///
/// #[derive(GenServer, Default)]
/// struct Doubler;
///
/// #[gen_server]
/// impl Doubler {
///     #[call]
///     fn double(&self, n: u64) -> u64 { 2 * n }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let doubler = Doubler::start().await?;
/// let mut requests = Requests::<&str, u64>::new();
/// requests.add("three", doubler.server().send_request(DoublerCall::Double { n: 3 }));
/// requests.add("four", doubler.server().send_request(DoublerCall::Double { n: 4 }));
/// let mut sum = 0;
/// while let Some((label, outcome)) = requests.next().await {
///     println!("{label}: {outcome:?}");
///     sum += outcome?;
/// }
/// assert_eq!(sum, 14);
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Requests<L, R: Send + 'static> {
    open: Vec<(L, Request<R>)>,
}

impl<L, R: Send + 'static> Requests<L, R> {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self { open: Vec::new() }
    }

    /// Adds one.
    pub fn add(&mut self, label: L, request: Request<R>) {
        self.open.push((label, request));
    }

    /// How many have no outcome yet, or one that was not taken.
    #[must_use]
    pub fn len(&self) -> usize {
        self.open.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<(L, Result<R, CallError>)>> {
        if self.open.is_empty() {
            return Poll::Ready(None);
        }
        for at in 0..self.open.len() {
            if let Poll::Ready(outcome) = self.open[at].1.poll(cx) {
                let (label, _) = self.open.remove(at);
                return Poll::Ready(Some((label, outcome)));
            }
        }
        Poll::Pending
    }

    /// An outcome that is there already, with its label; it is taken off.
    pub fn check(&mut self) -> Option<(L, Result<R, CallError>)> {
        match self.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => None,
        }
    }

    /// Waits for the next outcome, whichever it is, and takes it off; `None` when there is no request.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn next(&mut self) -> Option<(L, Result<R, CallError>)> {
        poll_fn(|cx| self.poll(cx)).await
    }
}

impl<L, R: Send + 'static> Default for Requests<L, R> {
    fn default() -> Self {
        Self::new()
    }
}

/// What several servers answered: those that did, and those that did not, by their place in the list.
#[derive(Debug)]
#[non_exhaustive]
pub struct MultiReplies<R> {
    /// The replies.
    pub good: Vec<(usize, R)>,
    /// Those that gave none.
    pub bad: Vec<(usize, CallError)>,
}

/// Asks several servers the same at once, and waits for all of them, `patience` in all.
///
/// # Cancel safety
///
/// When the future is dropped, calls that still wait are not handled; the replies of others are dropped.
pub async fn multi_call<S: GenServer, R: Send + 'static>(
    servers: &[ServerRef<S>],
    patience: Duration,
    call: impl Fn() -> S::Call + Send,
) -> MultiReplies<R> {
    let requests: Vec<Request<R>> =
        servers.iter().map(|server| server.send_request(call())).collect();
    drop(call);
    let end = crate::clock::deadline(patience);
    let mut replies = MultiReplies { good: Vec::new(), bad: Vec::new() };
    for (at, request) in requests.into_iter().enumerate() {
        let left = end.saturating_duration_since(crate::clock::now());
        match request.within(left).await {
            Ok(reply) => replies.good.push((at, reply)),
            Err(CallError::Timeout { to, .. }) => {
                replies.bad.push((at, CallError::Timeout { to, after: patience }));
            }
            Err(error) => replies.bad.push((at, error)),
        }
    }
    replies
}
