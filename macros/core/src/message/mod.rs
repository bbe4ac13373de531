//! `#[derive(Message)]`: an enum that the user writes, as the messages of a server.

mod expand;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::{Attribute, Fields, Generics, Ident, Item, ItemEnum, Type, Variant};

use crate::attr;
use crate::diag::{Diag, first_span};
use crate::keys;
use crate::stays;
use crate::text::{Subject, derives as text, keys as keys_text, types};
use crate::ty::{self, Place};

/// A checked enum of messages.
struct Model {
    krate: TokenStream,
    name: Ident,
    generics: Generics,
    /// What is bound to its thread, as a value that is an error.
    stays: Option<TokenStream>,
    variants: Vec<Request>,
}

/// One variant.
struct Request {
    variant: Ident,
    /// The handler's name: the variant's in snake case.
    name: String,
    kind: Kind,
}

/// Whether somebody waits for a reply.
enum Kind {
    Call(Box<Type>),
    Cast,
}

/// Expands the derive; all errors of the enum come out together.
#[must_use]
pub fn expand(item: TokenStream) -> TokenStream {
    let mut diag = Diag::new();
    let model = parse(item, &mut diag).and_then(|item| check(item, &mut diag));
    let mut tokens = diag.into_tokens();
    tokens.extend(model.map(|model| expand::expand(&model)));
    tokens
}

fn parse(item: TokenStream, diag: &mut Diag) -> Option<ItemEnum> {
    let (span, what) = match diag.ok(syn::parse2(item))? {
        Item::Enum(item) => return Some(item),
        Item::Struct(item) => (item.struct_token.span, "a struct"),
        Item::Union(item) => (item.union_token.span, "a union"),
        other => (first_span(&other.into_token_stream()), "this"),
    };
    diag.at(span, text::no_messages(what));
    None
}

fn check(item: ItemEnum, diag: &mut Diag) -> Option<Model> {
    let mut krate = quote!(::switchboard);
    for arg in attr::all_keys(&item.attrs, "message", &["crate"], diag) {
        krate = arg.crate_path(diag).map_or(krate, ToTokens::into_token_stream);
    }
    for param in item.generics.lifetimes() {
        diag.at(param.lifetime.apostrophe, types::LIFETIME_OF_MESSAGE);
    }
    let owns = item.generics.lifetimes().next().is_none();
    attr::misplaced(&item.attrs, &["call", "cast"], ["a variant", "the enum"], diag);
    for variant in &item.variants {
        attr::misplaced(&variant.attrs, &["message"], ["the enum", "a variant"], diag);
        for field in &variant.fields {
            attr::misplaced(&field.attrs, &["call", "cast"], ["a variant", "a field"], diag);
            attr::misplaced(&field.attrs, &["message"], ["the enum", "a field"], diag);
        }
    }
    let before = diag.len();
    let found = item.variants.iter().filter(|variant| !can_move(variant, diag)).count();
    let stays = (found > 0).then(|| diag.value_since(before));
    let mut variants: Vec<Request> = Vec::new();
    for variant in item.variants {
        let mut request = one_variant(variant, owns, diag);
        if let Some(before) = variants.iter().find(|before| before.name == request.name) {
            let (first, second) = (before.variant.to_string(), request.variant.to_string());
            let text = text::same_handler(&first, &second, &request.name);
            diag.at(request.variant.span(), text);
            // It stays, since a match without it would be reported as well.
            request.name = format!("{}_{}", request.name, variants.len());
        }
        variants.push(request);
    }
    let (name, generics) = (item.ident, item.generics);
    owns.then_some(Model { krate, name, generics, stays, variants })
}

/// Whether nothing in a variant is surely bound to its thread; what is was reported.
fn can_move(variant: &Variant, diag: &mut Diag) -> bool {
    variant.fields.iter().filter(|field| stays::in_message(&field.ty, diag)).count() == 0
}

/// Judges a variant; of an enum with lifetimes it is said there.
fn one_variant(variant: Variant, owns: bool, diag: &mut Diag) -> Request {
    if matches!(variant.fields, Fields::Unnamed(_)) {
        let place = first_span(&variant.fields.to_token_stream());
        diag.at(place, text::unnamed_fields(&variant.ident.to_string()));
    }
    for field in &variant.fields {
        if owns {
            ty::owned(&field.ty, Place::Argument, Subject::Server, diag);
        }
    }
    let name = snake(&variant.ident.unraw().to_string());
    let kind = kind(&variant, diag);
    Request { variant: variant.ident, name, kind }
}

fn kind(variant: &Variant, diag: &mut Diag) -> Kind {
    let call = attr::single(&variant.attrs, "call", diag);
    let cast = attr::single(&variant.attrs, "cast", diag);
    match (call, cast) {
        (Some(call), None) => Kind::Call(Box::new(reply(call, diag))),
        (None, Some(cast)) => {
            let tokens = attr::tokens(cast, diag);
            if !tokens.is_empty() {
                diag.at(first_span(&tokens), keys_text::no_keys("cast"));
            }
            Kind::Cast
        }
        (Some(_), Some(cast)) => {
            diag.at(attr::place(cast), text::CALL_AND_CAST);
            Kind::Cast
        }
        (None, None) => {
            diag.at(variant.ident.span(), text::no_kind(&variant.ident.to_string()));
            Kind::Cast
        }
    }
}

/// The type of the reply; without the key nothing but the fact is replied.
fn reply(call: &Attribute, diag: &mut Diag) -> Type {
    let tokens = attr::tokens(call, diag);
    let args = keys::parse(tokens, "call", &["reply"], diag);
    let given = args.first().and_then(|arg| arg.parse(keys_text::REPLY, diag));
    let given = given.filter(|ty| ty::owned(ty, Place::Reply, Subject::Server, diag));
    given.unwrap_or_else(|| syn::parse_quote!(()))
}

/// `GetURL2` becomes `get_url2`.
pub(crate) fn snake(camel: &str) -> String {
    let letters: Vec<char> = camel.chars().collect();
    let mut out = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| letters[index]);
        let after = letters.get(index + 1);
        let starts_word = letter.is_uppercase()
            && before.is_some_and(|before| {
                before != '_'
                    && (!before.is_uppercase() || after.is_some_and(|after| after.is_lowercase()))
            });
        if starts_word {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}
