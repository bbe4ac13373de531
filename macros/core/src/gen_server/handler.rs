//! Turns one marked method into what the model knows about it.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;
use syn::{Attribute, Type, parse_quote_spanned};

use super::head::Server;
use super::model::{Call, Handler, Init, Kind, Method};
use super::roles::{self, Role, RoleAttr, Shared};
use super::settings::{self, RoleKeys};
use super::signature::{self, Checked, Output};
use crate::diag::Diag;
use crate::lex::RawFn;
use crate::names;
use crate::text::{Subject, handlers as text, keys as keys_text};

/// A sound method, by its role.
pub(crate) enum Built {
    Init(Box<Init>),
    Terminate(Box<Method>),
    FormatStatus(Box<Method>),
    Handler(Box<Handler>),
}

/// Judges one marked method; a method with errors gives `None`.
pub(crate) fn build(
    function: &mut RawFn,
    marks: &[RoleAttr],
    server: &Server,
    diag: &mut Diag,
) -> Option<Built> {
    let before = diag.len();
    let mark = only_mark(&function.sig.ident, marks, diag)?;
    let mut keys = settings::role_keys(mark, diag);
    let mut shared = roles::share(&function.attrs);
    shared.cfgs.extend(mark.under.as_ref().map(roles::cfg));
    if mark.role == Role::Init {
        unconditional(&shared.cfgs, server.subject, diag);
    }
    if mark.role == Role::FormatStatus {
        signature::format_status(&function.sig, diag);
        let method = Method {
            name: function.sig.ident.clone(),
            is_async: false,
            has_self: true,
            slots: Vec::new(),
            cfgs: shared.cfgs,
        };
        return (diag.len() == before).then(|| Built::FormatStatus(Box::new(method)));
    }
    let checked = signature::check(function, mark.role, server, diag)?;
    if diag.len() != before && matches!(mark.role, Role::Every | Role::Cron) {
        return None; // Without a time there is nothing to expand.
    }
    let Checked { args, output } = checked;
    let method = Method {
        name: function.sig.ident.clone(),
        is_async: function.sig.asyncness.is_some(),
        has_self: mark.role != Role::Init,
        slots: args.slots,
        cfgs: std::mem::take(&mut shared.cfgs),
    };
    let kind = match mark.role {
        Role::Init => {
            let output = signature::output_span(&function.sig);
            return Some(Built::Init(Box::new(Init { method, output })));
        }
        Role::Terminate => return Some(Built::Terminate(Box::new(method))),
        Role::Call => Kind::Call(call_of(&method.name, output, args.reply, &keys)),
        Role::Cast => Kind::Cast,
        Role::Info => Kind::Info,
        Role::Continue => Kind::Continue,
        Role::Every | Role::Cron => Kind::Every(keys.recurring.take()?),
        // Judged above; or of state machines, which have a builder of their own.
        Role::FormatStatus | Role::On | Role::Internal | Role::Timeout | Role::Enter => {
            return None;
        }
    };
    let handler = handler(function, method, kind, keys, shared, diag);
    Some(Built::Handler(Box::new(handler)))
}

/// The attribute that says what the method is for, unless there are several.
pub(crate) fn only_mark<'a>(
    name: &Ident,
    marks: &'a [RoleAttr],
    diag: &mut Diag,
) -> Option<&'a RoleAttr> {
    let (first, more) = marks.split_first()?;
    for other in more {
        let text = if first.role == other.role {
            keys_text::doubled_attribute(first.role.name())
        } else {
            text::two_roles(&name.to_string(), first.role, other.role)
        };
        diag.at(other.span(), text);
    }
    more.is_empty().then_some(first)
}

pub(crate) fn unconditional(cfgs: &[Attribute], subject: Subject, diag: &mut Diag) {
    if let Some(cfg) = cfgs.first() {
        diag.at(cfg.pound_token.span, text::conditional_init(subject));
    }
}

/// What a call answers, and how.
pub(crate) fn call_of(
    name: &Ident,
    output: Output,
    deferred: Option<Type>,
    keys: &RoleKeys,
) -> Call {
    let value = match output {
        // Where nothing is written, a complaint about it is one about the handler.
        Output::Nothing => Box::new(parse_quote_spanned!(name.span()=> ())),
        Output::Value(ty) => ty,
    };
    let is_deferred = deferred.is_some();
    let reply = deferred.map_or(value, Box::new);
    Call { reply, deferred: is_deferred, timeout: keys.timeout }
}

fn handler(
    function: &RawFn,
    method: Method,
    kind: Kind,
    keys: RoleKeys,
    shared: Shared,
    diag: &mut Diag,
) -> Handler {
    let name = &method.name;
    let public = keys.public.unwrap_or_else(|| name.clone());
    let public = if matches!(kind, Kind::Call(_) | Kind::Cast) {
        free_name(name, public, diag)
    } else {
        public
    };
    let variant = match (&kind, keys.variant) {
        (Kind::Every(_), _) => name.clone(),
        (_, Some(variant)) => variant,
        (_, None) => names::variant(name).unwrap_or_else(|| no_variant(name, diag)),
    };
    let (vis, docs) = (function.vis().clone(), shared.docs);
    Handler { method, kind, variant, public, vis, docs, shared: shared.others }
}

/// A name that the handle does not have already; a taken one is reported, and bent.
fn free_name(name: &Ident, public: Ident, diag: &mut Diag) -> Ident {
    let text = public.unraw().to_string();
    if !names::RESERVED.contains(&text.as_str()) {
        return public;
    }
    diag.at(public.span(), text::reserved(&text, name == &public));
    Ident::new(&format!("{text}_"), public.span())
}

/// Something to go on with where a method's name makes no variant.
pub(crate) fn no_variant(name: &Ident, diag: &mut Diag) -> Ident {
    diag.at(name.span(), text::no_variant(&name.to_string()));
    Ident::new(&format!("Message{}", name.unraw()), name.span())
}
