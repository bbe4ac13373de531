//! What an enum that the user wrote promises about its handlers, for the compiler to compare.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote_spanned};
use syn::ext::IdentExt as _;

use super::{Cx, Handler, moved};
use crate::{message, span};

/// What the user's enum promises about a handler.
pub(super) struct Promise {
    /// Items that stand in for the function when there is no such message, which is said elsewhere.
    pub(super) maybe: TokenStream,
    /// The function of the enum, from the reply to the reply.
    pub(super) kept: TokenStream,
}

pub(super) fn promise(cx: &Cx<'_>, handler: &Handler, place: Span) -> Option<Promise> {
    let path = cx.model.messages.as_ref().map(super::expression)?;
    let path = moved(path.into_token_stream(), place);
    let name = message::snake(&handler.variant.unraw().to_string());
    let name = format_ident!("__reply_{name}", span = place);
    let [maybe, of, reply] = ["Maybe", "Of", "Reply"].map(|name| span::unlikely(name, place));
    Some(Promise {
        maybe: quote_spanned! {place=>
            trait #maybe { fn #name<#reply>(reply: #reply) -> #reply { reply } }
            impl<#of> #maybe for #of {}
        },
        kept: quote_spanned!(place=> #path::#name),
    })
}
