//! What an annotated impl is made of, once everything has been checked.

use std::time::Duration;

use super::refused::Refused;
use super::schedule::Recurring;
use proc_macro2::{Span, TokenStream};
use syn::{Attribute, Generics, Ident, Path, Type, Visibility};

/// An annotated impl.
pub(crate) struct Model {
    /// The path of the runtime's crate.
    pub(crate) krate: TokenStream,
    /// The server's type as the impl names it, without invisible groups.
    pub(crate) self_ty: Type,
    /// The last segment of that type: the stem of all generated names.
    pub(crate) name: Ident,
    /// The generics of the impl, with its where clause.
    pub(crate) generics: Generics,
    /// `#[cfg(..)]` and lint levels of the impl itself.
    pub(crate) cfgs: Vec<Attribute>,
    /// How visible the generated items are.
    pub(crate) vis: Visibility,
    /// What the message enums derive.
    pub(crate) derives: Vec<Path>,
    /// Whether others may match the message enums exhaustively.
    pub(crate) exhaustive: bool,
    /// The user's own enum, with `messages = ..`.
    pub(crate) messages: Option<Path>,
    /// The name of the handle, `AccountRef` unless `handle = ..` says otherwise.
    pub(crate) handle: Ident,
    pub(crate) init: Option<Init>,
    /// One that cannot be used, which was reported.
    pub(crate) broken_init: Option<Refused>,
    pub(crate) terminate: Option<Method>,
    pub(crate) format_status: Option<Method>,
    /// Whether it is a state machine: its handlers are its events, as the first handler of each has
    /// them.
    pub(crate) machine: bool,
    /// Everything that handles something, in source order.
    pub(crate) handlers: Vec<Handler>,
    /// Handlers that cannot be used, which was reported.
    pub(crate) refused: Vec<Refused>,
    /// Methods of the user with the names of ours, which are then left out; it was reported.
    pub(crate) taken: Vec<String>,
}

/// A method of the user that generated code calls.
#[derive(Clone)]
pub(crate) struct Method {
    /// The user's identifier, as written, with the user's span.
    pub(crate) name: Ident,
    pub(crate) is_async: bool,
    /// Whether it takes `self`, by `&` or `&mut`; `terminate` and handlers may go without.
    pub(crate) has_self: bool,
    /// What it takes after `self`, in order.
    pub(crate) slots: Vec<Slot>,
    /// `#[cfg(..)]` of the method.
    pub(crate) cfgs: Vec<Attribute>,
}

/// One parameter of a method.
#[derive(Clone)]
pub(crate) enum Slot {
    /// A part of the message, or of the arguments of `init`.
    Field(Field),
    /// `&mut Context<Self>` (or `&Context<Self>`), and where its type is named.
    Context(Span),
    /// `ReplyTo<T>`; the type is the handler's reply.
    Reply,
    /// `&ExitReason`, of `terminate`.
    Reason,
    /// `&State` of a state machine.
    State,
    /// The state before, of an enter call.
    From,
}

/// A part of a message.
#[derive(Clone)]
pub(crate) struct Field {
    /// The name as the user wrote it, or `arg0`, `arg1`, .. for a pattern; unique in its method.
    pub(crate) name: Ident,
    /// With `Self` replaced by the server's type.
    pub(crate) ty: Box<Type>,
    /// `#[cfg(..)]` of the parameter.
    pub(crate) cfgs: Vec<Attribute>,
    /// `#[doc = ..]` of the parameter, which only the field of the message can keep.
    pub(crate) docs: Vec<Attribute>,
}

/// `#[init]`.
pub(crate) struct Init {
    pub(crate) method: Method,
    /// Where a complaint about the return type belongs.
    pub(crate) output: Span,
}

/// A handler.
pub(crate) struct Handler {
    pub(crate) method: Method,
    pub(crate) kind: Kind,
    /// The variant of the message enum.
    pub(crate) variant: Ident,
    /// The method of the handle: the handler's name, or what `rename = ..` says.
    pub(crate) public: Ident,
    pub(crate) vis: Visibility,
    /// `#[doc = ..]`.
    pub(crate) docs: Vec<Attribute>,
    /// `#[deprecated]`, `#[must_use]` and other attributes that the handle's method shares.
    pub(crate) shared: Vec<Attribute>,
}

impl Handler {
    /// The type of the reply, of a call.
    pub(crate) fn reply(&self) -> Option<&Type> {
        match &self.kind {
            Kind::Call(call) => Some(&call.reply),
            _ => None,
        }
    }
}

/// What a handler handles.
pub(crate) enum Kind {
    Call(Call),
    Cast,
    /// A notice, timer or plain message of this type: its only field.
    Info,
    Continue,
    Every(Recurring),
    /// What a state machine sends to itself.
    Internal,
    EventTimeout,
    StateTimeout,
    Timeout,
}

/// `#[call]`.
pub(crate) struct Call {
    /// The type of the reply, with `Self` replaced; for a handler with `ReplyTo<T>` its `T`.
    pub(crate) reply: Box<Type>,
    /// Whether the reply goes through a `ReplyTo<T>`.
    pub(crate) deferred: bool,
    pub(crate) timeout: Timeout,
}

/// How long a call waits.
#[derive(Clone, Copy)]
pub(crate) enum Timeout {
    /// As long as the server's options say.
    Default,
    After(Duration),
    Infinity,
}
