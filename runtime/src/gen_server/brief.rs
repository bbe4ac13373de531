//! The short way of a cast to a server that rests: its task handles it at once, without a shift.
//!
//! A shift is a future with room for what a handler keeps while it waits. Most servers are woken for
//! one message whose handler never waits; for those this is all there is: take the token, take the
//! message, run the handler, give the token back. What needs more goes on in a shift.

use std::pin::pin;
use std::task::{Context, Poll};

use tokio::task::coop;

use super::context::Caller;
use super::server::{Body, ServerEntry};
use super::shifts::Opening;
use super::{GenServer, Message, ServerCell};
use crate::observe::handling::Handling;
use crate::process::{ExitReason, guard};

/// Handles messages one by one, as long as few wait and their handlers do not. What a shift has to begin
/// with, if it has to; the token is kept for it.
pub(super) fn handle<S: GenServer>(
    cell: &ServerCell<S>,
    cx: &mut Context<'_>,
) -> Option<Opening<S>> {
    let Some(mut held) = cell.inner.hold_for_mail() else {
        return Some(Opening::Wake);
    };
    let mut fresh = true;
    loop {
        // On the way out, it is the shift that knows what is still handled.
        if cell.inner.token.is_shut() {
            held.keep();
            return Some(Opening::Held { first: None, fresh });
        }
        match coop::poll_proceed(cx) {
            Poll::Ready(budget) => budget.made_progress(),
            // What has come meanwhile has waited.
            Poll::Pending if !fresh => {
                held.keep();
                return Some(Opening::Held { first: None, fresh });
            }
            // The task is woken again already.
            Poll::Pending => return None,
        }
        let (cast, origin) = match held.next_of_few() {
            Some(ServerEntry::Cast(cast, origin)) if !S::cast_may_wait(&cast) => (cast, origin),
            other => {
                held.keep();
                return Some(Opening::Held { first: other, fresh });
            }
        };
        let Some(Body { state, cx: context }) = held.body() else {
            return None;
        };
        fresh = false;
        let name = cast.name();
        context.trail.note(name, cell.core());
        context.arrived();
        let handling = Handling::of(cell.core(), name, Some(&origin));
        let handled = {
            let _entered = handling.enter();
            guard::catch(|| pin!(state.handle_cast(cast, context)).poll(cx))
        };
        drop(handling);
        match handled {
            Ok(Poll::Ready(())) => {}
            Ok(Poll::Pending) => context.crash(ExitReason::custom(Waits(name))),
            Err(reason) => context.crash(reason),
        }
        if context.has_work() {
            // For the report, should it come to one.
            context.begun = Some(Caller(None));
            held.keep();
            return Some(Opening::Held { first: None, fresh });
        }
        held = held.rest()?;
    }
}

/// A handler waits, although `cast_may_wait` says that it does not.
struct Waits(&'static str);

impl std::fmt::Debug for Waits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`cast_may_wait` says that `{}` does not wait, and it does", self.0)
    }
}
