//! `#[derive(Supervisor)]`: a struct whose fields are the children, in start order.

mod check;
mod expand;
mod model;
mod parse;
mod repeat;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::diag::Diag;

/// Expands the derive; all errors of the struct come out together.
///
/// A struct with errors still gets its impls, with bodies that do nothing, so that its users are
/// not told about missing methods as well.
#[must_use]
pub fn expand(item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let Some(raw) = parse::parse(item, &mut diag) else {
        return diag.into_tokens();
    };
    let model = check::check(raw, &mut diag);
    let broken = !diag.is_empty();
    let mut tokens = diag.into_tokens();
    tokens.extend(expand::expand(&model, broken));
    tokens
}
