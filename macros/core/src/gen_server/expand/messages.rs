//! The enums of messages: payload only, one variant per handler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::GenericParam;
use syn::ext::IdentExt as _;

use super::{Cx, Field, Handler, Sort, docs, fields, reported};
use crate::diag::first_span;
use crate::span;

/// One enum per kind of message that has handlers, with its impls.
pub(crate) fn items(cx: &Cx<'_>) -> Vec<TokenStream> {
    let kinds = [
        Sort::Call,
        Sort::Cast,
        Sort::Info,
        Sort::Continue,
        Sort::Internal,
        Sort::EventTimeout,
        Sort::StateTimeout,
        Sort::Timeout,
    ];
    let mut items = Vec::new();
    for sort in kinds.into_iter().filter(|sort| cx.has_enum(*sort)) {
        items.push(definition(cx, sort));
        if !derives_debug(cx, sort) {
            items.push(debug_impl(cx, sort));
        }
        items.push(message_impl(cx, sort));
    }
    items.extend(cx.handlers(Sort::Info).filter_map(|handler| from_impl(cx, handler)));
    items
}

/// The enum itself.
pub(crate) fn definition(cx: &Cx<'_>, sort: Sort) -> TokenStream {
    let (name, vis, doc) = (cx.enum_name(sort), &cx.model.vis, doc(cx, sort));
    // With the defaults that a protocol may have.
    let (generics, bounds) = (&cx.model.generics, cx.bounds);
    let derives = derives(cx, sort);
    let open = (!cx.model.exhaustive).then(|| quote!(#[non_exhaustive]));
    let variants = cx.handlers(sort).map(|handler| variant(sort, handler));
    let phantom = phantom(cx);
    quote_spanned! {cx.place=>
        #[doc = #doc]
        #derives
        #open
        #vis enum #name #generics #bounds {
            #(#variants,)*
            #phantom
        }
    }
}

fn doc(cx: &Cx<'_>, sort: Sort) -> String {
    let title = &cx.title;
    match sort {
        Sort::Call => format!(" The calls that `{title}` answers."),
        Sort::Cast => format!(" The casts that `{title}` obeys."),
        Sort::Info => format!(" Everything else that `{title}` listens to."),
        Sort::Internal => format!(" What `{title}` sends to itself."),
        Sort::EventTimeout => format!(" What happens when `{title}` hears of nothing."),
        Sort::StateTimeout => format!(" What happens when `{title}` stays in a state."),
        Sort::Timeout => format!(" The timeouts of `{title}` that any state may see."),
        Sort::Continue | Sort::Every => format!(" What `{title}` leaves to be done next."),
    }
}

/// What the user wants to derive, for the messages that others send.
fn derives(cx: &Cx<'_>, sort: Sort) -> Option<TokenStream> {
    let paths = &cx.model.derives;
    let wanted = matches!(sort, Sort::Call | Sort::Cast) && !paths.is_empty();
    wanted.then(|| quote!(#[derive(#(#paths),*)]))
}

pub(crate) fn derives_debug(cx: &Cx<'_>, sort: Sort) -> bool {
    let is_debug =
        |path: &syn::Path| path.segments.last().is_some_and(|last| last.ident == "Debug");
    derives(cx, sort).is_some() && cx.model.derives.iter().any(is_debug)
}

fn variant(sort: Sort, handler: &Handler) -> TokenStream {
    let (name, cfgs, docs) = (span::copied(&handler.variant), &handler.method.cfgs, docs(handler));
    let place = span::at(handler.variant.span());
    if sort == Sort::Info {
        let ty = fields(&handler.method).map(|field| &field.ty);
        return quote_spanned!(place=> #(#cfgs)* #docs #name(#(#ty),*));
    }
    let mut parts = fields(&handler.method).map(part).peekable();
    // Without fields it is a plain word; patterns and values with `{}` fit it all the same.
    let parts = parts.peek().is_some().then(|| quote!({ #(#parts),* }));
    quote_spanned!(place=> #(#cfgs)* #docs #name #parts)
}

fn part(field: &Field) -> TokenStream {
    let (name, ty, cfgs) = (span::copied(&field.name), &field.ty, &field.cfgs);
    let docs = &field.docs;
    let doc = format!(" `{}`.", field.name.unraw());
    let doc = docs.is_empty().then(|| quote!(#[doc = #doc]));
    let place = name.span();
    quote_spanned!(place=> #(#cfgs)* #(#docs)* #doc #name: #ty)
}

/// A variant that nobody can make, which mentions all parameters of the impl.
fn phantom(cx: &Cx<'_>) -> Option<TokenStream> {
    let (krate, private) = (&cx.krate, &cx.private);
    let mentions = cx.model.generics.params.iter().filter_map(|param| match param {
        GenericParam::Type(param) => {
            let name = &param.ident;
            Some(quote_spanned!(cx.place=> #private::PhantomData<#name>))
        }
        GenericParam::Lifetime(param) => {
            let lifetime = &param.lifetime;
            Some(quote_spanned!(cx.place=> & #lifetime ()))
        }
        GenericParam::Const(_) => None,
    });
    // A function's result: the enum stays `Send` whatever the parameters are.
    cx.has_phantom().then(|| {
        quote_spanned! {cx.place=>
            #[doc(hidden)]
            __Phantom(#krate::NoMessage, #private::PhantomData<fn() -> (#(#mentions,)*)>),
        }
    })
}

fn message_impl(cx: &Cx<'_>, sort: Sort) -> TokenStream {
    let krate = &cx.krate;
    let names = each(cx, sort, |handler| reported(handler).to_token_stream());
    let private = &cx.private;
    let body = quote_spanned! {cx.place=>
        fn name(&self) -> &'static #private::str { match *self { #names } }
    };
    implement(cx, &cx.enum_name(sort), &quote_spanned!(cx.place=> #krate::Message), &body)
}

/// Shows which message it is, and nothing of what is in it.
pub(crate) fn debug_impl(cx: &Cx<'_>, sort: Sort) -> TokenStream {
    let (private, f) = (&cx.private, cx.local("f"));
    let writes = each(cx, sort, |handler| {
        let name = handler.variant.unraw().to_string();
        quote_spanned!(cx.place=> #f.write_str(#name))
    });
    let body = quote_spanned! {cx.place=>
        fn fmt(&self, #f: &mut #private::Formatter<'_>) -> #private::FmtResult {
            match *self { #writes }
        }
    };
    implement(cx, &cx.enum_name(sort), &quote_spanned!(cx.place=> #private::Debug), &body)
}

/// One arm per variant; matched by value, so that an enum without variants needs none.
pub(crate) fn each(
    cx: &Cx<'_>,
    sort: Sort,
    value: impl Fn(&Handler) -> TokenStream,
) -> TokenStream {
    let arms = cx.handlers(sort).map(|handler| {
        let (variant, cfgs) = (span::copied(&handler.variant), &handler.method.cfgs);
        let value = value(handler);
        quote_spanned!(cx.place=> #(#cfgs)* Self::#variant { .. } => #value,)
    });
    let never = cx.local("never");
    let phantom = cx
        .has_phantom()
        .then(|| quote_spanned!(cx.place=> Self::__Phantom(#never, _) => match #never {},));
    quote_spanned!(cx.place=> #(#arms)* #phantom)
}

/// An impl for one of the enums.
pub(crate) fn implement(
    cx: &Cx<'_>,
    name: &Ident,
    of: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let Cx { impl_generics, ty_generics, bounds, .. } = cx;
    quote_spanned! {cx.place=>
        #[automatically_derived]
        impl #impl_generics #of for #name #ty_generics #bounds { #body }
    }
}

/// What arrives is sent by its own type; a second handler of the type is reported at the type.
fn from_impl(cx: &Cx<'_>, handler: &Handler) -> Option<TokenStream> {
    let ty = &fields(&handler.method).next()?.ty;
    let Cx { private, impl_generics, ty_generics, bounds, .. } = cx;
    let (name, variant) = (cx.enum_name(Sort::Info), span::copied(&handler.variant));
    let (cfgs, info) = (&handler.method.cfgs, cx.local("info"));
    let place = span::at(first_span(&ty.to_token_stream()));
    Some(quote_spanned! {place=>
        #(#cfgs)*
        #[automatically_derived]
        impl #impl_generics #private::From<#ty> for #name #ty_generics #bounds {
            fn from(#info: #ty) -> Self { Self::#variant(#info) }
        }
    })
}
