//! Impls that naive macros break, and what becomes of them.

use super::{accepts, refuses_all};

/// A method of an impl of `S` is accepted, and this is a part of the expansion.
#[track_caller]
fn method(method: &str, part: &str) {
    let all = accepts("", &format!("impl S {{ {method} }}")).replace(' ', "");
    assert!(all.contains(&part.replace(' ', "")), "`{part}` is not in: {all}");
}

#[test]
fn impls_of_all_shapes() {
    for item in [
        "impl S {}",
        "impl S { #[init] fn f() -> Self { x } }",
        "impl<T: Send + 'static> S<T> { #[call] fn f(&self, a: Vec<T>) -> HashMap<u8, T> { x } }",
        "impl<T: Send + 'static> S<T> { #[call] fn f(&self) {} }",
        "impl<const N: usize> S<N> { #[call] fn f(&self, a: [u8; N]) {} }",
        "impl<T> S<T> where T: Tr, T::Item: Clone, for<'x> T: Fn(&'x u8) { #[cast] fn f(&self) {} }",
        "impl S<'static> { #[call] fn f(&self) {} }",
        "impl S<&'static str> { #[call] fn f(&self) {} }",
        "impl S<u32> { #[call] fn f(&self) {} }",
        "impl module::S { #[call] fn f(&self) {} }",
        "impl ::ext::S { #[call] fn f(&self) {} }",
        "impl crate::a::S<{ 3 }> { #[call] fn f(&self) {} }",
        "impl r#type { #[call] fn f(&self) {} }",
        "#[doc = \"a\"] #[allow(unused)] impl S { #![allow(unused)] #[call] fn f(&self) {} }",
        "impl S { const A: u8 = { 3 }; type B = u8; mac! { x } mac!(y); #[call] fn f(&self) {} }",
        "impl S { fn half(&self) { x.; if } #[call] fn f(&self) {} }",
        "impl S { #[call] fn f(&self); }",
        "impl S { gen fn helper() {} const fn other() {} }",
    ] {
        accepts("", item);
    }
}

#[test]
fn a_formatter_shows_the_state() {
    method(
        "#[format_status] fn show(&self, f: &mut Formatter<'_>) -> fmt::Result { x }",
        "fn format_status(&self, gs_f: &mut ::switchboard::__private01::Formatter<'_>) \
         -> ::switchboard::__private01::FmtResult { Self::show(self, gs_f) }",
    );
}

#[test]
fn attributes_of_others_stay() {
    for name in ["cold", "inline", "test", "cfg(all())", "instrument", "tracing::cal"] {
        let all = accepts("", &format!("impl S {{ #[{name}] fn f(&self) {{}} }}"));
        assert!(all.replace(' ', "").contains(&format!("#[{name}]fnf")), "{all}");
    }
}

#[test]
fn docs_of_an_argument_are_those_of_the_field() {
    let of = |method: &str| accepts("", &format!("impl S {{ {method} }}")).replace(' ', "");
    let all = of("#[cast] fn f(&self, #[doc = \"The page.\"] a: u8, b: u8) {}");
    assert!(all.contains("{#[doc=\"Thepage.\"]a:u8,#[doc=\"`b`.\"]b:u8}"), "{all}");
    assert!(all.contains("fnf(&self,a:u8,b:u8){}"), "{all}");
}

#[test]
fn lint_levels_reach_what_is_generated() {
    let item = "#[allow(deprecated)] impl S { #[expect(clippy::pedantic)] #[cast] fn f(&self) {} }";
    let all = accepts("", item).replace(' ', "");
    assert!(all.contains("#[allow(deprecated)]#[doc=\"Thecasts"), "{all}");
    assert!(
        all.contains("#[allow(clippy::pedantic)]pubfnf")
            || all.contains("#[allow(clippy::pedantic)]fnf"),
        "{all}"
    );
}

#[test]
fn signatures_of_all_shapes() {
    for (text, part) in [
        ("#[call] fn f(self: &Self) {}", "F"),
        ("#[call] fn f(self: &mut S) {}", "F"),
        ("#[call] async fn f(&mut self) -> u8 { 3 }", "F"),
        ("#[call] const fn f(&self) -> u8 { 3 }", "F"),
        ("#[call] fn f(&self) -> () {}", "F"),
        ("#[call] fn f(&self, mut x: u8) {}", "x: u8"),
        ("#[call] fn f(&self, _: u8, (a, b): (u8, u8)) {}", "arg0: u8"),
        ("#[call] fn f(&self, _: u8, arg0: u16) {}", "arg0_: u8"),
        ("#[call] fn f(&self, gen: u8, r#gen: u16) {}", "arg1: u16"),
        ("#[call] fn f(&self, x @ A { .. }: A) {}", "arg0: A"),
        ("#[call] fn f(&self, a: &'static str) {}", "a: &'static str"),
        ("#[call] fn f(&self, a: fn(&u8) -> &u8) {}", "a: fn(&u8)"),
        ("#[call] fn f(&self, a: Box<dyn Fn(&str) -> u8 + Send>) {}", "Fn(&str)"),
        ("#[call] fn f(&self, a: Self, b: [u8; Self::N]) {}", "b: [u8; S::N]"),
        ("#[call] fn f(&self) -> Option<Self> { x }", "Option<S>"),
        ("#[call] fn f(&self, a: <Self as Tr>::O) {}", "<S as Tr>::O"),
        ("#[call] fn f(&self, a: ty!(u8)) {}", "ty!(u8)"),
        ("#[call] fn r#type(&self, r#match: u8) {}", "Type"),
        ("#[call] fn f(&self, this: u8, cx: u8, from: u8, state: u8, timeout: u8) {}", "cx: u8"),
        ("#[call] fn f(&self, a: Context) {}", "a: Context"),
        ("#[cast] fn f(&self, a: ReplyTo<u8>) {}", "a: ReplyTo<u8>"),
        ("#[call] fn f(&self, a: u8, to: ReplyTo<Self>) {}", "a: u8"),
        ("#[call] fn f(&self, #[cfg(x)] a: u8, #[cfg(not(x))] a: u16) {}", "#[cfg(not(x))] a"),
        ("#[call] fn f(&self, #[cfg_attr(x, cfg(y), allow(z))] a: u8) {}", "cfg_attr(x, cfg(y))"),
        ("#[cast] fn f(&self, cx: &mut switchboard::Context<Self>, a: u8) {}", "a: u8"),
        ("#[info] fn f(&self, Down { pid, .. }: Down) {}", "F(Down)"),
        ("#[info(name = Gone)] fn f(&self, cx: &mut Context<Self>, a: Down) {}", "Gone(Down)"),
        ("#[every(\"1m30s\",)] async fn f(&mut self, cx: &mut Context<Self>) {}", "90u64"),
        (
            "#[continue_with] fn load(&mut self, page: u32) {}",
            "Load { page: u32 }".get(..4).unwrap_or(""),
        ),
        (
            "#[terminate] async fn f(&mut self, cx: &mut Context<Self>, r: &ExitReason) {}",
            "terminate",
        ),
        (
            "#[init] async fn f(a: u8, cx: &mut Context<Self>, b: u8) -> io::Result<Self> { x }",
            "u8, u8",
        ),
        ("#[call(timeout = \"2s\", name = Got, rename = got,)] pub(crate) fn f(&self) {}", "got"),
        ("#[call(timeout = infinity)] fn f(&self) {}", "Within::Infinity"),
        ("#[call()] fn f(&self) {}", "F"),
        ("#[switchboard::call] fn f(&self) {}", "F"),
        ("#[::switchboard::cast] fn f(&self) {}", "F"),
        ("#[cfg_attr(feature = \"x\", call)] fn f(&self) {}", "#[cfg(feature = \"x\")]"),
        (
            "#[cfg_attr(a, cfg_attr(b, inline, cast))] fn f(&self) {}",
            "#[cfg_attr(all(a, b), inline)]",
        ),
    ] {
        method(text, part);
    }
}

#[test]
fn our_attributes_are_gone_and_the_others_stay() {
    let all = accepts(
        "crate = ::otp, no_lint_allows",
        "impl S { #[inline] #[otp::call] #[must_use] /// Docs.\n fn f(&self) -> u8 { 3 } \
         #[cold] #[cast(rename = h)] fn g(&self, #[allow(x)] a: u8) {} #[other::call] fn h() {} }",
    );
    assert!(all.starts_with("impl S { # [inline] # [must_use] # [doc = \" Docs.\"] fn f"), "{all}");
    assert!(all.contains("# [cold] fn g (& self , # [allow (x)] a : u8)"), "{all}");
    assert!(all.contains("# [other :: call] fn h"), "{all}");
    assert!(!all.contains(":: switchboard"), "{all}");
}

#[test]
fn docs_on_an_argument_are_taken_off_the_parameter() {
    let all =
        accepts("no_lint_allows", "impl S { #[call] fn f(&self, /// Cents.\n amount: i64) {} }");
    assert!(all.starts_with("impl S { fn f (& self , amount : i64) { } }"), "{all}");
}

#[test]
fn a_handler_is_kept_from_lints_about_its_signature() {
    let all = accepts("", "impl S { #[call] fn f(&self) {} fn g(&self) {} }");
    let (handler, rest) = all.split_once("fn f").expect("it is kept");
    assert!(handler.contains("clippy :: unused_self"), "{all}");
    assert!(!rest.contains("clippy"), "{all}");
}

#[test]
fn a_deprecated_handler_warns_only_callers() {
    let all = accepts("no_lint_allows", "impl S { #[deprecated] #[call] fn f(&self) {} }");
    assert!(all.starts_with("impl S { fn f"), "{all}");
    assert_eq!(all.matches("# [deprecated]").count(), 1, "{all}");
}

#[test]
fn settings_reach_the_expansion() {
    let all = accepts(
        "derive(Clone), vis = pub(crate), exhaustive, handle = Teller, crate = crate::otp",
        "impl S { #[call] fn f(&self) {} }",
    );
    assert!(all.contains("derive (Clone"), "{all}");
    assert!(all.contains("pub (crate) struct Teller"), "{all}");
    assert!(!all.contains("non_exhaustive"), "{all}");
    assert!(all.contains("crate :: otp :: GenServer for S"), "{all}");
}

#[test]
fn an_enum_of_the_users_own_is_named() {
    let all =
        accepts("messages = m::Msg", "impl S { #[call] fn f(&self) {} #[cast] fn g(&self) {} }");
    assert!(all.contains("type Call = m :: Msg ;"), "{all}");
    assert!(!all.contains("SCall"), "{all}");
}

#[test]
fn a_helper_may_be_anything() {
    accepts("", "impl S { unsafe fn a<T>(self, x: &T) -> ! { x } pub fn b() -> impl Tr { x } }");
    refuses_all("", "impl S { fn a(&self, x: ) {} #[cast] fn b(&self, a: &u8) {} }", &["borrow"]);
}

/// What `macro_rules!` leaves around a fragment that it pastes.
fn group(text: &str) -> proc_macro2::Group {
    proc_macro2::Group::new(proc_macro2::Delimiter::None, super::tokens(text))
}

#[test]
fn fragments_of_a_macro_are_seen_through() {
    let (ty, unit, reference) = (group("S<u8>"), group("()"), group("&'static str"));
    let (context, body, mark) = (group("&mut Context<Self>"), group("{ x.; }"), group("call"));
    let (vis, own) = (group("pub(crate)"), group("Self"));
    let item = quote::quote! {
        impl #ty {
            #[#mark] #vis fn f(&self, a: #reference, cx: #context, b: #own) -> #unit #body
            #[cast] fn g(self: &#own) -> #unit {}
        }
    };
    let all = super::expand(proc_macro2::TokenStream::new(), item);
    assert_eq!(super::errors(&all), Vec::<String>::new());
    let all = super::flat(&all).replace(' ', "");
    assert!(all.contains("F{"), "{all}");
    assert!(all.contains("b:S<u8>"), "{all}");

    let item = quote::quote!(impl S { #[cast] fn f(&self) -> #ty {} });
    assert_eq!(super::errors(&super::expand(proc_macro2::TokenStream::new(), item)).len(), 1);
}
