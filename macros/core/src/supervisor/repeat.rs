//! Starts that may have to be repeated: whether they can be is known to the compiler alone.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::{Expr, GenericParam, Generics, Ident, Type};

use super::check::child_type;
use super::model::ChildModel;
use crate::diag::first_span;
use crate::gen_server::expand::moved;
use crate::text::Text;
use crate::text::derives as text;
use crate::{span, ty, values};

/// A child that may be started again, from what its type's own `child` makes.
pub(super) struct Repeat {
    /// The first and the last token of the expression.
    place: (Span, Span),
    /// `Child<T>`.
    ty: Type,
    /// What the attribute says; otherwise the type's own options do.
    restart: Option<&'static str>,
    /// What is wrong when it cannot be.
    text: Text,
}

impl Repeat {
    /// `None` for a child that is started once, and where the expression is another one.
    pub(super) fn of(child: &ChildModel, ty: &Type, generics: &Generics) -> Option<Self> {
        let (child_ty, start) = (child_type(ty)?, child.start.as_ref()?);
        if child.restart == Some("Temporary") || is_open(ty, generics) {
            return None;
        }
        let mut expression: Expr = syn::parse2(start.clone()).ok()?;
        while let Expr::MethodCall(call) = expression {
            if call.method == "restart" && child.restart.is_none() {
                return None;
            }
            expression = *call.receiver;
        }
        let Expr::Call(call) = expression else { return None };
        let Expr::Path(function) = *call.func else { return None };
        let mut words = function.path.segments.iter().rev().map(|segment| &segment.ident);
        if words.next()? != "child" {
            return None;
        }
        let of = match &function.qself {
            Some(of) => &ty::tail(&of.ty)?.ident,
            None => words.next()?,
        };
        // A function of another type may well be called so.
        if ty::tail(child_ty)?.ident != *of {
            return None;
        }
        let last = start.clone().into_iter().last()?.span();
        Some(Self {
            place: (first_span(start), last),
            ty: ty.clone(),
            restart: child.restart,
            text: text::started_once(&of.to_string(), child.restart),
        })
    }

    /// Asserts that it can be, at the expression.
    pub(super) fn assertion(&self, krate: &TokenStream) -> TokenStream {
        // The caret goes from the first token to the last one.
        let (first, last) = (span::at(self.place.0), span::at(self.place.1));
        let private = moved(quote!(#krate::__private01), first);
        let restart = self.restart.map_or_else(
            || quote!(#private::None),
            |restart| {
                let restart = values::variant(krate, "Restart", restart);
                quote!(#private::Some(#restart))
            },
        );
        let (ty, text) = (&self.ty, self.text.to_string());
        // About a field that is no child the compiler says the same as in the struct, and shows it once.
        let at_type = span::at(first_span(&ty.to_token_stream()));
        let once = quote_spanned!(at_type=> <#ty as #krate::ChildHandle>::STARTED_ONCE);
        let can = quote_spanned!(first=> #private::starts_again(#once, #restart), #text);
        let mut arguments = Group::new(Delimiter::Parenthesis, can);
        arguments.set_span(last);
        quote_spanned!(first=> const _: () = #private::must_start_again #arguments;)
    }
}

/// Of a type with parameters nothing is known yet, and a constant next to the struct knows no `Self`.
fn is_open(ty: &Type, generics: &Generics) -> bool {
    let own = Ident::new("Self", Span::call_site());
    let mut words = vec![&own];
    words.extend(generics.params.iter().map(|param| match param {
        GenericParam::Type(param) => &param.ident,
        GenericParam::Const(param) => &param.ident,
        GenericParam::Lifetime(param) => &param.lifetime.ident,
    }));
    ty::names_one_of(ty.to_token_stream(), &words)
}
