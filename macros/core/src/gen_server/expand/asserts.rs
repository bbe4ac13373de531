//! What travels must be able to: asked once per type, at the user's own type.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{Attribute, Type};

use super::{Cx, fields};
use crate::diag::first_span;
use crate::gen_server::model::Kind;
use crate::span;

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
    [marked].into_iter().chain(messages(cx)).collect()
}

/// What the messages are made of.
pub(crate) fn messages(cx: &Cx<'_>) -> Option<TokenStream> {
    let questions = questions(cx);
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
        if let Kind::Call(call) = &handler.kind {
            questions.extend(question(cx, &mut seen, &call.reply, [cfgs, &[]]));
        }
    }
    questions
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
