//! Which messages have a handler that may wait.

use proc_macro2::TokenStream;
use quote::quote_spanned;

use super::{Cx, Handler, Sort};

/// Which casts have a handler that may wait; all of them, when nothing is said.
pub(super) fn cast_may_wait(cx: &Cx<'_>) -> Option<TokenStream> {
    let own = cx.own(Sort::Cast);
    let handlers: Vec<&Handler> =
        cx.handlers(Sort::Cast).chain(cx.handlers(Sort::Call).filter(|_| !own)).collect();
    // One that is surely there and never waits, so that the last arm is not in vain.
    if !handlers.iter().any(|handler| !handler.method.is_async && handler.method.cfgs.is_empty()) {
        return None;
    }
    let Cx { private, place, .. } = cx;
    let waits: Vec<&Handler> =
        handlers.into_iter().filter(|handler| handler.method.is_async).collect();
    let cast = cx.local_if(!waits.is_empty(), "cast");
    let body = if waits.is_empty() {
        quote_spanned!(*place=> false)
    } else {
        let arms = waits.iter().map(|handler| {
            let (cfgs, variant) = (&handler.method.cfgs, cx.variant(handler));
            quote_spanned!(*place=> #(#cfgs)* #variant { .. } => true,)
        });
        quote_spanned!(*place=> match #cast { #(#arms)* _ => false })
    };
    Some(quote_spanned! {*place=>
        fn cast_may_wait(#cast: &Self::Cast) -> #private::bool { #body }
    })
}
