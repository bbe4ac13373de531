//! The short way of a cast to a server that rests: its task handles it at once, without a shift.
//!
//! A shift is a future with room for what a handler keeps while it waits. Most servers are woken for
//! one message whose handler never waits; for those this is all there is: take the token, take the
//! message, run the handler, give the token back. What needs more goes on in a shift.

use std::pin::pin;
use std::task::{Context, Poll, ready};

use tokio::task::coop;

use super::context::Caller;
use super::serve::{Last, Loop, TaskHeld};
use super::server::{Body, ServerEntry};
use super::shifts::Opening;
use super::{GenServer, Message, ServerCell};
use crate::observe::handling::{Handling, Origin};
use crate::process::{Entry, ExitReason, Found, guard};

/// Handles messages one by one, as long as few wait and their handlers do not. What a shift has to begin
/// with, if it has to; the token is kept for it.
pub(super) fn handle<S: GenServer>(
    cell: &ServerCell<S>,
    cx: &mut Context<'_>,
) -> Option<Opening<S>> {
    // Without any, the task is woken again already.
    let Poll::Ready(budget) = coop::poll_proceed(cx) else {
        return None;
    };
    let Some((mut held, found)) = cell.inner.hold_for_mail() else {
        return Some(Opening::Wake);
    };
    budget.made_progress();
    let mut fresh = true;
    let mut next = match found {
        Found::Placed => from_place(cell, held.placed()),
        Found::InQueue => from_queue(cell, &mut held),
    };
    loop {
        let (cast, origin) = match next {
            Ok(light) => light,
            Err(first) => {
                held.keep();
                return Some(Opening::Held { first, fresh });
            }
        };
        match run_alone(cell, &mut held, cast, &origin, cx) {
            After::Rest => return None,
            After::Shift => {
                held.keep();
                return Some(Opening::Held { first: None, fresh: false });
            }
            After::More => {}
        }
        fresh = false;
        next = from_queue(cell, &mut held);
    }
}

/// A cast that is handled here, or what a shift has to begin with.
type Next<S> = Result<<ServerEntry<S> as Entry>::Light, Option<ServerEntry<S>>>;

#[inline]
fn from_place<S: GenServer>(
    cell: &ServerCell<S>,
    placed: Option<<ServerEntry<S> as Entry>::Light>,
) -> Next<S> {
    match placed {
        Some(light) if is_brief::<S>(cell, &light.0) => Ok(light),
        other => Err(other.map(ServerEntry::of)),
    }
}

#[inline]
fn from_queue<S: GenServer>(cell: &ServerCell<S>, held: &mut TaskHeld<'_, S>) -> Next<S> {
    // On the way out, it is the shift that knows what is still handled.
    if cell.inner.token.is_shut() {
        return Err(None);
    }
    match held.next_of_few() {
        Some(ServerEntry::Cast(cast, origin)) if is_brief::<S>(cell, &cast) => Ok((cast, origin)),
        other => Err(other),
    }
}

/// Whether a cast is handled here.
#[inline]
fn is_brief<S: GenServer>(cell: &ServerCell<S>, cast: &S::Cast) -> bool {
    !cell.inner.token.is_shut() && !S::cast_may_wait(cast)
}

/// What [`run_alone`] leaves to do.
enum After {
    /// Nothing: the token is given back.
    Rest,
    /// Something waits, and the turn is not over.
    More,
    /// More than can be done here.
    Shift,
}

/// Runs a handler, and gives the token back if nothing waits.
#[inline]
fn run_alone<S: GenServer>(
    cell: &ServerCell<S>,
    held: &mut TaskHeld<'_, S>,
    cast: S::Cast,
    origin: &Origin,
    cx: &mut Context<'_>,
) -> After {
    let Some(body) = held.body() else {
        return After::Rest;
    };
    run(cell, body, cast, origin, cx);
    let context = &mut body.cx;
    if context.has_work() {
        // For the report, should it come to one.
        context.begun = Some(Caller(None));
        return After::Shift;
    }
    if held.rest() {
        cell.inner.mailbox().note_rest();
        return After::Rest;
    }
    // What has come meanwhile has waited.
    match coop::poll_proceed(cx) {
        Poll::Ready(budget) => {
            budget.made_progress();
            After::More
        }
        Poll::Pending => After::Shift,
    }
}

/// Runs a handler that does not wait. What it came to is in its context.
#[inline]
fn run<S: GenServer>(
    cell: &ServerCell<S>,
    body: &mut Body<S>,
    cast: S::Cast,
    origin: &Origin,
    cx: &mut Context<'_>,
) {
    let Body { state, cx: context } = body;
    let name = cast.name();
    context.trail.note(name, cell.core());
    context.arrived();
    let handling = Handling::of(cell.core(), name, Some(origin));
    let handled = {
        let _entered = handling.enter();
        guard::catch(|| pin!(state.handle_cast(cast, context)).poll(cx))
    };
    match handled {
        Ok(Poll::Ready(())) => {}
        Ok(Poll::Pending) => context.crash(ExitReason::custom(Waits(name))),
        Err(reason) => context.crash(reason),
    }
}

impl<S: GenServer> Loop<'_, S> {
    /// Handles those casts at the head of the batch whose handlers do not wait. They are most of what a
    /// busy server gets, and need none of what a future keeps from one poll to the next.
    pub(super) fn brief_casts(
        &mut self,
        held: &mut TaskHeld<'_, S>,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        let Some(body) = held.body() else {
            return Poll::Ready(());
        };
        // Whoever looks on is to see them one by one.
        while self.control.is_none() && self.batch.front().is_some_and(is_brief_entry) {
            ready!(coop::poll_proceed(cx)).made_progress();
            if self.discards() {
                break;
            }
            let Some(ServerEntry::Cast(cast, origin)) = self.batch.pop_front() else {
                break;
            };
            self.cell.inner.mailbox().taken();
            self.fresh = false;
            run(self.cell, body, cast, &origin, cx);
            self.last = Some(Last { name: body.cx.trail.last(), caller: None });
            if body.cx.has_work() {
                break;
            }
        }
        Poll::Ready(())
    }
}

fn is_brief_entry<S: GenServer>(entry: &ServerEntry<S>) -> bool {
    matches!(entry, ServerEntry::Cast(cast, _) if !S::cast_may_wait(cast))
}

/// A handler waits, although `cast_may_wait` says that it does not.
struct Waits(&'static str);

impl std::fmt::Debug for Waits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`cast_may_wait` says that `{}` does not wait, and it does", self.0)
    }
}
