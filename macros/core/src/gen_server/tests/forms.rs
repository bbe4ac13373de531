//! Keys, names and doubled attributes.

use proc_macro2::TokenStream;

use super::{accepts, errors, refuses, refuses_all, tokens};
use crate::gen_server::expand;

#[test]
fn keys_of_the_attribute() {
    for (attr, text) in [
        ("handel = A", "did you mean `handle`?"),
        ("zzz", "`gen_server` has no key `zzz`"),
        ("handle = A, handle = B", "`handle` is given twice"),
        ("handle = \"A\"", "`handle` takes a name"),
        ("handle = SCall", "`SCall` is another type of this server"),
        ("vis =", "write `vis = pub(crate)`"),
        ("vis = \"pub\"", "write `vis = pub(crate)`"),
        ("derive = Clone", "write `derive(Clone)`"),
        ("derive(Clone, Clone)", "derived already"),
        ("exhaustive = 3", "`exhaustive` takes nothing"),
        ("crate = otp", "starts at the root"),
        ("crate = \"otp\"", "`crate` takes a path"),
        ("messages = 3", "`messages` takes the path of an enum"),
        ("messages = M, derive(Clone)", "remove `derive`"),
        ("exhaustive, messages = M", "remove `exhaustive`"),
        ("handle A", "nothing but a comma"),
    ] {
        refuses_all(attr, "impl S { fn helper(&self) {} }", &[text]);
    }
}

#[test]
fn keys_of_the_methods() {
    for (method, text) in [
        ("#[call = \"x\"] fn f(&self) {}", "takes what it needs in parentheses"),
        ("#[call[\"x\"]] fn f(&self) {}", "takes what it needs in parentheses"),
        ("#[cast { }] fn f(&self) {}", "write `#[cast]`"),
        ("#[call(timeout = \"2s\" name = A)] fn f(&self) {}", "a comma is missing"),
        ("#[call(timeout = 5)] fn f(&self) {}", "help: write `timeout = \"5ms\"`"),
        ("#[call(timeout = \"5 parsecs\")] fn f(&self) {}", "is no duration"),
        ("#[call(timeout = \"0s\")] fn f(&self) {}", "must be more than zero"),
        ("#[call(timeout = -1)] fn f(&self) {}", "takes a duration or `infinity`"),
        ("#[call(\"5s\")] fn f(&self) {}", "`call` takes keys here; it knows `timeout`"),
        ("#[call(timeout)] fn f(&self) {}", "takes a duration or `infinity`"),
        ("#[call(timeuot = \"5s\")] fn f(&self) {}", "did you mean `timeout`?"),
        ("#[call(name = A, name = B)] fn f(&self) {}", "given twice"),
        ("#[call(name = \"A\")] fn f(&self) {}", "`name` takes the name of a variant"),
        ("#[cast(timeout = \"5s\")] fn f(&self) {}", "`cast` has no key `timeout`"),
        ("#[info(rename = a)] fn f(&self, a: A) {}", "`info` has no key `rename`"),
        ("#[init(x)] fn f() -> Self { x }", "`#[init]` has no keys"),
        ("#[terminate(x)] fn f(&self) {}", "`#[terminate]` has no keys"),
        ("#[every] fn f(&self) {}", "write `#[every(\"30s\")]`"),
        ("#[every(30)] fn f(&self) {}", "with its unit"),
        ("#[every(\"1s\", \"2s\")] fn f(&self) {}", "takes one interval"),
        (
            "#[every(\"1s\" missed = skip)] fn f(&self) {}",
            "a comma is missing in front of this key",
        ),
        (
            "#[cron(\"0 3 * * *\" tz = \"UTC\")] fn f(&self) {}",
            "write `#[cron(\"..\", key = value)]`",
        ),
        ("#[cron(\"0 3 * * *\")] #[cron(\"0 4 * * *\")] fn f(&self) {}", "write a method for each"),
        ("#[init] #[init] fn f() -> Self {}", "`#[init]` is given twice\nhelp: remove one of them"),
        ("#[every(\"soon\")] fn f(&self) {}", "`soon` is no duration"),
        ("#[every(\"0s\")] fn f(&self) {}", "more than zero"),
    ] {
        refuses(method, text);
    }
}

#[test]
fn a_method_is_for_one_thing() {
    for (method, text) in [
        ("#[call] #[call] fn f(&self) {}", "`#[call]` is given twice"),
        ("#[call] #[cast] fn f(&self) {}", "`f` is `#[call]` and `#[cast]` at once"),
        ("#[init] fn a() -> Self { x } #[init] fn b() -> Self { x }", "`a` is the `#[init]`"),
        ("#[terminate] fn a(&self) {} #[terminate] fn b(&self) {}", "`a` is the `#[terminate]`"),
        ("#[cfg(a)] #[init] fn f() -> Self { x }", "`#[init]` cannot be conditional"),
        ("#[call] const A: u8 = 3;", "`#[call]` goes on a method"),
        ("#[cast] mac! { }", "`#[cast]` goes on a method"),
        ("#[call] type A = u8;", "`#[call]` goes on a method"),
    ] {
        refuses(method, text);
    }
    refuses_all("", "#[call] impl S {}", &["`#[call]` goes on a method"]);
}

#[test]
fn names_that_clash() {
    for (methods, text) in [
        (
            "#[call] fn get_a(&self) {} #[call] fn get__a(&self) {}",
            "the messages of `get_a` and `get__a` would both be `GetA`",
        ),
        ("#[info] fn a(&self, a: A) {} #[info] fn _a(&self, a: B) {}", "both be `A`"),
        ("#[call] fn a(&self) {} #[call(name = A)] fn b(&self) {}", "both be `A`"),
        ("#[call] fn a(&self) {} #[cast(rename = a)] fn b(&self) {}", "has a method `a` already"),
        ("#[call] fn server(&self) {}", "every handle has a method `server` already"),
        ("#[cast] fn clone(&self) {}", "add `rename = other_name`"),
        ("#[cast(rename = clone)] fn copy(&self) {}", "choose another name"),
        ("#[call] fn self_(&self) {}", "no message name can be made out of `self_`"),
        ("#[cast] fn _1(&self) {}", "no message name can be made out of `_1`"),
        ("#[continue_with] fn __(&self) {}", "such as `name = Message`"),
        ("#[init] fn start() -> Self { x }", "`start` is generated for every server"),
        ("fn child(&self) {}", "`child` is generated for every server"),
    ] {
        refuses(methods, text);
    }
    let one_enum = "impl S { #[call] fn a(&self) {} #[cast] fn _a(&self) {} }";
    refuses_all("messages = M", one_enum, &["both be `A`"]);
    accepts("", one_enum);
}

#[test]
fn names_that_clash_only_at_first_sight() {
    for methods in [
        "#[cfg(unix)] #[call] fn a(&self) {} #[cfg(windows)] #[call] fn a(&self, b: u8) {}",
        "#[cfg(unix)] #[call] fn a_b(&self) {} #[call] fn a__b(&self) {}",
        "#[call(rename = state)] fn server(&self) {}",
        "#[info] fn server(&self, a: A) {} #[continue_with] fn clone(&self) {}",
        "#[call(name = Other)] fn _1(&self) {}",
        "#[every(\"1s\")] fn _1(&self) {}",
    ] {
        accepts("", &format!("impl S {{ {methods} }}"));
    }
}

#[test]
fn a_doubled_method_is_left_to_the_compiler() {
    let all = accepts("", "impl S { #[call] fn a(&self) {} #[call] fn a(&self, b: u8) {} }");
    assert_eq!(all.matches("pub enum SCall").count(), 1, "{all}");
    assert!(!all.contains("A { b : u8"), "{all}");
}

#[test]
fn a_broken_signature_takes_only_itself_away() {
    let all = refuses_all(
        "",
        "impl S { #[call] fn a(&self, x: ) {} #[call] fn b(&self) {} }",
        &["the signature below `#[call]` cannot be read"],
    );
    assert!(all.contains("SCall :: B"), "{all}");
}

/// The compiler has told of what has no end, and cannot read what follows it.
#[test]
fn half_a_method_leaves_its_siblings_readable() {
    for (half, texts) in [
        ("#[cast] fn c", &["the signature below `#[cast]` cannot be read"][..]),
        ("#[call] fn c(&self) -> u8", &["the body of the method is missing"]),
        ("#[every \"5s\"] fn c(&self) {}", &[]),
        ("n: u64,", &[]),
        ("fn c(&self) -> Vec<u8>", &[]),
    ] {
        let item = format!("impl S {{ #[call] fn b(&self) {{}} {half} #[call] fn d(&self) {{}} }}");
        let all = expand(TokenStream::new(), tokens(&item));
        let found = errors(&all);
        assert_eq!(found.len(), texts.len(), "{half}: {found:?}");
        assert!(texts.iter().zip(&found).all(|(text, error)| error.contains(text)), "{found:?}");
        let whole: syn::Result<syn::File> = syn::parse2(all.clone());
        assert!(whole.is_ok(), "{half}: {all}");
        let all = all.to_string();
        assert!(all.contains("SCall :: B") && all.contains("SCall :: D"), "{half}: {all}");
    }
}
