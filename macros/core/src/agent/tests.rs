//! What the derive refuses, and where; what it writes.

use super::expand;
use crate::written::{self, tokens};

fn flat(item: &str) -> String {
    written::flat(expand(tokens(item)))
}

#[track_caller]
fn refused(item: &str, text: &str) -> String {
    written::refused(expand(tokens(item)), text)
}

#[track_caller]
fn accepted(item: &str) -> String {
    written::accepted(expand(tokens(item)))
}

#[test]
fn each_key_of_a_field_is_a_method() {
    let all =
        accepted("pub struct S { #[agent(get, set, update)] a: A, #[agent(get)] b: B, c: C }");
    for method in ["pub fn a(", "pub fn set_a(", "pub fn update_a<", "pub fn b("] {
        assert_eq!(all.matches(method).count(), 1, "{method} in {all}");
    }
    for method in ["fn set_b(", "fn update_b<", "fn c("] {
        assert!(!all.contains(method), "{method} in {all}");
    }
    let known = "where for<'gs> S: ::switchboard::__private01::AgentState,";
    for part in [
        format!("pub struct SAgent {known} {{ agent: ::switchboard::AgentRef<S>, }}"),
        format!(
            "impl ::switchboard::Supervised for S {known} {{ type Handle = SAgent; type Sort = "
        ),
    ] {
        assert!(all.contains(&part), "{all}");
    }
}

#[test]
fn the_handle_is_as_visible_as_the_struct() {
    let all = accepted("pub(crate) struct S { #[agent(set)] pub a: A }");
    assert!(all.contains("pub(crate) struct SAgent") && all.contains("pub(crate) fn set_a("));
}

#[test]
fn keys_of_the_struct_reach_the_agent() {
    let item = "struct S { #[agent(get)] a: A }";
    let all = accepted(&format!("#[agent(name = \"s\", timeout = \"2s\", handle = Keep)] {item}"));
    assert!(all.contains("struct Keep where"), "{all}");
    assert!(all.contains("__private01::Some(\"s\"), \"S\", false, init"), "{all}");
    assert!(all.contains("Duration::new(2u64, 0u32)"), "{all}");
    let all = accepted(&format!("#[agent(timeout = infinity, crate = ::otp)] {item}"));
    assert!(all.contains("::otp::__private01::Duration::MAX"), "{all}");
    assert!(!all.contains("switchboard"), "{all}");
}

#[test]
fn documentation_of_a_field_is_that_of_its_getter() {
    let all = accepted("struct S { /** How it looks. */ #[agent(get, set)] a: A }");
    assert_eq!(all.matches("How it looks.").count(), 1, "{all}");
    assert!(all.contains("Sets the field `a`."), "{all}");
}

#[test]
fn raw_and_renamed_fields_keep_their_fields() {
    let all = accepted("struct S { #[agent(get, set)] r#type: A, #[agent(set, rename = x)] b: B }");
    assert!(all.contains("fn r#type(") && all.contains("fn set_type("), "{all}");
    assert!(all.contains("fn set_x(") && all.contains("state.b = value"), "{all}");
}

#[test]
fn generics_and_bounds_are_kept() {
    let all = accepted("struct S<T: Tr, const N: usize> where T: Copy { #[agent(get)] a: [T; N] }");
    assert!(all.contains("struct SAgent<T: Tr, const N: usize> where T: Copy, S<T, N>:"), "{all}");
    assert!(!all.contains("use<"), "an expansion captures what it can: {all}");
    let all = refused("struct S<'a> { #[agent(get)] a: &'a str }", "it has no lifetimes");
    assert!(!all.contains("SAgent"), "{all}");
}

#[test]
fn only_structs_with_named_fields_have_methods() {
    refused("enum E { A }", "not for an enum");
    refused("union U { a: u8 }", "not for a union");
    refused("fn f() {}", "derived for a struct");
    refused("struct S(#[agent(get)] u8);", "named fields");
    refused("struct S { a: u8 }", "no field has");
}

#[test]
fn a_field_says_what_can_be_done_with_it() {
    refused("struct S { #[agent] a: A }", "no method");
    refused("struct S { #[agent(get = false)] a: A }", "no method");
    refused("struct S { #[agent(rename = x)] a: A }", "no method");
    refused("struct S { #[agent(get)] #[agent(set)] a: A }", "given twice");
    refused("struct S { #[agent(get, get)] a: A }", "given twice");
    refused("struct S { #[agent(gte)] a: A }", "did you mean `get`?");
    refused("struct S { #[agent(get = 3)] a: A }", "nothing, `true` or `false`");
    refused("struct S { #[agent(get, rename = 3)] a: A }", "takes a name");
    refused("struct S { #[agent = 3] a: A }", "keys in parentheses");
}

#[test]
fn two_methods_cannot_have_one_name() {
    refused(
        "struct S { #[agent(set)] a: A, #[agent(get)] set_a: A }",
        "`a` gives a method `set_a`",
    );
    refused("struct S { #[agent(get)] agent: A }", "every handle has a method `agent`");
    accepted("struct S { #[agent(get, rename = keeper)] agent: A }");
    accepted("struct S { #[agent(set)] agent: A }");
}

#[test]
fn keys_of_the_struct_are_checked() {
    let item = "struct S { #[agent(get)] a: A }";
    for (keys, text) in [
        ("name = \"\"", "must not be empty"),
        ("name = s", "takes a string"),
        ("timeout = 5", "timeout = \\\"5ms\\\""),
        ("timeot = \"5s\"", "did you mean `timeout`?"),
        ("handle = \"x\"", "takes a name"),
        ("crate = otp", "starts at the root"),
    ] {
        let all = refused(&format!("#[agent({keys})] {item}"), text);
        assert!(all.contains("struct SAgent"), "{all}");
    }
}

#[test]
fn all_errors_come_out_together_and_the_sound_methods_stay() {
    let all = flat("#[agent(zzz)] struct S { #[agent] a: A, #[agent(get, zzz)] b: B }");
    assert_eq!(all.matches("compile_error").count(), 3, "{all}");
    assert!(all.contains("fn b("), "{all}");
}
