//! A process of one type: core, run token, mailbox, and the state that the token guards.
//!
//! `unsafe` lives here and only here. The argument is the same for each block: the body is touched
//! only by the holder of the token, [`Token`] admits one holder at a time (its loom tests show
//! it), and its acquire/release pairs order one holder's accesses before the next one's.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::core::Core;
use super::exit::ExitReason;
use super::mailbox::{Entry, Inlet, Mailbox, Outlet, Refused, Weight};
use super::token::{Found, Token, Wake};
use super::{current, guard};
use crate::sync::model::UnsafeCell;

/// A process whose state is a `B` and whose mailbox holds `E`s.
///
/// What a sender writes for each message comes first, and what the process's task looks at for each comes
/// last, with what is seldom touched in between: were they in one cache line, two processors would
/// take it from one another at every message.
#[repr(C)]
pub(crate) struct Cell<B, E: Entry> {
    inlet: Inlet<E>,
    pub(crate) core: Core,
    pub(crate) token: Token,
    outlet: Outlet<E>,
    /// A handler that was begun by a caller and has to wait. It borrows from the body, so it stands
    /// before it: fields are dropped in order.
    begun: UnsafeCell<Option<Begun<B>>>,
    body: UnsafeCell<Option<B>>,
}

/// What a handler came to that was begun by a caller: how its result is told.
pub(crate) type Tell<B> = Box<dyn FnOnce(&mut B) + Send>;

/// A handler that was begun by a caller. Its lifetime is a lie that ends with the cell's: it borrows
/// from the body of the cell that it is kept in.
pub(crate) type Begun<B> = Pin<Box<dyn Future<Output = Tell<B>> + Send>>;

/// A future that borrows from a body.
pub(crate) type Borrowing<'b, R> = Pin<Box<dyn Future<Output = R> + Send + 'b>>;

/// What is in a cell: it moves between threads.
///
/// Asked for by name, it is known of every server. Where the compiler looks for `Send` by itself, it
/// looks into the user's types again for each type that a handle is in, and tells of a mistake in
/// them as often.
pub(crate) trait Guarded: Send {}

// SAFETY: every field is `Send` by itself when `B` and `E` are, which `Guarded` implies.
#[expect(unsafe_code, reason = "the compiler would say the same; see `Guarded`")]
unsafe impl<B: Guarded, E: Entry<Light: Send> + Guarded> Send for Cell<B, E> {}

// SAFETY: every field but `body` and `begun` is `Sync` by itself when `E: Send`. Those two are reached
// through a `Held`, of which the token allows one at a time, so sharing the cell only ever moves a
// `B`, or a future that is `Send`, from one thread to another, which `B: Send` permits. `Guarded`
// implies both.
#[expect(unsafe_code, reason = "the token makes the body exclusive; see the module's argument")]
unsafe impl<B: Guarded, E: Entry<Light: Send> + Guarded> Sync for Cell<B, E> {}

impl<B, E: Entry> Cell<B, E> {
    /// A new process without a body, whose token is held by its own task.
    #[inline]
    pub(crate) fn new(core: Core, inlet: Inlet<E>) -> Self {
        let (begun, body) = (UnsafeCell::new(None), UnsafeCell::new(None));
        Self { inlet, core, token: Token::held(), outlet: Outlet::new(), begun, body }
    }

    /// The messages that wait.
    #[inline]
    pub(crate) fn mailbox(&self) -> Mailbox<'_, E> {
        Mailbox::of(&self.inlet, &self.outlet, &self.token)
    }

    /// Sends a message that nobody waits for.
    ///
    /// # Errors
    ///
    /// Why it was not accepted.
    #[inline]
    pub(crate) fn send(&self, light: E::Light) -> Result<(), Refused<E::Light>> {
        let mailbox = self.mailbox();
        if mailbox.enter() {
            // Nothing of the user's runs until the token is given back.
            return if mailbox.place(light) {
                self.core.wake();
                Ok(())
            } else {
                self.take_back().map_or(Ok(()), |light| Err(Refused::Stopping(light)))
            };
        }
        self.queue(light, Weight::Cast, E::of)
    }

    /// The message of a sender for whom the process has ended while it was in.
    #[cold]
    fn take_back(&self) -> Option<E::Light> {
        let back = self.mailbox().take_back();
        if self.token.leave() == Wake::Yes {
            self.left();
        }
        back
    }

    /// Sends a message of any weight through the queue.
    ///
    /// # Errors
    ///
    /// Why it was not accepted.
    #[inline]
    pub(crate) fn queue<M>(
        &self,
        message: M,
        weight: Weight,
        wrap: impl FnOnce(M) -> E,
    ) -> Result<(), Refused<M>> {
        if self.mailbox().push(message, weight, wrap)? == Wake::Yes {
            self.core.wake();
        }
        Ok(())
    }

    /// Queues a message of the runtime, past the capacity; `false` when the process has ended and it falls.
    pub(crate) fn control(&self, entry: E) -> bool {
        let pushed = self.mailbox().push_control(entry);
        if let Ok(Wake::Yes) = pushed {
            self.core.wake();
        }
        pushed.is_ok()
    }

    /// The process's task, which holds the token from the start.
    ///
    /// Only the process's task may call this, and only once: it stands for the hold that
    /// [`Token::held`] begins with.
    pub(crate) fn first_hold(&self) -> Held<&Self, B, E> {
        Held { cell: self, by: By::Task }
    }

    /// The process's task, which has [kept](Held::keep) the token: once for each time.
    pub(crate) fn kept_hold(&self) -> Held<&Self, B, E> {
        Held { cell: self, by: By::Task }
    }

    /// Takes the token for the process's task, if there is anything to do.
    pub(crate) fn hold_if_work(&self) -> Option<Held<&Self, B, E>> {
        self.token.take_if_work().then(|| Held { cell: self, by: By::Task })
    }

    /// Takes the token for the process's task, if there is mail and nothing else is the matter; where it is.
    #[inline]
    pub(crate) fn hold_for_mail(&self) -> Option<(Held<&Self, B, E>, Found)> {
        let found = self.token.take_for_mail()?;
        Some((Held { cell: self, by: By::Task }, found))
    }

    /// Takes the token for the process's task, if there is nothing to do and nobody runs a handler.
    pub(crate) fn hold_idle(&self) -> Option<Held<&Self, B, E>> {
        self.token.take_idle().then(|| Held { cell: self, by: By::Task })
    }

    /// Takes the token for the end of the process; `None` while a caller runs a handler.
    pub(crate) fn hold_for_end(&self) -> Option<Held<&Self, B, E>> {
        self.token.take().then(|| Held { cell: self, by: By::Task })
    }

    /// Drops the body, and the panic if that does; `None` while a caller runs a handler.
    pub(crate) fn release(&self) -> Option<Result<(), ExitReason>> {
        let mut held = self.hold_for_end()?;
        // A handler that was begun borrows from the body, so it goes first.
        let begun = guard::catch(|| drop(held.resume()));
        let body = held.body().take();
        Some(begun.and(guard::catch(|| drop(body))))
    }

    /// A caller has left, and something was left to the process's task. When that is gone with its runtime,
    /// it has left the body to the caller.
    #[cold]
    fn left(&self) {
        self.core.wake();
        if self.token.is_shut() && self.core.ended().is_some() {
            let _server = current::enter(self.core.pid);
            let _released = self.release();
        }
    }
}

/// Enters as a caller, if the process is idle; `cell` comes back if it is not.
#[inline]
pub(crate) fn try_enter<C, B, E>(cell: C) -> Result<Held<C, B, E>, C>
where
    C: Deref<Target = Cell<B, E>>,
    E: Entry,
{
    if cell.token.try_enter() || enter_soon(&cell.token) {
        Ok(Held { cell, by: By::Caller })
    } else {
        Err(cell)
    }
}

/// As [`try_enter`], without a second look.
pub(crate) fn enter_idle<C, B, E>(cell: C) -> Option<Held<C, B, E>>
where
    C: Deref<Target = Cell<B, E>>,
    E: Entry,
{
    cell.token.try_enter().then(|| Held { cell, by: By::Caller })
}

#[cfg(not(switchboard_loom))]
fn enter_soon(token: &Token) -> bool {
    token.enter_soon()
}

/// Looking again is what loom does anyway.
#[cfg(switchboard_loom)]
fn enter_soon(_token: &Token) -> bool {
    false
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

    /// The body, once `init` has put it there. A handler that was begun and not resumed is dropped.
    #[inline]
    pub(crate) fn body(&mut self) -> &mut Option<B> {
        self.parts().1
    }

    /// The untyped half of the process, and its body as [`body`](Self::body) gives it.
    #[inline]
    pub(crate) fn parts(&mut self) -> (&Core, &mut Option<B>) {
        // What borrows from the body must not outlive this borrow's beginning.
        if self.has_begun() {
            self.drop_begun();
        }
        // SAFETY: `self` is the only holder of the token, the borrow of `self` is exclusive, and
        // nothing that borrows from the body is left: `begun` is empty, and a future that was taken
        // out of it borrows `self` for as long as it lives (`Resumed`, `first`).
        #[expect(unsafe_code, reason = "the token makes the body exclusive")]
        let body = self.cell.body.with_mut(|body| unsafe { &mut *body });
        (&self.cell.core, body)
    }

    #[inline]
    fn has_begun(&self) -> bool {
        // SAFETY: `self` is the only holder of the token.
        #[expect(unsafe_code, reason = "the token makes the cell's contents exclusive")]
        self.cell.begun.with_mut(|begun| unsafe { (*begun).is_some() })
    }

    #[cold]
    fn drop_begun(&mut self) {
        drop(self.begun());
    }

    fn begun(&mut self) -> Option<Begun<B>> {
        // SAFETY: `self` is the only holder of the token, and the borrow of `self` is exclusive.
        #[expect(unsafe_code, reason = "the token makes the cell's contents exclusive")]
        self.cell.begun.with_mut(|begun| unsafe { (*begun).take() })
    }

    /// The handler that a caller has begun, if there is one.
    pub(crate) fn resume(&mut self) -> Option<Resumed<'_, B>> {
        self.begun().map(|future| Resumed { future, held: PhantomData })
    }

    /// Begins a handler as a caller: polls it once, and keeps it for the process's task if it has
    /// to wait. `None` when there is no body.
    ///
    /// `poll` polls the future, and must not panic; `rest` turns a future that has to wait into one
    /// that tells its result later.
    #[inline]
    pub(crate) fn first<R, O>(
        &mut self,
        make: impl for<'b> FnOnce(&Core, &'b mut B) -> Borrowing<'b, R>,
        poll: impl FnOnce(Pin<&mut (dyn Future<Output = R> + Send)>) -> Poll<O>,
        rest: impl FnOnce(Borrowing<'static, R>) -> Begun<B>,
    ) -> Option<Poll<O>>
    where
        B: 'static,
    {
        if self.body().is_none() {
            return None;
        }
        // SAFETY: `self` is the only holder of the token, and `body` has just shown that nothing
        // borrows from the body. The reference is given a lifetime that is too long; what is made
        // from it is dropped below before `self` is used again, or put into `begun`, where it is
        // dropped before the body (by `body`, by `Resumed`, or with the cell).
        #[expect(unsafe_code, reason = "the future moves into the cell beside what it borrows")]
        let body: Option<&'static mut B> =
            self.cell.body.with_mut(|body| unsafe { (*body).as_mut() });
        let mut future = make(&self.cell.core, body?);
        match poll(future.as_mut()) {
            Poll::Ready(outcome) => {
                drop(future);
                Some(Poll::Ready(outcome))
            }
            Poll::Pending => {
                let begun = rest(future);
                // SAFETY: `self` is the only holder of the token; the field is empty.
                #[expect(unsafe_code, reason = "the token makes the cell's contents exclusive")]
                self.cell.begun.with_mut(|place| unsafe { *place = Some(begun) });
                Some(Poll::Pending)
            }
        }
    }

    /// Whether anything waits in `batch` or in the queue; otherwise the queue has what room the batch had.
    #[inline]
    pub(crate) fn has_next(&mut self, batch: &mut VecDeque<E>) -> bool {
        if !batch.is_empty() || self.cell.token.has_mail() {
            return true;
        }
        if batch.capacity() > 0 {
            self.cell.mailbox().take_place(batch);
        }
        false
    }

    /// What comes next: from `batch`, or from the queue, which may leave more of it in `batch`.
    #[inline]
    pub(crate) fn next(&mut self, batch: &mut VecDeque<E>) -> Option<E> {
        match batch.pop_front() {
            None => self.cell.mailbox().next(batch),
            next => next,
        }
    }

    /// What the token was taken for, if it was [found](Found::Placed) beside the queue.
    #[inline]
    pub(crate) fn placed(&mut self) -> Option<E::Light> {
        self.cell.mailbox().found()
    }

    /// What comes next in the queue, when little waits.
    #[inline]
    pub(crate) fn next_of_few(&mut self) -> Option<E> {
        self.cell.mailbox().next_of_few()
    }

    /// Keeps the token for [`kept_hold`](Cell::kept_hold), as the process's task.
    pub(crate) fn keep(mut self) {
        self.by = By::Nobody;
    }

    /// Gives the token back as the process's task, unless there is something to do: then `false`, and it is
    /// still held. What is left of the hold afterwards holds nothing.
    #[inline]
    pub(crate) fn rest(&mut self) -> bool {
        let rests = self.cell.token.rest();
        if rests {
            self.by = By::Nobody;
            self.cell.mailbox().tell_hungry();
        }
        rests
    }

    /// Leaves as a caller; what is left of the hold holds nothing. It stays in place, because moving
    /// it costs as much as giving the token back.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the short way of a call stays in registers")]
    pub(crate) fn leave(&mut self) {
        self.by = By::Nobody;
        if self.cell.token.leave() == Wake::Yes {
            self.cell.left();
        }
    }

    /// Leaves as a caller, with something for the process's task to do.
    pub(crate) fn leave_work(mut self) -> C
    where
        C: Clone,
    {
        self.by = By::Nobody;
        if self.cell.token.leave_work() == Wake::Yes {
            self.cell.left();
        }
        self.cell.clone()
    }
}

/// A handler that a caller has begun, in the hands of the process's task. It borrows the token's
/// hold, because it borrows from the body.
pub(crate) struct Resumed<'h, B> {
    future: Begun<B>,
    held: PhantomData<&'h mut B>,
}

impl<B> Future for Resumed<'_, B> {
    type Output = Tell<B>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Tell<B>> {
        self.future.as_mut().poll(cx)
    }
}

impl<C: Deref<Target = Cell<B, E>>, B, E: Entry> Drop for Held<C, B, E> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the short way of a call stays in registers")]
    fn drop(&mut self) {
        match self.by {
            By::Caller => {
                if self.cell.token.leave() == Wake::Yes {
                    self.cell.left();
                }
            }
            By::Task => {
                self.cell.token.drop_held();
                if !self.cell.token.has_mail() {
                    self.cell.mailbox().note_rest();
                }
            }
            By::Nobody => {}
        }
    }
}

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use std::mem::offset_of;

    use super::*;

    /// What processors take from one another.
    const LINE: usize = 64;

    struct Nothing;

    impl Entry for Nothing {
        type Light = Self;

        fn of(light: Self) -> Self {
            light
        }

        fn weight(&self) -> super::super::mailbox::Weight {
            super::super::mailbox::Weight::Control
        }
    }

    /// A change here costs nothing that a count of instructions would show.
    #[test]
    fn senders_and_the_task_write_to_different_lines() {
        type Probe = Cell<u64, Nothing>;
        let inlet = size_of::<Inlet<Nothing>>();
        assert!(inlet <= LINE, "what senders write takes {inlet} bytes");
        assert_eq!(offset_of!(Probe, inlet), 0);
        let task = [
            offset_of!(Probe, core) + offset_of!(Core, doing),
            offset_of!(Probe, core) + offset_of!(Core, since),
            offset_of!(Probe, token),
            offset_of!(Probe, outlet),
            offset_of!(Probe, begun),
            offset_of!(Probe, body),
        ];
        for at in task {
            assert!(at >= inlet + LINE, "{at} may be in the line of what senders write");
        }
    }
}
