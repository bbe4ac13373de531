//! `#[derive(Record)]`: a struct that knows its key, and a typed table of it.

mod check;
mod expand;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::diag::Diag;

/// Expands the derive; all errors of the struct come out together.
///
/// A struct with errors still gets its table where it has a key, so that its users are not told that
/// there is none as well.
#[must_use]
pub fn expand(item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let Some(raw) = parse::parse(item, &mut diag) else {
        return diag.into_tokens();
    };
    let model = check::check(raw, &mut diag);
    let mut tokens = diag.into_tokens();
    if let Some(model) = model {
        tokens.extend(expand::expand(&model));
    }
    tokens
}
