//! Methods and impls that cannot be what their attributes say.

use super::{accepts, expand, flat, refuses, refuses_all, tokens};

#[test]
fn what_shows_the_state_is_a_formatter() {
    let text = "shows the state as a formatter does";
    refuses("#[format_status] fn f(&mut self, f: &mut Formatter<'_>) -> fmt::Result { x }", text);
    refuses("#[format_status] fn f(&self) -> String { x }", text);
    refuses("#[format_status] async fn f(&self, f: &mut Formatter<'_>) -> fmt::Result { x }", text);
    refuses("#[format_status] fn f(&self, f: &mut Formatter<'_>) {}", text);
    refuses(
        "#[format_status(a)] fn f(&self, f: &mut Formatter<'_>) -> fmt::Result { x }",
        "no keys",
    );
}

#[test]
fn an_attribute_that_is_nearly_ours_is_told_which() {
    refuses("#[cal] fn f(&self) {}", "did you mean `#[call]`?");
    refuses("#[handle_info] fn f(&self, a: A) {}", "did you mean `#[info]`?");
    refuses("#[terminat] fn f(&self) {}", "did you mean `#[terminate]`?");
}

#[test]
fn what_is_no_impl_of_a_type() {
    for (item, text) in [
        ("struct S { a: u8 }", "write `#[derive(GenServer)]` here"),
        ("struct S;", "not on this struct"),
        ("enum S { A }", "not on this enum"),
        ("fn f() -> impl Tr { x }", "not on this fn"),
        ("trait Tr { fn f(); }", "not on this trait"),
        ("mod m { }", "not on this mod"),
        ("const A: u8 = 3;", "not on this item"),
        ("impl Tr for S { #[call] fn f(&self) {} }", "not on the impl of a trait"),
        ("unsafe impl Tr for S {}", "not on the impl of a trait"),
        ("impl !Tr for S {}", "not on the impl of a trait"),
        ("impl const Tr for S {}", "not on the impl of a trait"),
        ("unsafe impl S {}", "`unsafe impl` is for traits"),
        ("default impl S {}", "`default impl` is for traits"),
        ("impl (S) {}", "only a struct or an enum can be a server"),
        ("impl [S] {}", "only a struct or an enum can be a server"),
        ("impl dyn Tr {}", "only a struct or an enum can be a server"),
        ("impl &S {}", "only a struct or an enum can be a server"),
        ("impl ty!(S) {}", "only a struct or an enum can be a server"),
        ("impl <S as Tr>::T {}", "only a struct or an enum can be a server"),
        ("impl<T> T {}", "only a struct or an enum can be a server"),
        ("impl S<'_> {}", "a server owns its state"),
        ("impl S<&str> {}", "a server owns its state"),
        ("impl<#[cfg(a)] T> S<T> {}", "attributes on the parameters"),
    ] {
        refuses_all("", item, &[text]);
    }
    refuses_all("", "impl<'a> S<'a> {}", &["it has no lifetimes"]);
}

#[test]
fn receivers_that_do_not_borrow() {
    for (method, text) in [
        ("#[call] fn f(self) {}", "`#[call]` borrows the server"),
        ("#[cast] fn f(mut self) {}", "`&mut self` or `&self`"),
        ("#[info] fn f(self: Box<Self>, a: A) {}", "`#[info]` borrows the server"),
        ("#[call] fn f(self: Pin<&mut Self>) {}", "borrows the server"),
        ("#[call] fn f(self: &Other) {}", "borrows the server"),
        ("#[call] fn f(&'static self) {}", "borrows the server"),
        ("#[call] fn f() {}", "add `&mut self`"),
        ("#[every(\"1s\")] fn f() {}", "add `&mut self`"),
        ("#[terminate] fn f() {}", "`#[terminate]` is a method of the running server"),
        ("#[init] fn f(&self) -> Self { x }", "there is no `self` yet"),
    ] {
        refuses(method, text);
    }
}

#[test]
fn qualifiers_and_parameters_of_its_own() {
    for (method, text) in [
        ("#[call] unsafe fn f(&self) {}", "remove `unsafe`"),
        ("#[call] extern \"C\" fn f(&self) {}", "remove the ABI"),
        ("#[call] default fn f(&self) {}", "remove `default`"),
        ("#[call] unsafe extern fn f(&self, a: u8, ...) {}", "remove `unsafe`"),
        ("#[call] fn f<T>(&self, a: T) {}", "put the parameter on the server"),
        ("#[call] fn f<const N: usize>(&self) {}", "nobody could choose this const parameter"),
        ("#[call] fn f<'a>(&self) {}", "take owned data"),
        ("#[call] fn f(&self) where u8: Tr {}", "move the bounds to the impl"),
    ]
    .into_iter()
    .filter(|(method, _)| !method.contains("..."))
    {
        refuses(method, text);
    }
    let variadic = "impl S { #[call] unsafe extern \"C\" fn f(&self, a: u8, ...) {} }";
    refuses_all("", variadic, &["remove `unsafe`", "remove the ABI", "take a `Vec`"]);
}

#[test]
fn arguments_that_cannot_travel() {
    for (method, text) in [
        ("#[call] fn f(&self, a: &str) {}", "take `String`"),
        ("#[call] fn f(&self, a: Vec<&str>) {}", "a message cannot borrow from its sender"),
        ("#[cast] fn f(&self, a: &mut [u8]) {}", "take `Vec<u8>`"),
        ("#[call] fn f(&self, a: Cow<'_, str>) {}", "`'static` in place of `'_`"),
        ("#[call] fn f(&self, a: impl Into<String>) {}", "take `String`, and let callers convert"),
        ("#[call] fn f(&self, a: Vec<_>) {}", "write the type"),
        ("#[call] fn f(&self, a: ty!(Self)) {}", "inside a macro"),
        ("#[init] fn f(a: &str) -> Self { x }", "take `String`"),
        ("#[info] fn f(&self, a: &Tick) {}", "take `Tick` itself"),
        ("#[call] fn f(&self, a: &ExitReason) {}", "only `#[terminate]` is told the reason"),
        ("#[call] fn f(&self, cx: &mut task::Context<'_>) {}", "a message cannot borrow"),
        ("#[call] fn f(&self, cx: Context<Self>) {}", "write `&mut` in front of it"),
        ("#[call] fn f(&self, a: &Context<Self>, b: &Context<Self>) {}", "there is one context"),
        ("#[call] fn f(&self, a: ReplyTo<u8>, b: ReplyTo<u8>) {}", "a call is answered once"),
        ("#[call] fn f(&self, a: ReplyTo<&str>) {}", "a reply leaves the server"),
        ("#[call] fn f(&self, #[cfg(a)] a: ReplyTo<u8>) {}", "this cannot be conditional"),
        ("#[call] fn f(&self, #[cfg(a)] cx: &mut Context<Self>) {}", "cannot be conditional"),
        ("#[init] fn f(#[cfg(a)] a: u8) -> Self { x }", "cannot be conditional"),
        ("#[info] fn f(&self) {}", "takes the message that it handles"),
        ("#[info] fn f(&self, cx: &mut Context<Self>) {}", "takes the message that it handles"),
        ("#[info] fn f(&self, a: u8, b: u8) {}", "and nothing else"),
        ("#[every(\"1s\")] fn f(&self, a: u8) {}", "the clock sends nothing along"),
        ("#[terminate] fn f(&self, a: u8) {}", "told the reason, and nothing else"),
        ("#[terminate] fn f(&self, a: ExitReason) {}", "write `&ExitReason`"),
    ] {
        refuses(method, text);
    }
}

#[test]
fn returns_that_nobody_can_take() {
    for (method, text) in [
        ("#[call] fn f(&self) -> ! { x }", "write `#[cast]`"),
        ("#[cast] fn f(&self) -> ! { x }", "never comes back"),
        ("#[init] fn f() -> ! { x }", "never comes back"),
        ("#[call] fn f(&self) -> &u32 { x }", "a reply leaves the server"),
        ("#[call] fn f(&self) -> Ref<'_, u8> { x }", "a reply leaves the server"),
        ("#[call] fn f(&self) -> impl Iterator { x }", "needs a concrete type"),
        ("#[call] fn f(&self) -> impl Future<Output = u8> { x }", "write `async fn`"),
        ("#[call] fn f(&self) -> BoxFuture<'static, u8> { x }", "write `async fn`"),
        ("#[call] fn f(&self) -> Pin<Box<dyn Future<Output = u8> + Send>> { x }", "`async fn`"),
        ("#[call] fn f(&self, to: ReplyTo<u8>) -> u8 { 3 }", "remove one of them"),
        ("#[cast] fn f(&self) -> u8 { 3 }", "write `#[call]`"),
        ("#[info] fn f(&self, a: A) -> u8 { 3 }", "nobody waits for an `#[info]`"),
        ("#[continue_with] fn f(&self) -> u8 { 3 }", "`#[continue_with]` returns nothing"),
        ("#[every(\"1s\")] fn f(&self) -> u8 { 3 }", "the clock does not listen"),
        ("#[terminate] fn f(&self) -> u8 { 3 }", "`#[terminate]` returns nothing"),
        ("#[init] fn f() {}", "write `-> Self`"),
        ("#[init] fn f() -> () {}", "write `-> Self`"),
        ("#[init] fn f() -> impl Future<Output = Self> { x }", "write `async fn`"),
    ] {
        refuses(method, text);
    }
}

#[test]
fn all_errors_come_out_together() {
    refuses_all(
        "hadle = A, vis = 3",
        "impl S { \
            #[call(timeout = 5)] fn a(&self) -> &str { \"\" } \
            #[call] fn b(self, x: &str) -> ! { x } \
            #[cast] #[info] fn c(&self) {} \
            #[call] fn d(&self) -> u8 { 3 } }",
        &[
            "did you mean `handle`?",
            "write `vis = pub(crate)`",
            "write `timeout = \"5ms\"`",
            "return `String`",
            "borrows the server",
            "take `String`",
            "write `#[cast]`",
            "`c` is `#[cast]` and `#[info]` at once",
        ],
    );
}

#[test]
fn a_sound_handler_is_expanded_next_to_a_broken_one() {
    let all = refuses_all(
        "",
        "impl S { #[call] fn bad(&self, a: &str) {} #[call] fn good(&self) -> u8 { 3 } }",
        &["take `String`"],
    );
    assert!(all.contains("Good"), "{all}");
    assert!(!all.contains("Bad"), "{all}");
}

#[test]
fn a_second_attribute_of_ours_generates_nothing() {
    let item = "#[switchboard::gen_server(handle = B)] impl S { #[call] fn f(&self) {} }";
    let all = refuses_all("", item, &["put all keys into one of them"]);
    assert!(!all.contains("gen_server ("), "{all}");
}

#[test]
fn a_broken_init_asks_for_no_default() {
    let item = "impl S { #[init] fn open(&self) -> Self { S } }";
    let all = refuses_all("", item, &["there is no `self` yet"]);
    assert!(all.contains(":: broken ()") && !all.contains("default_state"), "{all}");
    let all = accepts("", "impl S { fn open() -> Self { S } }");
    assert!(!all.contains("broken") && all.contains("default_state"), "{all}");
}

#[test]
fn a_name_that_is_taken_is_reported_once() {
    let item = "impl S { #[cast] fn server(&self) {} #[call(rename = server)] fn f(&self) {} \
                fn start_link() {} }";
    let taken = "every handle has a method `server` already";
    let all = refuses_all("", item, &[taken, taken, "`start_link` is generated"]);
    assert_eq!(all.matches("fn start_link").count(), 1, "{all}");
}

#[test]
fn a_refused_handler_keeps_its_method_on_the_handle() {
    let item = "impl S { \
        #[call(rename = ask)] fn a(&self, x: &str, cx: &Context<Self>, y: u8) -> u8 { 1 } \
        #[cast] fn b<T>(&mut self) {} #[call] fn server(&self, x: &str) {} \
        #[info] fn c(&self) {} }";
    let all = flat(&expand(tokens(""), tokens(item)));
    let handle = all.split("pub struct SRef").nth(1).expect("a handle");
    let wildcards = |from: &str| {
        let method = handle.split(from).nth(1).unwrap_or_else(|| panic!("no {from} in {handle}"));
        let head = method.split(":: broken ()").next().expect("its head");
        head.matches(":: Refused > :: Anything").count()
    };
    assert_eq!(wildcards("fn ask (& self"), 3, "two values and what comes back: {handle}");
    assert_eq!(wildcards("fn b (& self"), 1, "{handle}");
    assert!(!handle.contains("fn c ("), "an info is no method: {handle}");
    assert_eq!(handle.matches("fn server (").count(), 1, "every handle has it: {handle}");
}
