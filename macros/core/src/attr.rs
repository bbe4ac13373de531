//! Reads the helper attributes of a derive, whatever form the user gave them.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{Attribute, Meta};

use crate::diag::Diag;
use crate::keys::{self, Arg};
use crate::text::{derives, keys as text};

/// The attributes of this name.
pub fn named<'a>(attrs: &'a [Attribute], name: &str) -> impl Iterator<Item = &'a Attribute> {
    attrs.iter().filter(move |attr| attr.path().is_ident(name))
}

/// Where the name of an attribute stands.
#[must_use]
pub fn place(attr: &Attribute) -> Span {
    attr.path().span()
}

/// Reports attributes of ours that stand where nobody reads them.
pub(crate) fn misplaced(
    attrs: &[Attribute],
    names: &[&str],
    [place, here]: [&str; 2],
    diag: &mut Diag,
) {
    for name in names {
        for attr in named(attrs, name) {
            diag.at(self::place(attr), derives::misplaced(name, place, here));
        }
    }
}

/// The tokens in the parentheses of an attribute; `#[name = value]` is refused.
pub fn tokens(attr: &Attribute, diag: &mut Diag) -> TokenStream {
    match &attr.meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(pair) => {
            let name = attr.path().get_ident().map_or_else(String::new, ToString::to_string);
            diag.at(pair.eq_token.span(), text::parentheses(&name));
            TokenStream::new()
        }
    }
}

/// The keys of all attributes of this name, as if they were one.
pub fn all_keys(attrs: &[Attribute], name: &str, known: &[&str], diag: &mut Diag) -> Vec<Arg> {
    let mut joined = TokenStream::new();
    for attr in named(attrs, name) {
        let more = tokens(attr, diag);
        let ends_in_comma = more.to_string().trim_end().ends_with(',');
        joined.extend(more.clone());
        if !more.is_empty() && !ends_in_comma {
            joined.extend(quote!(,));
        }
    }
    keys::parse(joined, name, known, diag)
}

/// The only attribute of this name, if there is one; a second one is refused.
pub fn single<'a>(attrs: &'a [Attribute], name: &str, diag: &mut Diag) -> Option<&'a Attribute> {
    let mut found = named(attrs, name);
    let first = found.next();
    for more in found {
        diag.at(place(more), text::doubled_attribute(name));
    }
    first
}
