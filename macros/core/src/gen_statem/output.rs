//! What a handler returns, taken apart: whether it postpones, where the machine goes, the reply.

use proc_macro2::Span;
use quote::ToTokens as _;
use syn::{GenericArgument, PathArguments, ReturnType, Token, Type};

use super::model::{Shape, Value};
use super::on::Word;
use crate::diag::{Diag, first_span};
use crate::gen_server::head::Server;
use crate::text::machines as text;
use crate::ty;

/// The parts of a return type.
pub(super) struct Output {
    pub(super) shape: Shape,
    /// Whether an enter call returns `Enter`.
    pub(super) decides: bool,
    /// What is left for the caller.
    pub(super) reply: ReturnType,
}

/// Takes a return type apart. What nobody waits for is reported, and left out.
pub(super) fn split(
    output: &ReturnType,
    word: Word,
    (server, state): (&Server, &Type),
    diag: &mut Diag,
) -> Output {
    let mut parts = Output {
        shape: Shape { postpones: false, value: Value::Plain },
        decides: false,
        reply: ReturnType::Default,
    };
    let ReturnType::Type(_, whole) = output else { return parts };
    let mut ty: &Type = ty::peel(whole);
    let place = first_span(&ty.to_token_stream());
    if word == Word::Enter {
        parts.decides = enters(ty, place, diag);
        return parts;
    }
    if let Some(inner) = before_postpone(ty) {
        parts.shape.postpones = true;
        ty = ty::peel(inner);
    }
    if is(ty, "Next") {
        next_state(ty, server, state, diag);
        parts.shape.value = Value::Next;
        return parts;
    }
    if let Some((reply, next)) = before_next(ty)
        && word == Word::Call
    {
        next_state(next, server, state, diag);
        parts.shape.value = Value::Both;
        ty = reply;
    }
    if word == Word::Call && next_first(ty) {
        diag.at(place, text::NEXT_FIRST);
        return parts;
    }
    if ty::is_unit(ty) && parts.shape.value == Value::Plain {
        return parts;
    }
    if word == Word::Call || matches!(ty, Type::Never(_)) {
        parts.reply = ReturnType::Type(Token![->](Span::call_site()), Box::new(ty.clone()));
    } else {
        diag.at(place, text::output(word.name()));
    }
    parts
}

fn enters(ty: &Type, place: Span, diag: &mut Diag) -> bool {
    let text = if before_postpone(ty).is_some() {
        text::ENTER_POSTPONE
    } else if is(ty, "Next") {
        text::ENTER_NEXT
    } else if is(ty, "Enter") {
        return true;
    } else if ty::is_unit(ty) {
        return false;
    } else {
        text::ENTER_OUTPUT
    };
    diag.at(place, text);
    false
}

fn is(ty: &Type, name: &str) -> bool {
    ty::tail(ty).is_some_and(|last| last.ident == name)
}

/// The `T` of `Result<T, Postpone>`.
fn before_postpone(ty: &Type) -> Option<&Type> {
    let last = ty::tail(ty).filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    let (value, error) = (types.next()?, types.next()?);
    is(error, "Postpone").then_some(value)
}

/// The two parts of `(T, Next<State>)`.
fn before_next(ty: &Type) -> Option<(&Type, &Type)> {
    let Type::Tuple(tuple) = ty else { return None };
    let mut parts = tuple.elems.iter();
    let (reply, next) = (parts.next()?, parts.next()?);
    (parts.next().is_none() && is(next, "Next")).then_some((reply, next))
}

/// Whether this is `(Next<State>, T)`.
fn next_first(ty: &Type) -> bool {
    let Type::Tuple(tuple) = ty else { return false };
    tuple.elems.len() == 2 && tuple.elems.first().is_some_and(|first| is(first, "Next"))
}

/// Reports `Next<Self>`, where the machine stands in place of its state.
fn next_state(next: &Type, server: &Server, state: &Type, diag: &mut Diag) {
    let arguments = ty::tail(next).map(|last| &last.arguments);
    let Some(PathArguments::AngleBracketed(arguments)) = arguments else { return };
    let Some(GenericArgument::Type(given)) = arguments.args.first() else { return };
    let (shown, state) = (ty::show(given), ty::show(state));
    let machine = ty::show(&server.ty);
    let own = [&*machine, "Self"];
    if own.contains(&&*shown) && !own.contains(&&*state) {
        diag.at(first_span(&given.to_token_stream()), text::next_of_machine(&state));
    }
}
