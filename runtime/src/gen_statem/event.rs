//! Events, and what a handler makes of them.

use std::fmt;

use super::{GenStatem, StatemContext};
use crate::gen_server::{Message, ReplyPort};
use crate::process::ExitReason;

/// One event, of whatever type.
pub enum StatemEvent<M: GenStatem> {
    /// A call, with the way to its caller.
    Call(M::Call, ReplyPort),
    /// A cast.
    Cast(M::Cast),
    /// Something else that arrived.
    Info(M::Info),
    /// The machine has sent it to itself.
    Internal(M::Internal),
    /// No event came for as long as was asked.
    EventTimeout(M::EventTimeout),
    /// The state did not change for as long as was asked.
    StateTimeout(M::StateTimeout),
    /// A timeout that runs whatever happens.
    Timeout(M::Timeout),
}

impl<M: GenStatem> StatemEvent<M> {
    /// The name of the event.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Call(call, _) => call.name(),
            Self::Cast(cast) => cast.name(),
            Self::Info(info) => info.name(),
            Self::Internal(internal) => internal.name(),
            Self::EventTimeout(content) => content.name(),
            Self::StateTimeout(content) => content.name(),
            Self::Timeout(content) => content.name(),
        }
    }
}

impl<M: GenStatem> fmt::Debug for StatemEvent<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where a machine goes after an event.
///
/// # Examples
///
/// ```
/// use switchboard::{ExitReason, Next};
///
/// #[derive(Debug, PartialEq)]
/// enum State { Locked, Open }
///
/// let there: Next<State> = Next::to(State::Open);
/// assert_eq!(format!("{there:?}"), "To(Open)");
/// assert_ne!(there, Next::stop(ExitReason::Shutdown));
/// ```
#[derive(Clone, PartialEq)]
#[must_use = "the machine goes where its handler says by returning this"]
pub struct Next<S>(pub(super) Go<S>);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Go<S> {
    Keep,
    To(S),
    Repeat,
    Stop(ExitReason),
}

impl<S> Next<S> {
    /// It stays in its state.
    pub const fn keep() -> Self {
        Self(Go::Keep)
    }

    /// It goes to `state`. The state that it is in is no change: postponed events stay, timeouts
    /// run on, and no enter call is made.
    pub const fn to(state: S) -> Self {
        Self(Go::To(state))
    }

    /// It stays in its state, as if it had entered it anew: the enter call is made.
    pub const fn repeat() -> Self {
        Self(Go::Repeat)
    }

    /// It ends, as with [`Context::stop`](crate::Context::stop).
    pub const fn stop(reason: ExitReason) -> Self {
        Self(Go::Stop(reason))
    }

    /// Lets the context know of a stop, so that a reply is held back until `terminate` has run.
    pub(crate) fn note_stop<M: GenStatem>(&self, cx: &mut StatemContext<M>) {
        if let Go::Stop(reason) = &self.0 {
            cx.stop(reason.clone());
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for Next<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The error of a handler that cannot deal with its event in this state: the event waits until the
/// state changes.
///
/// A handler that may postpone returns `Result<_, Postpone>`. Its arguments are clones, for the event
/// itself is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Postpone;

impl fmt::Display for Postpone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event waits for another state")
    }
}

impl std::error::Error for Postpone {}

/// What came of an event.
#[must_use = "a machine does what this says"]
pub enum Handled<M: GenStatem> {
    /// It was dealt with.
    Next(Next<M::State>),
    /// It waits until the state changes.
    Postpone(StatemEvent<M>),
}

impl<M: GenStatem<State = S>, S> From<Next<S>> for Handled<M> {
    fn from(next: Next<S>) -> Self {
        Self::Next(next)
    }
}

impl<M: GenStatem> fmt::Debug for Handled<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Next(next) => f.debug_tuple("Next").field(next).finish(),
            Self::Postpone(event) => f.debug_tuple("Postpone").field(event).finish(),
        }
    }
}

/// What an enter call says. It cannot name another state, nor postpone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "the machine does what its enter call returns"]
pub struct Enter {
    pub(super) repeat: bool,
}

impl Enter {
    /// The state is entered.
    pub const fn keep() -> Self {
        Self { repeat: false }
    }

    /// It is entered once more: the enter call is made again.
    pub const fn repeat() -> Self {
        Self { repeat: true }
    }
}

impl From<()> for Enter {
    fn from((): ()) -> Self {
        Self::keep()
    }
}
