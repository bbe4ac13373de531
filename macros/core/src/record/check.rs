//! Judges the fields and their attributes; what is wrong is reported and left out.

use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Generics, Ident, Type};

use super::model::{Field, Index, Model};
use super::parse::{Raw, RawField, RawIndex};
use crate::diag::Diag;
use crate::keys::Arg;
use crate::text::records as text;
use crate::{span, ty};

pub(super) fn check(raw: Raw, diag: &mut Diag) -> Option<Model> {
    let owns = no_lifetimes(&raw.generics, diag);
    let mut krate = quote!(::switchboard);
    let mut handle = span::ident(&format!("{}Table", raw.name.unraw()), span::at(raw.name.span()));
    for arg in &raw.args {
        setting(arg, &mut krate, &mut handle, diag);
    }
    let (mut key, mut indexes) = (None, Vec::new());
    let before = diag.len();
    for field in raw.fields {
        one_field(field, &mut key, &mut indexes, diag);
    }
    if key.is_none() && diag.len() == before {
        diag.at(raw.name.span(), text::NO_KEY);
    }
    let (name, vis, generics) = (raw.name, raw.vis, raw.generics);
    let key = key.filter(|_| owns)?;
    Some(Model { krate, name, vis, generics, handle, key, indexes })
}

fn no_lifetimes(generics: &Generics, diag: &mut Diag) -> bool {
    for param in generics.lifetimes() {
        diag.at(param.lifetime.span(), text::LIFETIME);
    }
    generics.lifetimes().next().is_none()
}

fn setting(arg: &Arg, krate: &mut proc_macro2::TokenStream, handle: &mut Ident, diag: &mut Diag) {
    if arg.name() == "table" {
        if let Some(name) = arg.parse::<Ident>(text::TABLE, diag) {
            *handle = span::copied(&name);
        }
    } else if let Some(path) = arg.crate_path(diag) {
        *krate = path.into_token_stream();
    }
}

fn one_field(raw: RawField, key: &mut Option<Field>, indexes: &mut Vec<Index>, diag: &mut Diag) {
    let place = raw.key.or(raw.index.as_ref().map(|index| index.place));
    let Some(name) = raw.name else {
        if let Some(place) = place {
            diag.at(place, text::UNNAMED);
        }
        return;
    };
    if let Some(float) = place.and_then(|_| float(&raw.ty)) {
        diag.at(float.span(), text::float(&float.to_string()));
        return;
    }
    if let Some(place) = raw.key {
        match key {
            Some(first) => diag.at(place, text::second_key(&first.name.unraw().to_string())),
            None => *key = Some(Field { name: name.clone(), ty: raw.ty.clone() }),
        }
        if let Some(index) = raw.index {
            diag.at(index.place, text::KEY_IS_INDEX);
        }
    } else if let Some(index) = raw.index {
        let field = Field { name, ty: raw.ty };
        if let Some(method) = method(&field, &index, indexes, diag) {
            indexes.push(Index { field, method, docs: raw.docs });
        }
    }
}

/// A number that no hash finds, which the compiler says once for each trait that it lacks.
fn float(ty: &Type) -> Option<&Ident> {
    let last = ty::tail(ty)?;
    (last.ident == "f32" || last.ident == "f64").then_some(&last.ident)
}

/// The method that asks an index.
fn method(field: &Field, raw: &RawIndex, others: &[Index], diag: &mut Diag) -> Option<Ident> {
    let mut stem = field.name.clone();
    for arg in &raw.args {
        stem = arg.parse::<Ident>(text::INDEX, diag).unwrap_or(stem);
    }
    let name = format!("lookup_by_{}", stem.unraw());
    if let Some(other) = others.iter().find(|other| other.method == name) {
        let whose = other.field.name.unraw().to_string();
        diag.at(raw.place, text::two_methods(&whose, &name));
        return None;
    }
    Some(Ident::new(&name, span::at(stem.span())))
}
