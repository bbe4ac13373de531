//! `#[gen_server]`: an impl whose methods are the messages of a server.

mod args;
mod expand;
mod model;
mod roles;
mod settings;
mod signature;
mod text;

use proc_macro2::TokenStream;

/// Expands the attribute: the user's item, every error, and what the sound handlers become.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    let _attr = attr;
    item
}
