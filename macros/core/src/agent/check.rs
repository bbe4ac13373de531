//! Judges the keys and their combinations; what is wrong is reported and left out.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Generics, Ident};

use super::model::{Kind, Method, Model, Timeout};
use super::parse::{Raw, RawField};
use crate::diag::Diag;
use crate::keys::Arg;
use crate::text::{Subject, derives as text, keys as keys_text, types};
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
        diag.at(model.name.span(), text::NOTHING_TO_DO);
    }
    for field in raw.fields {
        one_field(field, &mut model.methods, diag);
    }
    owns.then_some(model)
}

fn no_lifetimes(generics: &Generics, diag: &mut Diag) -> bool {
    for param in generics.lifetimes() {
        diag.at(param.lifetime.span(), types::lifetime_of_state(Subject::Agent));
    }
    generics.lifetimes().next().is_none()
}

fn setting(arg: &Arg, model: &mut Model, diag: &mut Diag) {
    match arg.name().as_str() {
        "name" => model.claims = arg.name_of(diag),
        "timeout" => match values::timeout(arg, diag) {
            Some(Some(time)) => model.timeout = Timeout::After(time),
            Some(None) => model.timeout = Timeout::Infinity,
            None => {}
        },
        "handle" => {
            if let Some(name) = arg.parse::<Ident>(keys_text::HANDLE, diag) {
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

fn one_field(field: RawField, methods: &mut Vec<Method>, diag: &mut Diag) {
    let Some(name) = field.name else {
        diag.at(field.place, text::NO_FIELD_NAME);
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
                stem = arg.parse::<Ident>(keys_text::FIELD, diag).unwrap_or(stem);
            }
        }
    }
    if wanted.is_empty() && diag.len() == broken && !field.broken {
        diag.at(field.place, text::NO_METHOD);
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
        let owner = other.map(|other| other.field.unraw().to_string());
        diag.at(place, text::method_taken(owner.as_deref(), method));
    }
    !reserved && other.is_none()
}
