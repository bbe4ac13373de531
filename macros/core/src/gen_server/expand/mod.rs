//! Writes what an annotated impl implies; everything was checked before.
//!
//! Each file turns the model into items, which stand next to the user's impl: none of them needs a
//! module of its own, an `allow`, or a name that the user could have taken for a local.

pub(crate) mod asserts;
pub(crate) mod dispatch;
pub(crate) mod handle;
pub(crate) mod messages;
mod promise;
#[cfg(test)]
pub(crate) mod snapshots;
pub(crate) mod start;
mod waits;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{ImplGenerics, Meta, Path, PathArguments, TypeGenerics, WhereClause};

use super::model::{Field, Handler, Kind, Method, Model, Slot};
use crate::span;

/// The items that belong to the impl.
pub(super) fn expand(model: &Model) -> TokenStream {
    let cx = Cx::new(model);
    // The compiler reports in this order: what cannot travel comes first.
    let parts = [
        asserts::items(&cx),
        messages::items(&cx),
        dispatch::items(&cx),
        handle::items(&cx),
        start::items(&cx),
    ];
    let cfgs = &model.cfgs;
    parts.into_iter().flatten().map(|item| quote!(#(#cfgs)* #item)).collect()
}

/// The kinds of messages, without what belongs to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Call,
    Cast,
    Info,
    Continue,
    Every,
    Internal,
    EventTimeout,
    StateTimeout,
    Timeout,
}

impl Sort {
    pub(crate) fn of(handler: &Handler) -> Self {
        match handler.kind {
            Kind::Call(_) => Self::Call,
            Kind::Cast => Self::Cast,
            Kind::Info => Self::Info,
            Kind::Continue => Self::Continue,
            Kind::Every(_) => Self::Every,
            Kind::Internal => Self::Internal,
            Kind::EventTimeout => Self::EventTimeout,
            Kind::StateTimeout => Self::StateTimeout,
            Kind::Timeout => Self::Timeout,
        }
    }
}

/// What all parts need of the model.
pub(crate) struct Cx<'a> {
    pub(crate) model: &'a Model,
    /// The runtime's crate, at the type's name.
    pub(crate) krate: TokenStream,
    /// The hidden module of the runtime.
    pub(crate) private: TokenStream,
    /// The server's type.
    pub(crate) this: TokenStream,
    /// What runs in the process: the type itself, or the machine around it.
    pub(crate) server: TokenStream,
    /// The type, as the start of a path.
    pub(crate) on: TokenStream,
    /// The type's name, in our context.
    pub(crate) place: Span,
    /// The name of the type for documentation.
    pub(crate) title: String,
    pub(crate) impl_generics: ImplGenerics<'a>,
    pub(crate) ty_generics: TypeGenerics<'a>,
    pub(crate) bounds: Option<&'a WhereClause>,
}

impl<'a> Cx<'a> {
    pub(crate) fn new(model: &'a Model) -> Self {
        let place = span::at(model.name.span());
        let krate = moved(model.krate.clone(), place);
        let (impl_generics, ty_generics, bounds) = model.generics.split_for_impl();
        let this = model.self_ty.to_token_stream();
        let plain = !this.to_string().contains('<');
        Self {
            model,
            private: quote_spanned!(place=> #krate::__private01),
            server: if model.machine {
                quote_spanned!(place=> #krate::Statem<#this>)
            } else {
                this.clone()
            },
            krate,
            on: if plain { this.clone() } else { quote!(<#this>) },
            this,
            place,
            title: model.name.unraw().to_string(),
            impl_generics,
            ty_generics,
            bounds,
        }
    }

    /// The hidden module, for a call about which the compiler may complain there.
    pub(crate) fn private_at(&self, place: Span) -> TokenStream {
        moved(self.private.clone(), place)
    }

    /// A name that no token of the user can mean.
    pub(crate) fn local(&self, name: &str) -> Ident {
        span::unlikely(name, self.place)
    }

    /// The same for something that may go unused.
    pub(crate) fn local_if(&self, used: bool, name: &str) -> Ident {
        if used { self.local(name) } else { self.local(&format!("_{name}")) }
    }

    /// The handlers of one kind, in source order.
    pub(crate) fn handlers(&self, sort: Sort) -> impl Iterator<Item = &'a Handler> {
        self.model.handlers.iter().filter(move |handler| Sort::of(handler) == sort)
    }

    /// Whether messages of this kind have an enum that is ours.
    pub(crate) fn has_enum(&self, sort: Sort) -> bool {
        self.own(sort) && self.handlers(sort).next().is_some()
    }

    pub(crate) fn own(&self, sort: Sort) -> bool {
        sort != Sort::Every
            && (self.model.messages.is_none() || !matches!(sort, Sort::Call | Sort::Cast))
    }

    /// The name of an enum of ours.
    pub(crate) fn enum_name(&self, sort: Sort) -> Ident {
        Ident::new(&format!("{}{sort:?}", self.title), self.place)
    }

    /// The type of the messages of this kind.
    pub(crate) fn message_type(&self, sort: Sort) -> TokenStream {
        let (krate, ty_generics) = (&self.krate, &self.ty_generics);
        match &self.model.messages {
            Some(path) if !self.own(sort) => path.to_token_stream(),
            _ if self.has_enum(sort) => {
                let name = self.enum_name(sort);
                quote_spanned!(self.place=> #name #ty_generics)
            }
            _ => quote_spanned!(self.place=> #krate::NoMessage),
        }
    }

    /// The variant that a handler handles, as a pattern or constructor begins.
    pub(crate) fn variant(&self, handler: &Handler) -> TokenStream {
        let sort = Sort::of(handler);
        let variant = span::copied(&handler.variant);
        match &self.model.messages {
            Some(path) if !self.own(sort) => {
                let path = expression(path);
                quote!(#path::#variant)
            }
            _ => {
                let name = self.enum_name(sort);
                quote!(#name::#variant)
            }
        }
    }

    /// Whether the impl has parameters that a type definition must mention.
    pub(crate) fn has_phantom(&self) -> bool {
        self.model.generics.params.iter().any(|param| !matches!(param, syn::GenericParam::Const(_)))
    }

    /// A path to the type of the handle.
    pub(crate) fn handle(&self) -> TokenStream {
        let (name, ty_generics) = (span::copied(&self.model.handle), &self.ty_generics);
        quote_spanned!(self.place=> #name #ty_generics)
    }

    /// `impl Future<Output = ..> + Send`.
    pub(crate) fn future(&self, output: &TokenStream) -> TokenStream {
        let private = &self.private;
        quote_spanned!(self.place=> impl #private::Future<Output = #output> + #private::Send)
    }
}

/// A path with the colons that an expression or a pattern needs.
pub(crate) fn expression(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            arguments.colon2_token.get_or_insert_with(Default::default);
        }
    }
    path
}

/// The message parts among the parameters, in order.
pub(crate) fn fields(method: &Method) -> impl Iterator<Item = &Field> {
    method.slots.iter().filter_map(|slot| match slot {
        Slot::Field(field) => Some(field),
        _ => None,
    })
}

/// Whether a method asks for its context.
pub(crate) fn takes_context(method: &Method) -> bool {
    method.slots.iter().any(|slot| matches!(slot, Slot::Context(_)))
}

/// The name under which reports know a handler.
fn reported(handler: &Handler) -> String {
    handler.method.name.unraw().to_string()
}

/// What stands for the parameters of a method that generated code calls.
pub(crate) struct Values<'a> {
    /// The path to the method's type.
    pub(crate) on: &'a TokenStream,
    pub(crate) this: &'a TokenStream,
    pub(crate) cx: &'a Ident,
    /// A `ReplyTo`, the reason of `terminate`, or the state before.
    pub(crate) other: &'a Ident,
    pub(crate) state: &'a Ident,
}

impl Values<'_> {
    /// Calls the method: always by its path, so that no trait can get in between.
    pub(crate) fn call<T: ToTokens>(
        &self,
        method: &Method,
        field: impl Fn(usize, &Field) -> T,
    ) -> TokenStream {
        let Self { cx, other, state, .. } = self;
        let place = span::at(method.name.span());
        // A complaint about the call begins at its first token.
        let (on, this) = (moved(self.on.clone(), place), moved(self.this.clone(), place));
        let name = span::copied(&method.name);
        let receiver = method.has_self.then(|| quote!(#this,));
        let mut index = 0..;
        let arguments = method.slots.iter().map(|slot| match slot {
            Slot::Field(part) => {
                let value = field(index.next().unwrap_or_default(), part);
                let cfgs = &part.cfgs;
                quote!(#(#cfgs)* #value)
            }
            // The context of another type is reported at the parameter.
            Slot::Context(at) => {
                let mut cx = (*cx).clone();
                cx.set_span(span::local(*at));
                cx.into_token_stream()
            }
            Slot::Reply | Slot::Reason | Slot::From => quote!(#other),
            Slot::State => quote!(#state),
        });
        quote_spanned!(place=> #on::#name(#receiver #(#arguments),*))
    }
}

/// The local that a part of a message is bound to.
pub(crate) fn bound(index: usize, field: &Field) -> Ident {
    span::unlikely(&format!("a{index}"), field.name.span())
}

/// A part of a message as a parameter.
pub(crate) fn parameter(field: &Field) -> TokenStream {
    let (name, ty, cfgs) = (span::copied(&field.name), &field.ty, &field.cfgs);
    quote!(#(#cfgs)* #name: #ty)
}

/// The name of a part of a message, with its conditions.
pub(crate) fn shorthand(field: &Field) -> TokenStream {
    let (name, cfgs) = (span::copied(&field.name), &field.cfgs);
    quote!(#(#cfgs)* #name)
}

/// The handler's own words, or its name.
fn docs(handler: &Handler) -> TokenStream {
    let docs = &handler.docs;
    let text = format!(" `{}`.", reported(handler));
    // `#[doc(..)]` and words under a condition do not count.
    let written = docs.iter().any(|doc| matches!(doc.meta, Meta::NameValue(_)));
    let named = (!written).then(|| quote!(#[doc = #text]));
    quote!(#(#docs)* #named)
}

/// The same tokens, with what they mean, at another place.
pub(crate) fn moved(tokens: TokenStream, place: Span) -> TokenStream {
    let moved = tokens.into_iter().map(|mut tree| {
        if let TokenTree::Group(group) = &tree {
            let mut inner = Group::new(group.delimiter(), moved(group.stream(), place));
            inner.set_span(group.span().located_at(place));
            return TokenTree::Group(inner);
        }
        tree.set_span(tree.span().located_at(place));
        tree
    });
    moved.collect()
}
