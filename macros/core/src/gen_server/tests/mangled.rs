//! Whatever arrives, nothing panics: every prefix of an item, and every item with a
//! token missing, doubled or out of order.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::{expand, tokens};

const IMPL: &str = "/// Docs.\n #[allow(unused)] impl<T: Send + 'static> m::S<T> where T: Tr { \
    #![allow(x)] const A: u8 = 3; \
    #[init] async fn open(owner: String, cx: &mut Context<Self>) -> Result<Self, E> { x. } \
    #[call(timeout = \"2s\", name = A, rename = b)] pub fn get(&self, #[cfg(a)] x: [u8; Self::N]) -> T { 1 } \
    #[cast] fn put(&mut self, (a, b): (u8, Box<dyn Tr + Send>)) {} \
    #[call] fn later(&mut self, to: ReplyTo<Vec<T>>) {} \
    #[info] fn down(&mut self, Down { .. }: Down) {} \
    #[every(\"30s\")] fn tick(&mut self) {} \
    #[cfg_attr(a, terminate)] fn end(&mut self, r: &ExitReason) {} }";
const ATTR: &str =
    "derive(Clone, Debug), vis = pub(in a::b), exhaustive = true, handle = H, crate = ::x";
const STRUCT: &str = "#[derive(A)] #[server(mailbox = 3, overflow = refuse, timeout = \"5s\")] \
    #[supervisor(strategy = one_for_one)] pub struct S<T> where T: Tr { #[child(start = x())] a: u8 }";
const ENUM: &str = "#[message(crate = ::x)] enum M { #[call(reply = u8)] A { a: u8 }, #[cast] B }";

/// All streams that miss their end, or have one token too few, too many or out of order.
pub(crate) fn mangled(tokens: &TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    for index in 0..=trees.len() {
        all.push(trees[..index].iter().cloned().collect());
        let Some(tree) = trees.get(index) else { continue };
        all.push(
            trees.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, t)| t.clone()).collect(),
        );
        let mut doubled = trees.clone();
        doubled.insert(index, tree.clone());
        all.push(doubled.into_iter().collect());
        let mut swapped = trees.clone();
        swapped.swap(index, index.saturating_sub(1));
        all.push(swapped.into_iter().collect());
        let TokenTree::Group(group) = tree else { continue };
        for inner in mangled(&group.stream()) {
            let mut trees = trees.clone();
            trees[index] = Group::new(group.delimiter(), inner).into();
            all.push(trees.into_iter().collect());
        }
        for delimiter in [Delimiter::None, Delimiter::Brace, Delimiter::Bracket] {
            let mut trees = trees.clone();
            trees[index] = Group::new(delimiter, group.stream()).into();
            all.push(trees.into_iter().collect());
        }
    }
    all
}

#[test]
fn a_mangled_impl_never_panics() {
    for item in mangled(&tokens(IMPL)) {
        assert!(!expand(TokenStream::new(), item.clone()).is_empty() || item.is_empty());
    }
}

#[test]
fn a_mangled_attribute_never_panics() {
    for attr in mangled(&tokens(ATTR)) {
        assert!(!expand(attr, tokens("impl S { #[call] fn f(&self) {} }")).is_empty());
    }
    let keys = tokens("timeout = \"2s\", name = A, rename = b");
    for keys in mangled(&keys) {
        let item =
            quote::quote!(impl S { #[call(#keys)] fn f(&self) {} #[every(#keys)] fn g(&self) {} });
        assert!(!expand(TokenStream::new(), item).is_empty());
    }
}

#[test]
fn mangled_derives_never_panic() {
    for item in [STRUCT, ENUM, IMPL] {
        for item in mangled(&tokens(item)) {
            let _same = crate::server_config::expand(item.clone()).is_empty();
            let _same = crate::supervisor::expand(item.clone()).is_empty();
            let _same = crate::message::expand(item.clone()).is_empty();
            let _same = crate::entry::main(TokenStream::new(), item.clone()).is_empty();
            let _same = expand(TokenStream::new(), item).is_empty();
        }
    }
}
