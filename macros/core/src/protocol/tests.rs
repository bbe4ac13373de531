//! What the attribute refuses, and where; what it writes.

use super::expand;
use crate::gen_server::tests::{errors, flat};
use crate::written::{self, tokens};

/// Exactly these errors come out, in order.
#[track_caller]
fn refused(attr: &str, item: &str, texts: &[&str]) -> String {
    let expanded = expand(tokens(attr), tokens(item));
    let found = errors(&expanded);
    let fits = found.len() == texts.len()
        && found.iter().zip(texts).all(|(found, text)| found.contains(text));
    assert!(fits, "{texts:?} are not {found:#?}");
    flat(&expanded)
}

/// One method in a trait is refused for this.
#[track_caller]
fn method(method: &str, text: &str) {
    let all = refused("", &format!("trait Tr {{ {method} }}"), &[text]);
    assert!(all.contains("trait Tr {") && all.contains("struct TrProtocolRef"), "{all}");
}

#[track_caller]
fn accepted(attr: &str, item: &str) -> String {
    let expanded = expand(tokens(attr), tokens(item));
    assert_eq!(errors(&expanded), [""; 0]);
    written::flat(expanded)
}

#[test]
fn each_message_is_a_method_of_the_handle() {
    let all = accepted("", "pub trait Tr { #[call] fn a(&self) -> A; #[cast] fn b(&mut self); }");
    for part in [
        "pub trait Tr { fn a(&self) -> A; fn b(&mut self); }",
        "pub struct TrProtocolRef {",
        "pub enum TrCast {",
        "pub fn a(",
        "pub fn b(",
        "trait TrProtocolServer: ::switchboard::__private01::ProtocolServer {",
        "\"Tr::a\"",
        "\"Tr::b\"",
    ] {
        assert!(all.contains(part), "`{part}` is not in: {all}");
    }
}

#[test]
fn items_that_are_no_messages_stay_as_they_are() {
    let item = "unsafe trait Tr: A + 'static where Self: B {
        const N: usize = 3; type T: C; fn helper(&self) -> Self::T; async fn other<X>(x: X);
        #[cfg(x)] fn with_body(&self) { broken. } m! {}
    }";
    let all = refused("", item, &[]);
    assert!(all.contains(&flat(&tokens(item))), "{all}");
    assert!(!all.contains("TrCast") && !all.contains("fn cast"), "{all}");
}

#[test]
fn an_async_method_promises_to_be_send() {
    let all = accepted(
        "",
        "trait Tr { #[call] async fn a(&self, b: B) -> C; #[cast] async fn d(&mut self) { e.await } }",
    );
    let promise =
        "impl ::switchboard::__private01::Send + ::switchboard::__private01::Future< Output = C, >";
    assert!(all.contains(promise), "{all}");
    assert!(!all.split("struct").next().expect("the trait").contains("async fn"), "{all}");
    assert!(all.contains("async move { e.await }"), "{all}");
}

#[test]
fn keys_of_the_attribute() {
    let item = "pub trait Tr { #[cast] fn b(&mut self); }";
    let all = accepted("handle = Any, vis = pub(crate), derive(Clone), crate = ::otp", item);
    for part in ["pub(crate) struct Any {", "pub(crate) enum TrCast", "#[derive(Clone)]"] {
        assert!(all.contains(part), "`{part}` is not in: {all}");
    }
    assert!(!all.contains("switchboard"), "{all}");
    assert!(accepted("exhaustive", item).contains("pub enum TrCast"));
    assert!(!accepted("exhaustive", item).contains("non_exhaustive"));
    for (key, text) in [
        ("handel = A", "did you mean `handle`?"),
        ("handle = \"A\"", "takes a name"),
        ("handle = TrCast", "help: write `handle = TrProtocolRef`"),
        ("vis = 3", "`vis` takes a visibility"),
        ("crate = otp", "starts at the root"),
        ("handle = A, handle = B", "given twice"),
        ("messages = M", "no key `messages`"),
    ] {
        refused(key, item, &[text]);
    }
}

#[test]
fn keys_of_the_methods() {
    let all = accepted(
        "",
        "trait Tr {
            #[call(timeout = \"2s\", rename = c)] fn a(&self);
            #[call(timeout = infinity)] fn d(&self);
            #[cast(name = Off, rename = e)] fn b(&mut self);
        }",
    );
    for part in ["fn c(", "fn e(", "TrCast::Off", "new(2u64, 0u32)", "Duration::MAX"] {
        assert!(all.contains(part), "`{part}` is not in: {all}");
    }
    method("#[call(name = A)] fn a(&self);", "no key `name`");
    method("#[cast(timeout = \"2s\")] fn a(&self);", "no key `timeout`");
    method("#[call(timeot = \"2s\")] fn a(&self);", "did you mean `timeout`?");
    method("#[call(timeout = 5)] fn a(&self);", "timeout = \"5ms\"");
    method("#[cast = 3] fn a(&self);", "what it needs in parentheses");
}

#[test]
fn signatures_that_no_message_fits() {
    method("#[call] fn a(self);", "borrows the server");
    method("#[call] fn a(self: Box<Self>);", "borrows the server");
    method("#[call] fn a();", "help: add `&mut self`");
    method("#[call] fn a(&self, b: &str);", "help: take `String`");
    method("#[call] fn a(&self) -> &str;", "help: return `String`");
    method("#[call] fn a(&self, b: impl Tr);", "needs a concrete type");
    method("#[call] fn a<'a>(&self);", "this lifetime parameter");
    method("#[call] fn a<T>(&self, t: T);", "write a method for each type");
    method("#[call] fn a<const N: usize>(&self);", "this const parameter");
    method("#[call] fn a(&self) where Self: Sized;", "a supertrait");
    method("#[call] unsafe fn a(&self);", "remove `unsafe`");
    method("#[call] fn a(&self) -> !;", "is answered");
    method("#[cast] fn a(&self) -> u8;", "nobody waits for a cast");
    method("#[call] fn a(&self) -> impl Future<Output = u8>;", "write `async fn`");
    method("#[call] fn a(&self, rc: Rc<u8>);", "cannot travel");
}

#[test]
fn messages_are_the_same_for_every_server() {
    method("#[call] fn a(&self, b: Self);", "another type for each server");
    method("#[call] fn a(&self) -> Option<Self::T>;", "another type for each server");
    let all =
        refused("", "trait Tr<'a, T> { #[call] fn a(&self, b: &T); }", &["take `T`", "lifetimes"]);
    assert!(!all.contains("struct"), "{all}");
}

#[test]
fn parameters_of_the_trait_are_parameters_of_what_is_made() {
    let all = accepted(
        "",
        "trait Tr<A, Server: B = C, const N: usize> { #[cast] fn b(&mut self, a: A); }",
    );
    for part in [
        "trait Tr<A, Server: B = C, const N: usize> {",
        "struct TrProtocolRef<A, Server: B = C, const N: usize> where A: ::switchboard::__private01::Send + 'static, Server:",
        "enum TrCast<A, Server: B = C, const N: usize>",
        "Server_: ::switchboard::GenServer + Tr<A, Server, N>",
        "dyn TrProtocolServer<A, Server, N>",
    ] {
        assert!(all.contains(part), "`{part}` is not in: {all}");
    }
}

#[test]
fn what_else_servers_handle_is_no_part_of_a_protocol() {
    for role in ["info", "init", "terminate", "every(\"1s\")", "continue_with", "on(_, call)"] {
        method(&format!("#[{role}] fn a(&mut self);"), "is no part of a protocol");
    }
    method("#[calll] fn a(&self);", "did you mean `#[call]`?");
    method("#[call] #[cast] fn a(&self);", "at once");
    refused(
        "",
        "#[call] trait Tr {}",
        &[
            "`#[call]` goes on a method of a trait with `#[protocol]`\nhelp: put it on a `fn` of the trait",
        ],
    );
    refused("", "trait Tr { #[call] type T; }", &["goes on a method"]);
    refused("", "#[protocol] trait Tr {}", &["is on this trait already"]);
}

#[test]
fn names_that_meet() {
    method("#[call] fn new(&self);", "help: add `rename = other_name`");
    method("#[cast(rename = pid)] fn a(&self);", "a function `pid` already");
    method("#[call] fn a(&self); #[cast(rename = a)] fn b(&self);", "for `a`");
    method("#[cast] fn a_b(&self); #[cast] fn a__b(&self);", "would both be `AB`");
    accepted("", "trait Tr { #[call(rename = create)] fn new(&self); }");
    accepted(
        "",
        "trait Tr { #[cfg(a)] #[cast] fn x(&self); #[cfg(b)] #[cast] fn x(&self, y: u8); }",
    );
}

#[test]
fn a_context_is_for_servers() {
    method("#[call] fn a(&mut self, cx: &mut Context<Self>);", "help: write `trait Tr: GenServer`");
    accepted("", "trait Tr: m::GenServer { #[call] fn a(&mut self, cx: &mut Context<Self>); }");
    accepted(
        "",
        "trait Tr where Self: GenServer { #[cast] fn a(&mut self, cx: &mut Context<Self>); }",
    );
}

#[test]
fn what_is_no_trait_is_kept() {
    for (item, what) in [
        ("struct S;", "not on this struct"),
        ("enum E { A }", "not on this enum"),
        ("fn f() {}", "not on this fn"),
        ("impl S {}", "needs no attribute"),
        ("impl Tr for S {}", "needs no attribute"),
        ("mod m { trait Tr {} }", "not on this mod"),
        ("", "not on this item"),
    ] {
        let all = refused("", item, &[what]);
        assert!(all.starts_with(&flat(&tokens(item))), "{all}");
    }
}

#[test]
fn all_errors_come_out_together_and_the_sound_methods_stay() {
    let all = refused(
        "zzz",
        "trait Tr { #[call] fn a(self, b: &str); #[info] fn c(&self); #[cast] fn d(&self); }",
        &["no key `zzz`", "borrows the server", "take `String`", "no part of a protocol"],
    );
    assert!(all.contains("fn d (& self ,) ->"), "{all}");
}

#[test]
fn a_broken_signature_is_kept_and_told() {
    let all = refused("", "trait Tr { #[call] fn a(&self, b: ); fn c(); }", &["cannot be read"]);
    assert!(all.contains("fn a (& self , b :)") && all.contains("fn c ()"), "{all}");
}
