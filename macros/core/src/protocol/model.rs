//! What an annotated trait is made of, once everything has been checked.

use proc_macro2::Ident;

use crate::gen_server;

/// An annotated trait.
pub(super) struct Model {
    /// Its messages, as those of a server: the name is the trait's, and there are only calls and
    /// casts.
    pub(super) messages: gen_server::model::Model,
    /// The name of the trait that is implemented for the address of every server.
    pub(super) hidden: Ident,
    /// The name of the parameter that stands for a server.
    pub(super) server: Ident,
}
