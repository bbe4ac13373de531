//! What the derive refuses, and what it writes.

use super::{expand, snake};
use crate::written::{self, tokens};

fn flat(item: &str) -> String {
    written::flat(expand(tokens(item)))
}

#[track_caller]
fn refused(item: &str, text: &str) -> String {
    written::refused(expand(tokens(item)), text)
}

#[test]
fn names_are_in_snake_case() {
    for (camel, expected) in [
        ("Add", "add"),
        ("GetAll", "get_all"),
        ("GetURL", "get_url"),
        ("URLOf2", "url_of2"),
        ("A", "a"),
    ] {
        assert_eq!(snake(camel), expected);
    }
}

#[test]
fn every_variant_has_a_name_and_a_promise() {
    let all =
        flat("enum M { #[call(reply = u64)] AddTo { by: u64 }, #[cast] Reset, #[call] Sync {} }");
    for text in [
        "impl ::switchboard::Message for M",
        "Self::AddTo { .. } => \"add_to\"",
        "Self::Reset { .. } => \"reset\"",
        "pub fn __reply_add_to(gs_reply: u64) -> u64",
        "pub fn __reply_reset( gs_reply: ::switchboard::__private01::NobodyWaits,",
        "pub fn __reply_sync(gs_reply: ()) -> ()",
    ] {
        assert!(all.contains(text), "{text} in {all}");
    }
}

#[test]
fn an_enum_without_variants_is_matched_by_value() {
    assert!(flat("enum M {}").contains("match *self {}"));
}

#[test]
fn generics_and_raw_names_are_kept() {
    let all = flat("enum M<T: Send + 'static> { #[cast] r#Try { value: T } }");
    assert!(all.contains("for M<T>"), "{all}");
    assert!(all.contains("\"try\""), "{all}");
}

#[test]
fn only_enums_hold_messages() {
    refused("struct S;", "not for a struct");
    refused("union U { a: u8 }", "not for a union");
}

#[test]
fn tuple_variants_are_refused() {
    refused("enum M { #[cast] Add(u64) }", "name the fields");
}

#[test]
fn a_variant_is_a_call_or_a_cast() {
    refused("enum M { Add }", "`Add` is neither a call nor a cast");
    refused("enum M { #[call] #[cast] Add }", "either a call or a cast");
    refused("enum M { #[cast] #[cast] Add }", "given twice");
    refused("enum M { #[cast(reply = u8)] Add }", "no keys");
}

#[test]
fn a_variant_whose_handler_another_one_has_stays() {
    let all = refused("enum M { #[cast] GetUrl, #[cast] GetURL }", "both belong to a handler");
    assert!(all.contains("Self::GetURL"), "{all}");
}

#[test]
fn the_reply_is_a_type() {
    refused("enum M { #[call(reply = 3)] Add }", "`reply` takes a type");
    refused("enum M { #[call(repyl = u8)] Add }", "did you mean `reply`?");
}

#[test]
fn two_variants_of_one_handler_are_refused() {
    refused("enum M { #[cast] GetA, #[cast] Get_A }", "both belong to a handler `get_a`");
}

#[test]
fn the_crate_can_have_another_name() {
    let all = flat("#[message(crate = crate::otp)] enum M { #[call(reply = u8)] A }");
    assert!(!all.contains("switchboard"), "{all}");
}
