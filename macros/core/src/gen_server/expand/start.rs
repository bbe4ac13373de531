//! The functions that start a server, or say how to.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use crate::span;

use super::{Cx, fields, parameter, shorthand};

/// An inherent impl of the server's type.
pub(crate) fn items(cx: &Cx<'_>) -> Vec<TokenStream> {
    let Cx { krate, private, this, impl_generics, bounds, .. } = cx;
    let (server, child) = if cx.model.machine {
        let server = quote_spanned!(cx.place=> #krate::Statem<Self>);
        (server.clone(), quote_spanned!(cx.place=> #server, Self))
    } else {
        (quote_spanned!(cx.place=> Self), quote_spanned!(cx.place=> Self, Self))
    };
    let vis = &cx.model.vis;
    let parts = || cx.model.init.iter().flat_map(|init| fields(&init.method));
    let parameters = parameters(cx);
    let values = parts().map(shorthand);
    let args = quote_spanned!(cx.place=> (#(#values,)*));
    let handle = cx.handle();
    let future =
        cx.future(&quote_spanned!(cx.place=> #private::Result<#handle, #krate::StartError>));
    let noun = if cx.model.machine { "state machine" } else { "server" };
    let doc_of = |what: &str| format!(" Starts a {noun}{what}, and waits until it has its state.");
    let doc_of_child = format!(" The {noun} as a child of a supervisor.");
    let doc_of_dynamic =
        format!(" A supervisor's place for any number of such {noun}s, started while it runs.");
    let starter = |name: &str, what: &str| {
        let (name, doc) = (Ident::new(name, cx.place), doc_of(what));
        quote_spanned! {cx.place=>
            #[doc = #doc]
            ///
            /// # Errors
            ///
            /// `StartError`; then nothing is left running.
            #vis fn #name(#(#parameters),*) -> #future {
                #private::#name::<#server>(#args)
            }
        }
    };
    let child = quote_spanned! {cx.place=>
        #[doc = #doc_of_child]
        #vis fn child(#(#parameters),*) -> #krate::ChildSpec<Self> {
            use #private::{OnceChild as _, RepeatableChild as _};
            (&#private::ChildArgs::new(#args)).child_spec::<#child>()
        }
    };
    let dynamic = quote_spanned! {cx.place=>
        #[doc = #doc_of_dynamic]
        #vis fn dynamic() -> #krate::DynamicSpec<Self> {
            #krate::DynamicSpec::new()
        }
    };
    let functions = [
        ("start", starter("start", "")),
        ("start_link", starter("start_link", " that is linked with the current process")),
        ("child", child),
        ("dynamic", dynamic),
    ];
    let functions = functions.into_iter().filter_map(|(name, tokens)| function(cx, name, &tokens));
    vec![quote_spanned! {cx.place=>
        impl #impl_generics #this #bounds { #(#functions)* }
    }]
}

/// What `init` takes; in place of one that was refused, anything.
fn parameters(cx: &Cx<'_>) -> Vec<TokenStream> {
    match &cx.model.broken_init {
        Some(init) => init.parameters(cx),
        None => cx.model.init.iter().flat_map(|init| fields(&init.method)).map(parameter).collect(),
    }
}

/// One of the functions, unless a method of the user has its name.
fn function(cx: &Cx<'_>, name: &str, tokens: &TokenStream) -> Option<TokenStream> {
    let quiet = span::constructor_of(&cx.title, name);
    (!is_taken(cx, name)).then(|| quote_spanned!(cx.place=> #quiet #tokens))
}

/// Whether a method of the user has the name: that was reported, and needs no second complaint.
fn is_taken(cx: &Cx<'_>, name: &str) -> bool {
    cx.model.taken.iter().any(|taken| taken == name)
}
