//! Writes what an annotated trait implies; everything was checked before.
//!
//! A private trait is implemented for the address of every server that has the protocol, and the
//! handle holds one of these addresses as an object. What the object does at once is not boxed.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::GenericParam;
use syn::ext::IdentExt as _;

use super::model::Model;
use crate::gen_server::expand::{
    Cx, Sort, Values, asserts, bound, dispatch, fields, handle, messages, parameter, shorthand,
    takes_context,
};
use crate::gen_server::model::{Call, Handler, Kind, Timeout};
use crate::{span, values};

/// The items that belong to the trait.
pub(super) fn expand(model: &Model) -> TokenStream {
    let cx = Cx::new(&model.messages);
    let of = Of::new(&cx, model);
    let questions = asserts::messages(&cx).into_iter().collect();
    let parts = [questions, of.cast_enum(), of.servers(), of.handle()];
    let cfgs = &model.messages.cfgs;
    parts.into_iter().flatten().map(|item| quote!(#(#cfgs)* #item)).collect()
}

/// What all parts of the expansion need.
struct Of<'a> {
    cx: &'a Cx<'a>,
    /// The user's trait, with its parameters.
    protocol: TokenStream,
    /// The trait of addresses.
    hidden: Ident,
    /// The start of a path to one of its methods.
    on: TokenStream,
    /// The parameter that stands for a server, with its bounds.
    server: &'a Ident,
    bounded: TokenStream,
    /// Both together with the parameters of the trait.
    all: TokenStream,
    address: TokenStream,
    has_casts: bool,
}

impl<'a> Of<'a> {
    fn new(cx: &'a Cx<'a>, model: &'a Model) -> Self {
        let (krate, server) = (&cx.krate, &model.server);
        let (protocol, ty_generics) = (span::copied(&model.messages.name), &cx.ty_generics);
        let protocol = quote_spanned!(cx.place=> #protocol #ty_generics);
        let bounded = quote_spanned!(cx.place=> #server: #krate::GenServer + #protocol);
        let mut all = model.messages.generics.clone();
        all.params.extend(syn::parse2::<GenericParam>(bounded.clone()));
        let (hidden, turbofish) = (span::copied(&model.hidden), cx.ty_generics.as_turbofish());
        Self {
            cx,
            on: quote_spanned!(cx.place=> #hidden #turbofish),
            hidden,
            server,
            bounded,
            all: all.split_for_impl().0.to_token_stream(),
            address: quote_spanned!(cx.place=> #krate::ServerRef<#server>),
            protocol,
            has_casts: cx.has_enum(Sort::Cast),
        }
    }

    fn calls(&self) -> impl Iterator<Item = (&'a Handler, &'a Call)> {
        self.cx.model.handlers.iter().filter_map(|handler| match &handler.kind {
            Kind::Call(call) => Some((handler, call)),
            _ => None,
        })
    }

    /// The name under which reports know a method.
    fn reported(&self, handler: &Handler) -> String {
        format!("{}::{}", self.cx.title, handler.method.name.unraw())
    }

    /// The enum of casts, which a full mailbox gives back.
    fn cast_enum(&self) -> Vec<TokenStream> {
        if !self.has_casts {
            return Vec::new();
        }
        let Cx { krate, private, .. } = self.cx;
        let name =
            messages::each(self.cx, Sort::Cast, |cast| self.reported(cast).to_token_stream());
        let name = quote_spanned! {self.cx.place=>
            fn name(&self) -> &'static #private::str { match *self { #name } }
        };
        let message = quote_spanned!(self.cx.place=> #krate::Message);
        let enum_name = self.cx.enum_name(Sort::Cast);
        let mut items = vec![messages::definition(self.cx, Sort::Cast)];
        if !messages::derives_debug(self.cx, Sort::Cast) {
            items.push(messages::debug_impl(self.cx, Sort::Cast));
        }
        items.push(messages::implement(self.cx, &enum_name, &message, &name));
        items
    }

    /// The trait of addresses, and its impl for all of them.
    fn servers(&self) -> Vec<TokenStream> {
        let (hidden, place) = (&self.hidden, self.cx.place);
        let Cx { private, impl_generics, ty_generics, bounds, .. } = self.cx;
        let Self { all, address, .. } = self;
        let doc = format!(" The address of a server that has the protocol `{}`.", self.cx.title);
        let heads = self.calls().map(|(handler, call)| self.head(handler, call));
        let bodies = self.calls().map(|(handler, call)| {
            let (head, body) = (self.head(handler, call), self.ask(handler, call));
            quote_spanned!(place=> #head { #body })
        });
        let (head, body) = (self.cast_head(), self.cast_body());
        let (declared, defined) = if self.has_casts {
            (Some(quote_spanned!(place=> #head;)), Some(quote_spanned!(place=> #head { #body })))
        } else {
            (None, None)
        };
        let declaration = quote_spanned! {place=>
            #[doc = #doc]
            trait #hidden #impl_generics: #private::ProtocolServer #bounds {
                #(#heads;)*
                #declared
            }
        };
        let definition = quote_spanned! {place=>
            impl #all #hidden #ty_generics for #address #bounds {
                #(#bodies)*
                #defined
            }
        };
        vec![declaration, definition]
    }

    /// The signature of a call of the object: the reply, or what is left to wait for.
    fn head(&self, handler: &Handler, call: &Call) -> TokenStream {
        let (private, cfgs) = (&self.cx.private, &handler.method.cfgs);
        let (name, reply) = (span::copied(&handler.method.name), &call.reply);
        let parameters = fields(&handler.method).map(parameter);
        quote_spanned! {self.cx.place=>
            #(#cfgs)*
            fn #name(&self, #(#parameters),*)
                -> #private::Result<#reply, #private::Waiting<'_, #reply>>
        }
    }

    fn ask(&self, handler: &Handler, call: &Call) -> TokenStream {
        let (cx, method) = (self.cx, &handler.method);
        let private = &cx.private;
        let [this, other] = ["this", "other"].map(|name| cx.local(name));
        let context = cx.local_if(takes_context(method), "cx");
        let value =
            self.call_of(handler, &this, &context, &other, |_, field| span::copied(&field.name));
        // What cannot move between threads is reported at the method.
        let place = span::at(method.name.span());
        let boxed = quote_spanned!(place=> #private::boxed(#value));
        let (how, parameters, value) = match (call.deferred, method.is_async) {
            (false, false) => ("ask", quote!(#this, #context), value),
            (false, true) => ("ask_to_wait", quote!(#this, #context), boxed),
            (true, false) => (
                "ask_for_reply",
                quote!(#this, #other, #context),
                quote_spanned!(place=> { #value; #private::None }),
            ),
            (true, true) => (
                "ask_for_reply",
                quote!(#this, #other, #context),
                quote_spanned!(place=> #private::Some(#boxed)),
            ),
        };
        let how = Ident::new(how, place);
        let (reported, timeout) = (self.reported(handler), self.timeout(call.timeout));
        let private = cx.private_at(place);
        quote_spanned! {place=>
            #private::#how(self, #reported, #timeout, move |#parameters| #value)
        }
    }

    /// Calls the method of the server behind an address.
    fn call_of(
        &self,
        handler: &Handler,
        this: &Ident,
        context: &Ident,
        other: &Ident,
        field: impl Fn(usize, &crate::gen_server::model::Field) -> Ident,
    ) -> TokenStream {
        let (server, protocol) = (self.server, &self.protocol);
        let on = quote_spanned!(self.cx.place=> <#server as #protocol>);
        let this = this.to_token_stream();
        Values { on: &on, this: &this, cx: context, other, state: other }
            .call(&handler.method, field)
    }

    fn timeout(&self, timeout: Timeout) -> TokenStream {
        let Cx { krate, private, .. } = self.cx;
        match timeout {
            Timeout::Default => quote_spanned!(self.cx.place=> #private::None),
            Timeout::Infinity => {
                quote_spanned!(self.cx.place=> #private::Some(#private::Duration::MAX))
            }
            Timeout::After(time) => {
                let time = values::duration_tokens(time, krate);
                quote_spanned!(self.cx.place=> #private::Some(#time))
            }
        }
    }

    fn cast_head(&self) -> TokenStream {
        let Cx { krate, private, .. } = self.cx;
        let (ty, cast) = (self.cx.message_type(Sort::Cast), self.cx.local("cast"));
        quote_spanned! {self.cx.place=>
            fn __cast(&self, #cast: #ty) -> #private::Result<(), #krate::CastError<#ty>>
        }
    }

    fn cast_body(&self) -> TokenStream {
        let (cx, private) = (self.cx, &self.cx.private);
        let [cast, this, other] = ["cast", "this", "other"].map(|name| cx.local(name));
        let context = cx.local_if(dispatch::any_context(cx.handlers(Sort::Cast)), "cx");
        let arms = cx.handlers(Sort::Cast).map(|handler| {
            let value = self.call_of(handler, &this, &context, &other, bound);
            let (cfgs, pattern) = (&handler.method.cfgs, dispatch::pattern(cx, handler));
            let obeyed = if handler.method.is_async {
                quote_spanned!(cx.place=> #private::Some(#private::boxed(#value)))
            } else {
                quote_spanned!(cx.place=> { #value; #private::None })
            };
            quote_spanned!(cx.place=> #(#cfgs)* #pattern => #obeyed,)
        });
        let phantom = dispatch::phantom(cx, Sort::Cast);
        quote_spanned! {cx.place=>
            #private::tell(self, #cast, |#cast, #this, #context| match #cast { #(#arms)* #phantom })
        }
    }

    /// The handle's struct, its impls, and its methods.
    fn handle(&self) -> Vec<TokenStream> {
        let Cx { private, place, title, ty_generics, bounds, .. } = self.cx;
        // With the defaults that the trait gives its parameters.
        let generics = &self.cx.model.generics;
        let (vis, hidden) = (&self.cx.model.vis, &self.hidden);
        let name = span::copied(&self.cx.model.handle);
        let doc = format!(" The address of a server of any type that has the protocol `{title}`.");
        let definition = quote_spanned! {*place=>
            #[doc = #doc]
            #vis struct #name #generics #bounds {
                /// The address.
                server: #private::Arc<dyn #hidden #ty_generics>,
            }
        };
        let mut items = vec![definition, self.inherent()];
        items.extend(self.trait_impls());
        items
    }

    fn trait_impls(&self) -> [TokenStream; 3] {
        let Self { all, address, .. } = self;
        let Cx { private, place, impl_generics, bounds, .. } = self.cx;
        let (handle, title) = (self.cx.handle(), self.cx.model.handle.unraw().to_string());
        let [server, f] = ["server", "f"].map(|name| self.cx.local(name));
        [
            quote_spanned! {*place=>
                #[automatically_derived]
                impl #impl_generics #private::Clone for #handle #bounds {
                    fn clone(&self) -> Self {
                        Self { server: #private::Clone::clone(&self.server) }
                    }
                }
            },
            quote_spanned! {*place=>
                #[automatically_derived]
                impl #impl_generics #private::Debug for #handle #bounds {
                    fn fmt(&self, #f: &mut #private::Formatter<'_>) -> #private::FmtResult {
                        #f.debug_tuple(#title).field(&self.server).finish()
                    }
                }
            },
            quote_spanned! {*place=>
                #[automatically_derived]
                impl #all #private::From<#address> for #handle #bounds {
                    fn from(#server: #address) -> Self {
                        Self { server: #private::Arc::new(#server) }
                    }
                }
            },
        ]
    }

    fn inherent(&self) -> TokenStream {
        let Self { bounded, address, .. } = self;
        let Cx { krate, private, place, impl_generics, bounds, .. } = self.cx;
        let (vis, handle) = (&self.cx.model.vis, self.cx.handle());
        let quiet = span::constructor_of(&self.cx.model.handle.to_string(), "new");
        let [of, to] = ["of", "to"].map(|name| self.cx.local(name));
        let holder = Ident::new(&format!("{}Handle", self.server), *place);
        let methods = self.cx.model.handlers.iter().map(|handler| match &handler.kind {
            Kind::Call(call) => self.call(handler, call),
            _ => self.cast(handler),
        });
        let refused = self.cx.model.refused.iter().map(|refused| refused.method(self.cx, vis));
        let any = self.any_cast();
        quote_spanned! {*place=>
            impl #impl_generics #handle #bounds {
                #quiet
                /// The address of what a handle, a `Child` or a `ServerRef` leads to, now and later.
                #vis fn new<#bounded, #holder: #private::AsRef<#address>>(#of: &#holder) -> Self {
                    let #to: &#address = #private::AsRef::as_ref(#of);
                    Self { server: #private::Arc::new(#private::Clone::clone(#to)) }
                }

                /// The identity of the process that this address leads to right now.
                #vis fn pid(&self) -> #private::Option<#krate::Pid> {
                    #private::ProtocolServer::pid(&*self.server)
                }

                #any
                #(#methods)*
                #(#refused)*
            }
        }
    }

    /// The method that sends a message which has come back.
    fn any_cast(&self) -> Option<TokenStream> {
        let Cx { krate, private, place, .. } = self.cx;
        let (vis, on) = (&self.cx.model.vis, &self.on);
        let (ty, cast) = (self.cx.message_type(Sort::Cast), self.cx.local("cast"));
        self.has_casts.then(|| {
            quote_spanned! {*place=>
                /// Casts a message, such as one that has come back.
                ///
                /// # Errors
                ///
                /// `CastError`, with the message, when the mailbox is full or the server is stopping.
                #vis fn cast(&self, #cast: #ty) -> #private::Result<(), #krate::CastError<#ty>> {
                    #on::__cast(&*self.server, #cast)
                }
            }
        })
    }

    fn call(&self, handler: &Handler, call: &Call) -> TokenStream {
        let (Cx { krate, private, .. }, on) = (self.cx, &self.on);
        let attributes = handle::attributes(
            handler,
            " `CallError` when no reply comes: the server is gone, crashes, or is too slow.",
        );
        let (vis, public) = (&self.cx.model.vis, span::copied(&handler.public));
        let (name, reply) = (span::copied(&handler.method.name), &call.reply);
        let (parameters, parts) =
            (fields(&handler.method).map(parameter), fields(&handler.method).map(shorthand));
        let output = quote_spanned!(self.cx.place=> #private::Result<#reply, #krate::CallError>);
        let (future, other) = (self.cx.future(&output), self.cx.local("other"));
        quote_spanned! {public.span()=>
            #attributes
            #vis fn #public(&self, #(#parameters),*) -> #future {
                async move {
                    #private::pace().await;
                    match #on::#name(&*self.server, #(#parts),*) {
                        #private::Ok(#other) => #private::Ok(#other),
                        #private::Err(#other) => #other.await,
                    }
                }
            }
        }
    }

    fn cast(&self, handler: &Handler) -> TokenStream {
        let (Cx { krate, private, .. }, on) = (self.cx, &self.on);
        let attributes = handle::attributes(
            handler,
            " `CastError`, with the message, when the mailbox is full or the server is stopping.",
        );
        let (vis, public) = (&self.cx.model.vis, span::copied(&handler.public));
        let (parameters, parts) =
            (fields(&handler.method).map(parameter), fields(&handler.method).map(shorthand));
        let (ty, variant) = (self.cx.message_type(Sort::Cast), self.cx.variant(handler));
        quote_spanned! {public.span()=>
            #attributes
            #vis fn #public(&self, #(#parameters),*)
                -> #private::Result<(), #krate::CastError<#ty>>
            {
                #on::__cast(&*self.server, #variant { #(#parts),* })
            }
        }
    }
}
