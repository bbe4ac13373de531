//! A process of one type: core, run token, mailbox, and the state that the token guards.
//!
//! `unsafe` lives here and only here. The argument is the same for each block: the body is touched
//! only by the holder of the token, [`Token`] admits one holder at a time (its loom tests show
//! it), and its acquire/release pairs order one holder's accesses before the next one's.

use std::collections::VecDeque;
use std::ops::Deref;

use super::core::Core;
use super::mailbox::{Entry, Mailbox};
use super::token::{Token, Wake};
use crate::sync::model::UnsafeCell;

/// A process whose state is a `B` and whose mailbox holds `E`s.
pub(crate) struct Cell<B, E> {
    pub(crate) core: Core,
    pub(crate) token: Token,
    pub(crate) mailbox: Mailbox<E>,
    body: UnsafeCell<Option<B>>,
}

// SAFETY: every field but `body` is `Sync` by itself when `E: Send`. `body` is reached through a
// `Held`, of which the token allows one at a time, so sharing the cell only ever moves a `B` from
// one thread to another, which `B: Send` permits.
#[expect(unsafe_code, reason = "the token makes the body exclusive; see the module's argument")]
unsafe impl<B: Send, E: Send> Sync for Cell<B, E> {}

impl<B, E: Entry> Cell<B, E> {
    /// A new process without a body, whose token is held by its own task.
    pub(crate) fn new(core: Core, mailbox: Mailbox<E>) -> Self {
        Self { core, token: Token::held(), mailbox, body: UnsafeCell::new(None) }
    }

    /// The process's task, which holds the token from the start.
    ///
    /// Only the process's task may call this, and only once: it stands for the hold that
    /// [`Token::held`] begins with.
    pub(crate) fn first_hold(&self) -> Held<&Self, B, E> {
        Held { cell: self, by: By::Task }
    }

    /// Takes the token for the process's task, if there is anything to do.
    pub(crate) fn hold_if_work(&self) -> Option<Held<&Self, B, E>> {
        self.token.take_if_work().then(|| Held { cell: self, by: By::Task })
    }

    /// Takes the token for the end of the process; `None` while a caller runs a handler.
    pub(crate) fn hold_for_end(&self) -> Option<Held<&Self, B, E>> {
        self.token.take().then(|| Held { cell: self, by: By::Task })
    }
}

/// Enters as a caller, if the process is idle; `cell` comes back if it is not.
#[inline]
pub(crate) fn try_enter<C, B, E>(cell: C) -> Result<Held<C, B, E>, C>
where
    C: Deref<Target = Cell<B, E>>,
    E: Entry,
{
    if cell.token.try_enter() { Ok(Held { cell, by: By::Caller }) } else { Err(cell) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Caller,
    Task,
    /// Given back already.
    Nobody,
}

/// The token in somebody's hand: the right to touch the body.
pub(crate) struct Held<C: Deref<Target = Cell<B, E>>, B, E: Entry> {
    cell: C,
    by: By,
}

impl<C: Deref<Target = Cell<B, E>>, B, E: Entry> Held<C, B, E> {
    /// The process.
    pub(crate) fn cell(&self) -> &C {
        &self.cell
    }

    /// The body, once `init` has put it there.
    #[inline]
    pub(crate) fn body(&mut self) -> &mut Option<B> {
        // SAFETY: `self` is the only holder of the token, and the borrow of `self` is exclusive.
        #[expect(unsafe_code, reason = "the token makes the body exclusive")]
        self.cell.body.with_mut(|body| unsafe { &mut *body })
    }

    /// Moves everything that is queued into `batch`.
    pub(crate) fn drain(&mut self, batch: &mut VecDeque<E>) {
        self.cell.mailbox.drain(batch, &self.cell.token);
    }

    /// Gives the token back as the process's task; gets it again if there is something to do.
    pub(crate) fn rest(mut self) -> Option<Self> {
        if self.cell.token.rest() {
            self.by = By::Nobody;
            None
        } else {
            Some(self)
        }
    }

    /// Leaves as a caller.
    #[inline]
    pub(crate) fn leave(mut self) {
        self.by = By::Nobody;
        if self.cell.token.leave() == Wake::Yes {
            self.cell.core.wake();
        }
    }

    /// Leaves as a caller, with something for the process's task to do.
    pub(crate) fn leave_work(mut self) -> C
    where
        C: Clone,
    {
        self.by = By::Nobody;
        if self.cell.token.leave_work() == Wake::Yes {
            self.cell.core.wake();
        }
        self.cell.clone()
    }
}

impl<C: Deref<Target = Cell<B, E>>, B, E: Entry> Drop for Held<C, B, E> {
    #[inline]
    fn drop(&mut self) {
        match self.by {
            By::Caller => {
                if self.cell.token.leave() == Wake::Yes {
                    self.cell.core.wake();
                }
            }
            By::Task => self.cell.token.drop_held(),
            By::Nobody => {}
        }
    }
}
