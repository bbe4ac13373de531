//! Methods and impls that cannot be what their attributes say.

use super::refuses_all;
use crate::gen_server::tests::{errors, flat, tokens};
use crate::gen_statem::expand;

/// A method of a machine is refused, once.
#[track_caller]
fn refuses(method: &str, text: &str) {
    refuses_all("state = St", &format!("impl S {{ {method} }}"), &[text]);
}

#[test]
fn what_is_no_machine() {
    for (attr, item, text) in [
        ("state = St", "struct S;", "write `#[derive(GenStatem)]` here"),
        ("state = St", "impl Tr for S {}", "`#[gen_statem]` goes on the type's own impl"),
        ("state = St", "#[on(_, call)] impl S {}", "of an impl with `#[gen_statem]`"),
        ("", "impl S {}", "write `#[gen_statem(state = State)]`"),
        ("state", "impl S {}", "`state` takes the type of the state"),
        ("state = St, messages = M", "impl S {}", "has no key `messages`"),
        ("stat = St", "impl S {}", "did you mean `state`?"),
    ] {
        let texts: &[&str] =
            if attr == "stat = St" { &[text, "has a type for its"] } else { &[text] };
        refuses_all(attr, item, texts);
    }
}

#[test]
fn attributes_that_say_too_little_or_too_much() {
    for (on, text) in [
        ("on", "`on` takes a state and an event"),
        ("on()", "`on` takes a state and an event"),
        ("on = A", "`on` takes a state and an event"),
        ("on[A, call]", "`on` takes a state and an event"),
        ("on(A)", "which type of event"),
        ("on(A,)", "which type of event"),
        ("on(-, call)", "`on` begins with a state"),
        ("on(A, 3)", "the types of events are"),
        ("on(A if self.b, call)", "a state in `on` has no guard"),
        ("on(A, B, call)", "write `A | B`"),
        ("on(_, B, call)", "write one of `_` and `B`"),
        ("on(call, A)", "write `#[on(A, call)]`"),
        ("on(A, Call)", "did you mean `call`?"),
        ("on(A call)", "a comma stands between"),
        ("on(A => call)", "a comma stands between"),
        ("on(A | B, m::C, call)", "the types of events are"),
        ("on(A, clal)", "did you mean `call`?"),
        ("on(A, call = 3)", "`call` takes the name of an event"),
        ("on(A, call, rename = x)", "`on` has no key `rename`"),
        ("on(A, call, postpone)", "write `postpone = Open`"),
        ("on(A, call, postpone = )", "write `postpone = Open`"),
        ("on(A, call, ignore = B)", "a call is not dropped"),
        ("on(A, call, timeout = 5)", "`timeout` takes a duration"),
        ("on(A, cast, timeout = \"5s\")", "`on` has no key `timeout`"),
        ("on(A, enter, postpone = B)", "`on` has no key `postpone`"),
        ("on(A, enter = f)", "so it has no name"),
        ("on(A, call)] #[on(B, call)", "`#[on]` is given twice"),
        ("call", "write `#[on(State, call)]`"),
        ("info", "write `#[on(State, info)]`"),
        ("every(\"1s\")", "write `#[on(_, timeout)]`"),
        ("continue_with", "write `#[on(State, internal)]`"),
    ] {
        refuses(&format!("#[{on}] fn f(&mut self) {{}}"), text);
    }
}

#[test]
fn signatures_that_fit_no_event() {
    for (method, text) in [
        ("#[on(_, cast)] fn f() {}", "add `&mut self`"),
        ("#[on(_, cast)] fn f(self) {}", "write `&mut self` or `&self`"),
        ("#[on(_, cast)] fn f(&mut self, a: &str) {}", "take `String`"),
        ("#[on(_, cast)] fn f<T>(&mut self, a: T) {}", "nobody could choose this type"),
        ("#[on(_, cast)] fn f(&mut self) -> u8 {}", "a handler of `cast` gives back"),
        ("#[on(_, cast)] fn f(&mut self) -> (u8, Next<St>) {}", "a handler of `cast` gives back"),
        ("#[on(_, timeout)] fn f(&mut self) -> u8 {}", "a handler of `timeout` gives back"),
        ("#[on(_, cast)] fn f(&mut self) -> ! {}", "this handler never comes back"),
        ("#[on(_, cast)] fn f(&mut self, s: &mut St) {}", "return `Next::to(..)`"),
        ("#[on(_, cast)] fn f(&mut self, s: &St, t: &St) {}", "there is one state"),
        ("#[on(_, info)] fn f(&mut self) {}", "takes the message that it handles"),
        ("#[on(_, info)] fn f(&mut self, a: u8, b: u8) {}", "takes the message that it handles"),
        ("#[on(_, call)] fn f(&mut self, r: ReplyTo<u8>) -> u8 {}", "returns a value as well"),
        (
            "#[on(_, call)] fn f(&mut self, r: ReplyTo<u8>) -> (u8, Next<St>) {}",
            "returns a value as well",
        ),
        (
            "#[on(_, call)] fn f(&mut self, r: ReplyTo<u8>) -> Result<(), Postpone> {}",
            "answered by what its handler returns",
        ),
        ("#[on(_, call)] fn f(&mut self) -> (&u8, Next<St>) {}", "cannot borrow"),
        ("#[on(_, enter)] fn f(&mut self) -> Next<St> {}", "cannot change the state"),
        ("#[on(_, enter)] fn f(&mut self) -> Result<Enter, Postpone> {}", "so it cannot wait"),
        ("#[on(_, enter)] fn f(&mut self) -> u8 {}", "returns nothing, or `Enter`"),
        ("#[on(_, enter)] fn f(&mut self, a: u8) {}", "an enter call has no message"),
        ("#[on(_, enter)] fn f(&mut self, a: &St, b: &St, c: &St) {}", "there is one state"),
        ("#[on(_, call)] fn server(&self) {}", "every handle has a method `server`"),
        ("#[on(_, call)] fn start(&self) {}", "`start` is generated"),
        ("#[init] fn f() {}", "returns the first state and the data"),
        ("#[init(a)] fn f() -> (St, Self) {}", "`#[init]` has no keys"),
        ("#[terminate] fn f(&mut self) -> u8 {}", "`#[terminate]` returns nothing"),
    ] {
        refuses(method, text);
    }
}

/// The compiler would say of the server's context that the machine is no server.
#[test]
fn the_context_of_a_server_is_replaced_by_what_was_meant() {
    for method in [
        "#[on(_, cast)] fn f(&mut self, cx: &mut Context<Self>) {}",
        "#[init] fn f(cx: &mut switchboard::Context<Self>) -> (St, Self) {}",
    ] {
        let all = expand(tokens("state = St"), tokens(&format!("impl S {{ {method} }}")));
        let [error] = &errors(&all)[..] else { panic!("{all}") };
        assert!(error.contains("write `&mut StatemContext<Self>`"), "{error}");
        let item = flat(&all).replace(' ', "");
        assert!(item.contains("cx:&mut::switchboard::StatemContext<Self>)"), "{item}");
    }
}

#[test]
fn a_next_names_the_state() {
    for method in [
        "#[on(_, cast)] fn f(&mut self) -> Next<Self> {}",
        "#[on(_, call)] fn f(&mut self) -> (u8, Next<S>) {}",
        "#[on(_, call)] fn f(&mut self) -> Result<(u8, Next<Self>), Postpone> {}",
    ] {
        refuses(method, "write `Next<St>`");
    }
}

#[test]
fn handlers_that_do_not_fit_each_other() {
    for (first, second, text) in [
        (
            "#[on(A, cast)] fn f(&self) {}",
            "#[on(A, cast = f)] fn g(&self) {}",
            "`f` in state `A` is dealt with",
        ),
        (
            "#[on(A | B, cast)] fn f(&self) {}",
            "#[on(C | B, cast = f)] fn g(&self) {}",
            "`f` in state `B` is dealt with",
        ),
        (
            "#[on(_, cast)] fn f(&self) {}",
            "#[on(_, cast = f)] fn g(&self) {}",
            "for every other state already",
        ),
        (
            "#[on(A, cast, ignore = B)] fn f(&self) {}",
            "#[on(B, cast = f)] fn g(&self) {}",
            "`f` in state `B` is dealt with",
        ),
        (
            "#[on(A, cast)] fn f(&self, a: u8) {}",
            "#[on(B, cast = f)] fn g(&self) {}",
            "1 argument in its first handler, and 0 arguments here",
        ),
        (
            "#[on(A, call)] fn f(&self) {}",
            "#[on(B, call = f, timeout = \"1s\")] fn g(&self) {}",
            "write it at the first handler",
        ),
        (
            "#[on(A, call)] fn f(&self) {}",
            "#[on(_, cast = f)] fn g(&self) {}",
            "`f` is a call and a cast at once",
        ),
        (
            "#[on(A, enter)] fn f(&self) {}",
            "#[on(B | A, enter)] fn g(&self) {}",
            "state `A` has an enter call already",
        ),
        (
            "#[on(A, cast)] fn get_x(&self) {}",
            "#[on(_, cast)] fn get__x(&self) {}",
            "would both be `GetX`",
        ),
        (
            "#[init] fn f() -> (St, Self) {}",
            "#[init] fn g() -> (St, Self) {}",
            "is the `#[init]` of this machine already",
        ),
        ("#[on(A, cast, ignore = A)] fn f(&self) {}", "", "`f` in state `A` is dealt with"),
    ] {
        refuses(&format!("{first} {second}"), text);
    }
}

#[test]
fn conditional_handlers_may_share_a_pair() {
    let item = "impl S { #[cfg(a)] #[on(A, cast)] fn f(&self) {} #[cfg(not(a))] #[on(A, cast = f)] fn g(&self) {} }";
    refuses_all("state = St", item, &[]);
}

#[test]
fn what_is_left_out_leaves_no_second_complaint() {
    let all = refuses_all(
        "state = St",
        "impl S { #[on(A, cast)] fn f(&self) {} #[on(B, csat = f)] fn g(&self) {} }",
        &["did you mean `cast`?"],
    );
    assert!(all.contains("broken ()") && all.contains("struct SRef"), "{all}");
    assert!(!all.contains("match (event"), "{all}");
}

#[test]
fn a_refused_key_leaves_no_state_to_complain_about() {
    let item = "impl S { #[on(A, cast, postpone)] fn f(&mut self) {} }";
    let all = refuses_all("state = St", item, &["`postpone` takes states"]);
    assert!(all.contains(":: broken ()"), "{all}");
}
