//! Collects every error of one expansion, so that the user sees them all at once.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::text::{self, Text};

/// The errors of one expansion.
#[derive(Debug, Default)]
pub struct Diag {
    errors: Vec<syn::Error>,
}

impl Diag {
    /// No errors yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error at one place.
    pub fn at(&mut self, span: Span, text: Text) {
        self.errors.push(syn::Error::new(span, text));
    }

    /// Adds an error at some tokens, from the first to the last.
    pub fn on(&mut self, tokens: &impl ToTokens, text: Text) {
        self.errors.push(syn::Error::new_spanned(tokens, text));
    }

    /// Adds an error that a parser gave.
    pub fn push(&mut self, error: &syn::Error) {
        self.at(error.span(), text::of_parser(error));
    }

    /// Keeps the value, or the error.
    pub fn ok<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(&error)).ok()
    }

    /// How many errors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Takes out the errors that were added since there were `len`, as the value of a block, which
    /// is no value then.
    pub fn value_since(&mut self, len: usize) -> TokenStream {
        let errors = self.errors.split_off(len.min(self.errors.len()));
        let errors = errors.iter().map(syn::Error::to_compile_error);
        quote!({ #(#errors)* 0 })
    }

    /// A copy of the errors that were added since there were `len`, as the value of a block. An error
    /// that is written twice is shown once.
    pub(crate) fn copy_since(&self, len: usize) -> Option<TokenStream> {
        let errors = self.errors.get(len..).filter(|errors| !errors.is_empty())?;
        let errors = errors.iter().map(syn::Error::to_compile_error);
        Some(quote!({ #(#errors)* 0 }))
    }

    /// The errors as `compile_error!` calls.
    #[must_use]
    pub fn into_tokens(self) -> TokenStream {
        self.errors.iter().map(syn::Error::to_compile_error).collect()
    }
}

/// The span of the first token, which is where stable rustc puts a joined span.
#[must_use]
pub fn first_span(tokens: &TokenStream) -> Span {
    tokens.clone().into_iter().next().map_or_else(Span::call_site, |tree| TokenTree::span(&tree))
}
