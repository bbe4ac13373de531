//! `#[gen_server]`: an impl whose methods are the messages of a server.

mod args;
pub(crate) mod check;
pub(crate) mod context;
pub(crate) mod expand;
pub(crate) mod handler;
pub(crate) mod head;
pub(crate) mod model;
pub(crate) mod parse;
pub(crate) mod refused;
pub(crate) mod roles;
pub(crate) mod schedule;
pub(crate) mod settings;
pub(crate) mod signature;
#[cfg(test)]
pub(crate) mod tests;

use proc_macro2::TokenStream;
use quote::ToTokens as _;

use crate::diag::Diag;
use crate::lex;

/// Expands the attribute: the user's item, every error, and what the sound handlers become.
///
/// The item comes first and always, without our attributes: whatever is wrong with a handler, its
/// body is compiled and its callers find it.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let settings =
        settings::settings(attr, roles::SERVER.attribute, settings::SERVER_KEYS, &mut diag);
    let Some(mut raw) = lex::parse(item.clone()).filter(|raw| lex::is_impl(raw.header())) else {
        parse::no_impl(&item, &roles::SERVER, &mut diag);
        let mut tokens = item;
        tokens.extend(diag.into_tokens());
        return tokens;
    };
    let marked = parse::strip(&mut raw, &settings.krate, &roles::SERVER, &mut diag);
    let relaxed = !settings.no_lint_allows;
    let model = check::check(&mut raw, &marked, settings, &mut diag);
    parse::hand_over(&mut raw, &marked);
    if relaxed {
        parse::relax(&mut raw, &marked, &roles::SERVER);
    }
    let mut tokens = raw.into_token_stream();
    tokens.extend(diag.into_tokens());
    tokens.extend(model.map(|model| expand::expand(&model)));
    tokens
}
