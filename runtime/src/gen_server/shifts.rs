//! The code of a server's process: shifts with nothing in between.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::server::ServerEntry;
use super::start::Started;
use super::{GenServer, ServerCell, brief};
use crate::process::workplace::{self, Workplace};
use crate::process::{Code, ExitReason};

/// What the first shift of a server begins with.
pub(super) struct Birth<S: GenServer> {
    pub(super) args: S::Args,
    pub(super) started: Started,
}

/// What a shift begins with.
pub(super) enum Opening<S: GenServer> {
    /// The first one: it holds the token from the start.
    Birth(Birth<S>),
    /// The token was kept for it, and with it what was taken out of the mailbox.
    Held {
        first: Option<ServerEntry<S>>,
        /// Nothing was handled since the wake-up, so what is first has only just come.
        fresh: bool,
    },
    /// It takes the token itself.
    Wake,
}

/// The shifts of a server, each of which is a future `F`. Between two of them it is one empty pointer.
pub(super) struct Shifts<M, F> {
    make: M,
    shift: Option<Workplace<F>>,
}

impl<M, F: 'static> Shifts<M, F> {
    /// The shifts that `make` makes, the first of them with a birth.
    pub(super) fn new<S: GenServer>(make: M, cell: &Arc<ServerCell<S>>, birth: Birth<S>) -> Self
    where
        M: Fn(Arc<ServerCell<S>>, Opening<S>) -> F,
    {
        let first = workplace::borrow(|| make(Arc::clone(cell), Opening::Birth(birth)));
        Self { make, shift: Some(first) }
    }

    /// The shifts of a server that is born and rests.
    pub(super) fn at_rest(make: M) -> Self {
        Self { make, shift: None }
    }

    /// The shifts of a server whose token was kept for the first of them, with what it has to handle.
    pub(super) fn holding<S: GenServer>(
        make: M,
        cell: &Arc<ServerCell<S>>,
        first: ServerEntry<S>,
    ) -> Self
    where
        M: Fn(Arc<ServerCell<S>>, Opening<S>) -> F,
    {
        let opening = Opening::Held { first: Some(first), fresh: true };
        let shift = workplace::borrow(|| make(Arc::clone(cell), opening));
        Self { make, shift: Some(shift) }
    }

    /// Nothing of the shift is left.
    fn end(&mut self) {
        if let Some(shift) = self.shift.take() {
            workplace::give_back(shift);
        }
    }
}

/// Whether the time is up for the handler that runs.
#[inline]
fn is_cut<S: GenServer>(cell: &ServerCell<S>) -> bool {
    cell.core().known_extras().is_some_and(|extras| extras.ending.cuts())
}

impl<S, M, F> Code<ServerCell<S>> for Shifts<M, F>
where
    S: GenServer,
    M: Fn(Arc<ServerCell<S>>, Opening<S>) -> F + Send + Unpin + 'static,
    F: Future<Output = Option<ExitReason>> + Send + 'static,
{
    fn poll(
        mut self: Pin<&mut Self>,
        cell: &Arc<ServerCell<S>>,
        cx: &mut Context<'_>,
    ) -> Poll<ExitReason> {
        if self.shift.is_none() {
            // Woken for its timers, or for what somebody has taken along meanwhile.
            if !cell.inner.token.has_work() {
                return Poll::Pending;
            }
            let Some(opening) = brief::handle(cell, cx) else {
                return Poll::Pending;
            };
            self.shift = Some(workplace::borrow(|| (self.make)(Arc::clone(cell), opening)));
        }
        // Looked at before as well: by then the shift has its whole budget before it, so that what still
        // waits afterwards is a handler.
        let cuts = is_cut(cell);
        let shift = self.shift.as_mut().and_then(|shift| shift.as_mut().as_pin_mut());
        let Some(Poll::Ready(outcome)) = shift.map(|shift| shift.poll(cx)) else {
            if cuts && is_cut(cell) {
                // Before what waits is dropped, so that callers look for the reason.
                cell.core().begin_end(&ExitReason::Killed);
                self.end();
                return Poll::Ready(ExitReason::Killed);
            }
            cell.core().since.note();
            return Poll::Pending;
        };
        self.end();
        outcome.map_or(Poll::Pending, Poll::Ready)
    }

    fn is_at_rest(&self) -> bool {
        self.shift.is_none()
    }

    fn clear(mut self: Pin<&mut Self>, cell: &ServerCell<S>) {
        // Also when the arguments panic as they go.
        let _unborn = Unborn(cell);
        self.end();
    }
}

/// Gives the token of a server back whose first shift never began: it may be killed before its task is
/// ever polled.
struct Unborn<'a, S: GenServer>(&'a ServerCell<S>);

impl<S: GenServer> Drop for Unborn<'_, S> {
    fn drop(&mut self) {
        if self.0.inner.token.is_newborn() {
            drop(self.0.inner.first_hold());
        }
    }
}
