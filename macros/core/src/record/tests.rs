//! What the derive refuses, and where; what it writes.

use super::expand;
use crate::written::{self, tokens};

#[track_caller]
fn refused(item: &str, text: &str) -> String {
    written::refused(expand(tokens(item)), text)
}

#[track_caller]
fn accepted(item: &str) -> String {
    written::accepted(expand(tokens(item)))
}

#[test]
fn a_record_knows_its_key_and_its_indexes() {
    let all = accepted("pub struct S { #[key] id: K, #[index] a: A, #[index] r#type: B, c: C }");
    assert!(all.contains("type Key = K;") && all.contains("&self.id"), "{all}");
    assert!(
        all.contains(
            "INDEXES: &'static [&'static ::switchboard::__private01::str] = &[ \"a\", \"type\", ];"
        ) || all.contains("&[\"a\", \"type\"]"),
        "{all}"
    );
    for method in ["pub fn lookup_by_a<", "pub fn lookup_by_type<", "pub fn new("] {
        assert_eq!(all.matches(method).count(), 1, "{method} in {all}");
    }
    assert!(!all.contains("lookup_by_c") && !all.contains("lookup_by_id"), "{all}");
    assert!(all.contains("pub struct STable {"), "{all}");
}

#[test]
fn keys_of_the_struct_reach_the_table() {
    let all = accepted("#[record(table = Users, crate = ::otp)] struct S { #[key] id: K }");
    assert!(all.contains("struct Users {") && !all.contains("switchboard"), "{all}");
    let all = accepted("struct S { #[key] id: K, #[index(rename = mail)] email: A }");
    assert!(all.contains("fn lookup_by_mail<") && all.contains("&record.email"), "{all}");
}

#[test]
fn generics_and_bounds_are_kept() {
    let all = accepted("struct S<T: Tr, const N: usize> where T: Copy { #[key] id: [T; N] }");
    assert!(all.contains("struct STable<T: Tr, const N: usize> where T: Copy, S<"), "{all}");
    let all = refused("struct S<'a> { #[key] id: &'a str }", "they have no lifetimes");
    assert!(!all.contains("STable"), "{all}");
}

#[test]
fn a_record_has_one_key() {
    let all = refused("struct S { a: A }", "no field has `#[key]`");
    assert!(!all.contains("STable"), "{all}");
    refused("struct S { #[index] a: A }", "no field has `#[key]`");
    let all = refused("struct S { #[key] a: A, #[key] b: B }", "`a` is the key already");
    assert!(all.contains("STable"), "the first one counts: {all}");
    refused("struct S { #[key] #[key] a: A }", "given twice");
    refused("struct S { #[key(1)] a: A }", "takes nothing");
    refused("struct S { #[key] #[index] a: A }", "finds its record already");
}

#[test]
fn only_structs_with_named_fields_are_records() {
    refused("enum E { A }", "not for an enum");
    refused("union U { a: u8 }", "not for a union");
    refused("fn f() {}", "derived for a struct");
    refused("struct S(#[key] u8);", "named fields");
    refused("struct S;", "no field has");
}

#[test]
fn keys_that_do_not_fit_are_refused() {
    refused("struct S { #[key] a: A, #[index(renam = x)] b: B }", "did you mean `rename`?");
    refused("struct S { #[key] a: A, #[index(rename = 3)] b: B }", "takes a name");
    refused("#[record(tabel = X)] struct S { #[key] a: A }", "did you mean `table`?");
    let two = "struct S { #[key] a: A, #[index] b: B, #[index(rename = b)] c: C }";
    refused(two, "`b` gives a method `lookup_by_b` already");
}
