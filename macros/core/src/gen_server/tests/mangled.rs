//! Whatever arrives, nothing panics: every prefix of an item, and every item with a
//! token missing, doubled or out of order.

use proc_macro2::TokenStream;

use super::{expand, tokens};
use crate::laws::robust::{mangled, some};

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

#[test]
fn a_mangled_impl_never_panics() {
    for item in some(mangled(&tokens(IMPL))) {
        assert!(!expand(TokenStream::new(), item.clone()).is_empty() || item.is_empty());
    }
}

#[test]
fn a_mangled_attribute_never_panics() {
    for attr in some(mangled(&tokens(ATTR))) {
        assert!(!expand(attr, tokens("impl S { #[call] fn f(&self) {} }")).is_empty());
    }
    let keys = tokens("timeout = \"2s\", name = A, rename = b");
    for keys in some(mangled(&keys)) {
        let item =
            quote::quote!(impl S { #[call(#keys)] fn f(&self) {} #[every(#keys)] fn g(&self) {} });
        assert!(!expand(TokenStream::new(), item).is_empty());
    }
}

#[test]
fn mangled_derives_never_panic() {
    for item in [STRUCT, ENUM, IMPL] {
        for item in some(mangled(&tokens(item))) {
            let _same = crate::server_config::expand(item.clone()).is_empty();
            let _same = crate::supervisor::expand(item.clone()).is_empty();
            let _same = crate::message::expand(item.clone()).is_empty();
            let _same = crate::entry::main(TokenStream::new(), item.clone()).is_empty();
            let _same = crate::entry::test(TokenStream::new(), item.clone()).is_empty();
            let _same = expand(TokenStream::new(), item).is_empty();
        }
    }
}
