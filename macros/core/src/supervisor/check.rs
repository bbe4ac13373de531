//! Judges the keys and their combinations; what is wrong is reported and left out.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser as _};
use syn::{
    Expr, ExprLit, GenericArgument, Generics, Ident, Lit, LitStr, Member, PathArguments, Token,
    Type,
};

use super::model::{ChildModel, Field, Model, Options};
use super::parse::{Raw, RawField};
use super::repeat::Repeat;
use crate::diag::{Diag, first_span};
use crate::keys::{Arg, Value};
use crate::stays::CONTAINERS;
use crate::text::{Text, derives as text, keys as keys_text};
use crate::{ty, values};

const STRATEGIES: &[(&str, &str)] =
    &[("one_for_one", "OneForOne"), ("one_for_all", "OneForAll"), ("rest_for_one", "RestForOne")];
const AUTO_SHUTDOWN: &[(&str, &str)] = &[
    ("never", "Never"),
    ("any_significant", "AnySignificant"),
    ("all_significant", "AllSignificant"),
];

pub(super) fn check(raw: Raw, diag: &mut Diag) -> Model {
    let mut options = Options::default();
    let mut krate = quote!(::switchboard);
    let mut args = None;
    for arg in &raw.args {
        match arg.name().as_str() {
            "strategy" => options.strategy = arg.word(STRATEGIES, diag),
            "max_restarts" => options.max_restarts = values::count(arg, diag),
            "max_seconds" => options.max_seconds = values::window(arg, diag),
            "auto_shutdown" => options.auto_shutdown = arg.word(AUTO_SHUTDOWN, diag),
            "name" => options.name = arg.name_of(diag),
            "args" => args = arg.parse::<Type>(keys_text::CONFIG, diag),
            _ => krate = arg.crate_path(diag).map_or(krate, ToTokens::into_token_stream),
        }
    }
    // A key that was refused says nothing about the children.
    let says_auto_shutdown = raw.args.iter().any(|arg| arg.name() == "auto_shutdown");
    let shuts_down = says_auto_shutdown && options.auto_shutdown != Some("Never");
    for param in raw.generics.lifetimes() {
        diag.at(param.lifetime.apostrophe, text::LIFETIME_OF_TREE);
    }
    let takes_args = raw.args.iter().any(|arg| arg.name() == "args");
    let fields: Vec<Field> = raw
        .fields
        .into_iter()
        .map(|field| one_field(field, &raw.generics, shuts_down, diag))
        .collect();
    for child in fields.iter().filter_map(|field| field.child.as_ref()) {
        if let Some(used) = child.start.as_ref().filter(|_| !takes_args).and_then(args_in) {
            diag.at(used, text::NO_ARGS);
        }
    }
    for field in fields.iter().filter(|field| field.child.is_some()) {
        if let Some(place) = itself(&field.ty, &raw.name) {
            diag.at(place, text::contains_itself(&raw.name.unraw().to_string()));
        }
    }
    unique_ids(&fields, diag);
    Model { krate, name: raw.name, vis: raw.vis, generics: raw.generics, args, options, fields }
}

fn one_field(raw: RawField, generics: &Generics, shuts_down: bool, diag: &mut Diag) -> Field {
    if let (Some(_), Some(skip)) = (&raw.child, raw.skip) {
        diag.at(skip, text::SKIPPED_CHILD);
    }
    if raw.child.is_none() && raw.skip.is_none() {
        match &raw.near {
            Some(near) => diag.at(near.span(), text::near_child(&near.to_string())),
            None => diag.at(raw.span, text::NO_CHILD),
        }
    }
    if let Some((place, text)) = raw.child.as_ref().and_then(|_| inside(&raw.ty)) {
        diag.at(place, text);
    }
    let default_id = match &raw.member {
        Member::Named(name) => LitStr::new(&name.unraw().to_string(), name.span()),
        Member::Unnamed(index) => LitStr::new(&index.index.to_string(), index.span),
    };
    let mut child = raw.child.map(|args| one_child(&args, default_id, shuts_down, diag));
    if let Some(child) = &mut child {
        if let Some(start) = &child.start {
            started(start, &raw.ty, diag);
            names_type(start, &raw.ty, diag);
        }
        child.repeat = Repeat::of(child, &raw.ty, generics);
    }
    Field { member: raw.member, span: raw.span, ty: raw.ty, child }
}

fn one_child(args: &[Arg], id: LitStr, shuts_down: bool, diag: &mut Diag) -> ChildModel {
    let mut child = ChildModel {
        id,
        start: None,
        repeat: None,
        restart: None,
        shutdown: None,
        significant: None,
        start_timeout: None,
    };
    for arg in args {
        match arg.name().as_str() {
            "start" => child.start = start(arg, diag),
            "restart" => child.restart = arg.word(values::RESTART, diag),
            "shutdown" => child.shutdown = values::shutdown(arg, diag),
            "start_timeout" => child.start_timeout = values::timeout(arg, diag).flatten(),
            "significant" => child.significant = values::flag(arg, diag),
            _ => child.id = arg.name_of(diag).unwrap_or(child.id),
        }
    }
    let key = args.iter().find(|arg| arg.name() == "significant");
    if let (Some(key), Some(true)) = (key, child.significant) {
        significant(key, &child, shuts_down, diag);
    }
    child
}

/// A significant child must be able to end, and its end must matter.
fn significant(key: &Arg, child: &ChildModel, shuts_down: bool, diag: &mut Diag) {
    if child.restart == Some("Permanent") {
        diag.at(key.key.span(), text::SIGNIFICANT_PERMANENT);
    }
    if !shuts_down {
        diag.at(key.key.span(), text::SIGNIFICANT_ALONE);
    }
}

/// The user's expression, untouched; only an empty one, and half of one, is refused.
fn start(arg: &Arg, diag: &mut Diag) -> Option<TokenStream> {
    match &arg.value {
        Value::Is(tokens) if !tokens.is_empty() => match whole_expression(tokens) {
            Ok(()) => Some(tokens.clone()),
            Err(error) => {
                diag.at(error.span(), text::HALF_A_START);
                None
            }
        },
        _ => {
            diag.at(arg.value_span(), text::NO_START);
            None
        }
    }
}

/// Reads an expression; where it ends too early, the error is at its last token.
fn whole_expression(tokens: &TokenStream) -> syn::Result<()> {
    let last = tokens.clone().into_iter().last().map_or_else(Span::call_site, |last| last.span());
    let read = |input: ParseStream<'_>| {
        input.parse::<Expr>()?;
        input.parse::<Token![;]>().map(drop)
    };
    read.parse2(quote_spanned!(last=> #tokens;))
}

/// Where `Child<Self>` names the supervisor itself; through others, only the compiler finds it.
fn itself(ty: &Type, name: &Ident) -> Option<Span> {
    let Type::Path(child) = child_type(ty)? else { return None };
    let [only] = &child.path.segments.iter().collect::<Vec<_>>()[..] else { return None };
    let same = only.ident == "Self" || only.ident == *name;
    (child.qself.is_none() && same).then(|| only.ident.span())
}

/// The `T` of `Child<T>`.
pub(super) fn child_type(ty: &Type) -> Option<&Type> {
    let last = ty::tail(ty).filter(|last| last.ident == "Child")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(child)) => Some(child),
        _ => None,
    }
}

/// Where the arguments are used; a local of the user with that name is none of our business.
fn args_in(tokens: &TokenStream) -> Option<Span> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is = |tree: Option<&TokenTree>, chars: &[char]| matches!(tree, Some(TokenTree::Punct(punct)) if chars.contains(&punct.as_char()));
    let mut found = None;
    for (index, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Group(group) => found = found.or_else(|| args_in(&group.stream())),
            TokenTree::Ident(word) if word == "args" => {
                let before = index.checked_sub(1).and_then(|index| trees.get(index));
                let after = trees.get(index + 1);
                let bound = matches!(before, Some(TokenTree::Ident(_))) || is(before, &['|']);
                let called = matches!(after, Some(TokenTree::Group(_)));
                if bound || is(after, &['|']) {
                    return None;
                }
                if !called && !is(before, &['.', ':']) && !is(after, &[':', '!']) {
                    found = found.or(Some(word.span()));
                }
            }
            _ => {}
        }
    }
    found
}

/// A child that the expression starts, instead of saying how to.
fn started(start: &TokenStream, ty: &Type, diag: &mut Diag) {
    let Ok(syn::Expr::Call(call)) = syn::parse2(start.clone()) else { return };
    let syn::Expr::Path(function) = &*call.func else { return };
    let words: Vec<&Ident> = function.path.segments.iter().map(|part| &part.ident).collect();
    let [.., of, method] = words[..] else { return };
    let method_name = method.to_string();
    if !["start", "start_link"].contains(&method_name.as_str()) {
        return;
    }
    // A function of another type may well be called so, and give a specification.
    if ty::names_one_of(ty.to_token_stream(), &[of]) {
        diag.at(method.span(), text::started(&of.to_string(), &method_name));
    }
}

/// The type of the child, where an expression that makes its specification belongs.
fn names_type(start: &TokenStream, ty: &Type, diag: &mut Diag) {
    let path = match syn::parse2(start.clone()) {
        Ok(Expr::Path(path)) => path.path,
        Ok(Expr::Struct(item)) => item.path,
        Ok(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => {
            let Ok(path) = text.parse() else { return };
            path
        }
        _ => return,
    };
    let child = child_type(ty).and_then(ty::tail);
    let named = child.zip(path.segments.last()).filter(|(child, last)| child.ident == last.ident);
    if let Some((child, _)) = named {
        diag.at(first_span(start), text::type_for_start(&child.ident.to_string()));
    }
}

/// A `Child<T>` inside of something that is no child itself.
fn inside(ty: &Type) -> Option<(Span, Text)> {
    let ty = ty::peel(ty);
    let (child, many) = match ty {
        Type::Array(array) => (child_type(&array.elem)?, true),
        Type::Tuple(tuple) => (tuple.elems.iter().find_map(child_type)?, true),
        Type::Path(_) => {
            let last =
                ty::tail(ty).filter(|last| CONTAINERS.contains(&&*last.ident.to_string()))?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
            let child = arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => child_type(ty),
                _ => None,
            });
            let single = ["Arc", "Box", "Mutex", "Option", "Rc", "RwLock"];
            (child?, !single.contains(&&*last.ident.to_string()))
        }
        _ => return None,
    };
    let child = ty::show(child);
    let text = if many { text::children(&child) } else { text::wrapped_child(&child) };
    Some((first_span(&ty.to_token_stream()), text))
}

fn unique_ids(fields: &[Field], diag: &mut Diag) {
    let children: Vec<&ChildModel> = fields.iter().filter_map(|f| f.child.as_ref()).collect();
    for (index, child) in children.iter().enumerate() {
        let id = child.id.value();
        if children[..index].iter().any(|before| before.id.value() == id) {
            diag.at(child.id.span(), text::same_id(&id));
        }
    }
}
