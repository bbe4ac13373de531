//! Messages of a protocol: in a mailbox they are functions on the state, in a box.
//!
//! Whoever sends one knows the server as one of many, so the server's own enums have no variant for
//! it. As long as the server is idle, a call takes the short way as any other, and nothing is boxed.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use super::call::Queue;
use super::server::ServerEntry;
use super::server_ref::note_refused;
use super::turn::{Later, Turn};
use super::{CallError, Context, GenServer, Message, ReplyPort, ReplyTo, ServerRef};
use crate::observe::handling::Origin;
use crate::process::cell::Borrowing;
use crate::process::{CastError, Pid, Weight, asked};

/// What is left of a call that could not be done at once.
pub type Waiting<'a, R> = Pin<Box<dyn Future<Output = Result<R, CallError>> + Send + 'a>>;

/// What is left of a handler that may have to wait.
pub type Rest<'b> = Option<Borrowing<'b, ()>>;

/// A server as the handle of a protocol knows it.
pub trait ProtocolServer: fmt::Debug + Send + Sync {
    /// The process behind it right now.
    fn pid(&self) -> Option<Pid>;
}

impl<S: GenServer> ProtocolServer for ServerRef<S> {
    fn pid(&self) -> Option<Pid> {
        Self::pid(self)
    }
}

/// A message that waits in a mailbox and knows what to do.
pub(crate) trait Visit<S: GenServer>: Send {
    /// The name for reports.
    fn name(&self) -> &'static str;

    fn weight(&self) -> Weight;

    /// The way back to whoever waits for it, if somebody does.
    fn from(&self) -> Option<&ReplyPort>;

    /// Where it comes from.
    fn origin(&self) -> &Origin;

    /// Handles it.
    fn visit<'b>(self: Box<Self>, state: &'b mut S, cx: &'b mut Context<S>) -> Rest<'b>;
}

/// Handles a message; the outcome of what it has begun is waited for.
pub(super) async fn visited<S: GenServer>(
    visit: Box<dyn Visit<S>>,
    state: &mut S,
    cx: &mut Context<S>,
) {
    let mut asked = visit.from().and_then(ReplyPort::asked);
    if let Some(rest) = asked::during(&mut asked, || visit.visit(state, cx)) {
        asked::handling(asked, rest).await;
    }
}

/// A call, with what answers it.
struct Asked<A> {
    name: &'static str,
    from: ReplyPort,
    answer: A,
}

/// A way to answer a call.
trait Answer<S: GenServer>: Send {
    fn answer<'b>(self, state: &'b mut S, from: ReplyPort, cx: &'b mut Context<S>) -> Rest<'b>;
}

impl<S: GenServer, A: Answer<S>> Visit<S> for Asked<A> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn weight(&self) -> Weight {
        Weight::Call
    }

    fn from(&self) -> Option<&ReplyPort> {
        Some(&self.from)
    }

    fn origin(&self) -> &Origin {
        self.from.origin()
    }

    fn visit<'b>(self: Box<Self>, state: &'b mut S, cx: &'b mut Context<S>) -> Rest<'b> {
        let Self { from, answer, .. } = *self;
        answer.answer(state, from, cx)
    }
}

/// What a function returns is the reply.
struct Returned<F, R>(F, PhantomData<fn() -> R>);

impl<S, R, F> Answer<S> for Returned<F, R>
where
    S: GenServer,
    R: Send + 'static,
    F: FnOnce(&mut S, &mut Context<S>) -> R + Send,
{
    fn answer<'b>(self, state: &'b mut S, from: ReplyPort, cx: &'b mut Context<S>) -> Rest<'b> {
        let reply = (self.0)(state, cx);
        from.reply(reply, cx);
        None
    }
}

/// What a future gives is the reply.
struct Awaited<F, R>(F, PhantomData<fn() -> R>);

impl<S, R, F> Answer<S> for Awaited<F, R>
where
    S: GenServer,
    R: Send + 'static,
    F: for<'b> FnOnce(&'b mut S, &'b mut Context<S>) -> Borrowing<'b, R> + Send + 'static,
{
    fn answer<'b>(self, state: &'b mut S, from: ReplyPort, cx: &'b mut Context<S>) -> Rest<'b> {
        Some(Box::pin(async move {
            let reply = (self.0)(state, &mut *cx).await;
            from.reply(reply, cx);
        }))
    }
}

/// The reply goes through a `ReplyTo`.
struct Deferred<F, R>(F, PhantomData<fn() -> R>);

impl<S, R, F> Answer<S> for Deferred<F, R>
where
    S: GenServer,
    R: Send + 'static,
    F: for<'b> FnOnce(&'b mut S, ReplyTo<R>, &'b mut Context<S>) -> Rest<'b> + Send,
{
    fn answer<'b>(self, state: &'b mut S, from: ReplyPort, cx: &'b mut Context<S>) -> Rest<'b> {
        let reply = from.defer(cx);
        (self.0)(state, reply, cx)
    }
}

/// A cast, with what obeys it.
struct Told<C, F> {
    cast: C,
    obey: F,
    origin: Origin,
}

impl<S, C, F> Visit<S> for Told<C, F>
where
    S: GenServer,
    C: Message,
    F: for<'b> FnOnce(C, &'b mut S, &'b mut Context<S>) -> Rest<'b> + Send,
{
    fn name(&self) -> &'static str {
        self.cast.name()
    }

    fn weight(&self) -> Weight {
        Weight::Cast
    }

    fn from(&self) -> Option<&ReplyPort> {
        None
    }

    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn visit<'b>(self: Box<Self>, state: &'b mut S, cx: &'b mut Context<S>) -> Rest<'b> {
        (self.obey)(self.cast, state, cx)
    }
}

/// Runs a handler on the caller when the server is idle; otherwise gives the wait for its turn.
///
/// # Errors
///
/// What is left to wait for.
#[inline]
pub fn ask<'a, S: GenServer, R: Send + 'static>(
    server: &'a ServerRef<S>,
    name: &'static str,
    timeout: Option<Duration>,
    run: impl FnOnce(&mut S, &mut Context<S>) -> R + Send + 'static,
) -> Result<R, Waiting<'a, R>> {
    match Turn::take(server) {
        Ok(turn) => turn.run(name, run).map_err(|later| rest(later, timeout)),
        Err(queue) => Err(queued(queue, name, timeout, Returned(run, PhantomData))),
    }
}

/// As [`ask`], for a handler that may have to wait: it is begun on the caller.
///
/// # Errors
///
/// What is left to wait for.
#[inline]
pub fn ask_to_wait<'a, S: GenServer, R: Send + 'static>(
    server: &'a ServerRef<S>,
    name: &'static str,
    timeout: Option<Duration>,
    run: impl for<'b> FnOnce(&'b mut S, &'b mut Context<S>) -> Borrowing<'b, R> + Send + 'static,
) -> Result<R, Waiting<'a, R>> {
    match Turn::take_to_wait(server) {
        Ok(turn) => turn.begin(timeout, name, run).map_err(|later| rest(later, timeout)),
        Err(queue) => Err(queued(queue, name, timeout, Awaited(run, PhantomData))),
    }
}

/// As [`ask`], for a handler that answers through a `ReplyTo`: always through the mailbox.
///
/// # Errors
///
/// What is left to wait for, always.
pub fn ask_for_reply<'a, S: GenServer, R: Send + 'static>(
    server: &'a ServerRef<S>,
    name: &'static str,
    timeout: Option<Duration>,
    run: impl for<'b> FnOnce(&'b mut S, ReplyTo<R>, &'b mut Context<S>) -> Rest<'b> + Send + 'static,
) -> Result<R, Waiting<'a, R>> {
    Err(queued(Queue::to(server), name, timeout, Deferred(run, PhantomData)))
}

/// Casts a message of a protocol; it comes back when it is refused.
///
/// # Errors
///
/// As [`ServerRef::cast`].
pub fn tell<S: GenServer, C: Message>(
    server: &ServerRef<S>,
    cast: C,
    obey: impl for<'b> FnOnce(C, &'b mut S, &'b mut Context<S>) -> Rest<'b> + Send + 'static,
) -> Result<(), CastError<C>> {
    // In its box before the mailbox is locked.
    let told = Box::new(Told { cast, obey, origin: Origin::here() });
    let outcome =
        server.post(|cell| cell.queue(told, Weight::Cast, |told| ServerEntry::Visit(told)));
    outcome.map_err(|refused| match refused {
        CastError::Full(told) => CastError::Full(note_refused::<S, _>(told.cast)),
        CastError::Stopping(told) => CastError::Stopping(told.cast),
        CastError::NoProc(told) => CastError::NoProc(told.cast),
    })
}

#[cold]
fn rest<S: GenServer, R: Send + 'static>(
    later: Later<'_, S, R>,
    timeout: Option<Duration>,
) -> Waiting<'_, R> {
    Box::pin(later.finish(timeout))
}

fn queued<'a, S: GenServer, R: Send + 'static>(
    queue: Queue<'a, S>,
    name: &'static str,
    timeout: Option<Duration>,
    answer: impl Answer<S> + 'static,
) -> Waiting<'a, R> {
    let make = move |from| Box::new(Asked { name, from, answer }) as Box<dyn Visit<S>>;
    Box::pin(queue.send(timeout, name, make, ServerEntry::Visit))
}
