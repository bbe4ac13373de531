//! What a table of records is made of, once everything has been checked.

use proc_macro2::TokenStream;
use syn::{Attribute, Generics, Ident, Type, Visibility};

/// A struct that knows its key.
pub(super) struct Model {
    pub(super) krate: TokenStream,
    pub(super) name: Ident,
    pub(super) vis: Visibility,
    pub(super) generics: Generics,
    /// The name of the table.
    pub(super) handle: Ident,
    pub(super) key: Field,
    pub(super) indexes: Vec<Index>,
}

/// A field of the struct.
pub(super) struct Field {
    pub(super) name: Ident,
    pub(super) ty: Type,
}

/// A field that records are found by.
pub(super) struct Index {
    pub(super) field: Field,
    /// The method that asks the index.
    pub(super) method: Ident,
    /// The documentation of the field.
    pub(super) docs: Vec<Attribute>,
}
