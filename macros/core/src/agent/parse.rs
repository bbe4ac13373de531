//! From tokens to a struct with the arguments of its attributes, not yet judged.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::{Attribute, Generics, Ident, Item, ItemStruct, Type, Visibility};

use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg};
use crate::text::derives as text;
use crate::{attr, stays};

const STRUCT_KEYS: &[&str] = &["name", "timeout", "handle", "crate"];
const FIELD_KEYS: &[&str] = &["get", "set", "update", "rename"];

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
    pub(super) args: Vec<Arg>,
    /// Whether a key was refused, which may have been all that there is.
    pub(super) broken: bool,
    /// Where the attribute stands.
    pub(super) place: Span,
}

pub(super) fn parse(item: TokenStream, diag: &mut Diag) -> Option<Raw> {
    let item = diag.ok(syn::parse2(item))?;
    if stays::in_state(&item, diag) {
        return None;
    }
    let (place, what) = match item {
        Item::Struct(item) => return Some(of_struct(item, diag)),
        Item::Enum(item) => (item.enum_token.span, "an enum"),
        Item::Union(item) => (item.union_token.span, "a union"),
        other => (first_span(&other.to_token_stream()), "this"),
    };
    diag.at(place, text::no_agent(what));
    None
}

fn of_struct(item: ItemStruct, diag: &mut Diag) -> Raw {
    let args = attr::all_keys(&item.attrs, "agent", STRUCT_KEYS, diag);
    let fields = item.fields.into_iter().filter_map(|field| of_field(field, diag)).collect();
    Raw { name: item.ident, vis: item.vis, generics: item.generics, args, fields }
}

fn of_field(field: syn::Field, diag: &mut Diag) -> Option<RawField> {
    let attribute = attr::single(&field.attrs, "agent", diag)?;
    let place = attr::place(attribute);
    let before = diag.len();
    let tokens = attr::tokens(attribute, diag);
    let args = keys::parse(tokens, "agent", FIELD_KEYS, diag);
    let broken = diag.len() != before;
    let docs = attr::named(&field.attrs, "doc").cloned().collect();
    Some(RawField { name: field.ident, ty: field.ty, docs, args, broken, place })
}
