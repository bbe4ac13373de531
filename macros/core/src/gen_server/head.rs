//! Judges the header of the impl: which type becomes a server.

use quote::ToTokens as _;
use syn::{GenericParam, Generics, Ident, Type};

use super::roles::Family;
use crate::diag::{Diag, first_span};
use crate::lex::Head;
use crate::ty::{self, Place};

/// The type that becomes a server.
pub(crate) struct Server {
    pub(crate) ty: Type,
    /// The last segment of its path, without arguments.
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
}

/// Judges the header; nothing can be generated for a type that is refused.
pub(crate) fn check(head: Head, family: &Family, diag: &mut Diag) -> Option<Server> {
    let before = diag.len();
    if let Some(span) = head.trait_ {
        let text = format!(
            "`#[{}]` goes on the type's own impl, not on the impl of a trait\n\
             help: put the handlers into `impl Type {{ .. }}`",
            family.attribute
        );
        diag.at(span, text);
        return None;
    }
    if let Some(modifier) = &head.modifier {
        let text = format!("`{modifier} impl` is for traits\nhelp: write `impl Type {{ .. }}`");
        diag.at(modifier.span(), text);
    }
    generics(&head.generics, diag);
    let (ty, name) = named(head.self_ty, &head.generics, diag)?;
    if head.generics.lifetimes().next().is_none() {
        ty::owned(&ty, Place::Server, diag);
    }
    (diag.len() == before).then_some(Server { ty, name, generics: head.generics })
}

fn generics(generics: &Generics, diag: &mut Diag) {
    for param in &generics.params {
        if let Some(attr) = attrs(param).first() {
            let text = "attributes on the parameters of a server are not supported\n\
                        help: put the `cfg` on the whole impl";
            diag.at(attr.pound_token.span, text);
        }
        if let GenericParam::Lifetime(param) = param {
            let text = "a server owns its state for as long as it runs, so it has no lifetimes\n\
                        help: use `'static` or owned data";
            diag.at(param.lifetime.span(), text);
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
fn named(ty: Type, generics: &Generics, diag: &mut Diag) -> Option<(Type, Ident)> {
    let ty = match ty {
        Type::Group(group) => return named(*group.elem, generics, diag),
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
        let text = "only a struct or an enum can be a server\nhelp: name one here";
        diag.at(first_span(&ty.to_token_stream()), text);
        return None;
    };
    Some((ty, name))
}
