//! `#[protocol]`: a trait whose methods are messages that any server may take.

mod check;
mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::ToTokens as _;

use crate::diag::Diag;
use crate::gen_server::parse as handlers;
use crate::gen_server::{roles, settings};
use crate::lex;

/// What every handle of a protocol has.
pub(crate) const RESERVED: &[&str] = &["new", "pid", "cast", "clone"];

const KEYS: &[&str] = &["handle", "vis", "derive", "exhaustive", "crate"];

/// Expands the attribute: the user's trait, every error, and what the sound methods become.
///
/// The trait comes first and always, without our attributes: whatever is wrong with a method, those
/// who implement the trait find it.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let settings = settings::settings(attr, roles::PROTOCOL.attribute, KEYS, &mut diag);
    let Some(mut raw) = lex::parse(item.clone()).filter(|raw| parse::is_trait(raw.header())) else {
        parse::no_trait(&item, &mut diag);
        let mut tokens = item;
        tokens.extend(diag.into_tokens());
        return tokens;
    };
    let krate = settings.krate.clone();
    let marked = handlers::strip(&mut raw, &krate, &roles::PROTOCOL, &mut diag);
    let model = check::check(&mut raw, &marked, settings, &mut diag);
    handlers::hand_over(&mut raw, &marked);
    parse::promise_send(&mut raw, &marked, &krate);
    let mut tokens = raw.into_token_stream();
    tokens.extend(diag.into_tokens());
    tokens.extend(model.map(|model| expand::expand(&model)));
    tokens
}
