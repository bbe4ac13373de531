//! Contexts of the other kind of process: a state machine's in a server, and the reverse.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;
use syn::{FnArg, GenericArgument, PathArguments, PathSegment, Type};

use super::expand::moved;
use crate::lex::RawFn;
use crate::{span, ty};

/// The name of a context of this kind, where a parameter has one; that of a `Statem` is a machine's,
/// whatever its name.
pub(crate) fn context<'a>(ty: &'a Type, name: &str) -> Option<&'a PathSegment> {
    let ty = match ty::peel(ty) {
        Type::Reference(reference) => &reference.elem,
        ty => ty,
    };
    let last = ty::tail(ty).filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let of_machine = arguments.args.iter().any(|argument| match argument {
        GenericArgument::Type(ty) => ty::tail(ty).is_some_and(|last| last.ident == "Statem"),
        _ => true,
    });
    (!of_machine).then_some(last)
}

/// Writes one kind of context in place of the other.
pub(crate) fn replace_context(
    function: &mut RawFn,
    [wrong, meant]: [&str; 2],
    krate: &TokenStream,
) {
    for input in &mut function.sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        let Some(context) = context(&typed.ty, wrong) else { continue };
        let (place, arguments) = (span::at(context.ident.span()), &context.arguments);
        let (krate, name) = (moved(krate.clone(), place), Ident::new(meant, place));
        let meant = quote_spanned!(place=> &mut #krate::#name #arguments);
        if let Ok(meant) = syn::parse2(meant) {
            *typed.ty = meant;
        }
    }
}
