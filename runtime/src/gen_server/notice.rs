//! A notice that is handled where it comes from: by who tells of it, when the server is idle, as a call is
//! handled on its caller.

use std::sync::Arc;
use std::task::Poll;

use super::server::Body;
use super::server_ref::Resolved;
use super::turn::{Step, Turn};
use super::{GenServer, ServerCell};
use crate::observe::handling::{Handling, spanned};
use crate::process::cell::{self, Begun, Borrowing, Tell};

impl<S: GenServer> Turn<'static, S> {
    /// The turn of a server that is idle at this very moment, for [`notify`](Self::notify).
    pub(crate) fn at_once(cell: Arc<ServerCell<S>>) -> Option<Self> {
        if cell.core().is_doomed() || !cell.core().runs_here() {
            return None;
        }
        cell::enter_idle(Resolved::Owned(cell)).map(Self)
    }

    /// Whose turn it is.
    pub(crate) fn server(&self) -> &Arc<ServerCell<S>> {
        self.0.cell().cell()
    }

    /// Handles `info` here as far as its handler does not wait. What is left is for the server's own task.
    pub(crate) fn notify(mut self, name: &'static str, info: S::Info) {
        let first =
            self.first(name, None, None, |state, cx| Box::pin(state.handle_info(info, cx)), rest);
        if !matches!(first, Some(Poll::Pending))
            && let Step::Done(()) = self.settle(first)
        {
            return self.0.leave();
        }
        self.0.leave_work();
    }
}

/// A handler that has to wait; nobody waits for it.
fn rest<S: GenServer>(
    future: Borrowing<'static, ()>,
    handling: Option<Handling>,
) -> Begun<Body<S>> {
    Box::pin(async move {
        match handling {
            Some(handling) => spanned!(handling, future).await,
            None => future.await,
        }
        let tell: Tell<Body<S>> = Box::new(|_body| ());
        tell
    })
}
