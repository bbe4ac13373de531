//! Builds the model; what is wrong is reported and left out.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{FnArg, GenericParam, Generics, ReturnType, Signature, Type, Visibility, parse_quote};

use super::model::Model;
use super::parse::{self, Head};
use crate::diag::Diag;
use crate::gen_server::check::{doubled, unique_variants};
use crate::gen_server::expand::{fields, moved, takes_context};
use crate::gen_server::handler::{call_of, no_variant, only_mark};
use crate::gen_server::head::Server;
use crate::gen_server::model::{self, Handler, Kind, Method};
use crate::gen_server::parse::Marked;
use crate::gen_server::refused::Refused;
use crate::gen_server::roles::{self, Role, RoleAttr};
use crate::gen_server::settings::{self, RoleKeys, Settings};
use crate::gen_server::signature::{self, Checked};
use crate::keys;
use crate::lex::{RawFn, RawImpl, RawItem};
use crate::text::{Subject, keys as keys_text, protocols as text};
use crate::{names, ty};

/// Judges the trait; one with lifetimes has no model.
pub(super) fn check(
    raw: &mut RawImpl,
    marked: &[Marked],
    settings: Settings,
    diag: &mut Diag,
) -> Option<Model> {
    let head = diag.ok(parse::head(raw.header()))?;
    let cfgs = roles::of_impl(&raw.attrs);
    let doubled = doubled(raw);
    let (mut handlers, mut refused) = (Vec::new(), Vec::new());
    for (index, roles) in marked.iter().flat_map(Marked::alternatives) {
        let Some(RawItem::Fn(function)) = raw.items.get_mut(*index) else { continue };
        let before = diag.len();
        match build(function, roles, &head, &settings.krate, diag) {
            _ if doubled.contains(index) => {}
            Some(handler) => handlers.push(handler),
            None => refused.extend(Refused::handler(function, roles, before, diag)),
        }
    }
    unique_variants(&mut handlers, false, diag);
    unique_methods(&mut handlers, diag);
    refused.retain(|one| !one.is_taken(super::RESERVED, &handlers));
    if head.generics.lifetimes().next().is_some() {
        for param in head.generics.lifetimes() {
            diag.at(param.lifetime.apostrophe, text::LIFETIME);
        }
        return None;
    }
    let mut model = model(head, settings, handlers, cfgs, diag);
    model.messages.refused = refused;
    Some(model)
}

fn model(
    head: Head,
    settings: Settings,
    handlers: Vec<Handler>,
    cfgs: Vec<syn::Attribute>,
    diag: &mut Diag,
) -> Model {
    let (name, handle) = (head.name.clone(), handle(&settings, &head.name, diag));
    let vis = settings.vis.clone().unwrap_or(head.vis);
    let hidden = format_ident!("{}ProtocolServer", name.unraw(), span = name.span());
    let generics = sendable(head.generics, &settings.krate);
    let server = free(&name, &generics, &handlers);
    let (_, ty_generics, _) = generics.split_for_impl();
    let Settings { krate, derives, exhaustive, .. } = settings;
    let messages = model::Model {
        krate,
        self_ty: parse_quote!(#name #ty_generics),
        name,
        generics,
        cfgs,
        vis,
        derives,
        exhaustive,
        messages: None,
        handle,
        init: None,
        broken_init: None,
        terminate: None,
        format_status: None,
        machine: false,
        handlers,
        refused: Vec::new(),
        taken: Vec::new(),
    };
    Model { messages, hidden, server }
}

/// The name of the handle, which none of the other generated items may have.
fn handle(settings: &Settings, name: &Ident, diag: &mut Diag) -> Ident {
    let stem = name.unraw();
    let default = format_ident!("{stem}ProtocolRef", span = name.span());
    let Some(given) = settings.handle.clone() else { return default };
    let taken = ["", "Cast", "ProtocolServer"].map(|end| format!("{stem}{end}"));
    if !taken.contains(&given.unraw().to_string()) {
        return given;
    }
    diag.at(given.span(), text::handle(&given.to_string(), &default.to_string()));
    default
}

/// The parameters of the trait, which are parts of messages: so whoever has a handle knows that they
/// can travel.
fn sendable(mut generics: Generics, krate: &TokenStream) -> Generics {
    // `Self` is the server's type in the trait, and the enum's or the handle's in what is made of it.
    let params = &generics.params;
    if ty::find_self(&quote!(#params)).is_some() {
        for param in &mut generics.params {
            match param {
                GenericParam::Type(param) => param.default = None,
                GenericParam::Const(param) => param.default = None,
                GenericParam::Lifetime(_) => {}
            }
        }
    }
    let types: Vec<Ident> = generics.type_params().map(|param| param.ident.clone()).collect();
    for ty in types {
        let place = crate::span::at(ty.span());
        let krate = moved(krate.clone(), place);
        let bound = quote_spanned!(place=> #ty: #krate::__private01::Send + 'static);
        let bound: syn::Result<syn::WherePredicate> = syn::parse2(bound);
        generics.make_where_clause().predicates.extend(bound);
    }
    generics
}

/// A name for a server: nothing in the messages means something else by it.
fn free(name: &Ident, generics: &Generics, handlers: &[Handler]) -> Ident {
    let mut all = quote!(#name #generics).to_string();
    for handler in handlers {
        for field in fields(&handler.method) {
            all += &field.ty.to_token_stream().to_string();
        }
        if let Kind::Call(call) = &handler.kind {
            all += &call.reply.to_token_stream().to_string();
        }
    }
    let mut free = "Server".to_owned();
    while all.contains(&free) {
        free.push('_');
    }
    Ident::new(&free, crate::span::at(name.span()))
}

/// Judges one marked method; a method with errors gives `None`.
fn build(
    function: &mut RawFn,
    marks: &[RoleAttr],
    head: &Head,
    krate: &TokenStream,
    diag: &mut Diag,
) -> Option<Handler> {
    let before = diag.len();
    let mark = only_mark(&function.sig.ident, marks, diag)?;
    let keys = role_keys(mark, diag)?;
    let mut shared = roles::share(&function.attrs);
    shared.cfgs.extend(mark.under.as_ref().map(roles::cfg));
    let Checked { args, output } = signature(function, mark.role, diag)?;
    let name = function.sig.ident.clone();
    let method = Method {
        name: name.clone(),
        is_async: function.sig.asyncness.is_some(),
        has_self: true,
        slots: args.slots,
        cfgs: shared.cfgs,
    };
    if takes_context(&method) && !head.is_of_servers() {
        diag.at(name.span(), text::context(&head.name.to_string()));
        // What was meant, so that the compiler does not say it in other words.
        let place = crate::span::at(name.span());
        let krate = moved(krate.clone(), place);
        let bound = syn::parse2(quote_spanned!(place=> Self: #krate::GenServer));
        function
            .sig
            .generics
            .make_where_clause()
            .predicates
            .extend(bound.into_iter().collect::<Vec<syn::WherePredicate>>());
    }
    let public = keys.public.clone().unwrap_or_else(|| name.clone());
    let written = public.unraw().to_string();
    if super::RESERVED.contains(&written.as_str()) {
        diag.at(public.span(), text::reserved(&written));
    }
    let (kind, variant) = if mark.role == Role::Call {
        (Kind::Call(call_of(&name, output, args.reply, &keys)), name)
    } else {
        let made = keys.variant.or_else(|| names::variant(&name));
        (Kind::Cast, made.unwrap_or_else(|| no_variant(&name, diag)))
    };
    let vis = Visibility::Inherited;
    let handler =
        Handler { method, kind, variant, public, vis, docs: shared.docs, shared: shared.others };
    (diag.len() == before).then_some(handler)
}

/// The keys of a call or a cast; nothing else is a part of a protocol.
fn role_keys(mark: &RoleAttr, diag: &mut Diag) -> Option<RoleKeys> {
    let known: &[&str] = match mark.role {
        Role::Call => &["timeout", "rename"],
        Role::Cast => &["name", "rename"],
        other => {
            diag.at(mark.span(), text::role(other.name()));
            return None;
        }
    };
    let mut keys =
        RoleKeys { timeout: model::Timeout::Default, variant: None, public: None, recurring: None };
    let tokens = settings::in_parentheses(mark, diag)?;
    for arg in keys::parse(tokens, mark.role.name(), known, diag) {
        match arg.name().as_str() {
            "timeout" => keys.timeout = settings::timeout(&arg, diag),
            "name" => keys.variant = arg.parse(keys_text::VARIANT, diag),
            _ => keys.public = arg.parse(keys_text::METHOD, diag),
        }
    }
    Some(keys)
}

/// Judges the signature as that of a server's handler, but for what only a protocol knows.
fn signature(function: &RawFn, role: Role, diag: &mut Diag) -> Option<Checked> {
    let before = diag.len();
    let mut sig = function.sig.clone();
    generics(&sig, diag);
    sig.generics = syn::Generics::default();
    own_types(&sig, diag);
    let server = Server {
        ty: parse_quote!(Self),
        name: sig.ident.clone(),
        generics: syn::Generics::default(),
        subject: Subject::Protocol,
    };
    let checked = signature::check_sig(&sig, role, &server, diag);
    checked.filter(|_| diag.len() == before)
}

fn generics(sig: &Signature, diag: &mut Diag) {
    for param in &sig.generics.params {
        let (kind, span) = match param {
            GenericParam::Lifetime(param) => ("lifetime", param.lifetime.apostrophe),
            GenericParam::Type(param) => ("type", param.ident.span()),
            GenericParam::Const(param) => ("const", param.const_token.span),
        };
        diag.at(span, text::parameter(kind));
    }
    if let Some(bounds) = &sig.generics.where_clause
        && !bounds.predicates.is_empty()
    {
        diag.at(bounds.where_token.span, text::BOUNDS);
    }
}

/// Reports `Self` in the message or the reply.
fn own_types(sig: &Signature, diag: &mut Diag) {
    let arguments = sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) if !is_context(&typed.ty) => Some(&typed.ty),
        _ => None,
    });
    let output = match &sig.output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(ty),
    };
    for ty in arguments.chain(output) {
        if let Some(span) = ty::find_self(&ty.to_token_stream()) {
            diag.at(span, text::OF_ITSELF);
        }
    }
}

fn is_context(ty: &Type) -> bool {
    let Type::Reference(reference) = ty::peel(ty) else { return false };
    ty::tail(&reference.elem).is_some_and(|last| last.ident == "Context")
}

/// Leaves out a method whose public name another one has.
fn unique_methods(handlers: &mut Vec<Handler>, diag: &mut Diag) {
    let mut kept: Vec<Handler> = Vec::new();
    for handler in handlers.drain(..) {
        let clash = kept.iter().find(|before| {
            before.public.unraw() == handler.public.unraw()
                && before.method.cfgs.is_empty()
                && handler.method.cfgs.is_empty()
        });
        match clash {
            Some(before) => {
                let (name, first) = (handler.public.to_string(), before.method.name.to_string());
                diag.at(handler.public.span(), text::doubled(&name, &first));
            }
            None => kept.push(handler),
        }
    }
    *handlers = kept;
}
