//! Writes the impls of an enum of messages; everything was checked before.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};

use super::{Kind, Model, Request};
use crate::diag::first_span;
use crate::span;

pub(super) fn expand(model: &Model) -> TokenStream {
    let message = message_impl(model);
    let promises = promises(model);
    quote!(#message #promises)
}

fn message_impl(model: &Model) -> TokenStream {
    let krate = &model.krate;
    let this = span::copied(&model.name);
    let mut generics = model.generics.clone();
    if let Some(stays) = &model.stays {
        // It was reported, and is not looked for again wherever the message is.
        let (_, ty_generics, _) = model.generics.split_for_impl();
        let vetted = quote!(#krate::__private01::Vetted<[(); #stays]>);
        let bound = syn::parse2(quote!(for<'gs> #this #ty_generics: #vetted));
        generics.make_where_clause().predicates.extend::<Option<syn::WherePredicate>>(bound.ok());
    }
    let (impl_generics, ty_generics, bounds) = generics.split_for_impl();
    let arms = model.variants.iter().map(|request| {
        let (variant, name) = (span::copied(&request.variant), &request.name);
        quote!(Self::#variant { .. } => #name,)
    });
    // A reference to an empty enum is not itself empty.
    let value = if model.variants.is_empty() { quote!(*self) } else { quote!(self) };
    quote_spanned! {span::at(model.name.span())=>
        impl #impl_generics #krate::Message for #this #ty_generics #bounds {
            fn name(&self) -> &'static #krate::__private01::str {
                match #value { #(#arms)* }
            }
        }
    }
}

/// What each variant promises about its handler, for `#[gen_server(messages = ..)]` to check.
fn promises(model: &Model) -> TokenStream {
    let krate = &model.krate;
    let this = span::copied(&model.name);
    let (impl_generics, ty_generics, bounds) = model.generics.split_for_impl();
    let promises = model.variants.iter().map(|request| promise(krate, request));
    quote_spanned! {span::at(model.name.span())=>
        impl #impl_generics #this #ty_generics #bounds { #(#promises)* }
    }
}

fn promise(krate: &TokenStream, request: &Request) -> TokenStream {
    let place = span::at(request.variant.span());
    match &request.kind {
        Kind::Call(reply) => {
            let method = format_ident!("__reply_{}", request.name, span = place);
            let value = span::unlikely("reply", place);
            let at_type = span::at(first_span(&quote!(#reply)));
            let travels = quote_spanned!(at_type=> #krate::__private01::payload::<#reply>());
            quote_spanned! {place=>
                #[doc(hidden)]
                pub fn #method(#value: #reply) -> #reply {
                    const { #travels }
                    #value
                }
            }
        }
        Kind::Cast => {
            let method = format_ident!("__reply_{}", request.name, span = place);
            let nobody = quote_spanned!(place=> #krate::__private01::NobodyWaits);
            let value = span::unlikely("reply", place);
            quote_spanned! {place=>
                #[doc(hidden)]
                pub fn #method(#value: #nobody) -> #nobody {
                    #value
                }
            }
        }
    }
}
