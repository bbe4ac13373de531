//! What travels must be able to: asked once per type, at the user's own type.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{Attribute, Type};

use super::{Cx, Sort, fields};
use crate::diag::first_span;
use crate::gen_server::model::Kind;
use crate::{span, ty};

/// Types that need no question.
pub(crate) const KNOWN: &[&str] = &[
    "()", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
    "u32", "u64", "u128", "usize", "String",
];

/// Whether the type is configured, and what its messages are made of: one question per type.
pub(crate) fn items(cx: &Cx<'_>) -> Vec<TokenStream> {
    let (private, this, name) = (&cx.private, &cx.this, marker(cx));
    let alone = cx.model.generics.params.is_empty();
    let configured = alone.then(|| quote_spanned!(cx.place=> #private::configured::<#this>();));
    let marked = quote_spanned! {cx.place=>
        #[doc(hidden)]
        const #name: #private::usize = { #configured 0 };
    };
    [marked].into_iter().chain(asked(cx, &questions(cx))).collect()
}

/// What the messages of a protocol are made of, and their replies, which no handler is there to give.
pub(crate) fn messages(cx: &Cx<'_>) -> Option<TokenStream> {
    let replies = cx.model.handlers.iter().filter_map(|handler| match &handler.kind {
        Kind::Call(call) => {
            let (cfgs, asked) = (&handler.method.cfgs, Travels::of(&call.reply).asked(cx)?);
            Some(quote!(#(#cfgs)* #asked))
        }
        _ => None,
    });
    let questions: Vec<TokenStream> = questions(cx).into_iter().chain(replies).collect();
    asked(cx, &questions)
}

fn asked(cx: &Cx<'_>, questions: &[TokenStream]) -> Option<TokenStream> {
    if questions.is_empty() {
        return None;
    }
    // The length of an array is looked at before any function is.
    Some(if cx.model.generics.params.is_empty() {
        quote_spanned!(cx.place=> const _: [(); { #(#questions)* 0 }] = [];)
    } else {
        let (name, impl_generics, bounds) = (cx.local("_payloads"), &cx.impl_generics, cx.bounds);
        quote_spanned! {cx.place=>
            const _: () = { fn #name #impl_generics () #bounds { #(#questions)* } };
        }
    })
}

/// A name that a second impl takes as well, so that the compiler's first words say what to do.
///
/// It is no constant when the type is not configured, and the impls that count on it are not asked
/// about that again. Nothing else may be asked in it: a message can hold the handle of its own server,
/// and then the compiler would need the answer for the answer.
pub(crate) fn marker(cx: &Cx<'_>) -> Ident {
    Ident::new(&format!("__put_all_handlers_of_{}_into_one_impl", cx.title), cx.place)
}

/// A constant that is none when a type cannot be the state of a machine: what every state derives is
/// asked there, at the type, and known where the machine is. Nothing that looks into the state may be
/// asked, for it can hold the handle of its own machine.
pub(crate) fn state(cx: &Cx<'_>, state: &Type) -> Option<(TokenStream, TokenStream)> {
    // A constant has no `Self`.
    let of_itself = ty::find_self(&state.to_token_stream()).is_some();
    if of_itself || !cx.model.generics.params.is_empty() || cx.bounds.is_some() {
        return None;
    }
    let (private, name) = (&cx.private, format!("__state_of_{}", cx.title));
    let name = Ident::new(&name, cx.place);
    let place = span::at(first_span(&state.to_token_stream()));
    let own = span::again(state.to_token_stream());
    let asked = quote_spanned!(place=> #private::state::<#state>(););
    Some((
        quote_spanned!(cx.place=> #[doc(hidden)] const #name: #private::usize = { #asked 0 };),
        quote_spanned!(cx.place=> for<'gs> #own: #private::VettedState<[(); #name]>,),
    ))
}

fn questions(cx: &Cx<'_>) -> Vec<TokenStream> {
    let mut seen: BTreeSet<String> = KNOWN.iter().map(ToString::to_string).collect();
    let mut questions = Vec::new();
    let init = cx.model.init.iter().flat_map(|init| fields(&init.method));
    for field in init {
        questions.extend(question(cx, &mut seen, &field.ty, [&field.cfgs[..], &[]]));
    }
    for handler in &cx.model.handlers {
        let cfgs = &handler.method.cfgs;
        for field in fields(&handler.method) {
            questions.extend(question(cx, &mut seen, &field.ty, [cfgs, &field.cfgs]));
        }
    }
    questions
}

/// A type that travels: a reply, mostly.
///
/// Every function that needs to know whether it can travel asks so first, in its own body, and needs
/// it at the place of the type, from its first token to its last. What fails at a place that has
/// failed is not reported, and the same words at the same place are shown once: it is one error,
/// whatever the type is made of.
pub(crate) struct Travels {
    ty: TokenStream,
    /// Where it begins.
    pub(crate) place: Span,
    end: Span,
    known: bool,
}

impl Travels {
    pub(crate) fn of(ty: &Type) -> Self {
        let tokens = ty.to_token_stream();
        let (known, place) =
            (KNOWN.contains(&tokens.to_string().as_str()), span::at(first_span(&tokens)));
        let last = tokens.clone().into_iter().last().map_or(place, |token| token.span());
        Self { ty: tokens, place, end: span::at(last), known }
    }

    /// From where to where what needs the answer stands: anywhere, when there is no question.
    pub(crate) fn needed(&self, cx: &Cx<'_>) -> [Span; 2] {
        if self.known { [cx.place; 2] } else { [self.place, self.end] }
    }

    /// The question, for a type that needs one: nothing is called, so nothing of it is compiled.
    pub(crate) fn asked(&self, cx: &Cx<'_>) -> Option<TokenStream> {
        let (Self { ty, place, known, .. }, private) = (self, cx.private_at(self.place));
        (!known).then(|| quote_spanned!(*place=> let _ = #private::payload::<#ty>;))
    }

    /// The type among what a function is generic in, which stands there instead of the function's
    /// argument as the reason of an error.
    pub(crate) fn among(&self, before: &TokenStream, after: &TokenStream) -> Option<TokenStream> {
        let Self { ty, place, known, .. } = self;
        (!known).then(|| quote_spanned!(*place=> ::<#before #ty #after>))
    }
}

/// Types that were asked about without a condition are not asked about again.
fn question(
    cx: &Cx<'_>,
    seen: &mut BTreeSet<String>,
    ty: &Type,
    cfgs: [&[Attribute]; 2],
) -> Option<TokenStream> {
    let (tokens, [outer, inner]) = (ty.to_token_stream(), cfgs);
    let text = tokens.to_string();
    if seen.contains(&text) {
        return None;
    }
    if outer.is_empty() && inner.is_empty() {
        seen.insert(text);
    }
    let place = span::at(first_span(&tokens));
    let private = cx.private_at(place);
    let asked = quote_spanned!(place=> #private::payload::<#ty>(););
    Some(quote!(#(#outer)* #(#inner)* #asked))
}

/// The bounds of the impl that handles messages. What is said of the state and of the messages
/// elsewhere is known here, so that a part that is not `Send` is not reported once more for every
/// future that holds it.
pub(crate) fn known(cx: &Cx<'_>, sorts: &[Sort]) -> TokenStream {
    let Cx { krate, this, bounds, .. } = cx;
    // With parameters, bounds are the user's.
    if !cx.model.generics.params.is_empty() || bounds.is_some() {
        return bounds.to_token_stream();
    }
    let messages = sorts.iter().filter(|sort| cx.has_enum(**sort)).map(|sort| {
        let message = cx.message_type(*sort);
        quote_spanned!(cx.place=> for<'gs> #message: #krate::Message,)
    });
    let own = cx.model.messages.as_ref().map(|path| {
        let path = span::again(path.to_token_stream());
        quote_spanned!(cx.place=> for<'gs> #path: #krate::Message,)
    });
    let (private, name) = (&cx.private, marker(cx));
    quote_spanned! {cx.place=>
        where for<'gs> #this: #private::Configured<[(); #name]>, #own #(#messages)*
    }
}

/// Keeps bounds that are ours out of the user's documentation.
pub(crate) fn shown(cx: &Cx<'_>, bounds: &TokenStream) -> Option<TokenStream> {
    let (private, own) = (&cx.private, cx.model.generics.params.is_empty() && cx.bounds.is_none());
    (own && !bounds.is_empty())
        .then(|| quote_spanned!(cx.place=> #[cfg_attr(doc, #private::without_bounds)]))
}
