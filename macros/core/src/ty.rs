//! Types of the user that move into generated items: `Self` is replaced, borrows are found.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{
    GenericArgument, Item, Lifetime, Macro, ParenthesizedGenericArguments, Path, PathArguments,
    QSelf, Token, TraitBound, Type, TypeFnPtr, TypeParamBound, TypePath, TypeReference,
};

use crate::diag::{Diag, first_span};
use crate::span;
use crate::text::{Subject, types as text};

/// Where a type stands, which decides what is said about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// A part of a message.
    Argument,
    /// What a call answers.
    Reply,
    /// The state behind the process.
    State,
}

/// The type below parentheses and the invisible groups that `macro_rules!` leaves.
pub(crate) fn peel(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(inner) => &inner.elem,
            Type::Paren(inner) => &inner.elem,
            other => return other,
        };
    }
}

/// The last segment of the type's path, if it is a path.
pub(crate) fn tail(ty: &Type) -> Option<&syn::PathSegment> {
    match peel(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// What stands before the last segment of a path.
pub(crate) fn module_of(path: &Path) -> Option<&Ident> {
    path.segments.iter().rev().nth(1).map(|part| &part.ident)
}

/// Whether the type is `()`.
pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(peel(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// The type as the user would write it, for a message.
pub(crate) fn show(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" > ", "> "),
        (" >", ">"),
        (" ,", ","),
        ("& ", "&"),
        ("? ", "?"),
        ("* const", "*const"),
        ("* mut", "*mut"),
        ("' ", "'"),
        (" ;", ";"),
    ] {
        text = text.replace(spaced, tight);
    }
    text.trim().to_owned()
}

/// Replaces `Self` by the server's type, standing where `Self` stood.
pub(crate) fn without_self(ty: &Type, server: &Type, diag: &mut Diag) -> Type {
    let mut ty = ty.clone();
    Replace { server, diag }.visit_type_mut(&mut ty);
    syn::parse2(span::again(ty.to_token_stream())).unwrap_or(ty)
}

struct Replace<'a> {
    server: &'a Type,
    diag: &'a mut Diag,
}

impl Replace<'_> {
    /// The server's type with its own meaning and the place of `Self`.
    fn server_at(&self, place: Span) -> Type {
        let moved = moved(self.server.to_token_stream(), place);
        syn::parse2(moved).unwrap_or_else(|_| self.server.clone())
    }

    fn refuse_tokens(&mut self, tokens: &TokenStream) {
        if let Some(span) = find_self(tokens) {
            self.diag.at(span, text::self_in_macro(&show(self.server)));
        }
    }
}

impl VisitMut for Replace<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        match ty {
            Type::Path(path) if path.qself.is_none() && path.path.is_ident("Self") => {
                *ty = self.server_at(first_span(&path.to_token_stream()));
            }
            Type::Verbatim(tokens) => {
                let tokens = tokens.clone();
                self.refuse_tokens(&tokens);
            }
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }

    /// `Self::Item` becomes `<Server>::Item`.
    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        if path.qself.is_none()
            && let Some(place) = starts_with_self(&path.path)
        {
            path.qself = Some(QSelf {
                lt_token: syn::Token![<](place),
                ty: Box::new(self.server_at(place)),
                position: 0,
                as_token: None,
                gt_token: syn::Token![>](place),
            });
            let rest = path.path.segments.iter().skip(1).cloned().collect();
            path.path = Path { leading_colon: Some(syn::Token![::](place)), segments: rest };
        }
        visit_mut::visit_type_path_mut(self, path);
    }

    /// `Self::N` in an expression becomes `Server::<T>::N`.
    fn visit_path_mut(&mut self, path: &mut Path) {
        if let Some(place) = starts_with_self(path)
            && let Type::Path(server) = peel(&self.server_at(place))
            && server.qself.is_none()
        {
            let mut whole = server.path.clone();
            for segment in &mut whole.segments {
                if let PathArguments::AngleBracketed(args) = &mut segment.arguments {
                    args.colon2_token = Some(syn::Token![::](place));
                }
            }
            whole.segments.extend(path.segments.iter().skip(1).cloned());
            *path = whole;
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        let tokens = mac.tokens.clone();
        self.refuse_tokens(&tokens);
    }

    /// An item inside a constant expression has a `Self` of its own.
    fn visit_item_mut(&mut self, _item: &mut Item) {}
}

fn starts_with_self(path: &Path) -> Option<Span> {
    let first = path.segments.first()?;
    (path.leading_colon.is_none() && first.ident == "Self").then(|| first.ident.span())
}

fn moved(tokens: TokenStream, place: Span) -> TokenStream {
    let each = tokens.into_iter().map(|mut tree| {
        if let TokenTree::Group(group) = &tree {
            tree = Group::new(group.delimiter(), moved(group.stream(), place)).into();
        } else {
            tree.set_span(tree.span().located_at(place));
        }
        tree
    });
    each.collect()
}

/// The first `Self` among tokens.
pub(crate) fn find_self(tokens: &TokenStream) -> Option<Span> {
    tokens.clone().into_iter().find_map(|tree| match tree {
        TokenTree::Ident(word) if word == "Self" => Some(word.span()),
        TokenTree::Group(group) => find_self(&group.stream()),
        _ => None,
    })
}

/// Whether one of the words is among the tokens.
pub(crate) fn names_one_of(tokens: TokenStream, words: &[&Ident]) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Group(group) => names_one_of(group.stream(), words),
        TokenTree::Ident(word) => words.iter().any(|other| **other == word),
        _ => false,
    })
}

/// Reports everything in a type that keeps a value from moving to another task by itself.
pub(crate) fn owned(ty: &Type, place: Place, subject: Subject, diag: &mut Diag) -> bool {
    let before = diag.len();
    unsized_type(ty, place, subject, diag);
    Owned { place, subject, diag }.visit_type(ty);
    diag.len() == before
}

/// `str`, `[T]` and `dyn Trait` have no size of their own.
fn unsized_type(ty: &Type, place: Place, subject: Subject, diag: &mut Diag) {
    let ty = peel(ty);
    let is_str = matches!(ty, Type::Path(path) if path.path.is_ident("str"));
    if is_str || matches!(ty, Type::Slice(_) | Type::TraitObject(_)) {
        let text = text::no_size(place, subject, &instead_of(ty));
        diag.at(first_span(&ty.to_token_stream()), text);
    }
}

struct Owned<'a> {
    place: Place,
    subject: Subject,
    diag: &'a mut Diag,
}

impl<'ast> Visit<'ast> for Owned<'_> {
    fn visit_type(&mut self, ty: &'ast Type) {
        match ty {
            Type::ImplTrait(opaque) => {
                let (bounds, into) = (object_of(&opaque.bounds), converted(&opaque.bounds));
                let text = text::opaque(self.place, self.subject, &bounds, into.as_deref());
                self.diag.at(opaque.impl_token.span, text);
            }
            Type::Infer(infer) => {
                let text = text::inferred(self.place, self.subject);
                self.diag.at(infer.underscore_token.span, text);
            }
            Type::Path(path) => {
                if let Some(last) = hides_lifetime(path) {
                    let text =
                        text::hidden_lifetime(self.place, self.subject, &last.ident.to_string());
                    self.diag.at(last.ident.span(), text);
                }
                visit::visit_type(self, ty);
            }
            // What these borrow is bound inside them, or nobody can see it.
            Type::Macro(_) | Type::Verbatim(_) => {}
            _ => visit::visit_type(self, ty),
        }
    }

    fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
        let is_static = reference.lifetime.as_ref().is_some_and(|life| life.ident == "static");
        if is_static {
            self.visit_type(&reference.elem);
        } else {
            let instead = instead_of(peel(&reference.elem));
            let text = text::borrow(self.place, self.subject, &instead);
            self.diag.at(reference.and_token.span, text);
        }
    }

    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        if lifetime.ident != "static" {
            let text = text::lifetime(self.place, self.subject, &lifetime.to_string());
            self.diag.at(lifetime.apostrophe, text);
        }
    }

    fn visit_type_fn_ptr(&mut self, _pointer: &'ast TypeFnPtr) {}

    fn visit_parenthesized_generic_arguments(
        &mut self,
        _args: &'ast ParenthesizedGenericArguments,
    ) {
    }

    /// `for<'a> Trait<'a>` borrows nothing; other bounds may.
    fn visit_trait_bound(&mut self, bound: &'ast TraitBound) {
        if bound.lifetimes.is_none() {
            visit::visit_trait_bound(self, bound);
        }
    }

    /// Lengths are constants.
    fn visit_expr(&mut self, _expr: &'ast syn::Expr) {}
}

/// Types of std with a lifetime that need not be written.
const BORROWING: &[&str] = &["Cow", "MutexGuard", "RwLockReadGuard", "RwLockWriteGuard"];

/// The name of such a type, where its lifetime is not written.
fn hides_lifetime(path: &TypePath) -> Option<&syn::PathSegment> {
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    let written = |argument: &GenericArgument| matches!(argument, GenericArgument::Lifetime(_));
    // Another crate may have types of these names.
    let module = module_of(&path.path);
    let of_std = module.is_none_or(|module| module == "borrow" || module == "sync");
    let hides = of_std
        && BORROWING.contains(&&*last.ident.to_string())
        && !arguments.args.iter().any(written);
    hides.then_some(last)
}

/// What a value of an `impl Trait` is converted to, for traits that no object could stand for.
fn converted(bounds: &Punctuated<TypeParamBound, Token![+]>) -> Option<String> {
    let traits = bounds.iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    traits.into_iter().find_map(|last| {
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        match (last.ident.to_string().as_str(), arguments.args.first()?) {
            ("Into", GenericArgument::Type(ty)) => Some(show(ty)),
            ("AsRef" | "Borrow", GenericArgument::Type(ty)) => owned_form(ty),
            ("IntoIterator", GenericArgument::AssocType(item)) if item.ident == "Item" => {
                Some(format!("Vec<{}>", show(&item.ty)))
            }
            _ => None,
        }
    })
}

/// The bounds of an object that owns what it is and is sent: both are said elsewhere.
fn object_of(bounds: &Punctuated<TypeParamBound, Token![+]>) -> String {
    let shown = bounds.iter().map(show).filter(|bound| bound != "Send" && bound != "'static");
    shown.collect::<Vec<_>>().join(" + ")
}

/// What to write instead of a borrow of this type.
fn instead_of(pointee: &Type) -> String {
    owned_form(pointee)
        .map_or_else(|| text::itself_or_shared(&show(pointee)), |owned| format!("`{owned}`"))
}

/// The type that owns what a type without a size borrows.
fn owned_form(pointee: &Type) -> Option<String> {
    match pointee {
        Type::Slice(slice) => Some(format!("Vec<{}>", owned_item(&slice.elem))),
        Type::TraitObject(object) => Some(format!("Box<{} + Send>", show(&without_outer(object)))),
        _ => match tail(pointee)?.ident.to_string().as_str() {
            "str" => Some("String".to_owned()),
            "Path" => Some("PathBuf".to_owned()),
            "OsStr" => Some("OsString".to_owned()),
            "CStr" => Some("CString".to_owned()),
            _ => None,
        },
    }
}

/// What is in a container that owns what the user's borrowed.
fn owned_item(ty: &Type) -> String {
    match peel(ty) {
        Type::Reference(reference) => {
            let pointee = peel(&reference.elem);
            owned_form(pointee).unwrap_or_else(|| show(pointee))
        }
        other => show(other),
    }
}

fn without_outer(object: &syn::TypeTraitObject) -> TokenStream {
    let bounds = object.bounds.iter().filter(|bound| show(bound) != "Send");
    quote!(dyn #(#bounds)+*)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(ty: &str, server: &str) -> String {
        let mut diag = Diag::new();
        let (ty, server) = (syn::parse_str(ty), syn::parse_str(server));
        let ty = without_self(&ty.expect("a type"), &server.expect("a type"), &mut diag);
        let errors = diag.into_tokens().to_string();
        if errors.is_empty() { ty.to_token_stream().to_string().replace(' ', "") } else { errors }
    }

    #[test]
    fn self_is_replaced_wherever_it_stands() {
        for (ty, expected) in [
            ("Self", "m::S<T>"),
            ("Vec<Option<Self>>", "Vec<Option<m::S<T>>>"),
            ("Self::Item", "<m::S<T>>::Item"),
            ("<Self as Tr>::Item", "<m::S<T>asTr>::Item"),
            ("[u8; Self::N]", "[u8;m::S::<T>::N]"),
            ("fn(Self) -> Self", "fn(m::S<T>)->m::S<T>"),
            ("[u8; { fn f() -> Self {} 3 }]", "[u8;{fnf()->Self{}3}]"),
        ] {
            assert_eq!(replaced(ty, "m::S<T>"), expected);
        }
    }

    #[test]
    fn self_inside_a_macro_is_refused() {
        assert!(replaced("ty!(Self)", "S").contains("cannot be replaced inside a macro"));
        assert_eq!(replaced("ty!(u8)", "S"), "ty!(u8)");
        assert!(replaced("[u8; n!([Self::N])]", "S").contains("write `S` here"));
    }

    fn complaint(ty: &str) -> String {
        let mut diag = Diag::new();
        owned(&syn::parse_str(ty).expect("a type"), Place::Argument, Subject::Server, &mut diag);
        diag.into_tokens().to_string()
    }

    #[test]
    fn borrows_are_told_what_to_take_instead() {
        for (ty, help) in [
            ("&str", "take `String`"),
            ("&[u8]", "take `Vec<u8>`"),
            ("&'a std::path::Path", "take `PathBuf`"),
            ("Vec<&str>", "take `String`"),
            ("&[&str]", "take `Vec<String>`"),
            ("Cow<str>", "write `Cow<'static, ..>`, or an owned type"),
            ("std::sync::MutexGuard<u8>", "take an owned type"),
            ("&Arc<u8>", "take `Arc<u8>` itself"),
            ("impl Fn(u8) + Send + 'static", "write `Box<dyn Fn (u8) + Send>`"),
            ("&mut Big<u8>", "take `Big<u8>` itself, or share it as `Arc<Big<u8>>`"),
            ("&dyn Tr", "take `Box<dyn Tr + Send>`"),
            ("Cow<'_, str>", "`'static` in place of `'_`"),
            ("(u8, &'static [&str])", "take `String`"),
            ("impl Into<String>", "take `String`, and let callers convert to it"),
            ("Vec<impl Send + AsRef<Path>>", "take `PathBuf`, and let"),
            ("impl IntoIterator<Item = u8>", "take `Vec<u8>`, and let"),
            ("impl AsRef<T>", "write `Box<dyn AsRef<T> + Send>`, or put a type parameter"),
            ("impl Fn(u8)", "+ Send>`, or put a type parameter on the server"),
            ("Vec<_>", "write the type"),
            ("dyn Tr + Send", "take `Box<dyn Tr + Send>`"),
            ("[u8]", "take `Vec<u8>`"),
        ] {
            let all = complaint(ty);
            assert!(all.contains(help), "{ty}: {all}");
        }
    }

    #[test]
    fn what_owns_itself_is_fine() {
        for ty in [
            "&'static str",
            "fn(&u8) -> &u8",
            "for<'a> fn(&'a u8)",
            "Box<dyn Fn(&str) -> u8 + Send>",
            "Box<dyn for<'a> Tr<'a> + Send>",
            "[u8; { let a: &str = \"\"; a.len() }]",
            "Cow<'static, str>",
            "ty!(&str)",
            "*const u8",
        ] {
            assert_eq!(complaint(ty), "", "{ty}");
        }
    }
}
