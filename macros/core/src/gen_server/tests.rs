//! What the attribute refuses, and where; what it accepts.

mod accepted;
mod forms;
mod mangled;
mod refused;

use proc_macro2::TokenStream;
use quote::ToTokens as _;

use super::expand;
pub(crate) use crate::written::tokens;

pub(crate) fn flat(tokens: &TokenStream) -> String {
    tokens.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of all errors, in order; found without parsing, since the user's item may be broken.
pub(crate) fn errors(expanded: &TokenStream) -> Vec<String> {
    let trees: Vec<_> = expanded.clone().into_iter().collect();
    trees
        .windows(3)
        .filter(|window| window[0].to_string() == "compile_error")
        .filter_map(|window| match &window[2] {
            proc_macro2::TokenTree::Group(group) => syn::parse2::<syn::LitStr>(group.stream()).ok(),
            _ => None,
        })
        .map(|text| text.value())
        .collect()
}

/// Exactly these errors come out, and the user's item is there.
#[track_caller]
fn refuses_all(attr: &str, item: &str, texts: &[&str]) -> String {
    refused_by(&expand(tokens(attr), tokens(item)), item, texts)
}

/// Exactly these errors came out, and the item is there.
#[track_caller]
pub(crate) fn refused_by(expanded: &TokenStream, item: &str, texts: &[&str]) -> String {
    let errors = errors(expanded);
    assert_eq!(errors.len(), texts.len(), "{item}: {errors:#?}");
    for (error, text) in errors.iter().zip(texts) {
        assert!(error.contains(text), "{item}: `{text}` is not in `{error}`");
    }
    survives(expanded, item);
    flat(expanded)
}

/// A method of an impl of `S` is refused, once.
#[track_caller]
fn refuses(method: &str, text: &str) {
    refuses_all("", &format!("impl S {{ {method} }}"), &[text]);
}

/// Nothing is refused; gives the expansion.
#[track_caller]
fn accepts(attr: &str, item: &str) -> String {
    let expanded = expand(tokens(attr), tokens(item));
    assert_eq!(errors(&expanded), Vec::<String>::new(), "{item}");
    survives(&expanded, item);
    flat(&expanded)
}

/// All tokens of the item are there in order, save for attributes and docs.
#[track_caller]
pub(crate) fn survives(expanded: &TokenStream, item: &str) {
    let body = |text: &TokenStream| {
        let text = without_attributes(text.clone());
        text.to_token_stream().to_string().split_whitespace().collect::<String>()
    };
    let (whole, item) = (body(expanded), body(&tokens(item)));
    assert!(whole.starts_with(&item), "`{item}` does not open `{whole}`");
}

fn without_attributes(tokens: TokenStream) -> TokenStream {
    use proc_macro2::{Delimiter, Group, TokenTree};
    let mut out: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let after_pound = matches!(out.last(), Some(TokenTree::Punct(p)) if p.as_char() == '#');
        match tree {
            TokenTree::Group(group) if after_pound && group.delimiter() == Delimiter::Bracket => {
                out.pop();
            }
            TokenTree::Group(group) => {
                out.push(Group::new(group.delimiter(), without_attributes(group.stream())).into());
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}
