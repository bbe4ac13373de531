//! What a method of a typed handle does: one function for each kind of handler.
//!
//! Generated methods only name their handler and their message, as functions on the arguments.
//! The rest is here, so that it is compiled once for all handlers with the same arguments and reply,
//! and no handler brings a future of its own into the user's crate.

use std::time::Duration;

use super::asking::first_here;
use super::call::Queue;
use super::turn::{Later, Turn};
use super::{CallError, Context, GenServer, ServerRef};
use crate::process::cell::Borrowing;

/// What is known of a handler before it is called: one pointer in the future of a call.
#[derive(Debug)]
pub struct Asking {
    /// The handler's name.
    pub message: &'static str,
    /// How long a caller waits for it.
    pub within: Within,
}

/// A timeout as it was written: a value that is a constant wherever it stands.
#[derive(Clone, Copy, Debug)]
pub enum Within {
    /// The server's own.
    Default,
    /// Seconds, and nanoseconds.
    Time(u64, u32),
    /// For ever.
    Infinity,
}

impl Within {
    const fn timeout(self) -> Option<Duration> {
        match self {
            Self::Default => None,
            Self::Time(seconds, nanoseconds) => Some(Duration::new(seconds, nanoseconds)),
            Self::Infinity => Some(Duration::MAX),
        }
    }
}

/// A handler that answers at once: it runs on the caller when the server is idle.
///
/// # Errors
///
/// [`CallError`] when no reply comes.
#[inline]
pub fn answer<'a, S: GenServer, A: Send, R: Send + 'static, F, G>(
    server: &'a ServerRef<S>,
    asked: &'static Asking,
    args: A,
    handler: F,
    call: G,
) -> impl Future<Output = Result<R, CallError>> + Send + use<'a, S, A, R, F, G>
where
    G: FnOnce(A) -> S::Call + Send,
    F: FnOnce(&mut S, &mut Context<S>, A) -> R + Send,
{
    first_here(
        move || match Turn::take(server) {
            Ok(turn) => turn.run(asked.message, move |state, cx| handler(state, cx, args)),
            Err(queue) => Err(queue.later(call(args))),
        },
        move |later: Later<'a, S, R>| later.finish(asked.within.timeout()),
    )
}

/// A handler that may have to wait: it is begun on the caller, and goes on in the server's task.
///
/// # Errors
///
/// [`CallError`] when no reply comes.
#[inline]
pub fn answer_to_wait<'a, S: GenServer, A: Send, R: Send + 'static, F, G>(
    server: &'a ServerRef<S>,
    asked: &'static Asking,
    args: A,
    handler: F,
    call: G,
) -> impl Future<Output = Result<R, CallError>> + Send + use<'a, S, A, R, F, G>
where
    G: FnOnce(A) -> S::Call + Send,
    F: for<'b> FnOnce(&'b mut S, &'b mut Context<S>, A) -> Borrowing<'b, R> + Send,
{
    first_here(
        move || match Turn::take_to_wait(server) {
            Ok(turn) => {
                let timeout = asked.within.timeout();
                turn.begin(timeout, asked.message, move |state, cx| handler(state, cx, args))
            }
            Err(queue) => Err(queue.later(call(args))),
        },
        move |later: Later<'a, S, R>| later.finish(asked.within.timeout()),
    )
}

/// A handler that answers later, or one whose type keeps it from the short way: through the mailbox.
///
/// # Errors
///
/// [`CallError`] when no reply comes.
#[inline]
pub fn answer_later<S: GenServer, R: Send + 'static>(
    server: &ServerRef<S>,
    within: Within,
    call: S::Call,
) -> impl Future<Output = Result<R, CallError>> + Send + use<'_, S, R> {
    Queue::to(server).call(within.timeout(), call)
}
