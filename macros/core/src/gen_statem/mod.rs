//! `#[gen_statem]`: an impl with one method for each pair of a state and an event.
//!
//! An event is a message as a server has them, so that its enum, its place in the handle and the
//! functions that start the machine are written by `gen_server`; here is what depends on the state.

mod check;
mod expand;
mod handler;
mod model;
mod on;
mod output;
mod signature;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::ToTokens as _;

use crate::diag::Diag;
use crate::gen_server::roles::MACHINE;
use crate::gen_server::{parse, settings};
use crate::lex;

/// Expands the attribute: the user's item, every error, and what the sound handlers become.
///
/// The item comes first and always, as for `#[gen_server]`.
#[must_use]
pub fn expand(attr: TokenStream, item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let settings = settings::settings(attr, MACHINE.attribute, settings::MACHINE_KEYS, &mut diag);
    let Some(mut raw) = lex::parse(item.clone()).filter(|raw| lex::is_impl(raw.header())) else {
        parse::no_impl(&item, &MACHINE, &mut diag);
        let mut tokens = item;
        tokens.extend(diag.into_tokens());
        return tokens;
    };
    let marked = parse::strip(&mut raw, &settings.krate, &MACHINE, &mut diag);
    let relaxed = !settings.no_lint_allows;
    let machine = check::check(&mut raw, &marked, settings, &mut diag);
    parse::hand_over(&mut raw, &marked);
    if relaxed {
        parse::relax(&mut raw, &marked, &MACHINE);
    }
    let mut tokens = raw.into_token_stream();
    tokens.extend(diag.into_tokens());
    tokens.extend(machine.map(|machine| expand::expand(&machine)));
    tokens
}
