//! The handle: a typed address with one method per handler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::Type;

use super::asserts::Travels;
use super::{
    Cx, Handler, Sort, Values, bound, docs, fields, moved, parameter, reported, shorthand,
    takes_context,
};
use crate::gen_server::model::{Call, Kind, Method, Timeout};
use crate::span;

/// The handle's struct, its impls, and its methods.
pub(crate) fn items(cx: &Cx<'_>) -> Vec<TokenStream> {
    let mut items = vec![definition(cx), inherent(cx)];
    items.extend(trait_impls(cx));
    items
}

fn definition(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, server, impl_generics, bounds, .. } = cx;
    let (vis, name) = (&cx.model.vis, span::copied(&cx.model.handle));
    let what = if cx.model.machine { "state machine" } else { "server" };
    let doc = format!(" The typed address of a {what} of type `{}`.", cx.title);
    quote_spanned! {cx.place=>
        #[doc = #doc]
        #vis struct #name #impl_generics #bounds {
            /// The address.
            server: #krate::ServerRef<#server>,
        }
    }
}

fn trait_impls(cx: &Cx<'_>) -> [TokenStream; 4] {
    let Cx { krate, private, server: of, .. } = cx;
    let (server, f) = (cx.local("server"), cx.local("f"));
    let address = quote_spanned!(cx.place=> #krate::ServerRef<#of>);
    [
        implement(
            cx,
            &quote_spanned!(cx.place=> #private::Clone),
            &quote_spanned! {cx.place=>
                fn clone(&self) -> Self {
                    Self { server: #private::Clone::clone(&self.server) }
                }
            },
        ),
        implement(
            cx,
            &quote_spanned!(cx.place=> #private::Debug),
            &quote_spanned! {cx.place=>
                fn fmt(&self, #f: &mut #private::Formatter<'_>) -> #private::FmtResult {
                    #private::Debug::fmt(&self.server, #f)
                }
            },
        ),
        implement(
            cx,
            &quote_spanned!(cx.place=> #private::From<#address>),
            &quote_spanned!(cx.place=> fn from(#server: #address) -> Self { Self { server: #server } }),
        ),
        implement(
            cx,
            &quote_spanned!(cx.place=> #private::AsRef<#address>),
            &quote_spanned!(cx.place=> fn as_ref(&self) -> &#address { &self.server }),
        ),
    ]
}

fn implement(cx: &Cx<'_>, of: &TokenStream, body: &TokenStream) -> TokenStream {
    let (handle, impl_generics, bounds) = (cx.handle(), &cx.impl_generics, cx.bounds);
    quote_spanned! {cx.place=>
        #[automatically_derived]
        impl #impl_generics #of for #handle #bounds { #body }
    }
}

fn inherent(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, server, impl_generics, bounds, .. } = cx;
    let (vis, handle) = (&cx.model.vis, cx.handle());
    let methods = cx.model.handlers.iter().filter_map(|handler| match &handler.kind {
        Kind::Call(kind) => Some(call(cx, handler, kind)),
        Kind::Cast => Some(cast(cx, handler)),
        _ => None,
    });
    let refused = cx.model.refused.iter().map(|refused| refused.method(cx, &refused.vis));
    quote_spanned! {cx.place=>
        impl #impl_generics #handle #bounds {
            /// The address, with what every server has: its identity, a stop, monitors.
            #vis fn server(&self) -> &#krate::ServerRef<#server> { &self.server }
            #(#methods)*
            #(#refused)*
        }
    }
}

/// The attributes of a method of the handle: the handler's words, and what can go wrong.
pub(crate) fn attributes(handler: &Handler, errors: &str) -> TokenStream {
    let (cfgs, docs, shared) = (&handler.method.cfgs, docs(handler), &handler.shared);
    // The user's own section goes on; it tells of the errors in the reply.
    let written =
        handler.docs.iter().any(|doc| doc.to_token_stream().to_string().contains("# Errors"));
    let heading = (!written).then(|| quote!(#[doc = " # Errors"] #[doc = ""]));
    quote!(#(#cfgs)* #docs #[doc = ""] #heading #[doc = #errors] #(#shared)*)
}

fn call(cx: &Cx<'_>, handler: &Handler, kind: &Call) -> TokenStream {
    let attributes = attributes(
        handler,
        " `CallError` when no reply comes: the server is gone, crashes, or is too slow.",
    );
    let (vis, name) = (&handler.vis, span::copied(&handler.public));
    let parameters = fields(&handler.method).map(parameter);
    let reply = &kind.reply;
    let future = future(cx, reply);
    // Of a type in a future that waits, the compiler forgets that its lifetime is `'static`.
    let forgotten = cx.this.to_string().contains('\'');
    let asked = Travels::of(reply).asked(cx);
    let body = if kind.deferred || cx.model.machine || forgotten {
        queued(cx, handler, kind)
    } else {
        short(cx, handler, kind)
    };
    quote_spanned! {name.span()=>
        #attributes
        #vis fn #name(&self, #(#parameters),*) -> #future {
            #asked
            #body
        }
    }
}

/// What a call returns: its bounds are looked at where its reply is asked about.
fn future(cx: &Cx<'_>, ty: &Type) -> TokenStream {
    let (Cx { krate, private, .. }, [place, end]) = (cx, Travels::of(ty).needed(cx));
    let output = quote_spanned!(cx.place=> #private::Result<#ty, #krate::CallError>);
    let send = moved(quote_spanned!(end=> #private::Send), end);
    quote_spanned!(place=> impl #private::Future<Output = #output> + #send)
}

/// The call through the mailbox.
fn queued(cx: &Cx<'_>, handler: &Handler, kind: &Call) -> TokenStream {
    let (within, message) = (within(cx, kind.timeout), message(cx, handler));
    let (answer, server) = (answer(cx, kind, "answer_later"), address(cx));
    quote_spanned!(Travels::of(&kind.reply).needed(cx)[1]=> #answer(#server, #within, #message))
}

fn address(cx: &Cx<'_>) -> TokenStream {
    quote_spanned!(cx.place=> &self.server)
}

/// The function that answers, at the place where its reply is asked about.
fn answer(cx: &Cx<'_>, kind: &Call, function: &str) -> TokenStream {
    let [place, end] = Travels::of(&kind.reply).needed(cx);
    let (private, function) = (cx.private_at(place), Ident::new(function, end));
    quote_spanned!(place=> #private::#function)
}

/// A timeout as a value that needs no function to make it, so that a reference to it is a constant.
fn within(cx: &Cx<'_>, timeout: Timeout) -> TokenStream {
    let private = &cx.private;
    match timeout {
        Timeout::Default => quote_spanned!(cx.place=> #private::Within::Default),
        Timeout::Infinity => quote_spanned!(cx.place=> #private::Within::Infinity),
        Timeout::After(time) => {
            let (seconds, nanos) = (time.as_secs(), time.subsec_nanos());
            quote_spanned!(cx.place=> #private::Within::Time(#seconds, #nanos))
        }
    }
}

fn message(cx: &Cx<'_>, handler: &Handler) -> TokenStream {
    let (variant, parts) = (cx.variant(handler), fields(&handler.method).map(shorthand));
    quote_spanned!(cx.place=> #variant { #(#parts),* })
}

/// The call that runs on the caller when the server is idle; a handler that may wait is begun there.
///
/// Handler and message are functions of the arguments, which capture nothing: closures that did, or a
/// future for each method, would be most of what a server costs to compile.
fn short(cx: &Cx<'_>, handler: &Handler, kind: &Call) -> TokenStream {
    let Cx { private, on, .. } = cx;
    let method = &handler.method;
    let other = cx.local("other");
    let this = cx.local_if(method.has_self, "this");
    let context = cx.local_if(takes_context(method), "cx");
    let receiver = this.to_token_stream();
    let values = Values { on, this: &receiver, cx: &context, other: &other, state: &other };
    let value = values.call(method, bound);
    let (answer, value) = if method.is_async {
        // A future that cannot move between threads is reported at the method.
        let future = quote_spanned!(span::at(method.name.span())=> #private::boxed(#value));
        (answer(cx, kind, "answer_to_wait"), future)
    } else {
        (answer(cx, kind, "answer"), value)
    };
    let parts = fields(method).enumerate().map(|(index, field)| {
        let (name, value, cfgs) = (span::copied(&field.name), bound(index, field), &field.cfgs);
        quote!(#(#cfgs)* #name: #value)
    });
    let (reported, variant) = (reported(handler), cx.variant(handler));
    let (server, end) = (address(cx), Travels::of(&kind.reply).needed(cx)[1]);
    let within = within(cx, kind.timeout);
    let message = quote_spanned!(end=> #variant { #(#parts),* });
    let Arguments { given, pattern, value, message } = arguments(cx, method, value, message);
    quote_spanned! {end=>
        #answer(
            #server,
            &#private::Asking { message: #reported, within: #within },
            #given,
            |#this, #context, #pattern| #value,
            |#pattern| #message,
        )
    }
}

/// The arguments of a call as one value, and what is made of it.
struct Arguments {
    given: TokenStream,
    pattern: TokenStream,
    value: TokenStream,
    message: TokenStream,
}

/// A tuple; or pairs of pairs when there are conditions, for those cannot be in the pattern of a tuple.
fn arguments(cx: &Cx<'_>, method: &Method, value: TokenStream, message: TokenStream) -> Arguments {
    let all: Vec<_> = fields(method)
        .enumerate()
        .map(|(index, field)| (span::copied(&field.name), bound(index, field), &field.cfgs))
        .collect();
    if all.iter().all(|(.., cfgs)| cfgs.is_empty()) {
        let (names, bounds) = (all.iter().map(|all| &all.0), all.iter().map(|all| &all.1));
        let given = quote_spanned!(cx.place=> (#(#names,)*));
        let pattern = quote_spanned!(cx.place=> (#(#bounds,)*));
        return Arguments { given, pattern, value, message };
    }
    let rest = cx.local("rest");
    let put = all
        .iter()
        .rev()
        .map(|(name, _, cfgs)| quote_spanned!(cx.place=> #(#cfgs)* let #rest = (#name, #rest);));
    let given = quote_spanned!(cx.place=> { let #rest = (); #(#put)* #rest });
    let take = all
        .iter()
        .map(|(_, bound, cfgs)| quote_spanned!(cx.place=> #(#cfgs)* let (#bound, #rest) = #rest;));
    let take = quote_spanned!(cx.place=> #(#take)* let () = #rest;);
    Arguments {
        given,
        pattern: rest.into_token_stream(),
        value: quote_spanned!(cx.place=> { #take #value }),
        message: quote_spanned!(cx.place=> { #take #message }),
    }
}

fn cast(cx: &Cx<'_>, handler: &Handler) -> TokenStream {
    let Cx { krate, private, .. } = cx;
    let attributes = attributes(
        handler,
        " `CastError`, with the message, when the mailbox is full or the server is stopping.",
    );
    let (vis, name) = (&handler.vis, span::copied(&handler.public));
    let parameters = fields(&handler.method).map(parameter);
    let (ty, message) = (cx.message_type(Sort::Cast), message(cx, handler));
    quote_spanned! {name.span()=>
        #attributes
        #vis fn #name(&self, #(#parameters),*) -> #private::Result<(), #krate::CastError<#ty>> {
            #private::cast(&self.server, #message)
        }
    }
}
