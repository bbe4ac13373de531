//! What an annotated impl is made of, once everything has been checked.

use std::time::Duration;

use proc_macro2::{Span, TokenStream};
use syn::{Attribute, Generics, Ident, Path, Type, Visibility};

/// An annotated impl.
pub(super) struct Model {
    /// The path of the runtime's crate.
    pub(super) krate: TokenStream,
    /// The server's type as the impl names it, without invisible groups.
    pub(super) self_ty: Type,
    /// The last segment of that type: the stem of all generated names.
    pub(super) name: Ident,
    /// The generics of the impl, with its where clause.
    pub(super) generics: Generics,
    /// `#[cfg(..)]` of the impl itself.
    pub(super) cfgs: Vec<Attribute>,
    /// How visible the generated items are.
    pub(super) vis: Visibility,
    /// What the message enums derive.
    pub(super) derives: Vec<Path>,
    /// Whether others may match the message enums exhaustively.
    pub(super) exhaustive: bool,
    /// The user's own enum, with `messages = ..`.
    pub(super) messages: Option<Path>,
    /// The name of the handle, `AccountRef` unless `handle = ..` says otherwise.
    pub(super) handle: Ident,
    pub(super) init: Option<Init>,
    pub(super) terminate: Option<Method>,
    /// Everything that handles something, in source order.
    pub(super) handlers: Vec<Handler>,
}

/// A method of the user that generated code calls.
pub(super) struct Method {
    /// The user's identifier, as written, with the user's span.
    pub(super) name: Ident,
    pub(super) is_async: bool,
    /// Whether it takes `self`, by `&` or `&mut`; `terminate` and handlers may go without.
    pub(super) has_self: bool,
    /// What it takes after `self`, in order.
    pub(super) slots: Vec<Slot>,
    /// `#[cfg(..)]` of the method.
    pub(super) cfgs: Vec<Attribute>,
}

/// One parameter of a method.
pub(super) enum Slot {
    /// A part of the message, or of the arguments of `init`.
    Field(Field),
    /// `&mut Context<Self>` (or `&Context<Self>`).
    Context,
    /// `ReplyTo<T>`; the type is the handler's reply.
    Reply,
    /// `&ExitReason`, of `terminate`.
    Reason,
}

/// A part of a message.
pub(super) struct Field {
    /// The name as the user wrote it, or `arg0`, `arg1`, .. for a pattern; unique in its method.
    pub(super) name: Ident,
    /// With `Self` replaced by the server's type.
    pub(super) ty: Box<Type>,
    /// `#[cfg(..)]` of the parameter.
    pub(super) cfgs: Vec<Attribute>,
}

/// `#[init]`.
pub(super) struct Init {
    pub(super) method: Method,
    /// Where a complaint about the return type belongs.
    pub(super) output: Span,
}

/// A handler.
pub(super) struct Handler {
    pub(super) method: Method,
    pub(super) kind: Kind,
    /// The variant of the message enum.
    pub(super) variant: Ident,
    /// The method of the handle: the handler's name, or what `rename = ..` says.
    pub(super) public: Ident,
    pub(super) vis: Visibility,
    /// `#[doc = ..]`.
    pub(super) docs: Vec<Attribute>,
    /// `#[deprecated]`, `#[must_use]` and other attributes that the handle's method shares.
    pub(super) shared: Vec<Attribute>,
}

/// What a handler handles.
pub(super) enum Kind {
    Call(Call),
    Cast,
    /// A notice, timer or plain message of this type: its only field.
    Info,
    Continue,
    Every(Duration),
}

/// `#[call]`.
pub(super) struct Call {
    /// The type of the reply, with `Self` replaced; for a handler with `ReplyTo<T>` its `T`.
    pub(super) reply: Box<Type>,
    /// Whether the reply goes through a `ReplyTo<T>`.
    pub(super) deferred: bool,
    pub(super) timeout: Timeout,
}

/// How long a call waits.
#[derive(Clone, Copy)]
pub(super) enum Timeout {
    /// As long as the server's options say.
    Default,
    After(Duration),
    Infinity,
}
