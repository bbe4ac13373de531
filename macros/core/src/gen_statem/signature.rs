//! Judges the signature of a method: what only a state machine has is taken out, the rest is judged
//! as a server's would be.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{FnArg, ReturnType, Signature, Type};

use super::on::Word;
use super::output::{self, Output};
use crate::diag::{Diag, first_span};
use crate::gen_server::context::{context, replace_context};
use crate::gen_server::head::Server;
use crate::gen_server::model::Slot;
use crate::gen_server::roles::Role;
use crate::gen_server::signature::{self, Checked};
use crate::lex::RawFn;
use crate::text::{handlers, machines as text};
use crate::ty::{self, show};

/// What a sound handler says.
pub(super) struct Read {
    pub(super) checked: Checked,
    pub(super) output: Output,
}

/// Judges a handler.
pub(super) fn handler(
    function: &RawFn,
    word: Word,
    server: &Server,
    state: &Type,
    diag: &mut Diag,
) -> Option<Read> {
    let before = diag.len();
    let output = output::split(&function.sig.output, word, (server, state), diag);
    let mut sig = function.sig.clone();
    sig.output = output.reply.clone();
    let checked = judge(function, sig, word.role(), server, state, diag)?;
    if output.shape.postpones && checked.args.reply.is_some() {
        diag.at(signature::output_span(&function.sig), text::REPLY_TO_AND_POSTPONE);
    }
    (diag.len() == before).then_some(Read { checked, output })
}

/// Judges `init` or `terminate`.
pub(super) fn plain(
    function: &RawFn,
    role: Role,
    server: &Server,
    state: &Type,
    diag: &mut Diag,
) -> Option<Checked> {
    let sig = function.sig.clone();
    let nothing = match &sig.output {
        ReturnType::Default => true,
        ReturnType::Type(_, ty) => ty::is_unit(ty),
    };
    if role == Role::Init && nothing {
        diag.at(signature::output_span(&sig), handlers::init_output(server.subject));
        return None;
    }
    judge(function, sig, role, server, state, diag)
}

fn judge(
    function: &RawFn,
    mut sig: Signature,
    role: Role,
    server: &Server,
    state: &Type,
    diag: &mut Diag,
) -> Option<Checked> {
    let before = diag.len();
    if let Some(token) = function.defaultness() {
        diag.on(token, handlers::DEFAULT);
    }
    let taken = if role == Role::Init {
        server_context(&sig, diag);
        Vec::new()
    } else {
        take_states(&mut sig, role, state, diag)
    };
    let mut checked = signature::check_sig(&sig, role, server, diag)?;
    for (place, slot) in taken {
        let place = place.min(checked.args.slots.len());
        checked.args.slots.insert(place, slot);
    }
    (diag.len() == before).then_some(checked)
}

/// Takes the states out of the arguments: each with its place among the others, in order.
fn take_states(
    sig: &mut Signature,
    role: Role,
    state: &Type,
    diag: &mut Diag,
) -> Vec<(usize, Slot)> {
    server_context(sig, diag);
    let (mut taken, mut left, mut place) = (Vec::new(), syn::punctuated::Punctuated::new(), 0);
    for pair in std::mem::take(&mut sig.inputs).into_pairs() {
        let FnArg::Typed(typed) = pair.value() else {
            left.extend([pair]);
            continue;
        };
        match reference_to(&typed.ty, state) {
            None => left.extend([pair]),
            Some(mutable) => {
                let span = first_span(&typed.ty.to_token_stream());
                if mutable {
                    diag.at(span, text::MUTABLE_STATE);
                }
                match (role, taken.len()) {
                    (Role::Enter, 0) => taken.push((place, Slot::From)),
                    (Role::Enter, 1) | (_, 0) => taken.push((place, Slot::State)),
                    _ => diag.at(span, text::TOO_MANY_STATES),
                }
            }
        }
        place += 1;
    }
    sig.inputs = left;
    taken
}

/// Whether the type is a reference to the state; if so, whether it is a mutable one.
fn reference_to(ty: &Type, state: &Type) -> Option<bool> {
    let Type::Reference(reference) = ty::peel(ty) else { return None };
    let (pointee, state) = (ty::peel(&reference.elem), ty::peel(state));
    let alone = |ty: &Type| match ty {
        Type::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    };
    let same = show(pointee) == show(state)
        || alone(pointee)
            .is_some_and(|name| ty::tail(state).is_some_and(|last| last.ident == name));
    same.then_some(reference.mutability.is_some())
}

/// Reports a context that is a server's.
fn server_context(sig: &Signature, diag: &mut Diag) {
    for input in &sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        if let Some(context) = context(&typed.ty, "Context") {
            diag.at(context.ident.span(), text::CONTEXT);
        }
    }
}

/// Writes the context that was meant, of which the compiler has nothing to say.
pub(super) fn own_context(function: &mut RawFn, krate: &TokenStream) {
    replace_context(function, ["Context", "StatemContext"], krate);
}
