//! From tokens to a struct with the arguments of its attributes, not yet judged.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::{Expr, Generics, Ident, Index, Item, ItemStruct, Member, Type, Visibility};

use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg};
use crate::text::derives as text;
use crate::{attr, ty};

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
    /// An attribute that is nearly `#[child]`.
    pub(super) near: Option<Ident>,
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
        if let Some(place) = only_start(&tokens) {
            diag.at(place, text::start_without_key(&ty::show(&tokens)));
            return Vec::new();
        }
        keys::parse(tokens, "child", CHILD_KEYS, diag)
    });
    let near = field.attrs.iter().filter_map(|attr| attr.path().get_ident()).find(|name| {
        let name = name.to_string();
        name != "child" && (name == "children" || keys::nearest(&name, &["child"]).is_some())
    });
    let near = near.cloned();
    let settings = attr::all_keys(&field.attrs, "supervisor", &["skip"], diag);
    let skip = settings.first().map(|arg| arg.key.span());
    let first = first_span(&field.ty.to_token_stream());
    let span = field.ident.as_ref().map_or(first, Ident::span);
    let member = field.ident.map_or_else(
        || Member::Unnamed(Index { index: u32::try_from(index).unwrap_or(u32::MAX), span }),
        Member::Named,
    );
    RawField { member, span, ty: field.ty, child, skip, near }
}

/// Where an expression begins that stands there without `start =`.
fn only_start(tokens: &TokenStream) -> Option<Span> {
    let path = match syn::parse2(tokens.clone()).ok()? {
        Expr::Call(call) => match *call.func {
            Expr::Path(path) => path.path,
            _ => return None,
        },
        Expr::MethodCall(_) => return Some(first_span(tokens)),
        Expr::Path(path) => path.path,
        _ => return None,
    };
    let type_or_function = path.get_ident().is_none_or(|name| {
        let name = name.to_string();
        name.starts_with(char::is_uppercase)
    });
    type_or_function.then(|| first_span(tokens))
}
