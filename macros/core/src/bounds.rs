//! Type parameters of what runs in a process: what they surely lack is reported once, and added.
//!
//! The compiler would tell of it in every item that is generated. It is the judge of all that is not
//! written down: a trait of the user may bring what is missing.

use quote::ToTokens as _;
use syn::{
    GenericArgument, Generics, PathArguments, Type, TypeParam, TypeParamBound, WherePredicate,
};

use crate::diag::Diag;
use crate::stays::CONTAINERS;
use crate::text::{Subject, types as text};
use crate::{span, ty};

/// Traits of std that bring neither `Send` nor `'static`.
const SILENT: &[&str] = &[
    "AsMut",
    "AsRef",
    "Borrow",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deref",
    "DerefMut",
    "Display",
    "Eq",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Future",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Sized",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
];

/// How the path of a trait of std begins.
const MODULES: &[&str] = &[
    "std", "core", "alloc", "borrow", "clone", "cmp", "convert", "default", "fmt", "future",
    "hash", "iter", "marker", "ops", "string",
];

/// Adds what the parameters lack. All of them are parts of a process, so they borrow nothing; those
/// that are in something of `sent` change threads by themselves as well.
pub(crate) fn complete(generics: &mut Generics, sent: &[&Type], subject: Subject, diag: &mut Diag) {
    let bounds = generics.where_clause.clone();
    let predicates: Vec<&WherePredicate> =
        bounds.iter().flat_map(|bounds| &bounds.predicates).collect();
    for param in generics.type_params_mut() {
        let Some(known) = Known::of(param, &predicates) else { continue };
        let travels = sent.iter().any(|ty| contains(ty, param));
        let lacks = Lacks {
            lifetime: !known.is_static,
            send: !known.is_send && (travels || !known.is_static),
        };
        if lacks.lifetime || lacks.send {
            let written = (!known.elsewhere).then(|| param.bounds.iter().map(ty::show).collect());
            let text = text::unbounded(subject, &param.ident.to_string(), lacks.words(), written);
            diag.at(param.ident.span(), text);
            lacks.fill(param);
        }
    }
}

/// What is written about a parameter.
#[derive(Default)]
struct Known {
    is_static: bool,
    is_send: bool,
    /// Whether there are bounds in the where clause.
    elsewhere: bool,
}

impl Known {
    /// `None` when some bound may bring what is missing.
    fn of(param: &TypeParam, predicates: &[&WherePredicate]) -> Option<Self> {
        let mut known = Self::default();
        param.bounds.iter().try_for_each(|bound| known.add(bound))?;
        for predicate in predicates {
            match predicate {
                WherePredicate::Type(of) if is(&of.bounded_ty, param) => {
                    known.elsewhere = true;
                    of.bounds.iter().try_for_each(|bound| known.add(bound))?;
                }
                other => {
                    let mut words = other.to_token_stream().to_string();
                    words.retain(|letter| letter != '\'');
                    let mut words = words.split(|letter: char| !letter.is_alphanumeric());
                    if words.any(|word| word == "Self" || param.ident == word) {
                        return None;
                    }
                }
            }
        }
        Some(known)
    }

    fn add(&mut self, bound: &TypeParamBound) -> Option<()> {
        match bound {
            TypeParamBound::Lifetime(lifetime) => self.is_static |= lifetime.ident == "static",
            TypeParamBound::Trait(bound) => {
                let segments = &bound.path.segments;
                let name = segments.last()?.ident.to_string();
                // A trait of the user may have the name of one of std's.
                let first = segments.first()?.ident.to_string();
                if segments.len() > 1 && !MODULES.contains(&&*first) {
                    return None;
                }
                if name == "Send" {
                    self.is_send = true;
                } else if !SILENT.contains(&name.as_str()) {
                    return None;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

/// What has to be added.
#[derive(Clone, Copy)]
struct Lacks {
    send: bool,
    lifetime: bool,
}

impl Lacks {
    fn words(self) -> &'static [&'static str] {
        match (self.send, self.lifetime) {
            (true, true) => &["Send", "'static"],
            (true, false) => &["Send"],
            _ => &["'static"],
        }
    }

    /// Goes on as if it had been written.
    fn fill(self, param: &mut TypeParam) {
        let place = span::at(param.ident.span());
        for word in self.words() {
            let path = if *word == "Send" { "::core::marker::Send" } else { "'static" };
            let tokens: proc_macro2::TokenStream = path.parse().unwrap_or_default();
            let tokens = tokens.into_iter().map(|mut tree| {
                tree.set_span(place);
                tree
            });
            param.bounds.extend(syn::parse2::<TypeParamBound>(tokens.collect()));
        }
        param.colon_token.get_or_insert_with(Default::default);
    }
}

fn is(ty: &Type, param: &TypeParam) -> bool {
    matches!(ty::peel(ty), Type::Path(path) if path.path.is_ident(&param.ident))
}

/// Whether a value of the type surely is `Send` only if the parameter is.
fn contains(ty: &Type, param: &TypeParam) -> bool {
    match ty::peel(ty) {
        Type::Tuple(tuple) => tuple.elems.iter().any(|ty| contains(ty, param)),
        Type::Array(array) => contains(&array.elem, param),
        Type::Path(path) if path.qself.is_none() => {
            let Some(last) = path.path.segments.last() else { return false };
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return is(ty, param);
            };
            CONTAINERS.contains(&last.ident.to_string().as_str())
                && arguments.args.iter().any(|argument| match argument {
                    GenericArgument::Type(ty) => contains(ty, param),
                    _ => false,
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(generics: &str, sent: &str) -> String {
        let item: syn::ItemImpl =
            syn::parse_str(&format!("impl {generics} {{}}")).expect("an impl");
        let (mut generics, mut diag) = (item.generics, Diag::new());
        let sent: Type = syn::parse_str(sent).expect("a type");
        complete(&mut generics, &[&sent], Subject::Server, &mut diag);
        diag.into_tokens().to_string()
    }

    #[test]
    fn what_is_surely_missing_is_reported_with_what_to_write() {
        for (generics, sent, help) in [
            ("<T> G<T>", "u8", "write `T: Send + 'static`"),
            ("<T: Clone> G<T>", "u8", "write `T: Clone + Send + 'static`"),
            ("<T: Send> G<T>", "u8", "write `T: Send + 'static`"),
            ("<T: 'static> G<T>", "T", "write `T: 'static + Send`"),
            ("<T: 'static> G<T>", "Vec<(u8, [Option<T>; 2])>", "write `T: 'static + Send`"),
            (
                "<T: ?Sized + fmt::Debug> G<T>",
                "u8",
                "write `T: ?Sized + fmt::Debug + Send + 'static`",
            ),
            ("<T> G<T> where T: Clone", "u8", "add `Send + 'static` to the bounds of `T`"),
            ("<T, U: Mine> G<T, U> where U: Other<u8>", "u8", "write `T: Send + 'static`"),
        ] {
            let all = judged(generics, sent);
            assert!(all.contains(help), "{generics}: {all}");
        }
    }

    #[test]
    fn what_may_be_there_is_left_to_the_compiler() {
        for (generics, sent) in [
            ("<T: Send + 'static> G<T>", "T"),
            ("<T> G<T> where T: Send + 'static", "T"),
            ("<T: Mine> G<T>", "T"),
            ("<T: Clone + mine::Part> G<T>", "T"),
            ("<T: mine::Hash> G<T>", "T"),
            ("<T> G<T> where G<T>: Send + 'static", "T"),
            ("<T> G<T> where Self: 'static", "T"),
            ("<T: 'static> G<T>", "u8"),
            ("<T: 'static> G<T>", "Typed<T>"),
            ("<T: 'static> G<T>", "fn(T) -> T"),
            ("<const N: usize> G<N>", "[u8; N]"),
        ] {
            assert_eq!(judged(generics, sent), "", "{generics}");
        }
    }
}
