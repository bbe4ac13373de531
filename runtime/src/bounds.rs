//! What the macros ask of your types, under the names that the compiler's messages have.
//!
//! There is nothing to implement here and nothing to import: every type that has what a trait asks
//! for has the trait. Each says what to do when the compiler says that a type has it not.

use std::fmt;

use crate::gen_server::{InitError, ReplyTo};
use crate::gen_statem::GenStatem;

pub use crate::run::MainOutcome;
pub use crate::supervisor::{NoArgs, OfMachine, OfOther, OfServer, OfTree, StartsUnasked};

/// What a message or a reply may be made of: data that is [`Send`] and borrows nothing.
///
/// Messages move between threads. Take an `Arc` in place of an `Rc`, and an owned type in place of
/// a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot travel in a message",
    label = "not `Send`, or borrows",
    note = "messages and replies move between threads: use owned data that is `Send`, such as `Arc` for `Rc`"
)]
pub trait MessagePart {}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> MessagePart for T {}

/// What a server without an `#[init]` begins with: its default.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has neither an `#[init]` nor a default",
    label = "nothing says how its state begins",
    note = "write `#[init] fn new(..) -> Self` into this impl, or derive `Default` for the state"
)]
pub trait DefaultState {
    /// The state.
    fn default_state() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> DefaultState for T {
    fn default_state() -> Self {
        Self::default()
    }
}

/// What the state of a state machine must be able to: it is compared with the one before, kept by
/// events that wait, and shown in reports.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the state of a state machine",
    label = "not all of `Clone`, `PartialEq` and `Debug`",
    note = "write `#[derive(Clone, PartialEq, Debug)]` on `{Self}`"
)]
pub trait StatemState: Clone + PartialEq + fmt::Debug {}

#[diagnostic::do_not_recommend]
impl<T: Clone + PartialEq + fmt::Debug> StatemState for T {}

/// What the `init` of a state machine may return: the first state and the data, or a `Result` of
/// the two.
#[diagnostic::on_unimplemented(
    message = "`init` of the state machine `{M}` cannot return `{Self}`",
    label = "expected `(State, Self)` or `Result<(State, Self), E>`",
    note = "`State` is the type that `#[gen_statem(state = ..)]` names; `E` is any error type, a `String`, an `ExitReason`, or `Ignore`"
)]
pub trait StatemInitOutcome<M: GenStatem> {
    /// State and data, or why there are none.
    ///
    /// # Errors
    ///
    /// [`InitError`] when `init` failed or chose not to start.
    fn into_init(self) -> Result<(M::State, M), InitError>;
}

#[diagnostic::do_not_recommend]
impl<M: GenStatem<State = S>, S> StatemInitOutcome<M> for (S, M) {
    fn into_init(self) -> Result<(S, M), InitError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<M, S, E> StatemInitOutcome<M> for Result<(S, M), E>
where
    M: GenStatem<State = S>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn into_init(self) -> Result<(S, M), InitError> {
        self.map_err(InitError::new)
    }
}

/// A part of an event that its handler may postpone: a clone of it is kept.
#[diagnostic::on_unimplemented(
    message = "an event with a `{Self}` cannot be postponed by its handler",
    label = "not `Clone`",
    note = "a handler that returns `Postpone` gets a clone, for the event is kept: derive `Clone`, share the value in an `Arc`, or name the states in `#[on(.., postpone = ..)]`"
)]
pub trait EventPart {
    /// The clone.
    #[must_use]
    fn kept(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> EventPart for T {
    fn kept(&self) -> Self {
        self.clone()
    }
}

/// The first state of a state machine without an `#[init]`, and its data.
#[diagnostic::on_unimplemented(
    message = "this state machine has neither an `#[init]` nor a default: `{Self}`",
    label = "nothing says how it begins",
    note = "write `#[init] fn new(..) -> (State, Self)` into this impl, or derive `Default` for the state and for the machine"
)]
pub trait DefaultMachine {
    /// Both.
    fn begun() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> DefaultMachine for T {
    fn begun() -> Self {
        Self::default()
    }
}

/// The reply to a message with `#[cast]`: none, for nobody waits.
///
/// A handler of another kind than the message that it is for has another reply, and the compiler
/// says that the two do not match.
#[derive(Debug)]
pub enum NobodyWaits {}

/// Two handlers of one event of a state machine have the same types in it.
#[diagnostic::on_unimplemented(
    message = "this handler has `{Self}` where the first one of its event has `{First}`",
    label = "`{First}` in the first handler",
    note = "an event is one message: every handler takes the same, and replies the same"
)]
pub trait SameAs<First> {
    /// The same value.
    fn of_first(first: First) -> Self;

    /// The same value.
    fn to_first(self) -> First;

    /// The same way to reply.
    fn reply_of_first(reply: ReplyTo<First>) -> ReplyTo<Self>
    where
        First: Send + 'static,
        Self: Sized + Send + 'static;
}

#[diagnostic::do_not_recommend]
impl<T> SameAs<T> for T {
    fn of_first(first: T) -> T {
        first
    }

    fn to_first(self) -> T {
        self
    }

    fn reply_of_first(reply: ReplyTo<T>) -> ReplyTo<T>
    where
        T: Send + 'static,
    {
        reply
    }
}
