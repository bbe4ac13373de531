//! What an agent's handle is made of, once everything has been checked.

use std::time::Duration;

use proc_macro2::TokenStream;
use syn::{Attribute, Generics, Ident, LitStr, Type, Visibility};

/// A struct that an agent keeps.
pub(super) struct Model {
    pub(super) krate: TokenStream,
    pub(super) name: Ident,
    pub(super) vis: Visibility,
    pub(super) generics: Generics,
    /// The name of the handle.
    pub(super) handle: Ident,
    /// The name that the agent claims.
    pub(super) claims: Option<LitStr>,
    pub(super) timeout: Timeout,
    pub(super) methods: Vec<Method>,
}

/// How long a call waits.
#[derive(Clone, Copy, Default)]
pub(super) enum Timeout {
    #[default]
    Default,
    Infinity,
    After(Duration),
}

/// One method of the handle.
pub(super) struct Method {
    pub(super) kind: Kind,
    /// What the method is called.
    pub(super) name: Ident,
    pub(super) field: Ident,
    pub(super) ty: Type,
    /// The documentation of the field.
    pub(super) docs: Vec<Attribute>,
}

/// What a method does with its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Get,
    Set,
    Update,
}

impl Kind {
    /// The kinds in the order in which their methods are written, with their keys.
    pub(super) const ALL: [(Self, &'static str); 3] =
        [(Self::Get, "get"), (Self::Set, "set"), (Self::Update, "update")];

    /// The method for a field of this name.
    pub(super) fn method(self, field: &str) -> String {
        match self {
            Self::Get => field.to_owned(),
            Self::Set => format!("set_{field}"),
            Self::Update => format!("update_{field}"),
        }
    }
}
