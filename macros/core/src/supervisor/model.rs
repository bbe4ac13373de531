//! What a supervisor is made of, once everything has been checked.

use std::time::Duration;

use proc_macro2::{Span, TokenStream};
use syn::{Generics, Ident, LitStr, Member, Type, Visibility};

use super::repeat::Repeat;
use crate::values::Shutdown;

/// A supervisor.
pub(super) struct Model {
    pub(super) krate: TokenStream,
    pub(super) name: Ident,
    pub(super) vis: Visibility,
    pub(super) generics: Generics,
    /// The type of `args` in the start expressions.
    pub(super) args: Option<Type>,
    pub(super) options: Options,
    pub(super) fields: Vec<Field>,
}

/// What `#[supervisor(..)]` says; words are variants of the runtime's enums.
#[derive(Default)]
pub(super) struct Options {
    pub(super) strategy: Option<&'static str>,
    pub(super) max_restarts: Option<usize>,
    pub(super) max_seconds: Option<Duration>,
    pub(super) auto_shutdown: Option<&'static str>,
    pub(super) name: Option<LitStr>,
}

/// A field, in start order.
pub(super) struct Field {
    pub(super) member: Member,
    pub(super) span: Span,
    pub(super) ty: Type,
    /// `None` for a field that is no child.
    pub(super) child: Option<ChildModel>,
}

/// What `#[child(..)]` says.
pub(super) struct ChildModel {
    pub(super) id: LitStr,
    /// The user's expression; without it the type's default spec.
    pub(super) start: Option<TokenStream>,
    /// For a child that may be started again, from what its type's own `child` makes.
    pub(super) repeat: Option<Repeat>,
    pub(super) restart: Option<&'static str>,
    pub(super) shutdown: Option<Shutdown>,
    pub(super) significant: Option<bool>,
    pub(super) start_timeout: Option<Duration>,
}
