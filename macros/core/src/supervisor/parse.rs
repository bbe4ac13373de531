//! From tokens to a struct with the arguments of its attributes, not yet judged.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::{Generics, Ident, Index, Item, ItemStruct, Member, Type, Visibility};

use crate::attr;
use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg};
use crate::text::derives as text;

const STRUCT_KEYS: &[&str] =
    &["strategy", "max_restarts", "max_seconds", "name", "auto_shutdown", "args", "crate"];
const CHILD_KEYS: &[&str] = &["start", "start_timeout", "restart", "shutdown", "significant", "id"];

/// A struct as it was written.
pub(super) struct Raw {
    pub(super) name: Ident,
    pub(super) vis: Visibility,
    pub(super) generics: Generics,
    pub(super) args: Vec<Arg>,
    pub(super) fields: Vec<RawField>,
}

/// A field as it was written.
pub(super) struct RawField {
    pub(super) member: Member,
    /// Where a complaint about the whole field belongs.
    pub(super) span: Span,
    pub(super) ty: Type,
    pub(super) child: Option<Vec<Arg>>,
    pub(super) skip: Option<Span>,
}

pub(super) fn parse(item: TokenStream, diag: &mut Diag) -> Option<Raw> {
    let item = match diag.ok(syn::parse2(item))? {
        Item::Struct(item) => item,
        Item::Enum(item) => {
            refuse(item.enum_token.span, "an enum", diag);
            return None;
        }
        Item::Union(item) => {
            refuse(item.union_token.span, "a union", diag);
            return None;
        }
        other => {
            refuse(first_span(&other.to_token_stream()), "this", diag);
            return None;
        }
    };
    Some(of_struct(item, diag))
}

fn refuse(span: Span, what: &str, diag: &mut Diag) {
    diag.at(span, text::no_supervisor(what));
}

fn of_struct(item: ItemStruct, diag: &mut Diag) -> Raw {
    let args = attr::all_keys(&item.attrs, "supervisor", STRUCT_KEYS, diag);
    for child in attr::named(&item.attrs, "child") {
        diag.at(attr::place(child), text::CHILD_ON_STRUCT);
    }
    let fields =
        item.fields.into_iter().enumerate().map(|(index, field)| of_field(index, field, diag));
    let fields = fields.collect();
    Raw { name: item.ident, vis: item.vis, generics: item.generics, args, fields }
}

fn of_field(index: usize, field: syn::Field, diag: &mut Diag) -> RawField {
    let child = attr::single(&field.attrs, "child", diag).map(|attribute| {
        let tokens = attr::tokens(attribute, diag);
        keys::parse(tokens, "child", CHILD_KEYS, diag)
    });
    let settings = attr::all_keys(&field.attrs, "supervisor", &["skip"], diag);
    let skip = settings.first().map(|arg| arg.key.span());
    let first = first_span(&field.ty.to_token_stream());
    let span = field.ident.as_ref().map_or(first, Ident::span);
    let member = field.ident.map_or_else(
        || Member::Unnamed(Index { index: u32::try_from(index).unwrap_or(u32::MAX), span }),
        Member::Named,
    );
    RawField { member, span, ty: field.ty, child, skip }
}
