//! What tests ask of an expansion.

use proc_macro2::TokenStream;

/// The tokens of a text.
pub(crate) fn tokens(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// An expansion as a file, with one space where there was any.
pub(crate) fn flat(expanded: TokenStream) -> String {
    let file = syn::parse2(expanded).expect("the expansion is a file");
    prettyplease::unparse(&file).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Something is refused, with this text.
#[track_caller]
pub(crate) fn refused(expanded: TokenStream, text: &str) -> String {
    let all = flat(expanded);
    assert!(all.contains("compile_error") && all.contains(text), "`{text}` is not in: {all}");
    all
}

/// Nothing is refused.
#[track_caller]
pub(crate) fn accepted(expanded: TokenStream) -> String {
    let all = flat(expanded);
    assert!(!all.contains("compile_error"), "{all}");
    all
}
