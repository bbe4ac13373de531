//! A macro and what is written for it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{ImplItem, Item, TraitItem};

use crate::{MACROS, text};

/// The first byte is the macro, the first line what its parentheses hold, and the rest the item.
///
/// # Panics
///
/// When the macro does, when it makes something of an item that does not parse, and when an attribute
/// loses what the user wrote.
pub fn expand(bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let Some((attr, item)) = text(rest).and_then(|text| text.split_once('\n')) else { return };
    if let (Ok(attr), Ok(item)) = (attr.parse(), item.parse()) {
        judge(usize::from(*which), attr, item);
    }
}

/// Expands with one of the macros, and looks at what comes out.
pub(crate) fn judge(which: usize, attr: TokenStream, item: TokenStream) {
    let (of, gives_back) = MACROS[which % MACROS.len()];
    let made = (of.expand)(attr, item.clone());
    // What is no item comes back as it is, with an error beside it.
    let Ok(item) = syn::parse2::<Item>(item) else { return };
    let written = item.to_token_stream().to_string();
    let file = syn::parse2::<syn::File>(unfenced(made.clone(), &written));
    assert!(file.is_ok(), "this is no code: {made}\nof {written}");
    if gives_back {
        let made = made.to_string();
        for part in bodies(&item) {
            assert!(made.contains(&part), "`{part}` is gone: {made}");
        }
    }
}

/// What a macro has no reason to touch: bodies of functions, and the names of those without one.
fn bodies(item: &Item) -> Vec<String> {
    match item {
        Item::Fn(function) => vec![function.block.to_token_stream().to_string()],
        Item::Impl(of) => {
            let functions = of.items.iter().filter_map(|item| match item {
                ImplItem::Fn(function) => Some(function.block.to_token_stream().to_string()),
                _ => None,
            });
            functions.collect()
        }
        Item::Trait(of) => {
            let functions = of.items.iter().filter_map(|item| match item {
                TraitItem::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            });
            functions.collect()
        }
        other => vec![other.to_token_stream().to_string()],
    }
}

/// The tokens without half expressions of the user, which a macro puts between braces, so that an editor
/// can complete them.
fn unfenced(made: TokenStream, written: &str) -> TokenStream {
    let tree = |tree| match tree {
        TokenTree::Group(group) => {
            let inner = group.stream();
            let is_half = group.delimiter() == Delimiter::Brace
                && !inner.is_empty()
                && syn::parse2::<syn::Expr>(inner.clone()).is_err()
                && written.contains(&format!("= {inner}"));
            let inner = if is_half { TokenStream::new() } else { unfenced(inner, written) };
            TokenTree::Group(Group::new(group.delimiter(), inner))
        }
        other => other,
    };
    made.into_iter().map(tree).collect()
}
