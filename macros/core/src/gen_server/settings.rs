//! The keys of `#[gen_server(..)]` and of the attributes on its methods.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Meta, Path, Token, Type, Visibility};

use super::model::Timeout;
use super::roles::{Role, RoleAttr};
use super::schedule::{self, Recurring};
use crate::diag::{Diag, first_span};
use crate::keys::{self, Arg, Value};
use crate::text::{handlers, keys as keys_text, parts as text};
use crate::ty::show;
use crate::{span, values};

/// The keys of `#[gen_server(..)]`.
pub(crate) const SERVER_KEYS: &[&str] =
    &["messages", "derive", "vis", "exhaustive", "handle", "no_lint_allows", "crate"];
/// The keys of `#[gen_statem(..)]`.
pub(crate) const MACHINE_KEYS: &[&str] =
    &["state", "derive", "vis", "exhaustive", "handle", "no_lint_allows", "crate"];

/// What `#[gen_server(..)]` says.
pub(crate) struct Settings {
    pub(crate) krate: TokenStream,
    /// `pub` unless it is said.
    pub(crate) vis: Option<Visibility>,
    pub(crate) derives: Vec<Path>,
    pub(crate) exhaustive: bool,
    pub(crate) messages: Option<Path>,
    /// The states of a state machine.
    pub(crate) state: Option<Type>,
    /// Whether they are named at all, soundly or not.
    pub(crate) names_state: bool,
    pub(crate) handle: Option<Ident>,
    /// Whether the handlers are left to clippy as they are.
    pub(crate) no_lint_allows: bool,
}

impl Settings {
    /// How visible generated items are. A `pub`, also the default one, stands where the type is named:
    /// the place of an item begins with it, and a complaint about such an item is a complaint about
    /// the type and not about the whole attribute.
    pub(crate) fn vis_of(&self, server: &Ident) -> Visibility {
        match &self.vis {
            None | Some(Visibility::Public(_)) => {
                Visibility::Public(Token![pub](span::at(server.span())))
            }
            Some(narrower) => narrower.clone(),
        }
    }
}

/// What an attribute on a method says.
pub(crate) struct RoleKeys {
    pub(crate) timeout: Timeout,
    /// `name = Variant`.
    pub(crate) variant: Option<Ident>,
    /// `rename = method`.
    pub(crate) public: Option<Ident>,
    /// What `#[every(..)]` or `#[cron(..)]` says.
    pub(crate) recurring: Option<Recurring>,
}

/// Reads the attribute on the impl, with the keys that it knows; a broken key is reported and counts as not given.
pub(crate) fn settings(attr: TokenStream, name: &str, keys: &[&str], diag: &mut Diag) -> Settings {
    let mut settings = Settings {
        krate: quote!(::switchboard),
        vis: None,
        derives: Vec::new(),
        exhaustive: false,
        messages: None,
        state: None,
        names_state: false,
        handle: None,
        no_lint_allows: false,
    };
    if let Some(state) = state_alone(&attr).filter(|_| keys.contains(&"state")) {
        diag.at(first_span(&attr), keys_text::state_without_key(&show(&state)));
        (settings.state, settings.names_state) = (Some(state), true);
        return settings;
    }
    let args = keys::parse(attr, name, keys, diag);
    settings.names_state = args.iter().any(|arg| arg.name() == "state");
    for arg in &args {
        match arg.name().as_str() {
            "messages" => settings.messages = arg.parse(keys_text::MESSAGES, diag),
            "state" => settings.state = arg.parse(keys_text::STATE, diag),
            "derive" => settings.derives = derives(arg, diag),
            "vis" => settings.vis = visibility(arg, diag),
            "exhaustive" => settings.exhaustive = values::flag(arg, diag).unwrap_or_default(),
            "no_lint_allows" => {
                settings.no_lint_allows = values::flag(arg, diag).unwrap_or_default();
            }
            "handle" => settings.handle = arg.parse(keys_text::HANDLE, diag),
            _ => {
                let path = arg.crate_path(diag);
                settings.krate = path.map_or(settings.krate, ToTokens::into_token_stream);
            }
        }
    }
    if args.iter().any(|arg| arg.name() == "messages") {
        own_messages(&args, diag);
    }
    settings
}

/// The type of a state that stands there without its key.
fn state_alone(attr: &TokenStream) -> Option<Type> {
    let ty: Type = syn::parse2(attr.clone()).ok()?;
    let name = crate::ty::tail(&ty)?.ident.to_string();
    name.starts_with(char::is_uppercase).then_some(ty)
}

/// Keys about enums that are not written when the user has an enum.
fn own_messages(args: &[Arg], diag: &mut Diag) {
    for arg in args.iter().filter(|arg| ["derive", "exhaustive"].contains(&arg.name().as_str())) {
        diag.at(arg.key.span(), text::own_messages(&arg.name()));
    }
}

fn derives(arg: &Arg, diag: &mut Diag) -> Vec<Path> {
    let parsed = match &arg.value {
        Value::List(tokens) => {
            Punctuated::<Path, Token![,]>::parse_terminated.parse2(tokens.clone()).ok()
        }
        Value::None | Value::Is(_) => None,
    };
    let Some(paths) = parsed else {
        diag.at(arg.value_span(), text::DERIVE);
        return Vec::new();
    };
    let mut derives: Vec<Path> = Vec::new();
    for path in paths {
        if derives.iter().any(|before| show(before) == show(&path)) {
            diag.on(&path, text::DERIVED_TWICE);
        } else {
            derives.push(path);
        }
    }
    derives
}

fn visibility(arg: &Arg, diag: &mut Diag) -> Option<Visibility> {
    let given = match &arg.value {
        Value::Is(tokens) if !tokens.is_empty() => syn::parse2(tokens.clone()).ok(),
        _ => None,
    };
    if given.is_none() {
        diag.at(arg.value_span(), text::VISIBILITY);
    }
    given
}

/// Reads one of our attributes on a method; a broken key counts as not given.
pub(crate) fn role_keys(attr: &RoleAttr, diag: &mut Diag) -> RoleKeys {
    let mut keys =
        RoleKeys { timeout: Timeout::Default, variant: None, public: None, recurring: None };
    let Some(tokens) = in_parentheses(attr, diag) else { return keys };
    if matches!(attr.role, Role::Every | Role::Cron) {
        keys.recurring = schedule::read(attr, &tokens, diag);
        return keys;
    }
    let known: &[&str] = match attr.role {
        Role::Call => &["timeout", "name", "rename"],
        Role::Cast => &["name", "rename"],
        Role::Info | Role::Continue => &["name"],
        _ => &[],
    };
    if known.is_empty() && !tokens.is_empty() {
        diag.at(first_span(&tokens), keys_text::no_keys(attr.role.name()));
        return keys;
    }
    for arg in keys::parse(tokens, attr.role.name(), known, diag) {
        match arg.name().as_str() {
            "timeout" => keys.timeout = timeout(&arg, diag),
            "name" => keys.variant = arg.parse(keys_text::VARIANT, diag),
            _ => keys.public = arg.parse(keys_text::METHOD, diag),
        }
    }
    keys
}

pub(crate) fn timeout(arg: &Arg, diag: &mut Diag) -> Timeout {
    match values::timeout(arg, diag) {
        None => Timeout::Default,
        Some(None) => Timeout::Infinity,
        Some(Some(time)) => Timeout::After(time),
    }
}

/// What stands in the parentheses of an attribute; other forms are refused.
pub(crate) fn in_parentheses(attr: &RoleAttr, diag: &mut Diag) -> Option<TokenStream> {
    let span = match &attr.meta {
        Meta::Path(_) => return Some(TokenStream::new()),
        Meta::List(list) if matches!(list.delimiter, syn::MacroDelimiter::Paren(_)) => {
            return Some(list.tokens.clone());
        }
        Meta::List(list) => list.delimiter.span().open(),
        Meta::NameValue(pair) => pair.eq_token.span,
    };
    diag.at(span, handlers::parentheses(attr.role));
    None
}
