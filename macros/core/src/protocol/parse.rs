//! Reads the header of the trait, and rewrites its async methods.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Generics, Ident, ReturnType, Token, TypeParamBound, Visibility};

use crate::diag::Diag;
use crate::gen_server::expand::moved;
use crate::gen_server::parse::{Marked, item_word};
use crate::lex::{RawFn, RawImpl, RawItem};
use crate::span;
use crate::text::protocols as text;

/// What the header of a trait says.
pub(super) struct Head {
    pub(super) vis: Visibility,
    pub(super) name: Ident,
    /// With the where clause.
    pub(super) generics: Generics,
    pub(super) supertraits: Punctuated<TypeParamBound, Token![+]>,
}

impl Head {
    /// Whether the header says that who implements the trait is a server.
    pub(super) fn is_of_servers(&self) -> bool {
        let (supertraits, bounds) = (&self.supertraits, &self.generics.where_clause);
        let said = quote!(#supertraits #bounds).into_iter();
        said.into_iter().any(|tree| tree.to_string() == "GenServer")
    }
}

/// Whether the tokens are a trait, going by the first word that is no modifier.
pub(super) fn is_trait(header: &TokenStream) -> bool {
    let modifiers = ["pub", "unsafe", "auto", "const"];
    header
        .clone()
        .into_iter()
        .find(|tree| {
            matches!(tree, TokenTree::Ident(_)) && !modifiers.contains(&tree.to_string().as_str())
        })
        .is_some_and(|tree| tree.to_string() == "trait")
}

/// Reads the header, which may be broken.
pub(super) fn head(header: &TokenStream) -> syn::Result<Head> {
    let read = |input: ParseStream<'_>| {
        let vis = input.parse()?;
        while !input.peek(Token![trait]) {
            input.parse::<TokenTree>()?;
        }
        input.parse::<Token![trait]>()?;
        let (name, mut generics): (Ident, Generics) = (input.parse()?, input.parse()?);
        let mut supertraits = Punctuated::new();
        if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            while !input.is_empty() && !input.peek(Token![where]) {
                supertraits.push_value(input.parse()?);
                if input.peek(Token![+]) {
                    supertraits.push_punct(input.parse()?);
                } else {
                    break;
                }
            }
        }
        generics.where_clause = input.parse()?;
        Ok(Head { vis, name, generics, supertraits })
    };
    read.parse2(header.clone())
}

/// Says where the attribute goes instead of on this item.
pub(super) fn no_trait(item: &TokenStream, diag: &mut Diag) {
    let (what, span) = item_word(item);
    diag.at(span, text::no_trait(what));
}

/// Writes `impl Future + Send` for `async fn`: a handler must be able to move between threads, and
/// an `async fn` of a trait does not say that. Those who implement it may still write `async fn`.
pub(super) fn promise_send(raw: &mut RawImpl, marked: &[Marked], krate: &TokenStream) {
    for method in marked {
        if let Some(RawItem::Fn(function)) = raw.items.get_mut(method.index) {
            promised(function, krate);
        }
    }
}

fn promised(function: &mut RawFn, krate: &TokenStream) {
    let Some(written) = function.sig.asyncness.take() else { return };
    let place = span::at(written.span);
    let krate = moved(krate.clone(), place);
    let output = match &function.sig.output {
        ReturnType::Default => quote_spanned!(place=> ()),
        ReturnType::Type(_, ty) => ty.to_token_stream(),
    };
    // The signature ends where the user's does, or a complaint about it would begin at the attribute.
    let end = last_span(&function.sig.output.to_token_stream())
        .unwrap_or_else(|| function.sig.paren_token.span.close());
    let (close, comma) = (quote_spanned!(end=> >), quote_spanned!(end=> ,));
    let promise = quote_spanned! {place=>
        -> impl #krate::__private01::Send + #krate::__private01::Future<Output = #output #close
    };
    if let Ok(output) = syn::parse2(promise) {
        function.sig.output = output;
    }
    if let TokenTree::Group(body) = function.body() {
        // What it borrows from the server has to be `Send`, which is true of servers alone.
        let send = quote_spanned!(place=> where Self: #krate::__private01::Send #comma);
        let (span, kept) = (body.span(), body.clone());
        let inner = quote_spanned!(place=> async move #kept);
        let mut group = Group::new(Delimiter::Brace, inner);
        group.set_span(span);
        function.set_body(group.into());
        let bounds = function.sig.generics.where_clause.take();
        let others = bounds.map(|bounds| bounds.predicates);
        function.sig.generics.where_clause = syn::parse2(quote!(#send #others)).ok();
    }
}

fn last_span(tokens: &TokenStream) -> Option<Span> {
    tokens.clone().into_iter().last().map(|tree| tree.span())
}
