//! Writes what a record knows of itself, and its table; everything was checked before.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Generics, parse_quote};

use super::model::{Field, Index, Model};
use crate::diag::first_span;
use crate::span;

pub(super) fn expand(model: &Model) -> TokenStream {
    let cx = Cx::new(model);
    let (record, ty, traits) = (record(&cx), table_type(&cx), traits(&cx));
    let makes = makes(&cx);
    let methods = model.indexes.iter().enumerate().map(|(at, index)| lookup(&cx, at, index));
    let handle = &model.handle;
    let (impl_generics, ty_generics, bounds) = cx.generics.split_for_impl();
    quote_spanned! {cx.place=>
        #record
        #ty
        #traits
        impl #impl_generics #handle #ty_generics #bounds {
            #makes
            #(#methods)*
        }
    }
}

/// What all parts of the expansion need.
struct Cx<'a> {
    model: &'a Model,
    krate: &'a TokenStream,
    private: TokenStream,
    place: Span,
    /// The user's struct with its parameters.
    record: TokenStream,
    /// The table that the handle is for.
    table: TokenStream,
    /// The parameters, with the bounds that a table needs.
    generics: Generics,
}

impl<'a> Cx<'a> {
    fn new(model: &'a Model) -> Self {
        let krate = &model.krate;
        let private = quote!(#krate::__private01);
        let place = span::at(model.name.span());
        let name = span::copied(&model.name);
        let (_, ty_generics, _) = model.generics.split_for_impl();
        let record = quote!(#name #ty_generics);
        let mut generics = model.generics.clone();
        if !generics.params.is_empty() {
            let key = ty_of(&model.key);
            let fields = model.indexes.iter().map(|index| ty_of(&index.field));
            let bounds = &mut generics.make_where_clause().predicates;
            bounds.push(parse_quote!(#record: #private::Send + #private::Sync + 'static));
            bounds.push(parse_quote! {
                #key: #private::Hash + #private::Eq + #private::Clone
                    + #private::Send + #private::Sync + 'static
            });
            bounds.extend(fields.map(|ty| -> syn::WherePredicate {
                parse_quote!(#ty: #private::Hash + #private::Eq)
            }));
        }
        let key = ty_of(&model.key);
        let table = quote!(#krate::Table<#key, #record, #krate::Records>);
        Self { model, krate, private, place, record, table, generics }
    }

    /// A name for a parameter of ours: nothing in the struct means something else by it.
    fn free(&self, name: &str) -> Ident {
        let (generics, key) = (&self.generics, &self.model.key.ty);
        let types = self.model.indexes.iter().map(|index| index.field.ty.to_token_stream());
        let all = quote!(#generics #key #(#types)*).to_string() + &self.record.to_string();
        let mut name = name.to_owned();
        while all.contains(&name) {
            name.push('_');
        }
        Ident::new(&name, self.place)
    }
}

/// Another copy of the field's type, at its place.
fn ty_of(field: &Field) -> TokenStream {
    span::again(field.ty.to_token_stream())
}

/// Tokens of ours, all at one place.
fn moved(tokens: TokenStream, place: Span) -> TokenStream {
    let moved = |mut tree: TokenTree| {
        // It means the crate of the macro that wrote it, which only its own context knows.
        if !matches!(&tree, TokenTree::Ident(name) if name == "$crate") {
            tree.set_span(place);
        }
        tree
    };
    tokens.into_iter().map(moved).collect()
}

fn record(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, private, record, .. } = cx;
    let (impl_generics, _, bounds) = cx.generics.split_for_impl();
    let (key, key_ty) = (span::copied(&cx.model.key.name), ty_of(&cx.model.key));
    let names = cx.model.indexes.iter().map(|index| index.field.name.unraw().to_string());
    let arms = cx.model.indexes.iter().enumerate().map(|(at, index)| {
        // A type that cannot be hashed is reported at the type.
        let place = span::at(first_span(&index.field.ty.to_token_stream()));
        let field = span::ident(&index.field.name.unraw().to_string(), place);
        let hash = moved(quote!(#private::hash_field), place);
        let hash = quote_spanned!(place=> #hash(&self.#field, hasher));
        quote!(#at => #hash,)
    });
    quote_spanned! {cx.place=>
        impl #impl_generics #krate::Record for #record #bounds {
            type Key = #key_ty;

            const INDEXES: &'static [&'static #private::str] = &[#(#names),*];

            fn key(&self) -> &#key_ty {
                &self.#key
            }

            fn index(&self, index: #private::usize, hasher: &mut #krate::IndexHasher) {
                match index {
                    #(#arms)*
                    _ => {}
                }
            }
        }
    }
}

fn table_type(cx: &Cx<'_>) -> TokenStream {
    let Cx { table, generics, .. } = cx;
    let (vis, handle) = (&cx.model.vis, &cx.model.handle);
    let docs = format!(" A table of records of type [`{}`].", cx.model.name.unraw());
    let bounds = &generics.where_clause;
    quote_spanned! {cx.place=>
        #[doc = #docs]
        #vis struct #handle #generics #bounds {
            table: #table,
        }
    }
}

fn traits(cx: &Cx<'_>) -> TokenStream {
    let Cx { private, table, .. } = cx;
    let handle = &cx.model.handle;
    let (impl_generics, ty_generics, bounds) = cx.generics.split_for_impl();
    let title = handle.unraw().to_string();
    quote_spanned! {cx.place=>
        impl #impl_generics #private::From<#table> for #handle #ty_generics #bounds {
            fn from(table: #table) -> Self {
                Self { table }
            }
        }

        impl #impl_generics #private::Deref for #handle #ty_generics #bounds {
            type Target = #table;

            fn deref(&self) -> &#table {
                &self.table
            }
        }

        impl #impl_generics #private::Clone for #handle #ty_generics #bounds {
            fn clone(&self) -> Self {
                Self { table: #private::Clone::clone(&self.table) }
            }
        }

        impl #impl_generics #private::Default for #handle #ty_generics #bounds {
            fn default() -> Self {
                Self::new()
            }
        }

        impl #impl_generics #private::Debug for #handle #ty_generics #bounds {
            fn fmt(&self, f: &mut #private::Formatter<'_>) -> #private::FmtResult {
                f.debug_tuple(#title).field(&self.table).finish()
            }
        }
    }
}

/// How a table is made and found.
fn makes(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, private, record, table, .. } = cx;
    let vis = &cx.model.vis;
    let key = ty_of(&cx.model.key);
    let handle = cx.model.handle.to_string();
    let [new, spec, whereis] =
        ["new", "spec", "whereis"].map(|function| span::constructor_of(&handle, function));
    quote_spanned! {cx.place=>
        #new
        /// A protected table without a name.
        #vis fn new() -> Self {
            Self { table: <#table>::new() }
        }

        #spec
        /// How to make a table: a name, who may do what, an heir. The table that it creates goes
        /// `into()` this one.
        #vis fn spec() -> #krate::TableSpec<#key, #record, #krate::Records> {
            <#table>::records()
        }

        #whereis
        /// The table of this name.
        ///
        /// # Errors
        ///
        /// `TableError`, when there is none, or one with other records.
        #vis fn whereis(name: &#private::str) -> #private::Result<Self, #krate::TableError> {
            #private::table_named::<#record, Self>(name)
        }
    }
}

fn lookup(cx: &Cx<'_>, at: usize, index: &Index) -> TokenStream {
    let Cx { krate, private, record, .. } = cx;
    let (vis, method, ty) = (&cx.model.vis, &index.method, ty_of(&index.field));
    let (field, query) = (span::copied(&index.field.name), cx.free("RecordQuery"));
    let docs = format!(" The records whose `{}` this is.", index.field.name.unraw());
    let own = &index.docs;
    let rule = (!own.is_empty()).then(|| quote!(#[doc = ""]));
    // A struct that cannot be cloned is reported at its name.
    let find = moved(quote!(#private::record_find), cx.place);
    quote_spanned! {method.span()=>
        #[doc = #docs]
        #rule
        #(#own)*
        ///
        /// # Errors
        ///
        /// `TableError`, when the table is gone, private, or asked from inside of a table.
        #vis fn #method<#query>(
            &self,
            value: &#query,
        ) -> #private::Result<#private::Vec<#record>, #krate::TableError>
        where
            #ty: #private::Borrow<#query>,
            #query: #private::Hash + #private::Eq + ?#private::Sized,
        {
            #find(&self.table, #at, value, |record: &#record| &record.#field)
        }
    }
}
