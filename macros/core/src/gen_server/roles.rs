//! Which attributes of a method are ours, which ones generated items share, and which ones stay.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{AttrStyle, Attribute, Meta, MetaList, Path, Token};

use crate::diag::Diag;
use crate::keys;
use crate::text::{Subject, handlers as text};

/// What a method is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Init,
    Call,
    Cast,
    Info,
    Continue,
    Every,
    /// As `Every`, by the calendar.
    Cron,
    Terminate,
    /// What reports show of the state.
    FormatStatus,
    /// A handler of a state machine; what its attribute says is one of the others.
    On,
    /// An event that a state machine sends to itself.
    Internal,
    /// A timeout of a state machine.
    Timeout,
    /// An enter call.
    Enter,
}

const NAMES: &[(&str, Role)] = &[
    ("init", Role::Init),
    ("call", Role::Call),
    ("cast", Role::Cast),
    ("info", Role::Info),
    ("continue_with", Role::Continue),
    ("every", Role::Every),
    ("cron", Role::Cron),
    ("terminate", Role::Terminate),
    ("format_status", Role::FormatStatus),
    ("on", Role::On),
];

/// The attribute on an impl, and what it knows of the ones on methods.
pub(crate) struct Family {
    pub(crate) attribute: &'static str,
    /// What it stands on.
    pub(crate) item: &'static str,
    /// The derive that goes with it.
    pub(crate) derive: &'static str,
    pub(crate) subject: Subject,
    knows: fn(Role) -> bool,
    /// One more lint of clippy that its handlers cannot heed.
    relaxes: Option<&'static str>,
}

/// Servers. An `#[on]` is left for the compiler to expand, which says where it belongs.
pub(crate) const SERVER: Family = Family {
    attribute: "gen_server",
    item: "impl",
    derive: "GenServer",
    subject: Subject::Server,
    knows: |role| role != Role::On,
    relaxes: None,
};

/// State machines. The handlers of servers are taken as well, to say what to write instead.
pub(crate) const MACHINE: Family = Family {
    attribute: "gen_statem",
    item: "impl",
    derive: "GenStatem",
    subject: Subject::Machine,
    knows: |role| role != Role::FormatStatus,
    relaxes: Some("trivially_copy_pass_by_ref"),
};

/// Protocols, whose messages any server may take. Other handlers are taken as well, to say that they
/// are no part of one.
pub(crate) const PROTOCOL: Family = Family {
    attribute: "protocol",
    item: "trait",
    derive: "",
    subject: Subject::Server,
    knows: |_| true,
    relaxes: None,
};

impl Role {
    /// The attribute's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Internal => "on(.., internal)",
            Self::Timeout => "on(.., timeout)",
            Self::Enter => "on(.., enter)",
            named => NAMES.iter().find(|(_, role)| *role == named).map_or("", |(name, _)| name),
        }
    }
}

/// One of our attributes.
pub(crate) struct RoleAttr {
    pub(crate) role: Role,
    pub(crate) meta: Meta,
    /// The condition, when it came out of a `cfg_attr`.
    pub(crate) under: Option<TokenStream>,
}

impl RoleAttr {
    /// Where its name stands.
    pub(crate) fn span(&self) -> Span {
        self.meta.path().segments.last().map_or_else(Span::call_site, |last| last.ident.span())
    }
}

/// What the generated items of a method share with it.
#[derive(Default)]
pub(crate) struct Shared {
    /// `#[cfg(..)]`.
    pub(crate) cfgs: Vec<Attribute>,
    /// `#[doc = ..]`.
    pub(crate) docs: Vec<Attribute>,
    /// `#[deprecated]`, `#[must_use]` and lint levels.
    pub(crate) others: Vec<Attribute>,
}

/// Takes our attributes off an item.
pub(crate) fn take(
    attrs: &mut Vec<Attribute>,
    krate: &TokenStream,
    family: &Family,
) -> Vec<RoleAttr> {
    let mut taken = Vec::new();
    filter(attrs, |part| {
        let role = role_of(part.meta.path(), krate).filter(|role| (family.knows)(*role));
        taken.extend(role.map(|role| RoleAttr {
            role,
            meta: part.meta.clone(),
            under: part.under.clone(),
        }));
        role.is_none()
    });
    taken
}

/// Takes what is nearly one of our attributes for what was meant, and says so; an attribute macro
/// of the user with such a name would be one letter away from breaking the server anyway.
pub(crate) fn take_near(
    attrs: &mut Vec<Attribute>,
    family: &Family,
    diag: &mut Diag,
) -> Vec<RoleAttr> {
    let known: Vec<&str> =
        NAMES.iter().filter(|(_, role)| (family.knows)(*role)).map(|(name, _)| *name).collect();
    let mut taken = Vec::new();
    filter(attrs, |part| {
        let Some(written) = part.meta.path().get_ident() else { return true };
        let name = written.to_string();
        let meant = ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, meant)| *meant);
        let Some(meant) = meant.or_else(|| near(&name, &known)) else { return true };
        let Some((_, role)) = NAMES.iter().find(|(known, _)| *known == meant) else { return true };
        diag.at(written.span(), text::near(&name, meant));
        let mut meta = part.meta.clone();
        rename(&mut meta, meant);
        taken.push(RoleAttr { role: *role, meta, under: part.under.clone() });
        false
    });
    taken
}

/// OTP's names of the callbacks.
const ALIASES: &[(&str, &str)] = &[
    ("handle_call", "call"),
    ("handle_cast", "cast"),
    ("handle_info", "info"),
    ("handle_continue", "continue_with"),
    ("continue", "continue_with"),
    ("r#continue", "continue_with"),
];

/// The attribute that a word is one letter away from.
fn near<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let meant = keys::nearest(name, known)?;
    (name.len() > 2 && name != meant && !BUILTIN.contains(&name)).then_some(meant)
}

/// Attributes of the compiler and its tools that could be taken for slips.
const BUILTIN: &[&str] = &["cfg", "cold", "doc", "test", "expect", "inline", "warn", "deny"];

fn rename(meta: &mut Meta, name: &str) {
    let path = match meta {
        Meta::Path(path) => path,
        Meta::List(list) => &mut list.path,
        Meta::NameValue(pair) => &mut pair.path,
    };
    for part in &mut path.segments {
        part.ident = proc_macro2::Ident::new(name, part.ident.span());
    }
}

/// What generated items share with this one.
pub(crate) fn share(attrs: &[Attribute]) -> Shared {
    let mut shared = Shared::default();
    filter(&mut attrs.to_vec(), |part| {
        let Some(name) = part.meta.path().get_ident().map(ToString::to_string) else { return true };
        match name.as_str() {
            "cfg" => shared.cfgs.push(part.to_attribute()),
            "doc" => shared.docs.push(part.to_attribute()),
            "deprecated" | "must_use" | "allow" | "warn" | "deny" => {
                shared.others.push(part.to_attribute());
            }
            // Nobody knows whether it happens in generated code as well.
            "expect" => {
                let mut meta = part.meta.clone();
                rename(&mut meta, "allow");
                shared.others.push(Part { meta: &meta, under: part.under.clone() }.to_attribute());
            }
            _ => {}
        }
        true
    });
    shared
}

/// Takes off `#[deprecated]`, which is the method's of the handle: generated code calls this one, and
/// would be warned about it.
pub(crate) fn take_deprecated(attrs: &mut Vec<Attribute>) {
    filter(attrs, |part| !part.meta.path().is_ident("deprecated"));
}

/// `#[cfg(..)]` in any form.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    share(attrs).cfgs
}

/// What all generated items share with the impl: conditions and lint levels.
pub(crate) fn of_impl(attrs: &[Attribute]) -> Vec<Attribute> {
    let Shared { cfgs, others, .. } = share(attrs);
    let lints = others
        .into_iter()
        .filter(|attr| !["deprecated", "must_use"].iter().any(|name| attr.path().is_ident(name)));
    cfgs.into_iter().chain(lints).collect()
}

/// `#[cfg(condition)]`.
pub(crate) fn cfg(condition: &TokenStream) -> Attribute {
    attribute("cfg", condition.clone(), condition.span())
}

/// Whether the path is one of our attributes, plain or below the crate.
fn role_of(path: &Path, krate: &TokenStream) -> Option<Role> {
    let words: Vec<String> = path.segments.iter().map(|part| part.ident.to_string()).collect();
    let (last, front) = words.split_last()?;
    let (_, role) = NAMES.iter().find(|(name, _)| name == last)?;
    let front = front.join("::");
    let krate = krate.to_string().replace(' ', "");
    let ours = ["", "switchboard", krate.trim_start_matches("::")].contains(&front.as_str());
    ours.then_some(*role)
}

/// An attribute, or a part of a `cfg_attr`.
struct Part<'a> {
    meta: &'a Meta,
    under: Option<TokenStream>,
}

impl Part<'_> {
    fn to_attribute(&self) -> Attribute {
        let meta = self.meta;
        match &self.under {
            None => whole(meta.clone(), meta.span()),
            Some(condition) => attribute("cfg_attr", quote!(#condition, #meta), meta.span()),
        }
    }
}

/// Keeps the parts for which `keep` says so; what keeps all its parts stays as it was written.
fn filter(attrs: &mut Vec<Attribute>, mut keep: impl FnMut(&Part<'_>) -> bool) {
    let mut kept = Vec::new();
    for attr in attrs.drain(..) {
        let mut parts = Vec::new();
        flatten(&attr.meta, None, &mut parts);
        let verdicts: Vec<bool> =
            parts.iter().map(|(meta, under)| keep(&Part { meta, under: under.clone() })).collect();
        if verdicts.iter().all(|kept| *kept) {
            kept.push(attr);
            continue;
        }
        let left = parts.iter().zip(verdicts).filter(|(_, kept)| *kept);
        kept.extend(
            left.map(|((meta, under), _)| Part { meta, under: under.clone() }.to_attribute()),
        );
    }
    *attrs = kept;
}

/// Opens every `cfg_attr`, also inside of others.
fn flatten(meta: &Meta, under: Option<TokenStream>, parts: &mut Vec<(Meta, Option<TokenStream>)>) {
    let Meta::List(list) = meta else {
        parts.push((meta.clone(), under));
        return;
    };
    match conditional.parse2(list.tokens.clone()) {
        Ok((condition, inner)) if list.path.is_ident("cfg_attr") => {
            let condition = match under {
                None => condition,
                Some(outer) => quote!(all(#outer, #condition)),
            };
            for meta in &inner {
                flatten(meta, Some(condition.clone()), parts);
            }
        }
        _ => parts.push((meta.clone(), under)),
    }
}

fn conditional(input: ParseStream<'_>) -> syn::Result<(TokenStream, Punctuated<Meta, Token![,]>)> {
    let mut condition = TokenStream::new();
    while !input.peek(Token![,]) {
        condition.extend([input.parse::<proc_macro2::TokenTree>()?]);
    }
    input.parse::<Token![,]>()?;
    Ok((condition, Punctuated::parse_terminated(input)?))
}

/// Clippy's pedantic lints that push a method towards a signature which a handler cannot have.
pub(crate) fn relaxed(family: &Family) -> Attribute {
    let more = family.relaxes.map(|lint| {
        let lint = proc_macro2::Ident::new(lint, Span::call_site());
        quote!(clippy::#lint,)
    });
    let lints = quote! {
        clippy::needless_pass_by_value, clippy::unused_self, clippy::unused_async, #more
        reason = "a handler has the signature of its message"
    };
    attribute("allow", lints, Span::call_site())
}

fn attribute(name: &str, tokens: TokenStream, span: Span) -> Attribute {
    let path = proc_macro2::Ident::new(name, span).into();
    let delimiter = syn::MacroDelimiter::Paren(syn::token::Paren(span));
    whole(Meta::List(MetaList { path, delimiter, tokens }), span)
}

fn whole(meta: Meta, span: Span) -> Attribute {
    Attribute {
        pound_token: Token![#](span),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket(span),
        meta,
    }
}
