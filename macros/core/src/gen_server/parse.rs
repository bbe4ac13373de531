//! Takes our attributes off the impl and its items; what is left is the user's own.

use proc_macro2::{Span, TokenStream};
use syn::FnArg;

use super::roles::{self, Family, RoleAttr};
use crate::diag::{Diag, first_span};
use crate::lex::{RawFn, RawImpl, RawItem, RawOther};
use crate::text::parts as text;

/// A method with the attributes that make it a handler.
pub(crate) struct Marked {
    /// Its place among the items.
    pub(crate) index: usize,
    pub(crate) roles: Vec<RoleAttr>,
}

impl Marked {
    /// What the method is, one after the other: several attributes that are all under conditions are
    /// one each, for it is the compiler who knows which of them are there.
    pub(crate) fn alternatives(&self) -> impl Iterator<Item = (&usize, &[RoleAttr])> {
        let apart = self.roles.len() > 1 && self.roles.iter().all(|attr| attr.under.is_some());
        let size = if apart { 1 } else { self.roles.len().max(1) };
        self.roles.chunks(size).map(|roles| (&self.index, roles))
    }
}

/// Strips the item, and says which methods were marked.
pub(crate) fn strip(
    raw: &mut RawImpl,
    krate: &TokenStream,
    family: &Family,
    diag: &mut Diag,
) -> Vec<Marked> {
    for stray in roles::take(&mut raw.attrs, krate, family) {
        misplaced(&stray, family, diag);
    }
    again(raw, family, diag);
    let mut marked = Vec::new();
    for (index, item) in raw.items.iter_mut().enumerate() {
        match item {
            RawItem::Fn(function) => {
                let mut roles = roles::take(&mut function.attrs, krate, family);
                if roles.is_empty() {
                    roles = roles::take_near(&mut function.attrs, family, diag);
                }
                if let Some(place) = function.no_body.filter(|_| !roles.is_empty()) {
                    let in_trait = family.item == "trait";
                    diag.at(place, if in_trait { text::NO_END } else { text::NO_BODY });
                }
                if !roles.is_empty() {
                    marked.push(Marked { index, roles });
                }
            }
            RawItem::Other(other) => strip_other(other, krate, family, diag),
        }
    }
    marked
}

/// Takes off a second attribute of ours, which would generate everything again.
fn again(raw: &mut RawImpl, family: &Family, diag: &mut Diag) {
    raw.attrs.retain(|attr| {
        let last = attr.path().segments.last().map(|last| &last.ident);
        let Some(name) = last.filter(|name| *name == family.attribute) else { return true };
        diag.at(name.span(), text::again(family));
        false
    });
}

/// Keeps clippy's pedantic lints off the signatures of handlers.
pub(crate) fn relax(raw: &mut RawImpl, marked: &[Marked], family: &Family) {
    for method in marked {
        if let Some(RawItem::Fn(function)) = raw.items.get_mut(method.index) {
            function.attrs.push(roles::relaxed(family));
        }
    }
}

/// What was marked, and cannot be read as a method.
fn strip_other(other: &mut RawOther, krate: &TokenStream, family: &Family, diag: &mut Diag) {
    let roles = roles::take(&mut other.attrs, krate, family);
    let Some(first) = roles.first() else { return };
    match other.error.take() {
        Some(error) => {
            diag.at(error.span(), text::broken_signature(first.role.name()));
        }
        // The compiler has said what is wrong with something that is no item at all.
        None if !other.whole => {}
        None => misplaced(first, family, diag),
    }
}

fn misplaced(attr: &RoleAttr, family: &Family, diag: &mut Diag) {
    diag.at(attr.span(), text::no_method(attr.role.name(), family));
}

/// Takes off what generated items have in place of the method: `#[deprecated]`, and the docs of its
/// arguments, which say what a part of the message is. A parameter can have none.
pub(crate) fn hand_over(raw: &mut RawImpl, marked: &[Marked]) {
    for method in marked {
        if let Some(RawItem::Fn(function)) = raw.items.get_mut(method.index) {
            roles::take_deprecated(&mut function.attrs);
            without_docs(function);
        }
    }
}

fn without_docs(function: &mut RawFn) {
    for input in &mut function.sig.inputs {
        if let FnArg::Typed(typed) = input {
            typed.attrs.retain(|attr| !attr.path().is_ident("doc"));
        }
    }
}

/// The word that says what an item is, and where it stands.
pub(crate) fn item_word(item: &TokenStream) -> (&'static str, Span) {
    let words = ["struct", "enum", "union", "trait", "mod", "fn", "impl"];
    let found = item.clone().into_iter().find_map(|tree| {
        let word = tree.to_string();
        words.into_iter().find(|known| *known == word).map(|known| (known, tree.span()))
    });
    let (what, span) = found.unwrap_or_else(|| ("item", first_span(item)));
    (what, if item.is_empty() { Span::call_site() } else { span })
}

/// Says where the attribute goes instead of on this item.
pub(crate) fn no_impl(item: &TokenStream, family: &Family, diag: &mut Diag) {
    let (what, span) = item_word(item);
    diag.at(span, text::no_impl(family.attribute, family.derive, what));
}
