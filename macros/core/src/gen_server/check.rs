//! Builds the model; what is wrong is reported and left out.

use proc_macro2::Ident;
use quote::{ToTokens as _, format_ident};
use syn::Type;
use syn::ext::IdentExt as _;

use super::context::replace_context;
use super::expand::fields;
use super::handler::{self, Built};
use super::head::{self, Server};
use super::model::{Handler, Init, Kind, Method, Model};
use super::parse::Marked;
use super::refused::Refused;
use super::roles::{self, RoleAttr};
use super::settings::Settings;
use crate::diag::{Diag, first_span};
use crate::lex::{RawFn, RawImpl, RawItem};
use crate::names::{GENERATED, RESERVED};
use crate::text::{Subject, handlers as text, parts};
use crate::{bounds, ty};

/// Judges the impl; an impl of something that is no server has no model.
pub(crate) fn check(
    raw: &mut RawImpl,
    marked: &[Marked],
    settings: Settings,
    diag: &mut Diag,
) -> Option<Model> {
    let head = diag.ok(raw.head())?;
    let server = head::check(head, &roles::SERVER, diag)?;
    let cfgs = roles::of_impl(&raw.attrs);
    let handle = handle(&settings, &server, diag);
    let mut parts = Parts::default();
    let doubled = doubled(raw);
    for (index, roles) in marked.iter().flat_map(Marked::alternatives) {
        let Some(RawItem::Fn(function)) = raw.items.get_mut(*index) else { continue };
        let before = diag.len();
        let built = handler::build(function, roles, &server, diag);
        if diag.len() != before {
            replace_context(function, ["StatemContext", "Context"], &settings.krate);
        }
        match built {
            _ if doubled.contains(index) => {}
            Some(built) => parts.add(built, server.subject, diag),
            None => parts.refuse(function, roles, before, diag),
        }
    }
    let taken = generated_names(raw, server.subject, diag);
    let Parts { ends, mut handlers, mut refused, broken_init } = parts;
    unique_variants(&mut handlers, settings.messages.is_some(), diag);
    unique_methods(&mut handlers, diag);
    unique_infos(&mut handlers, diag);
    refused.retain(|one| !one.is_taken(RESERVED, &handlers));
    let vis = settings.vis_of(&server.name);
    let Settings { krate, derives, exhaustive, messages, .. } = settings;
    let Server { ty: self_ty, name, mut generics, subject } = server;
    bounds::complete(&mut generics, &sent(ends.init.as_ref(), &handlers), subject, diag);
    let model = Model {
        krate,
        self_ty,
        name,
        generics,
        cfgs,
        vis,
        derives,
        exhaustive,
        messages,
        handle,
        machine: false,
        broken_init: broken_init.filter(|_| ends.init.is_none()),
        init: ends.init,
        terminate: ends.terminate,
        format_status: ends.format_status,
        handlers,
        refused,
        taken,
    };
    Some(model)
}

/// The types that messages and replies consist of.
pub(crate) fn sent<'a>(init: Option<&'a Init>, handlers: &'a [Handler]) -> Vec<&'a Type> {
    let replies = handlers.iter().filter_map(Handler::reply);
    let methods = handlers.iter().map(|handler| &handler.method);
    let parts = methods.chain(init.map(|init| &init.method)).flat_map(fields);
    parts.map(|field| &*field.ty).chain(replies).collect()
}

/// Whether a method is meant to make the server.
pub(crate) fn marks_init(marks: &[RoleAttr]) -> bool {
    marks.iter().any(|attr| attr.role == roles::Role::Init)
}

/// The name of the handle, which none of the other generated types may have.
pub(crate) fn handle(settings: &Settings, server: &Server, diag: &mut Diag) -> Ident {
    let stem = server.name.unraw();
    let default = format_ident!("{stem}Ref", span = server.name.span());
    let Some(given) = settings.handle.clone() else { return default };
    let taken = ["", "Call", "Cast", "Info", "Continue"].map(|end| format!("{stem}{end}"));
    if !taken.contains(&given.unraw().to_string()) {
        return given;
    }
    let (name, instead) = (given.to_string(), default.to_string());
    diag.at(given.span(), parts::handle_taken(&name, &instead, server.subject));
    default
}

/// The methods that there is at most one of.
#[derive(Default)]
pub(crate) struct Ends {
    pub(crate) init: Option<Init>,
    pub(crate) terminate: Option<Method>,
    pub(crate) format_status: Option<Method>,
}

impl Ends {
    /// Keeps the first `init`; another one is reported.
    pub(crate) fn init(&mut self, init: Init, subject: Subject, diag: &mut Diag) {
        match &self.init {
            Some(first) => once("init", &first.method.name, &init.method.name, subject, diag),
            None => self.init = Some(init),
        }
    }

    /// Keeps the first `terminate`; another one is reported.
    pub(crate) fn terminate(&mut self, method: Method, subject: Subject, diag: &mut Diag) {
        match &self.terminate {
            Some(first) => once("terminate", &first.name, &method.name, subject, diag),
            None => self.terminate = Some(method),
        }
    }

    /// Keeps the first `format_status`; another one is reported.
    pub(crate) fn format_status(&mut self, method: Method, subject: Subject, diag: &mut Diag) {
        match &self.format_status {
            Some(first) => once("format_status", &first.name, &method.name, subject, diag),
            None => self.format_status = Some(method),
        }
    }
}

/// What the marked methods become.
#[derive(Default)]
struct Parts {
    ends: Ends,
    handlers: Vec<Handler>,
    refused: Vec<Refused>,
    broken_init: Option<Refused>,
}

impl Parts {
    /// Keeps the place of a method that was not built.
    fn refuse(&mut self, function: &RawFn, marks: &[RoleAttr], before: usize, diag: &Diag) {
        self.refused.extend(Refused::handler(function, marks, before, diag));
        if marks_init(marks) {
            self.broken_init = Refused::of(function, function.sig.ident.clone(), before, diag);
        }
    }

    fn add(&mut self, built: Built, subject: Subject, diag: &mut Diag) {
        match built {
            Built::Init(init) => self.ends.init(*init, subject, diag),
            Built::Terminate(method) => self.ends.terminate(*method, subject, diag),
            Built::FormatStatus(method) => self.ends.format_status(*method, subject, diag),
            Built::Handler(handler) => self.handlers.push(*handler),
        }
    }
}

fn once(role: &str, first: &Ident, second: &Ident, subject: Subject, diag: &mut Diag) {
    diag.at(second.span(), text::once(role, &first.to_string(), subject));
}

/// Methods whose name an earlier one has, which the compiler reports by itself. With a `cfg` on
/// either, maybe only one of them exists.
pub(crate) fn doubled(raw: &RawImpl) -> Vec<usize> {
    let functions: Vec<(usize, &RawFn)> = raw
        .items
        .iter()
        .enumerate()
        .filter_map(|(index, item)| match item {
            RawItem::Fn(function) => Some((index, &**function)),
            RawItem::Other(_) => None,
        })
        .filter(|(_, function)| roles::cfgs(&function.attrs).is_empty())
        .collect();
    let mut doubled = Vec::new();
    for (position, (index, function)) in functions.iter().enumerate() {
        let name = &function.sig.ident;
        if functions[..position].iter().any(|(_, before)| before.sig.ident == *name) {
            doubled.push(*index);
        }
    }
    doubled
}

/// The names of methods that collide with the ones that start the server; each is reported.
pub(crate) fn generated_names(raw: &RawImpl, subject: Subject, diag: &mut Diag) -> Vec<String> {
    let mut taken = Vec::new();
    for item in &raw.items {
        let RawItem::Fn(function) = item else { continue };
        let name = function.sig.ident.unraw().to_string();
        if GENERATED.contains(&name.as_str()) {
            diag.at(function.sig.ident.span(), text::generated(&name, subject));
            taken.push(name);
        }
    }
    taken
}

/// Gives every message a variant of its own; a collision is reported, and the second one bent.
pub(crate) fn unique_variants(handlers: &mut Vec<Handler>, own_enum: bool, diag: &mut Diag) {
    let mut kept: Vec<Handler> = Vec::new();
    for mut handler in handlers.drain(..) {
        let clash = kept.iter().find(|before| {
            same_enum(&before.kind, &handler.kind, own_enum)
                && before.variant.unraw() == handler.variant.unraw()
                && maybe_both(before, &handler)
        });
        if let Some(before) = clash {
            let (first, second) = (&before.method.name, &handler.method.name);
            let (first, variant) = (first.to_string(), handler.variant.to_string());
            diag.at(second.span(), text::same_variant(&first, &second.to_string(), &variant));
            if own_enum {
                continue;
            }
            let number = kept.len();
            handler.variant = format_ident!("{}{number}", handler.variant.unraw());
        }
        kept.push(handler);
    }
    *handlers = kept;
}

/// Whether two kinds of messages share an enum.
fn same_enum(a: &Kind, b: &Kind, own_enum: bool) -> bool {
    match (a, b) {
        (Kind::Call(_), Kind::Call(_))
        | (Kind::Cast, Kind::Cast)
        | (Kind::Info, Kind::Info)
        | (Kind::Continue, Kind::Continue) => true,
        (Kind::Call(_), Kind::Cast) | (Kind::Cast, Kind::Call(_)) => own_enum,
        _ => false,
    }
}

/// Whether two handlers can exist at once; with a `cfg`, only the compiler knows.
fn maybe_both(a: &Handler, b: &Handler) -> bool {
    a.method.cfgs.is_empty() && b.method.cfgs.is_empty()
}

/// Leaves out a handler whose public name another one has.
fn unique_methods(handlers: &mut Vec<Handler>, diag: &mut Diag) {
    let mut kept: Vec<Handler> = Vec::new();
    for handler in handlers.drain(..) {
        let has_method = |handler: &Handler| matches!(handler.kind, Kind::Call(_) | Kind::Cast);
        let clash = kept.iter().find(|before| {
            has_method(before)
                && has_method(&handler)
                && before.public.unraw() == handler.public.unraw()
                && maybe_both(before, &handler)
        });
        match clash {
            // A name that was bent because the handle has it already was reported there.
            Some(_) if RESERVED.contains(&handler.public.to_string().trim_end_matches('_')) => {}
            Some(before) => {
                let (public, first) = (handler.public.to_string(), before.method.name.to_string());
                diag.at(handler.public.span(), text::same_method(&public, &first));
            }
            None => kept.push(handler),
        }
    }
    *handlers = kept;
}

/// Leaves out a handler of an info that another one handles, as far as the types are written alike.
fn unique_infos(handlers: &mut Vec<Handler>, diag: &mut Diag) {
    let mut kept: Vec<Handler> = Vec::new();
    for handler in handlers.drain(..) {
        if !handles_again(&kept, &handler, diag) {
            kept.push(handler);
        }
    }
    *handlers = kept;
}

/// Reports an info that one of the others handles.
pub(crate) fn handles_again(others: &[Handler], handler: &Handler, diag: &mut Diag) -> bool {
    let Some(ty) = info(handler) else { return false };
    let shown = ty::show(ty);
    let same = |other: &&Handler| {
        info(other).is_some_and(|other| ty::show(other) == shown) && maybe_both(other, handler)
    };
    let Some(first) = others.iter().find(same) else { return false };
    let text = text::same_info(&shown, &first.method.name.to_string());
    diag.at(first_span(&ty.to_token_stream()), text);
    true
}

/// The type of the info that a handler takes.
fn info(handler: &Handler) -> Option<&Type> {
    let mut fields = fields(&handler.method).filter(|_| matches!(handler.kind, Kind::Info));
    fields.next().map(|field| &*field.ty)
}
