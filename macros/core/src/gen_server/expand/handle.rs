//! The handle: a typed address with one method per handler.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};

use super::{
    Cx, Handler, Sort, Values, docs, fields, parameter, reported, shorthand, takes_context,
};
use crate::gen_server::model::{Call, Kind, Timeout};
use crate::{span, values};

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
    quote_spanned! {cx.place=>
        impl #impl_generics #handle #bounds {
            /// The address, with what every server has: its identity, a stop, monitors.
            #vis fn server(&self) -> &#krate::ServerRef<#server> { &self.server }
            #(#methods)*
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
    let Cx { krate, private, .. } = cx;
    let attributes = attributes(
        handler,
        " `CallError` when no reply comes: the server is gone, crashes, or is too slow.",
    );
    let (vis, name) = (&handler.vis, span::copied(&handler.public));
    let parameters = fields(&handler.method).map(parameter);
    let reply = &kind.reply;
    let future = cx.future(&quote_spanned!(cx.place=> #private::Result<#reply, #krate::CallError>));
    // Of a type in a future that waits, the compiler forgets that its lifetime is `'static`.
    let forgotten = cx.this.to_string().contains('\'');
    let body = if kind.deferred || cx.model.machine || forgotten {
        let queue = quote_spanned!(cx.place=> #private::queue(&self.server));
        let queued = queued(cx, handler, kind, &queue);
        quote_spanned!(cx.place=> #queued.await)
    } else {
        short(cx, handler, kind)
    };
    quote_spanned! {name.span()=>
        #attributes
        #vis fn #name(&self, #(#parameters),*) -> #future {
            async move { #body }
        }
    }
}

/// The call through the mailbox.
fn queued(cx: &Cx<'_>, handler: &Handler, kind: &Call, queue: &TokenStream) -> TokenStream {
    let (timeout, message) = (timeout(cx, kind.timeout), message(cx, handler));
    let private = &cx.private;
    quote_spanned!(cx.place=> #private::call(#queue, #timeout, #message))
}

fn timeout(cx: &Cx<'_>, timeout: Timeout) -> TokenStream {
    let private = &cx.private;
    match timeout {
        Timeout::Default => quote_spanned!(cx.place=> #private::None),
        Timeout::Infinity => quote_spanned!(cx.place=> #private::Some(#private::Duration::MAX)),
        Timeout::After(time) => {
            let time = values::duration_tokens(time, &cx.krate);
            quote_spanned!(cx.place=> #private::Some(#time))
        }
    }
}

fn message(cx: &Cx<'_>, handler: &Handler) -> TokenStream {
    let (variant, parts) = (cx.variant(handler), fields(&handler.method).map(shorthand));
    quote_spanned!(cx.place=> #variant { #(#parts),* })
}

/// The call that runs on the caller when the server is idle; a handler that may wait is begun there.
fn short(cx: &Cx<'_>, handler: &Handler, kind: &Call) -> TokenStream {
    let Cx { private, on, .. } = cx;
    let method = &handler.method;
    let names = ["turn", "queue", "later", "other"];
    let [turn, queue, later, other] = names.map(|name| cx.local(name));
    let this = cx.local_if(method.has_self, "this");
    let context = cx.local_if(takes_context(method), "cx");
    let receiver = this.to_token_stream();
    let values = Values { on, this: &receiver, cx: &context, other: &other, state: &other };
    let value = values.call(method, |_, field| span::copied(&field.name));
    let (take, run, value) = if method.is_async {
        // A future that cannot move between threads is reported at the method.
        let future = quote_spanned!(span::at(method.name.span())=> #private::boxed(#value));
        (quote!(turn_to_wait), quote!(begin), future)
    } else {
        (quote!(turn), quote!(run), value)
    };
    let (reported, message) = (reported(handler), message(cx, handler));
    let timeout = timeout(cx, kind.timeout);
    quote_spanned! {cx.place=>
        // Nothing is awaited in the arms, so that none of it is kept in the future.
        let #later = match #private::#take(&self.server).await {
            #private::Ok(#turn) => {
                match #private::#run(#turn, #reported, move |#this, #context| #value) {
                    #private::Ok(#other) => return #private::Ok(#other),
                    #private::Err(#later) => #later,
                }
            }
            #private::Err(#queue) => #private::later(#queue, #message),
        };
        #private::finish(#later, #timeout).await
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
