//! Judges the header of the impl: which type becomes a server.

use quote::ToTokens as _;
use syn::{GenericParam, Generics, Ident, Type};

use super::roles::Family;
use crate::diag::{Diag, first_span};
use crate::lex::Head;
use crate::text::{Subject, parts as text, types};
use crate::ty::{self, Place};

/// The type that becomes a server.
pub(crate) struct Server {
    pub(crate) ty: Type,
    /// The last segment of its path, without arguments.
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// What the type becomes.
    pub(crate) subject: Subject,
}

/// Judges the header; nothing can be generated for a type that is refused.
pub(crate) fn check(head: Head, family: &Family, diag: &mut Diag) -> Option<Server> {
    let before = diag.len();
    if let Some(span) = head.trait_ {
        diag.at(span, text::impl_of_trait(family.attribute));
        return None;
    }
    if let Some(modifier) = &head.modifier {
        diag.at(modifier.span(), text::modifier(&modifier.to_string()));
    }
    let subject = family.subject;
    generics(&head.generics, subject, diag);
    let (ty, name) = named(head.self_ty, &head.generics, subject, diag)?;
    if head.generics.lifetimes().next().is_none() {
        ty::owned(&ty, Place::State, subject, diag);
    }
    (diag.len() == before).then_some(Server { ty, name, generics: head.generics, subject })
}

fn generics(generics: &Generics, subject: Subject, diag: &mut Diag) {
    for param in &generics.params {
        if let Some(attr) = attrs(param).first() {
            diag.at(attr.pound_token.span, text::attribute_on_parameter(subject));
        }
        if let GenericParam::Lifetime(param) = param {
            diag.at(param.lifetime.span(), types::lifetime_of_state(subject));
        }
    }
}

fn attrs(param: &GenericParam) -> &[syn::Attribute] {
    match param {
        GenericParam::Lifetime(param) => &param.attrs,
        GenericParam::Type(param) => &param.attrs,
        GenericParam::Const(param) => &param.attrs,
    }
}

/// The type with its last name, if it is the path of a struct or an enum.
fn named(
    ty: Type,
    generics: &Generics,
    subject: Subject,
    diag: &mut Diag,
) -> Option<(Type, Ident)> {
    let ty = match ty {
        Type::Group(group) => return named(*group.elem, generics, subject, diag),
        other => other,
    };
    let name = match &ty {
        Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    };
    let name = name
        .map(|last| last.ident.clone())
        .filter(|name| name != "Self" && !generics.type_params().any(|param| param.ident == *name));
    let Some(name) = name else {
        diag.at(first_span(&ty.to_token_stream()), text::no_type(subject));
        return None;
    };
    Some((ty, name))
}
