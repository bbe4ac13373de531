//! The long way of a call: through the mailbox, with a wait for the reply.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::task::consume_budget;

use super::delivery::{Door, Limit, deliver};
use super::server::{Inner, ServerEntry};
use super::server_ref::Resolved;
use super::turn::Later;
use super::{CallError, Callee, GenServer, Message, ReplyPort, ServerRef};
use crate::process::reply::{AnySlot, Leaving, Parties, Slot};
use crate::process::{self, LookupError, Place, Refused, Wake, Weight};

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
    pub(super) async fn send<R: Send + 'static, M: Send>(
        self,
        timeout: Option<Duration>,
        message: &'static str,
        make: impl FnOnce(ReplyPort) -> M,
        wrap: fn(M) -> ServerEntry<S>,
    ) -> Result<R, CallError> {
        // Also a call that fails at once is an operation, or a loop of them would let nobody else run.
        consume_budget().await;
        let to = Callee { server: S::kind(), message };
        let target = self.target.map_err(|error| not_found(error, to))?;
        let caller = process::current();
        if caller == Some(target.core.pid) {
            return Err(CallError::CallingSelf { to });
        }
        let mut limit = Limit::of_call(timeout.unwrap_or(S::OPTIONS.call_timeout));
        let parties = Parties { server: target.core.pid, caller };
        let slot = Leaving(Slot::<R>::of_call(limit.at(), parties));
        let any: Arc<dyn AnySlot> = slot.0.clone();
        let from = ReplyPort::new(Arc::clone(&any));
        let mut post = Post { target: &target, message: Some(make(from)), wrap, place: None };
        deliver(Some(&mut post), &target.core, &any, caller, limit, to).await?;
        slot.0.take().ok_or(CallError::NoReply { to })
    }
}

/// Why a call has nobody to go to.
#[cold]
pub(super) fn not_found(error: LookupError, to: Callee) -> CallError {
    match error {
        LookupError::NoProc => CallError::NoProc { to },
        LookupError::WrongServer(found) => CallError::WrongServer { to, found },
    }
}

/// A message on its way into a mailbox.
struct Post<'a, S: GenServer, M> {
    target: &'a Inner<S>,
    /// Until it is in.
    message: Option<M>,
    wrap: fn(M) -> ServerEntry<S>,
    /// Kept until the message is in, so that nobody who came later is let in before.
    place: Option<Place<'a, ServerEntry<S>>>,
}

impl<S: GenServer, M: Send> Door for Post<'_, S, M> {
    fn push(&mut self) -> Result<Wake, Refused<()>> {
        let Some(message) = self.message.take() else {
            return Ok(Wake::No);
        };
        let mailbox = self.target.mailbox();
        let (message, refused): (_, fn(()) -> Refused<()>) =
            match mailbox.push(message, Weight::Call, self.wrap) {
                Ok(wake) => return Ok(wake),
                Err(Refused::Full(message)) => (message, Refused::Full),
                Err(Refused::Stopping(message)) => (message, Refused::Stopping),
                Err(Refused::Closed(message)) => (message, Refused::Closed),
            };
        self.message = Some(message);
        Err(refused(()))
    }

    fn poll_room(&mut self, cx: &Context<'_>) -> Poll<()> {
        let target = self.target;
        self.place.get_or_insert_with(|| target.mailbox().line_up()).poll(cx)
    }
}
