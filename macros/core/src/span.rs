//! Where generated tokens stand: at the user's place, in the macro's syntax context.
//!
//! A definition that carries the user's raw span is linted as if the user had written it. Resolved
//! at the macro's call site, the caret stays on the user's token and the lints stay silent.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
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

/// The name of a local: a constant or a unit struct of the user stands in for a local of the same
/// name, hygiene or not, so ours are called what nobody calls anything.
#[must_use]
pub fn unlikely(name: &str, place: Span) -> Ident {
    let unused = if name.starts_with('_') { "_" } else { "" };
    Ident::new(&format!("{unused}gs_{}", name.trim_start_matches('_')), local(place))
}

/// The user's tokens, each where it stands, in our context: for a second copy of a type or a bound,
/// so that a lint which fires at the first does not fire again.
#[must_use]
pub fn again(tokens: TokenStream) -> TokenStream {
    tokens.into_iter().map(tree_again).collect()
}

fn tree_again(mut tree: TokenTree) -> TokenTree {
    match &mut tree {
        TokenTree::Group(group) => {
            let mut copy = Group::new(group.delimiter(), again(group.stream()));
            copy.set_span(at(group.span()));
            *group = copy;
        }
        // It means the crate of the macro that wrote it, which only its own context knows.
        TokenTree::Ident(name) if name == "$crate" => {}
        TokenTree::Ident(name) => {
            // What the user's edition takes for a name may be a keyword in ours, and the reverse
            // holds for the keywords of types, which are the same in all editions.
            if !TYPE_KEYWORDS.contains(&name.to_string().as_str()) {
                *name = copied(name);
            }
            name.set_span(at(name.span()));
        }
        TokenTree::Punct(_) | TokenTree::Literal(_) => tree.set_span(at(tree.span())),
    }
    tree
}

/// Keywords that stand for themselves in a type or a bound.
const TYPE_KEYWORDS: &[&str] = &[
    "as", "async", "const", "crate", "dyn", "extern", "fn", "for", "impl", "in", "mut", "self",
    "Self", "super", "unsafe", "where", "true", "false", "static",
];

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

/// Keeps clippy silent about a constructor that happens to have the name of the user's type: both
/// names are given, one by us and one by the user.
#[must_use]
pub fn constructor_of(ty: &str, function: &str) -> Option<TokenStream> {
    let flat = |name: &str| name.to_lowercase().replace('_', "");
    (flat(ty) == flat(function)).then(|| {
        quote::quote! {
            #[allow(
                clippy::self_named_constructors,
                reason = "every type of this kind has this function, whatever its name"
            )]
        }
    })
}

/// A copy of the user's identifier, for a definition of ours.
#[must_use]
pub fn copied(original: &Ident) -> Ident {
    ident(&original.unraw().to_string(), at(original.span()))
}
