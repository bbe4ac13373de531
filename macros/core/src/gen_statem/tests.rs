//! What the attribute refuses, and where; what it accepts.

mod accepted;
mod refused;

use crate::gen_server::tests::{errors, flat, refused_by, survives, tokens};
use crate::laws::robust::{mangled, some};

use super::expand;

/// Exactly these errors come out, and the user's item is there.
#[track_caller]
fn refuses_all(attr: &str, item: &str, texts: &[&str]) -> String {
    refused_by(&expand(tokens(attr), tokens(item)), item, texts)
}

/// Nothing is refused; gives the expansion without blanks.
#[track_caller]
fn accepts(attr: &str, item: &str) -> String {
    let expanded = expand(tokens(attr), tokens(item));
    assert_eq!(errors(&expanded), Vec::<String>::new(), "{item}");
    survives(&expanded, item);
    flat(&expanded).replace(' ', "")
}

const IMPL: &str = "/// Docs.\n impl<T: Send + 'static> m::S<T> where T: Tr { \
    #[init] async fn open(owner: String) -> Result<(St, Self), E> { x. } \
    #[on(A | B { c: 1 }, call = ask, timeout = \"2s\", postpone = C(_))] \
    pub fn f(&mut self, x: [u8; 3], s: &St) -> Result<(T, Next<St>), Postpone> { 1 } \
    #[on(_, cast, ignore = A)] fn g(&mut self, (a, b): (u8, u8), cx: &mut StatemContext<Self>) {} \
    #[cfg(a)] #[on(A, enter)] fn h(&mut self, from: &St) -> Enter {} \
    #[on(_, state_timeout)] fn i(&mut self) -> Next<St> {} \
    #[terminate] fn end(&mut self, r: &ExitReason, s: &St) {} }";

#[test]
fn a_mangled_machine_never_panics() {
    for item in some(mangled(&tokens(IMPL))) {
        let all = expand(tokens("state = St"), item.clone());
        assert!(!all.is_empty() || item.is_empty());
    }
    for attr in
        some(mangled(&tokens("state = m::St<T>, vis = pub(crate), derive(Clone), handle = H")))
    {
        assert!(!expand(attr, tokens(IMPL)).is_empty());
    }
}
