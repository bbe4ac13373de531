//! What an annotated impl is made of, once everything has been checked.

use proc_macro2::{Span, TokenStream};
use syn::{Attribute, Type};

use crate::gen_server::model::{Method, Model};

/// A state machine.
pub(super) struct Machine {
    /// The part that it shares with a server: `handlers` are its events.
    pub(super) model: Model,
    /// The type of the state.
    pub(super) state: Type,
    /// What is done with an event in some states, in source order.
    pub(super) arms: Vec<Arm>,
    /// Whether a handler was left out: then the pairs are not complete, and nobody needs to be told.
    pub(super) broken: bool,
    /// The enter calls.
    pub(super) enters: Vec<EnterCall>,
}

/// One event in some states.
pub(super) struct Arm {
    /// The index of the event.
    pub(super) event: usize,
    pub(super) states: States,
    pub(super) what: What,
    /// `#[cfg(..)]` of the handler.
    pub(super) cfgs: Vec<Attribute>,
}

/// What is done with an event.
pub(super) enum What {
    /// Calls the handler; of a call, with the type that it replies.
    Run(Method, Shape, Option<Box<Type>>),
    Postpone,
    Ignore,
}

/// One enter call.
pub(super) struct EnterCall {
    pub(super) method: Method,
    pub(super) states: States,
    /// Whether it returns an `Enter`.
    pub(super) decides: bool,
}

/// What a handler returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// `Result<_, Postpone>`.
    pub(super) postpones: bool,
    /// What is inside.
    pub(super) value: Value,
}

/// What a handler returns when it does not postpone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing, or only a reply.
    Plain,
    /// `Next<State>`.
    Next,
    /// `(T, Next<State>)`, of a call.
    Both,
}

/// Some states, as a pattern.
#[derive(Clone)]
pub(super) struct States {
    pub(super) pattern: TokenStream,
    /// Each alternative as the user wrote it, for comparisons.
    pub(super) names: Vec<String>,
    /// The first token of the pattern.
    pub(super) span: Span,
}

impl States {
    /// Whether this is every state.
    pub(super) fn are_all(&self) -> bool {
        self.names.iter().any(|name| name == "_")
    }
}
