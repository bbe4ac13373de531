//! What a server does on whoever starts or stops it, as it handles a call on its caller.

use std::cell::Cell;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use super::pace::pace;
use super::serve::shift;
use super::server::ServerEntry;
use super::shifts::{Birth, Shifts};
use super::start::{Ear, Outcome, Started};
use super::turn;
use super::{GenServer, ServerCell};
use crate::process::reply::Slot;
use crate::process::{self, ExitReason, NoRuntime, asked};

/// How many servers may be at it inside of one another: a server whose `init` starts the next, and so on,
/// would make a chain of stack frames.
const DEPTH: u8 = 4;

thread_local! {
    static INSIDE: Cell<u8> = const { Cell::new(0) };
}

/// One server more, if there is room.
struct Inside;

impl Inside {
    fn enter() -> Option<Self> {
        let inside = INSIDE.get();
        (inside < DEPTH).then(|| {
            INSIDE.set(inside + 1);
            Self
        })
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.set(INSIDE.get() - 1);
    }
}

/// Does `work` for another server: what is being handled here is not its business.
fn apart<R>(work: impl FnOnce() -> R) -> R {
    turn::without_beginning(|| asked::during(&mut None, work))
}

/// Starts the process of a server, whose `init` runs here as far as it does not wait, if `here`.
pub(super) fn launch<S: GenServer>(
    cell: &Arc<ServerCell<S>>,
    birth: Birth<S>,
    here: bool,
) -> Result<(), NoRuntime> {
    let shifts = Shifts::new(shift::<S>, cell, birth);
    match here.then(Inside::enter).flatten() {
        Some(_inside) => apart(|| process::launch_here(cell, shifts, || ())),
        None => process::launch_code(Arc::clone(cell), shifts),
    }
}

/// How a start has begun.
pub(super) enum Began {
    /// The server runs.
    Told,
    /// Its `init` waits, or failed: that is told here.
    Tells(Arc<Slot<Outcome>>),
    /// It ended without a word.
    Silent,
}

/// As [`launch`] with `here`, for a starter that is no process and needs no place for the outcome before
/// it is known that `init` waits.
pub(super) fn launch_alone<S: GenServer>(
    cell: &Arc<ServerCell<S>>,
    args: S::Args,
) -> Result<Began, NoRuntime> {
    let Some(_inside) = Inside::enter() else {
        let slot = Slot::new();
        let started = Started::at(&slot);
        return launch(cell, Birth { args, started }, false).map(|()| Began::Tells(slot));
    };
    let shifts = Shifts::new(shift::<S>, cell, Birth { args, started: Started::listened_for() });
    let ear = Ear::of(cell.core());
    apart(|| process::launch_here(cell, shifts, || ear.leave_slot()))?;
    Ok(ear.began())
}

/// Whether this turn of the running task has room for what a server does on it. A wait for the next turn is
/// no answer: it would be a wait for the process's task as well.
pub(super) async fn has_room() -> bool {
    poll_fn(|cx| Poll::Ready(pace(cx).is_ready())).await
}

/// Whether a server was asked to stop here.
pub(super) enum Asked {
    /// It has a task, and was not asked.
    No,
    /// It was, and waits.
    Yes,
    /// It was, and has ended.
    Ended(ExitReason),
}

/// Stops a server that rests without a task, here as far as it does not wait.
pub(super) fn stop<S: GenServer>(cell: &Arc<ServerCell<S>>, reason: &ExitReason) -> Asked {
    if !cell.core().runs_here() {
        return Asked::No;
    }
    let Some(_inside) = Inside::enter().filter(|_| cell.core().take_over()) else {
        return Asked::No;
    };
    let stop = ServerEntry::Stop(reason.clone());
    let shifts = if let Some(held) = cell.inner.hold_idle() {
        held.keep();
        Shifts::holding(shift::<S>, cell, stop)
    } else {
        // Behind what waits already.
        cell.control(stop);
        Shifts::at_rest(shift::<S>)
    };
    let ended = apart(|| process::run_here(cell, shifts, || ()));
    ended.map_or(Asked::Yes, Asked::Ended)
}
