//! Judges the signature of a method: what it takes, what it gives back, and how it is qualified.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned as _;
use syn::{GenericParam, ReceiverKind, ReturnType, Safety, Signature, Type};

use super::args::{self, Args};
use super::head::Server;
use super::roles::Role;
use crate::diag::{Diag, first_span};
use crate::lex::RawFn;
use crate::stays;
use crate::text::{Subject, handlers as text};
use crate::ty::{self, Place};

/// What a sound signature says.
pub(crate) struct Checked {
    pub(crate) args: Args,
    /// What the method returns, with `Self` replaced.
    pub(crate) output: Output,
}

/// What a method returns.
pub(crate) enum Output {
    Nothing,
    Value(Box<Type>),
}

/// Judges the whole signature; everything that is wrong is reported.
pub(crate) fn check(
    function: &RawFn,
    role: Role,
    server: &Server,
    diag: &mut Diag,
) -> Option<Checked> {
    let before = diag.len();
    if let Some(token) = function.defaultness() {
        diag.on(token, text::DEFAULT);
    }
    let checked = check_sig(&function.sig, role, server, diag);
    checked.filter(|_| diag.len() == before)
}

/// Judges a signature by itself.
pub(crate) fn check_sig(
    sig: &Signature,
    role: Role,
    server: &Server,
    diag: &mut Diag,
) -> Option<Checked> {
    let before = diag.len();
    qualifiers(sig, role, server.subject, diag);
    generics(sig, server.subject, diag);
    receiver(sig, role, server, diag);
    let args = args::check(sig, role, server, diag);
    let output = output(sig, role, server, &args, diag);
    (diag.len() == before).then_some(Checked { args, output })
}

/// Judges the method that shows a state; what its types are is for the compiler to say.
pub(crate) fn format_status(sig: &Signature, diag: &mut Diag) {
    let reads = sig
        .receiver()
        .is_some_and(|receiver| matches!(&receiver.kind, ReceiverKind::Reference(_, None, None)));
    let plain = sig.asyncness.is_none() && sig.generics.params.is_empty();
    let returns = matches!(&sig.output, ReturnType::Type(..));
    if !(reads && plain && returns && sig.inputs.len() == 2) {
        diag.at(sig.ident.span(), text::FORMAT_STATUS);
    }
}

fn qualifiers(sig: &Signature, role: Role, subject: Subject, diag: &mut Diag) {
    match &sig.safety {
        Safety::Default => {}
        other => {
            diag.at(first_span(&other.to_token_stream()), text::not_safe(role, subject));
        }
    }
    if let Some(abi) = &sig.abi {
        diag.at(abi.extern_token.span, text::abi(role, subject));
    }
    if let Some(variadic) = &sig.variadic {
        diag.at(variadic.dots.span(), text::VARIADIC);
    }
}

fn generics(sig: &Signature, subject: Subject, diag: &mut Diag) {
    for param in &sig.generics.params {
        let (kind, span) = match param {
            GenericParam::Lifetime(param) => ("lifetime", param.lifetime.apostrophe),
            GenericParam::Type(param) => ("type", param.ident.span()),
            GenericParam::Const(param) => ("const", param.const_token.span),
        };
        diag.at(span, text::generic(kind, subject));
    }
    if let Some(bounds) = &sig.generics.where_clause
        && sig.generics.params.is_empty()
        && !bounds.predicates.is_empty()
    {
        diag.at(bounds.where_token.span, text::bounds(subject));
    }
}

fn receiver(sig: &Signature, role: Role, server: &Server, diag: &mut Diag) {
    let Some(receiver) = sig.receiver() else {
        if role != Role::Init {
            diag.at(sig.ident.span(), text::no_receiver(role, server.subject));
        }
        return;
    };
    let span = first_span(&receiver.to_token_stream());
    if role == Role::Init {
        diag.at(span, text::init_receiver(server.subject));
        return;
    }
    let fits = match &receiver.kind {
        ReceiverKind::Reference(_, lifetime, _) => lifetime.is_none(),
        ReceiverKind::Typed(_, ty) => borrows_server(ty, &server.ty),
        _ => false,
    };
    if !fits {
        diag.at(span, text::receiver(role, server.subject));
    }
}

/// `&Self`, `&mut Self`, or the same with the type's name.
fn borrows_server(ty: &Type, server: &Type) -> bool {
    let Type::Reference(reference) = ty::peel(ty) else { return false };
    let pointee = ty::show(ty::peel(&reference.elem));
    reference.lifetime.is_none() && (pointee == "Self" || pointee == ty::show(server))
}

fn output(sig: &Signature, role: Role, server: &Server, args: &Args, diag: &mut Diag) -> Output {
    let ty = match &sig.output {
        ReturnType::Type(_, ty) if !ty::is_unit(ty) => ty,
        _ => {
            if role == Role::Init {
                diag.at(output_span(sig), text::init_output(server.subject));
            }
            return Output::Nothing;
        }
    };
    let span = first_span(&ty.to_token_stream());
    if matches!(ty::peel(ty), Type::Never(_)) {
        diag.at(span, text::never(role, server.subject));
        return Output::Nothing;
    }
    match role {
        Role::Call if args.reply.is_some() => diag.at(span, text::TWO_REPLIES),
        Role::Call | Role::Init => {
            if is_future(ty) {
                diag.at(span, text::FUTURE);
            } else {
                ty::owned(ty, Place::Reply, server.subject, diag);
                if role == Role::Call {
                    stays::in_message(ty, diag);
                }
            }
        }
        _ => diag.at(span, text::output(role, server.subject)),
    }
    Output::Value(Box::new(ty::without_self(ty, &server.ty, diag)))
}

/// `impl Future`, and the boxed futures that crates use in its place.
fn is_future(ty: &Type) -> bool {
    let ty = ty::peel(ty);
    if let Type::ImplTrait(opaque) = ty {
        return opaque.bounds.iter().any(|bound| {
            let syn::TypeParamBound::Trait(bound) = bound else { return false };
            bound.path.segments.last().is_some_and(|last| last.ident == "Future")
        });
    }
    let Some(last) = ty::tail(ty) else { return false };
    match last.ident.to_string().as_str() {
        "BoxFuture" | "LocalBoxFuture" => true,
        "Pin" => ty::show(last).contains("dyn Future") || ty::show(last).contains("::Future"),
        _ => false,
    }
}

/// Where a complaint about what a method returns belongs.
pub(crate) fn output_span(sig: &Signature) -> Span {
    match &sig.output {
        ReturnType::Default => sig.ident.span(),
        ReturnType::Type(_, ty) => first_span(&ty.to_token_stream()),
    }
}
