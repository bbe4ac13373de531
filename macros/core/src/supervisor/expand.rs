//! Writes the impls of a supervisor; everything was checked before.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use syn::Type;
use syn::ext::IdentExt as _;

use super::check::child_type;
use super::model::{ChildModel, Field, Model};
use crate::diag::{Diag, first_span};
use crate::gen_server::expand::moved;
use crate::{span, ty, values};

pub(super) fn expand(model: &Model, broken: bool) -> TokenStream {
    if model.generics.lifetimes().next().is_some() {
        return TokenStream::new();
    }
    let supervisor = supervisor_impl(model, broken);
    let supervised = supervised_impl(model, broken);
    let inherent = inherent_impl(model);
    let check = check(model, broken);
    let repeated =
        model.fields.iter().filter(|_| !broken).filter_map(|field| {
            Some(field.child.as_ref()?.repeat.as_ref()?.assertion(&model.krate))
        });
    quote!(#check #supervisor #supervised #inherent #(#repeated)*)
}

/// The user's type, with its place, in our context.
fn this(model: &Model) -> Ident {
    span::copied(&model.name)
}

fn args_type(model: &Model) -> TokenStream {
    model.args.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream)
}

fn supervisor_impl(model: &Model, broken: bool) -> TokenStream {
    let (krate, this, args) = (&model.krate, this(model), args_type(model));
    let (impl_generics, ty_generics, _) = model.generics.split_for_impl();
    let bounds = vetted(model, broken);
    let (param, build, handle) = if broken {
        let broken = quote!(#krate::__private01::broken());
        (ignored(), broken.clone(), broken)
    } else {
        (args_param(model), build_body(model), handle_body(model))
    };
    let ours = model.generics.where_clause.is_none() && !bounds.is_empty();
    let shown = ours.then(|| quote!(#[cfg_attr(doc, #krate::__private01::without_bounds)]));
    quote_spanned! {span::at(model.name.span())=>
        #shown
        impl #impl_generics #krate::Supervisor for #this #ty_generics #bounds {
            type Args = #args;

            fn build(#param: Self::Args) -> (Self, #krate::Tree) {
                #build
            }

            fn supervisor(&self) -> #krate::SupervisorRef {
                #handle
            }
        }
    }
}

/// The bounds of the impl, in which the children are known to be children: one that is not is
/// reported at the field.
fn vetted(model: &Model, broken: bool) -> TokenStream {
    let bounds = &model.generics.where_clause;
    let children = of_children(model);
    if broken || !model.generics.params.is_empty() || bounds.is_some() || children.is_empty() {
        return bounds.to_token_stream();
    }
    let (krate, name) = (&model.krate, checked(model));
    quote!(where #(for<'gs> #children: #krate::__private01::VettedChild<[(); #name]>,)*)
}

/// The types that `Child<..>` names.
fn of_children(model: &Model) -> Vec<Type> {
    let fields = model.fields.iter().filter(|field| field.child.is_some());
    let children = fields.filter_map(|field| child_type(&field.ty));
    children.filter_map(|ty| syn::parse2(span::again(ty.to_token_stream())).ok()).collect()
}

/// A constant that is none when a field is no child: its type is looked at where the user wrote it.
fn checked(model: &Model) -> Ident {
    Ident::new(&format!("__children_of_{}", model.name.unraw()), span::at(model.name.span()))
}

fn check(model: &Model, broken: bool) -> Option<TokenStream> {
    if broken || !model.generics.params.is_empty() || of_children(model).is_empty() {
        return None;
    }
    let (krate, name) = (&model.krate, checked(model));
    let types = model.fields.iter().filter(|field| field.child.is_some()).map(|field| &field.ty);
    Some(quote_spanned! {name.span()=>
        #[doc(hidden)]
        const #name: #krate::__private01::usize = {
            #(#krate::__private01::looked_at::<#types>();)*
            0
        };
    })
}

/// The parameter that the start expressions see: the user's identifier `args`.
fn args_param(model: &Model) -> Ident {
    if model.args.is_some() { Ident::new("args", Span::call_site()) } else { ignored() }
}

fn ignored() -> Ident {
    Ident::new("_args", Span::mixed_site())
}

fn build_body(model: &Model) -> TokenStream {
    let krate = &model.krate;
    let tree = span::unlikely("tree", Span::call_site());
    let options = options(model);
    let name = model.name.to_string();
    let bindings =
        model.fields.iter().enumerate().map(|(i, field)| binding(krate, &tree, i, field));
    let values = model.fields.iter().enumerate().map(|(i, field)| {
        let (member, local) = (&field.member, local(i, field));
        quote!(#member: #local)
    });
    // Not every start expression needs the arguments.
    let seen = model.args.as_ref().map(|_| {
        let args = args_param(model);
        quote!(let _ = &#args;)
    });
    let any_child = model.fields.iter().any(|field| field.child.is_some());
    let mutable = any_child.then(|| quote!(mut));
    quote! {
        #seen
        let #mutable #tree = #krate::Tree::new(#options, #name);
        #(#bindings)*
        (Self { #(#values,)* }, #tree)
    }
}

/// A local that no item or constant of the user can stand in for.
fn local(index: usize, field: &Field) -> Ident {
    span::unlikely(&format!("child_{index}"), field.span)
}

fn binding(krate: &TokenStream, tree: &Ident, index: usize, field: &Field) -> TokenStream {
    let (local, ty) = (local(index, field), &field.ty);
    let value = match &field.child {
        // A type without a default is reported at the type.
        None => {
            let place = span::at(crate::diag::first_span(&ty.to_token_stream()));
            let krate = moved(krate.clone(), place);
            quote_spanned!(place=> #krate::__private01::Default::default())
        }
        Some(child) => {
            let (id, options) = (child.id.value(), child_options(krate, child));
            // A type that is no handle is reported at the type.
            let place = first_span(&ty.to_token_stream());
            let method = if child.start.is_some() { "child" } else { "child_default" };
            let method = Ident::new(method, span::at(place));
            let start = child.start.as_ref().map(|start| quote!(#start,));
            // With the type written out, another spec than its own is a mismatch at the expression.
            let ty = span::again(ty.to_token_stream());
            quote!(#tree.#method::<#ty>(#id, #start #options))
        }
    };
    quote!(let #local: #ty = #value;)
}

fn options(model: &Model) -> TokenStream {
    let (krate, options) = (&model.krate, &model.options);
    let mut calls = TokenStream::new();
    if let Some(strategy) = options.strategy {
        let strategy = values::variant(krate, "Strategy", strategy);
        calls.extend(quote!(.strategy(#strategy)));
    }
    if let Some(restarts) = options.max_restarts {
        calls.extend(quote!(.max_restarts(#restarts)));
    }
    if let Some(window) = options.max_seconds {
        let window = values::duration_tokens(window, krate);
        calls.extend(quote!(.max_seconds(#window)));
    }
    if let Some(when) = options.auto_shutdown {
        let when = values::variant(krate, "AutoShutdown", when);
        calls.extend(quote!(.auto_shutdown(#when)));
    }
    if let Some(name) = &options.name {
        calls.extend(quote!(.name(#name)));
    }
    quote!(#krate::SupervisorOptions::new() #calls)
}

fn child_options(krate: &TokenStream, child: &ChildModel) -> TokenStream {
    let mut calls = TokenStream::new();
    if let Some(restart) = child.restart {
        let restart = values::variant(krate, "Restart", restart);
        calls.extend(quote!(.restart(#restart)));
    }
    if let Some(shutdown) = child.shutdown {
        let shutdown = shutdown.to_tokens(krate);
        calls.extend(quote!(.shutdown(#shutdown)));
    }
    if let Some(significant) = child.significant {
        calls.extend(quote!(.significant(#significant)));
    }
    if let Some(timeout) = child.start_timeout {
        let timeout = values::duration_tokens(timeout, krate);
        calls.extend(quote!(.start_timeout(#timeout)));
    }
    quote!(#krate::ChildOptions::new() #calls)
}

/// The supervisor that the first child knows; without children there is none to know.
fn handle_body(model: &Model) -> TokenStream {
    let krate = &model.krate;
    let first = model.fields.iter().find(|field| field.child.is_some());
    first.map_or_else(
        || quote!(#krate::SupervisorRef::none()),
        |field| {
            let (member, ty) = (&field.member, span::again(field.ty.to_token_stream()));
            let place = span::at(first_span(&ty.to_token_stream()));
            quote_spanned!(place=> <#ty as #krate::ChildHandle>::supervisor(&self.#member))
        },
    )
}

fn supervised_impl(model: &Model, broken: bool) -> TokenStream {
    let (krate, this, place) = (&model.krate, this(model), span::at(model.name.span()));
    let (impl_generics, ty_generics, bounds) = model.generics.split_for_impl();
    let own: Option<Type> = syn::parse2(quote!(#this #ty_generics)).ok();
    let itself = Ident::new("Self", Span::call_site());
    let children = model.fields.iter().filter(|field| field.child.is_some() && !broken);
    let depths = children.map(|field| {
        // There is no `Self` in a static; where it cannot be replaced, the field says so itself. Of
        // a `Child` of no server the compiler says the same as in the struct, and shows it once.
        let as_written = child_type(&field.ty).is_some()
            && !ty::names_one_of(field.ty.to_token_stream(), &[&itself]);
        let own = own.as_ref().filter(|_| !as_written);
        let ty = own.map_or_else(
            || field.ty.clone(),
            |own| ty::without_self(&field.ty, own, &mut Diag::new()),
        );
        let place = span::at(first_span(&ty.to_token_stream()));
        // What is no child at all is reported where its value is made, from the first token on.
        let ty = if as_written { ty.to_token_stream() } else { moved(ty.to_token_stream(), place) };
        quote_spanned!(place=> <#ty as #krate::ChildHandle>::DEPTH)
    });
    let depth = quote_spanned!(place=> #krate::__private01::depth(&[#(#depths),*]));
    // A supervisor in itself has no depth: that is an error whose text begins with the name of the
    // static. Without one, with parameters, the compiler tells of it when the depth is asked for.
    let endless = format!("__{}_contains_itself_and_would_never_be_started", model.name.unraw());
    let endless = Ident::new(&endless, place);
    let (asked, depth) = if model.generics.params.is_empty() {
        let asked = quote_spanned!(place=> #[doc(hidden)] static #endless: #krate::__private01::usize = #depth;);
        // A page of rustdoc shows a name, but not what is called with it.
        (Some(asked), quote_spanned!(place=> #krate::__private01::known_depth(#endless)))
    } else {
        (None, depth)
    };
    let handle = handle_type(model, broken);
    quote_spanned! {place=>
        #asked
        impl #impl_generics #krate::Supervised for #this #ty_generics #bounds {
            #handle
            type Sort = #krate::bounds::OfTree;
            const DEPTH: #krate::__private01::usize = #depth;
        }
    }
}

/// The struct itself. When a field is no child it is no type, and is not asked whether it is `Send`.
fn handle_type(model: &Model, broken: bool) -> TokenStream {
    let place = span::at(model.name.span());
    if check(model, broken).is_none() {
        return quote_spanned!(place=> type Handle = Self;);
    }
    let (krate, name) = (&model.krate, checked(model));
    quote_spanned! {place=>
        #[cfg(doc)]
        type Handle = Self;
        #[cfg(not(doc))]
        type Handle = <Self as #krate::__private01::VettedHandle<[(); #name]>>::Itself;
    }
}

fn inherent_impl(model: &Model) -> TokenStream {
    let (krate, this, vis) = (&model.krate, this(model), &model.vis);
    let (impl_generics, ty_generics, bounds) = model.generics.split_for_impl();
    let private = quote!(#krate::__private01);
    let args = Ident::new("args", Span::mixed_site());
    let (param, value) = match &model.args {
        Some(ty) => (quote!(#args: #ty), quote!(#args)),
        None => (TokenStream::new(), quote!(())),
    };
    let future = quote! {
        impl #private::Future<Output = #private::Result<Self, #krate::StartError>> + #private::Send
    };
    let name = model.name.to_string();
    let [start, start_link, tree] =
        ["start", "start_link", "tree"].map(|function| span::constructor_of(&name, function));
    quote_spanned! {span::at(model.name.span())=>
        impl #impl_generics #this #ty_generics #bounds {
            #start
            /// Starts the supervisor and its children, in the order of the fields.
            ///
            /// # Errors
            ///
            /// The error of the first child that did not start; those before it are stopped again.
            #vis fn start(#param) -> #future {
                #private::start_tree::<Self>(#value, false)
            }

            #start_link
            /// Starts the supervisor and its children, linked with the current process.
            ///
            /// # Errors
            ///
            /// The error of the first child that did not start; those before it are stopped again.
            #vis fn start_link(#param) -> #future {
                #private::start_tree::<Self>(#value, true)
            }

            #tree
            /// The supervisor as a child of another one.
            #vis fn tree(#param) -> #krate::ChildSpec<Self> {
                #private::tree_spec::<Self>(#value)
            }
        }
    }
}
