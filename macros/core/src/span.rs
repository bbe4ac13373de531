//! Where generated tokens stand: at the user's place, in the macro's syntax context.
//!
//! A definition that carries the user's raw span is linted as if the user had written it. Resolved
//! at the macro's call site, the caret stays on the user's token and the lints stay silent.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// The user's place, for items and everything that others can name.
#[must_use]
pub fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}

/// The user's place, for locals that nobody else may see.
#[must_use]
pub fn local(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// Words that are keywords in some edition: a copied identifier takes the edition of the macro, so
/// these must be written raw.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// An identifier of this name: raw where some edition needs it to be.
#[must_use]
pub fn ident(name: &str, span: Span) -> Ident {
    if KEYWORDS.contains(&name) { Ident::new_raw(name, span) } else { Ident::new(name, span) }
}

/// A copy of the user's identifier, for a definition of ours.
#[must_use]
pub fn copied(original: &Ident) -> Ident {
    ident(&original.unraw().to_string(), at(original.span()))
}
