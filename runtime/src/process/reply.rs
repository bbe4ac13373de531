//! The place where a caller waits for its reply.
//!
//! A slot is waiting, then settled once: by a value, by a port that was dropped unanswered, by the
//! end of the server, or by a caller that left. The value of a caller that left is dropped.

use std::any::{Any, type_name};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use super::current;
use super::exit::ExitReason;
use super::guard;
use super::pid::Pid;
use crate::clock::Instant;
use crate::sync::model::{AtomicBool, Lock, Ordering};

/// How a wait for a reply ended.
#[derive(Debug)]
pub(crate) enum Settled<T> {
    /// With the reply.
    Reply(T),
    /// The port was dropped unanswered.
    Dropped,
    /// The port was dropped because its server's handler panicked: the end is near.
    Crashed,
    /// The server ended while somebody else held the port.
    Released(ExitReason),
    /// The caller's time is up.
    TimedOut,
    /// The server tried to answer with another type.
    WrongType { expected: &'static str, given: &'static str },
}

impl<T> Settled<T> {
    /// The same, but for what the reply is.
    fn without_reply(&self) -> Settled<()> {
        match self {
            Self::Reply(_) => Settled::Reply(()),
            Self::Dropped => Settled::Dropped,
            Self::Crashed => Settled::Crashed,
            Self::Released(reason) => Settled::Released(reason.clone()),
            Self::TimedOut => Settled::TimedOut,
            Self::WrongType { expected, given } => Settled::WrongType { expected, given },
        }
    }
}

/// Between whom a call is. The slot knows it, so that the way back is no more than a pointer to the slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parties {
    pub(crate) server: Pid,
    /// `None` outside of any process.
    pub(crate) caller: Option<Pid>,
}

enum Phase<T> {
    Waiting(Option<Waker>),
    Settled(Settled<T>),
    Left,
}

/// The place where one caller waits.
pub(crate) struct Slot<T> {
    phase: Lock<Phase<T>>,
    /// The server keeps the port to answer later: the wait is no longer one for its handler.
    deferred: AtomicBool,
    /// The caller has its outcome.
    over: AtomicBool,
    /// Until when the caller waits, once that is known.
    due: Lock<Option<Instant>>,
    /// When it is a place for an answer.
    parties: Option<Parties>,
}

/// Something that happens at a moment, unless it has become needless.
pub(crate) trait Due: Send + Sync {
    /// Whether anybody still waits for it.
    fn has_caller(&self) -> bool;
    /// The moment has come: for a slot, releases the caller.
    fn time_out(&self);
}

/// A slot whose type of reply does not matter.
pub(crate) trait AnySlot: Due + Any {
    /// Whether the caller still waits for a handler that runs or will run.
    fn is_outstanding(&self) -> bool;
    /// Whether the caller has left, or its time is up.
    fn is_given_up(&self) -> bool;
    /// Until when the caller waits; `None` is for ever.
    fn due(&self) -> Option<Instant>;
    /// Between whom the call is, if it is one.
    fn parties(&self) -> Option<Parties>;
    /// Notes that the server answers later.
    fn defer(&self);
    /// Releases the caller without a reply.
    fn drop_unanswered(&self);
    /// Releases the caller because the server has ended.
    fn release(&self, reason: &ExitReason);
    /// Releases the caller because the server answered with another type.
    fn wrong_type(&self, given: &'static str);
    /// Waits until there is an outcome, and tells what it is; a reply stays for [`Slot::take`].
    fn poll_any(&self, cx: &Context<'_>) -> Poll<Settled<()>>;
    /// Itself, to find the type of the reply again.
    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

impl<T: Send + 'static> Slot<T> {
    pub(crate) fn new() -> Arc<Self> {
        Self::with(None, None)
    }

    /// A place where a caller waits until `due` for an answer; `None` is for ever.
    pub(crate) fn of_call(due: Option<Instant>, parties: Parties) -> Arc<Self> {
        Self::with(due, Some(parties))
    }

    fn with(due: Option<Instant>, parties: Option<Parties>) -> Arc<Self> {
        Arc::new(Self {
            phase: Lock::new(Phase::Waiting(None)),
            deferred: AtomicBool::new(false),
            over: AtomicBool::new(false),
            due: Lock::new(due),
            parties,
        })
    }

    /// Notes until when the caller waits.
    pub(crate) fn set_due(&self, at: Option<Instant>) {
        *self.due.lock() = at;
    }

    /// Settles the slot, unless it is settled.
    pub(crate) fn settle(&self, outcome: Settled<T>) -> bool {
        let mut phase = self.phase.lock();
        match &mut *phase {
            Phase::Waiting(waker) => {
                let waker = waker.take();
                *phase = Phase::Settled(outcome);
                drop(phase);
                if let Some(waker) = waker {
                    // It may be anybody's, and who settles has others to tell.
                    let _woken = guard::catch(|| waker.wake());
                }
                true
            }
            // The outcome is the user's value: it is dropped after the lock is released.
            Phase::Settled(_) | Phase::Left => {
                drop(phase);
                // Nobody wants it any more, and its destructor is not the server's business.
                drop(guard::catch(|| drop(outcome)));
                false
            }
        }
    }

    /// Takes the reply, if it is there.
    pub(crate) fn take(&self) -> Option<T> {
        self.over.store(true, Ordering::Relaxed);
        match self.leave()? {
            Settled::Reply(reply) => Some(reply),
            _ => None,
        }
    }

    /// Waits until there is an outcome, and gives what `see` makes of it.
    fn poll_with<R>(&self, cx: &Context<'_>, see: impl FnOnce(&mut Phase<T>) -> R) -> Poll<R> {
        let mut phase = self.phase.lock();
        if let Phase::Waiting(waker) = &mut *phase {
            if !waker.as_ref().is_some_and(|known| known.will_wake(cx.waker())) {
                *waker = Some(cx.waker().clone());
            }
            return Poll::Pending;
        }
        Poll::Ready(see(&mut phase))
    }

    /// Takes the outcome, or waits for it.
    pub(crate) fn poll(&self, cx: &Context<'_>) -> Poll<Settled<T>> {
        self.poll_with(cx, |phase| match std::mem::replace(phase, Phase::Left) {
            Phase::Settled(outcome) => {
                self.over.store(true, Ordering::Relaxed);
                outcome
            }
            Phase::Waiting(_) | Phase::Left => Settled::Dropped,
        })
    }

    /// Waits until there is an outcome, and leaves it where it is.
    pub(crate) fn poll_settled(&self, cx: &Context<'_>) -> Poll<()> {
        self.poll_with(cx, |_| ())
    }

    /// The caller leaves; what comes later is dropped. Gives what came in the last moment.
    pub(crate) fn leave(&self) -> Option<Settled<T>> {
        let before = std::mem::replace(&mut *self.phase.lock(), Phase::Left);
        match before {
            Phase::Settled(outcome) => Some(outcome),
            Phase::Waiting(_) | Phase::Left => None,
        }
    }
}

/// A caller's place, left when its future is dropped.
pub(crate) struct Leaving<T: Send + 'static>(pub(crate) Arc<Slot<T>>);

impl<T: Send + 'static> Drop for Leaving<T> {
    fn drop(&mut self) {
        // Whoever has the outcome has left.
        if !self.0.over.load(Ordering::Relaxed) {
            drop(self.0.leave());
        }
    }
}

impl<T: Send + 'static> Due for Slot<T> {
    fn has_caller(&self) -> bool {
        matches!(&*self.phase.lock(), Phase::Waiting(_))
    }

    fn time_out(&self) {
        self.settle(Settled::TimedOut);
    }
}

impl<T: Send + 'static> AnySlot for Slot<T> {
    fn is_outstanding(&self) -> bool {
        !self.deferred.load(Ordering::Acquire) && self.has_caller()
    }

    fn is_given_up(&self) -> bool {
        matches!(&*self.phase.lock(), Phase::Left | Phase::Settled(Settled::TimedOut))
    }

    fn due(&self) -> Option<Instant> {
        *self.due.lock()
    }

    fn parties(&self) -> Option<Parties> {
        self.parties
    }

    fn defer(&self) {
        self.deferred.store(true, Ordering::Release);
    }

    fn drop_unanswered(&self) {
        let crashed = std::thread::panicking()
            && self.parties.is_some_and(|call| current::current() == Some(call.server));
        self.settle(if crashed { Settled::Crashed } else { Settled::Dropped });
    }

    fn release(&self, reason: &ExitReason) {
        self.settle(Settled::Released(reason.clone()));
    }

    fn wrong_type(&self, given: &'static str) {
        self.settle(Settled::WrongType { expected: type_name::<T>(), given });
    }

    fn poll_any(&self, cx: &Context<'_>) -> Poll<Settled<()>> {
        self.poll_with(cx, |phase| match phase {
            Phase::Settled(outcome) => outcome.without_reply(),
            Phase::Waiting(_) | Phase::Left => Settled::Dropped,
        })
    }

    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}
