//! What a method takes: the parts of its message, the context, a way to reply.

use proc_macro2::{Ident, Span};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{FnArg, GenericArgument, Pat, PatType, PathArguments, Signature, Type};

use super::context::context;
use super::head::Server;
use super::model::{Field, Slot};
use super::roles::{self, Role};
use crate::diag::{Diag, first_span};
use crate::text::{Subject, handlers as text};
use crate::ty::{self, Place};
use crate::{names, stays};

/// The arguments of a method.
pub(crate) struct Args {
    pub(crate) slots: Vec<Slot>,
    /// The `T` of `ReplyTo<T>`, with `Self` replaced.
    pub(crate) reply: Option<Type>,
}

/// What an argument is, going by its type.
enum Sort {
    Context(Span),
    OwnedContext,
    Reason,
    OwnedReason,
    /// `ReplyTo<T>` of a call.
    Reply(Box<Type>),
    Field,
}

/// Judges all arguments after `self`.
pub(crate) fn check(sig: &Signature, role: Role, server: &Server, diag: &mut Diag) -> Args {
    let typed: Vec<&PatType> = sig
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        })
        .collect();
    let taken: Vec<String> =
        typed.iter().filter_map(|typed| plain_name(&typed.pat)).map(Ident::to_string).collect();
    let mut builder =
        Builder { role, server, taken, args: Args { slots: Vec::new(), reply: None } };
    for typed in typed {
        builder.add(typed, diag);
    }
    let args = builder.args;
    if role == Role::Info && fields(&args.slots).next().is_none() {
        diag.at(sig.ident.span(), text::arguments(role, server.subject));
    }
    args
}

/// The parts of the message among the slots.
pub(crate) fn fields(slots: &[Slot]) -> impl Iterator<Item = &Field> {
    slots.iter().filter_map(|slot| match slot {
        Slot::Field(field) => Some(field),
        _ => None,
    })
}

struct Builder<'a> {
    role: Role,
    server: &'a Server,
    /// The names that arguments have.
    taken: Vec<String>,
    args: Args,
}

impl Builder<'_> {
    fn add(&mut self, typed: &PatType, diag: &mut Diag) {
        let span = first_span(&typed.ty.to_token_stream());
        let sort = sort(&typed.ty, self.role);
        if !matches!(sort, Sort::Field)
            && let Some(cfg) = roles::cfgs(&typed.attrs).first()
        {
            diag.at(cfg.pound_token.span, text::CONDITIONAL);
        }
        match sort {
            Sort::Field => self.add_field(typed, diag),
            Sort::Context(named) => {
                if self.server.subject == Subject::Server
                    && let Some(context) = context(&typed.ty, "StatemContext")
                {
                    diag.at(context.ident.span(), text::CONTEXT_OF_MACHINE);
                }
                if self.args.slots.iter().any(|slot| matches!(slot, Slot::Context(_))) {
                    diag.at(span, text::SECOND_CONTEXT);
                }
                self.args.slots.push(Slot::Context(named));
            }
            Sort::OwnedContext => diag.at(span, text::OWNED_CONTEXT),
            Sort::Reason if self.role == Role::Terminate => self.args.slots.push(Slot::Reason),
            Sort::Reason => diag.at(span, text::no_reason(self.server.subject)),
            Sort::OwnedReason => diag.at(span, text::OWNED_REASON),
            Sort::Reply(reply) => {
                if self.args.reply.is_some() {
                    diag.at(span, text::SECOND_REPLY_TO);
                }
                ty::owned(&reply, Place::Reply, self.server.subject, diag);
                stays::in_message(&reply, diag);
                self.args.reply = Some(ty::without_self(&reply, &self.server.ty, diag));
                self.args.slots.push(Slot::Reply);
            }
        }
    }

    fn add_field(&mut self, typed: &PatType, diag: &mut Diag) {
        let before = fields(&self.args.slots).count();
        let allowed = match self.role {
            Role::Every | Role::Cron | Role::Terminate | Role::Enter | Role::FormatStatus => 0,
            Role::Info => 1,
            Role::Init
            | Role::Call
            | Role::Cast
            | Role::Continue
            | Role::On
            | Role::Internal
            | Role::Timeout => usize::MAX,
        };
        if before >= allowed {
            diag.at(
                first_span(&typed.pat.to_token_stream()),
                text::arguments(self.role, self.server.subject),
            );
            return;
        }
        let cfgs = roles::cfgs(&typed.attrs);
        if let (Role::Init | Role::Info, Some(cfg)) = (self.role, cfgs.first()) {
            diag.at(cfg.pound_token.span, text::CONDITIONAL);
        }
        ty::owned(&typed.ty, Place::Argument, self.server.subject, diag);
        stays::in_message(&typed.ty, diag);
        let ty = Box::new(ty::without_self(ungrouped(&typed.ty), &self.server.ty, diag));
        let named = plain_name(&typed.pat).filter(|name| {
            // A macro can give two arguments one name; `cfg` can too, and then only one is there.
            !cfgs.is_empty()
                || fields(&self.args.slots)
                    .all(|before| before.name.unraw() != name.unraw() || !before.cfgs.is_empty())
        });
        let name = named.cloned().unwrap_or_else(|| {
            let span = first_span(&typed.pat.to_token_stream());
            names::positional(before, span, &self.taken)
        });
        self.taken.push(name.unraw().to_string());
        let docs = roles::share(&typed.attrs).docs;
        self.args.slots.push(Slot::Field(Field { name, ty, cfgs, docs }));
    }
}

/// Whether the caller gives a value for a parameter of this type.
pub(crate) fn is_given(ty: &Type) -> bool {
    matches!(sort(ty, Role::Call), Sort::Field)
}

/// The type without the group around all of it.
fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        other => other,
    }
}

/// The name of an argument that has one.
fn plain_name(pat: &Pat) -> Option<&Ident> {
    match pat {
        Pat::Ident(pat) if pat.subpat.is_none() => Some(&pat.ident),
        Pat::Paren(pat) => plain_name(&pat.pat),
        _ => None,
    }
}

fn sort(ty: &Type, role: Role) -> Sort {
    let ty = ty::peel(ty);
    if let Type::Reference(reference) = ty {
        let Some(last) = ty::tail(&reference.elem) else { return Sort::Field };
        return match last.ident.to_string().as_str() {
            // The context of a future has a lifetime; ours has none.
            "Context" | "StatemContext" if !has_lifetime(&last.arguments) => {
                Sort::Context(last.ident.span())
            }
            "ExitReason" if reference.mutability.is_none() => Sort::Reason,
            _ => Sort::Field,
        };
    }
    let Some(last) = ty::tail(ty) else { return Sort::Field };
    match last.ident.to_string().as_str() {
        // Other crates have contexts too, but theirs are not generic over a server.
        "Context" | "StatemContext" if type_argument(&last.arguments).is_some() => {
            Sort::OwnedContext
        }
        "ExitReason" if role == Role::Terminate => Sort::OwnedReason,
        "ReplyTo" if role == Role::Call => type_argument(&last.arguments)
            .map_or(Sort::Field, |reply| Sort::Reply(Box::new(reply.clone()))),
        _ => Sort::Field,
    }
}

/// The `T` of `<T>`.
fn type_argument(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.next()
}

fn has_lifetime(arguments: &PathArguments) -> bool {
    let PathArguments::AngleBracketed(arguments) = arguments else { return false };
    arguments.args.iter().any(|argument| matches!(argument, GenericArgument::Lifetime(_)))
}
