//! Writes the handle of an agent; everything was checked before.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Generics, parse_quote};

use super::model::{Kind, Method, Model, Timeout};
use crate::{span, ty, values};

pub(super) fn expand(model: &Model) -> TokenStream {
    let cx = Cx::new(model);
    let (ty, traits, starts) = (handle_type(&cx), traits(&cx), starts(&cx));
    let addresses = addresses(&cx);
    let methods = model.methods.iter().map(|method| one_method(&cx, method));
    let Cx { handle, shown, .. } = &cx;
    let (impl_generics, ty_generics, bounds) = cx.generics.split_for_impl();
    quote_spanned! {cx.place=>
        #ty
        #traits
        #shown
        impl #impl_generics #handle #ty_generics #bounds {
            #starts
            #addresses
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
    handle: &'a Ident,
    /// The user's struct with its parameters.
    state: TokenStream,
    /// The parameters, with the bounds that an agent needs.
    generics: Generics,
    /// Keeps bounds that are ours out of the user's documentation.
    shown: Option<TokenStream>,
}

impl<'a> Cx<'a> {
    fn new(model: &'a Model) -> Self {
        let krate = &model.krate;
        let private = quote!(#krate::__private01);
        let place = span::at(model.name.span());
        let name = span::copied(&model.name);
        let (_, ty_generics, _) = model.generics.split_for_impl();
        let state = quote!(#name #ty_generics);
        let mut generics = model.generics.clone();
        if !generics.params.is_empty() {
            generics
                .make_where_clause()
                .predicates
                .push(parse_quote!(#state: #private::Send + 'static));
        }
        let ours = generics.params.is_empty() && generics.where_clause.is_none();
        if ours {
            // A field that is not `Send` is said once, where the impl of this is.
            let known = quote_spanned!(place=> for<'gs> #state: #private::AgentState);
            let known: syn::Result<syn::WherePredicate> = syn::parse2(known);
            generics.make_where_clause().predicates.extend(known);
        }
        let shown =
            ours.then(|| quote_spanned!(place=> #[cfg_attr(doc, #private::without_bounds)]));
        Self { model, krate, private, place, handle: &model.handle, state, generics, shown }
    }

    /// Whether the type of a field depends on a parameter.
    fn is_open(&self, method: &Method) -> bool {
        let params: Vec<&Ident> =
            self.model.generics.type_params().map(|param| &param.ident).collect();
        ty::names_one_of(method.ty.to_token_stream(), &params)
    }

    /// A name for a parameter of ours: nothing in the struct means something else by it.
    fn free(&self, name: &str) -> Ident {
        let generics = &self.generics;
        let types = self.model.methods.iter().map(|method| method.ty.to_token_stream());
        let all = quote!(#generics #(#types)*).to_string() + &self.state.to_string();
        let mut name = name.to_owned();
        while all.contains(&name) {
            name.push('_');
        }
        Ident::new(&name, self.place)
    }
}

fn handle_type(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, handle, state, generics, shown, .. } = cx;
    let vis = &cx.model.vis;
    let docs = format!(" The address of an agent that keeps a [`{}`].", cx.model.name.unraw());
    let bounds = &generics.where_clause;
    quote_spanned! {cx.place=>
        #shown
        #[doc = #docs]
        #vis struct #handle #generics #bounds {
            agent: #krate::AgentRef<#state>,
        }
    }
}

fn traits(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, private, handle, state, shown, .. } = cx;
    let (impl_generics, ty_generics, bounds) = cx.generics.split_for_impl();
    let itself =
        shown.is_some().then(|| quote_spanned!(cx.place=> impl #private::AgentState for #state {}));
    let title = cx.handle.unraw().to_string();
    quote_spanned! {cx.place=>
        #itself

        #shown
        impl #impl_generics #private::From<#krate::AgentRef<#state>> for #handle #ty_generics #bounds {
            fn from(agent: #krate::AgentRef<#state>) -> Self {
                Self { agent }
            }
        }

        #shown
        impl #impl_generics #private::AsRef<#krate::AgentRef<#state>> for #handle #ty_generics #bounds {
            fn as_ref(&self) -> &#krate::AgentRef<#state> {
                &self.agent
            }
        }

        #shown
        impl #impl_generics #private::Clone for #handle #ty_generics #bounds {
            fn clone(&self) -> Self {
                Self { agent: #private::Clone::clone(&self.agent) }
            }
        }

        #shown
        impl #impl_generics #private::Debug for #handle #ty_generics #bounds {
            fn fmt(&self, f: &mut #private::Formatter<'_>) -> #private::FmtResult {
                f.debug_tuple(#title).field(&self.agent).finish()
            }
        }

        #shown
        impl #impl_generics #krate::Supervised for #state #bounds {
            type Handle = #handle #ty_generics;
            type Sort = #krate::bounds::OfOther;
        }
    }
}

/// What every handle has.
fn starts(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, private, state, .. } = cx;
    let vis = &cx.model.vis;
    let title = cx.model.name.unraw().to_string();
    let claims = match &cx.model.claims {
        Some(name) => quote!(#private::Some(#name)),
        None => quote!(#private::None),
    };
    let future = quote! {
        impl #private::Future<Output = #private::Result<Self, #krate::StartError>> + #private::Send
    };
    let (init, handle) = (cx.free("AgentInit"), cx.handle.to_string());
    let [start, start_link] =
        ["start", "start_link"].map(|function| span::constructor_of(&handle, function));
    quote_spanned! {cx.place=>
        #start
        /// Starts an agent whose state `init` makes.
        ///
        /// # Errors
        ///
        /// `StartError`, when the name is taken or `init` panics.
        #vis fn start<#init>(init: #init) -> #future
        where
            #init: #private::FnOnce() -> #state + #private::Send + 'static,
        {
            #private::agent_start(#claims, #title, false, init)
        }

        #start_link
        /// Starts an agent whose state `init` makes, linked with the current process.
        ///
        /// # Errors
        ///
        /// `StartError`, when the name is taken or `init` panics.
        #vis fn start_link<#init>(init: #init) -> #future
        where
            #init: #private::FnOnce() -> #state + #private::Send + 'static,
        {
            #private::agent_start(#claims, #title, true, init)
        }

        /// The agent as a child of a supervisor; `init` makes its state at each start.
        #vis fn child<#init>(init: #init) -> #krate::ChildSpec<#state>
        where
            #init: #private::Fn() -> #state
                + #private::Clone + #private::Send + #private::Sync + 'static,
        {
            #private::agent_child(#claims, #title, init)
        }
    }
}

/// The address, for whoever has none yet and for whoever wants more than its methods.
fn addresses(cx: &Cx<'_>) -> TokenStream {
    let Cx { krate, private, state, .. } = cx;
    let (vis, named) = (&cx.model.vis, cx.free("AgentName"));
    let quiet = span::constructor_of(&cx.handle.to_string(), "named");
    quote_spanned! {cx.place=>
        #quiet
        /// The address of whoever has `name`, now and later.
        #vis fn named<#named: #private::Into<#krate::Name>>(name: #named) -> Self {
            Self { agent: #krate::AgentRef::named(name) }
        }

        /// The address of the agent, for functions on the whole state.
        #vis fn agent(&self) -> &#krate::AgentRef<#state> {
            &self.agent
        }
    }
}

fn one_method(cx: &Cx<'_>, method: &Method) -> TokenStream {
    match method.kind {
        Kind::Get => get(cx, method),
        Kind::Set => set(cx, method),
        Kind::Update => update(cx, method),
    }
}

fn timeout(cx: &Cx<'_>) -> TokenStream {
    let private = &cx.private;
    match cx.model.timeout {
        Timeout::Default => quote!(#private::None),
        Timeout::Infinity => quote!(#private::Some(#private::Duration::MAX)),
        Timeout::After(time) => {
            let time = values::duration_tokens(time, cx.krate);
            quote!(#private::Some(#time))
        }
    }
}

/// A second copy of the field's type, at its place.
fn ty_of(method: &Method) -> TokenStream {
    span::again(method.ty.to_token_stream())
}

const ERRORS: &str = " `CallError`, when no answer comes.";

fn get(cx: &Cx<'_>, method: &Method) -> TokenStream {
    let Cx { krate, private, state, .. } = cx;
    let (vis, name, field, ty) =
        (&cx.model.vis, &method.name, span::copied(&method.field), ty_of(method));
    let kept = span::unlikely("state", cx.place);
    let (message, timeout) = (name.unraw().to_string(), timeout(cx));
    let own = &method.docs;
    let docs = own.is_empty().then(|| format!(" The field `{}`.", method.field.unraw()));
    let docs = docs.map(|docs| quote!(#[doc = #docs]));
    // A type that cannot be cloned is reported at the type.
    let place = span::at(crate::diag::first_span(&method.ty.to_token_stream()));
    let clone = quote_spanned!(place=> #private::Clone::clone(&#kept.#field));
    // Of a parameter nobody knows yet whether it can.
    let bounds = cx
        .is_open(method)
        .then(|| quote_spanned!(place=> where #ty: #private::Clone + #private::Send + 'static,));
    quote_spanned! {name.span()=>
        #(#own)*
        #docs
        ///
        /// # Errors
        ///
        #[doc = #ERRORS]
        #vis fn #name(
            &self,
        ) -> impl #private::Future<Output = #private::Result<#ty, #krate::CallError>>
               + #private::Send
        #bounds
        {
            #private::agent_ask(&self.agent, #message, #timeout, |#kept: &mut #state| #clone)
        }
    }
}

fn set(cx: &Cx<'_>, method: &Method) -> TokenStream {
    let Cx { krate, private, state, .. } = cx;
    let (vis, name, field, ty) =
        (&cx.model.vis, &method.name, span::copied(&method.field), ty_of(method));
    let kept = span::unlikely("state", cx.place);
    let (message, timeout) = (name.unraw().to_string(), timeout(cx));
    let docs = format!(" Sets the field `{}`.", method.field.unraw());
    let value = Ident::new("value", Span::mixed_site());
    let place = span::at(crate::diag::first_span(&method.ty.to_token_stream()));
    let open = cx.is_open(method);
    let bounds = open.then(|| quote_spanned!(place=> where #ty: #private::Send + 'static,));
    quote_spanned! {name.span()=>
        #[doc = #docs]
        ///
        /// # Errors
        ///
        #[doc = #ERRORS]
        #vis fn #name(
            &self,
            #value: #ty,
        ) -> impl #private::Future<Output = #private::Result<(), #krate::CallError>>
               + #private::Send
        #bounds
        {
            #private::agent_ask(&self.agent, #message, #timeout, move |#kept: &mut #state| {
                #kept.#field = #value;
            })
        }
    }
}

fn update(cx: &Cx<'_>, method: &Method) -> TokenStream {
    let Cx { krate, private, state, .. } = cx;
    let (vis, name, field, ty) =
        (&cx.model.vis, &method.name, span::copied(&method.field), ty_of(method));
    let kept = span::unlikely("state", cx.place);
    let (message, timeout) = (name.unraw().to_string(), timeout(cx));
    let [reply, update] = ["AgentReply", "AgentUpdate"].map(|name| cx.free(name));
    let docs = format!(
        " Changes the field `{}` with a function that runs in the agent, and gives its result.",
        method.field.unraw()
    );
    quote_spanned! {name.span()=>
        #[doc = #docs]
        ///
        /// # Errors
        ///
        #[doc = #ERRORS]
        #vis fn #name<#reply, #update>(
            &self,
            update: #update,
        ) -> impl #private::Future<Output = #private::Result<#reply, #krate::CallError>>
               + #private::Send
        where
            #reply: #private::Send + 'static,
            #update: #private::FnOnce(&mut #ty) -> #reply + #private::Send + 'static,
        {
            #private::agent_ask(&self.agent, #message, #timeout, move |#kept: &mut #state| {
                update(&mut #kept.#field)
            })
        }
    }
}
