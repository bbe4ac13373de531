//! The code of a server's process: shifts with nothing in between.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::start::Started;
use super::{GenServer, ServerCell};
use crate::process::workplace::{self, Workplace};
use crate::process::{Code, ExitReason};

/// What the first shift of a server begins with.
pub(crate) struct Birth<S: GenServer> {
    pub(super) args: S::Args,
    pub(super) started: Started,
}

/// The shifts of a server, each of which is a future `F`. Between two of them it is one empty pointer.
pub(super) struct Shifts<M, F> {
    make: M,
    shift: Option<Workplace<F>>,
}

impl<M, F: 'static> Shifts<M, F> {
    /// The shifts that `make` makes.
    pub(super) fn new<S: GenServer>(make: M) -> Self
    where
        M: Fn(Arc<ServerCell<S>>, Option<Box<Birth<S>>>) -> F,
    {
        Self { make, shift: None }
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
    M: Fn(Arc<ServerCell<S>>, Option<Box<Birth<S>>>) -> F + Send + Unpin + 'static,
    F: Future<Output = Option<ExitReason>> + Send + 'static,
{
    fn poll(
        mut self: Pin<&mut Self>,
        cell: &Arc<ServerCell<S>>,
        cx: &mut Context<'_>,
    ) -> Poll<ExitReason> {
        if self.shift.is_none() {
            let birth = cell.take_birth();
            // Woken for its timers, or for what somebody has taken along meanwhile.
            if birth.is_none() && !cell.inner.token.has_work() {
                return Poll::Pending;
            }
            self.shift = Some(workplace::borrow(|| (self.make)(Arc::clone(cell), birth)));
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
            return Poll::Pending;
        };
        self.end();
        outcome.map_or(Poll::Pending, Poll::Ready)
    }

    fn clear(mut self: Pin<&mut Self>, cell: &ServerCell<S>) {
        self.end();
        cell.miscarry();
    }
}
