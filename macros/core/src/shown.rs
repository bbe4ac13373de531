//! What rustdoc shows of generated items: nothing that only the compiler's errors need.

use proc_macro2::{TokenStream, TokenTree};

/// An impl without its bounds.
///
/// Those that a macro adds hold wherever the impl compiles. They keep the compiler from finding one
/// mistake twice, and say nothing to who reads about the type.
#[must_use]
pub fn without_bounds(item: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = item.into_iter().collect();
    let bounds =
        trees.iter().position(|tree| matches!(tree, TokenTree::Ident(word) if word == "where"));
    let (head, body) = (bounds.unwrap_or(trees.len()), trees.len().saturating_sub(1));
    let shown = trees.into_iter().enumerate().filter(|(index, _)| *index < head || *index == body);
    shown.map(|(_, tree)| tree).collect()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::without_bounds;

    #[test]
    fn an_impl_loses_its_bounds_and_nothing_else() {
        let bare = quote!(
            #[automatically_derived]
            impl a::B for C {
                fn d(&self) {}
            }
        );
        let bound = quote! {
            #[automatically_derived]
            impl a::B for C where for<'gs> C: V<[(); N]>, D: M, { fn d(&self) {} }
        };
        assert_eq!(without_bounds(bound).to_string(), bare.to_string());
        assert_eq!(without_bounds(bare.clone()).to_string(), bare.to_string());
        assert!(without_bounds(quote!()).is_empty());
    }
}
