//! From tokens to a struct with the arguments of its attributes, not yet judged.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::{Attribute, Generics, Ident, Item, ItemStruct, Meta, Type, Visibility};

use crate::attr;
use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg};
use crate::text::records as text;

const STRUCT_KEYS: &[&str] = &["table", "crate"];
const INDEX_KEYS: &[&str] = &["rename"];

/// A struct as it was written.
pub(super) struct Raw {
    pub(super) name: Ident,
    pub(super) vis: Visibility,
    pub(super) generics: Generics,
    pub(super) args: Vec<Arg>,
    pub(super) fields: Vec<RawField>,
}

/// A field with an attribute, as it was written.
pub(super) struct RawField {
    /// `None` for the field of a tuple struct.
    pub(super) name: Option<Ident>,
    pub(super) ty: Type,
    pub(super) docs: Vec<Attribute>,
    /// Where `#[key]` stands.
    pub(super) key: Option<Span>,
    pub(super) index: Option<RawIndex>,
}

/// An `#[index]`, as it was written.
pub(super) struct RawIndex {
    pub(super) place: Span,
    pub(super) args: Vec<Arg>,
}

pub(super) fn parse(item: TokenStream, diag: &mut Diag) -> Option<Raw> {
    let item = diag.ok(syn::parse2(item))?;
    let (place, what) = match item {
        Item::Struct(item) => return Some(of_struct(item, diag)),
        Item::Enum(item) => (item.enum_token.span, "an enum"),
        Item::Union(item) => (item.union_token.span, "a union"),
        other => (first_span(&other.to_token_stream()), "this"),
    };
    diag.at(place, text::no_struct(what));
    None
}

fn of_struct(item: ItemStruct, diag: &mut Diag) -> Raw {
    let args = attr::all_keys(&item.attrs, "record", STRUCT_KEYS, diag);
    for field in &item.fields {
        attr::misplaced(&field.attrs, &["record"], ["the struct", "a field"], diag);
    }
    let fields = item.fields.into_iter().filter_map(|field| of_field(field, diag)).collect();
    Raw { name: item.ident, vis: item.vis, generics: item.generics, args, fields }
}

fn of_field(field: syn::Field, diag: &mut Diag) -> Option<RawField> {
    let key = attr::single(&field.attrs, "key", diag).map(|attribute| {
        if !matches!(attribute.meta, Meta::Path(_)) {
            diag.at(attr::place(attribute), text::KEY_TAKES_NOTHING);
        }
        attr::place(attribute)
    });
    let index = attr::single(&field.attrs, "index", diag).map(|attribute| {
        let tokens = attr::tokens(attribute, diag);
        let args = keys::parse(tokens, "index", INDEX_KEYS, diag);
        RawIndex { place: attr::place(attribute), args }
    });
    if key.is_none() && index.is_none() {
        return None;
    }
    let docs = attr::named(&field.attrs, "doc").cloned().collect();
    Some(RawField { name: field.ident, ty: field.ty, docs, key, index })
}
