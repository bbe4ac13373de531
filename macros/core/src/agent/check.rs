//! Judges the keys and their combinations; what is wrong is reported and left out.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Generics, Ident, LitStr};

use super::model::{Kind, Method, Model, Timeout};
use super::parse::{Raw, RawField};
use crate::diag::Diag;
use crate::keys::Arg;
use crate::{span, values};

/// Methods that every handle has, and that none of a field can be called.
const RESERVED: &[&str] = &["start", "start_link", "child", "named", "agent", "clone"];

pub(super) fn check(raw: Raw, diag: &mut Diag) -> Option<Model> {
    let owns = no_lifetimes(&raw.generics, diag);
    let mut model = Model {
        krate: quote!(::switchboard),
        handle: span::ident(&format!("{}Agent", raw.name.unraw()), span::at(raw.name.span())),
        name: raw.name,
        vis: raw.vis,
        generics: raw.generics,
        claims: None,
        timeout: Timeout::Default,
        methods: Vec::new(),
    };
    for arg in &raw.args {
        setting(arg, &mut model, diag);
    }
    if raw.fields.is_empty() {
        let text = "no field has `#[agent(..)]`, so the handle would have nothing to do\n\
                    help: write `#[agent(get, set)]` on a field, or use `Agent<T>` as it is";
        diag.at(model.name.span(), text);
    }
    for field in raw.fields {
        one_field(field, &mut model.methods, diag);
    }
    owns.then_some(model)
}

fn no_lifetimes(generics: &Generics, diag: &mut Diag) -> bool {
    for param in generics.lifetimes() {
        let text = "an agent owns its state for as long as it runs, so it has no lifetimes\n\
                    help: use `'static` or owned data";
        diag.at(param.lifetime.span(), text);
    }
    generics.lifetimes().next().is_none()
}

fn setting(arg: &Arg, model: &mut Model, diag: &mut Diag) {
    match arg.name().as_str() {
        "name" => model.claims = claims(arg, diag),
        "timeout" => match values::timeout(arg, diag) {
            Some(Some(time)) => model.timeout = Timeout::After(time),
            Some(None) => model.timeout = Timeout::Infinity,
            None => {}
        },
        "handle" => {
            if let Some(name) = arg.parse::<Ident>("a name, such as `Settings`", diag) {
                model.handle = span::copied(&name);
            }
        }
        _ => {
            if let Some(path) = arg.crate_path(diag) {
                model.krate = path.into_token_stream();
            }
        }
    }
}

fn claims(arg: &Arg, diag: &mut Diag) -> Option<LitStr> {
    let text = arg.string(diag)?;
    if text.value().is_empty() {
        diag.at(text.span(), "`name` must not be empty");
        return None;
    }
    Some(text)
}

fn one_field(field: RawField, methods: &mut Vec<Method>, diag: &mut Diag) {
    let Some(name) = field.name else {
        let text = "a method needs the name of its field\n\
                    help: write a struct with named fields";
        diag.at(field.place, text);
        return;
    };
    let mut stem = name.clone();
    let mut wanted = Vec::new();
    let broken = diag.len();
    for arg in &field.args {
        match Kind::ALL.iter().find(|(_, key)| *key == arg.name()) {
            Some((kind, _)) => {
                if values::flag(arg, diag) == Some(true) {
                    wanted.push((*kind, arg.key.span()));
                }
            }
            None => {
                let expected = "a name, such as `title`";
                stem = arg.parse::<Ident>(expected, diag).unwrap_or(stem);
            }
        }
    }
    if wanted.is_empty() && diag.len() == broken {
        let text = "say what the handle can do with this field\n\
                    help: write `#[agent(get)]`, `#[agent(set)]`, `#[agent(update)]` or several";
        diag.at(field.place, text);
    }
    for (kind, place) in wanted {
        let method = kind.method(&stem.unraw().to_string());
        if is_free(&method, place, methods, diag) {
            let name_of = span::ident(&method, span::at(stem.span()));
            let (field_name, ty, docs) = (name.clone(), field.ty.clone(), field.docs.clone());
            methods.push(Method { kind, name: name_of, field: field_name, ty, docs });
        }
    }
}

/// Whether nothing else of the handle has this name.
fn is_free(method: &str, place: Span, methods: &[Method], diag: &mut Diag) -> bool {
    let reserved = RESERVED.contains(&method);
    let other = methods.iter().find(|other| other.name.unraw() == method);
    if reserved || other.is_some() {
        let whose = other.map_or_else(
            || "every handle has a method".to_owned(),
            |other| format!("`{}` gives a method", other.field.unraw()),
        );
        let text = format!(
            "{whose} `{method}` already\nhelp: add `rename = other_name` to this `#[agent(..)]`"
        );
        diag.at(place, text);
    }
    !reserved && other.is_none()
}
