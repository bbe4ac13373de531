//! What stands in for a method that was refused, so that its callers are not told about it as well.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Attribute, FnArg, Visibility};

use super::args;
use super::expand::Cx;
use super::model::Handler;
use super::roles::{self, Role, RoleAttr};
use super::settings::role_keys;
use crate::diag::Diag;
use crate::lex::RawFn;
use crate::span;

/// A method with an error.
pub(crate) struct Refused {
    /// The name on the handle.
    public: Ident,
    pub(crate) vis: Visibility,
    cfgs: Vec<Attribute>,
    /// How many values its caller gives.
    count: usize,
    /// The errors, as the value of a block, which is no value then.
    errors: TokenStream,
}

impl Refused {
    /// A method that was not built, with what was reported since there were `before` errors.
    pub(crate) fn of(function: &RawFn, public: Ident, before: usize, diag: &Diag) -> Option<Self> {
        let errors = diag.copy_since(before)?;
        let typed = function.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
        Some(Self {
            public,
            vis: function.vis().clone(),
            cfgs: roles::cfgs(&function.attrs),
            count: typed.filter(|typed| args::is_given(&typed.ty)).count(),
            errors,
        })
    }

    /// The same for a method of the handle, under the name that its attribute gives it.
    pub(crate) fn handler(
        function: &RawFn,
        marks: &[RoleAttr],
        before: usize,
        diag: &Diag,
    ) -> Option<Self> {
        let mark = marks.iter().find(|mark| matches!(mark.role, Role::Call | Role::Cast))?;
        let keys = role_keys(mark, &mut Diag::new());
        let public = keys.public.unwrap_or_else(|| function.sig.ident.clone());
        Self::of(function, public, before, diag)
    }

    /// Whether the handle has a method of the name: one that every handle has, or of a sound handler.
    pub(crate) fn is_taken(&self, reserved: &[&str], handlers: &[Handler]) -> bool {
        let name = self.public.unraw().to_string();
        let mut others = handlers.iter().map(|handler| handler.public.unraw());
        reserved.contains(&name.as_str()) || others.any(|other| other == name)
    }

    /// Keeps one of each name: several handlers of one event may have errors.
    pub(crate) fn once_each(all: &mut Vec<Self>) {
        let mut names = BTreeSet::new();
        all.retain(|one| !one.cfgs.is_empty() || names.insert(one.public.unraw().to_string()));
    }

    /// Its parameters, which take everything.
    pub(crate) fn parameters(&self, cx: &Cx<'_>) -> Vec<TokenStream> {
        let anything = self.anything(cx);
        vec![quote_spanned!(cx.place=> _: #anything); self.count]
    }

    /// A method of the handle that takes and gives whatever its caller says.
    pub(crate) fn method(&self, cx: &Cx<'_>, vis: &Visibility) -> TokenStream {
        let (private, anything) = (&cx.private, self.anything(cx));
        let (name, cfgs) = (span::copied(&self.public), &self.cfgs);
        let (parameters, doc) = (self.parameters(cx), format!(" `{}`.", self.public.unraw()));
        quote_spanned! {name.span()=>
            #(#cfgs)*
            #[doc = #doc]
            #vis fn #name(&self, #(#parameters),*) -> #anything { #private::broken() }
        }
    }

    /// A type that the compiler knows to be wrong, and says nothing about.
    fn anything(&self, cx: &Cx<'_>) -> TokenStream {
        let (private, errors) = (&cx.private, &self.errors);
        let length = quote!([(); #errors]);
        quote_spanned!(cx.place=> <#length as #private::Refused>::Anything)
    }
}
