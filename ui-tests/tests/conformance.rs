//! Which test shows which behaviour of OTP: the table in the book is made from the tests themselves.
//!
//! `SWITCHBOARD_BLESS=1` writes the table anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs};

use switchboard_ui_tests::shown::tests_below;
use switchboard_ui_tests::tree;

const ITEMS: &str = "docs/conformance.txt";
const TABLE: &str = "docs/src/conformance.md";

/// One behaviour.
struct Item {
    number: String,
    class: String,
    area: String,
    /// Where it is shown, when that is no test of the runtime.
    elsewhere: Option<String>,
}

fn items() -> Vec<Item> {
    let text = tree::read(ITEMS).expect("the items can be read");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut parts = line.splitn(4, ' ').map(str::to_owned);
            let mut next = || parts.next();
            let (Some(number), Some(class), Some(area)) = (next(), next(), next()) else {
                panic!("{ITEMS}: `{line}` has no number, class and area")
            };
            Item { number, class, area: area.replace('-', " "), elsewhere: next() }
        })
        .collect()
}

/// The numbers at the beginning of a doc line, if it begins with some.
fn numbers(line: &str) -> Vec<String> {
    let Some((list, _)) =
        line.trim_start().strip_prefix("/// ").and_then(|doc| doc.split_once(':'))
    else {
        return Vec::new();
    };
    let parts: Vec<&str> = list.split(',').map(str::trim).collect();
    let is_number = |part: &&str| {
        let digits = part.strip_prefix('Z').unwrap_or(part);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let leading = parts.iter().take_while(|part| is_number(part));
    leading.map(|part| (*part).to_owned()).collect()
}

/// The tests of the runtime by the numbers in their doc lines.
fn tests() -> BTreeMap<String, Vec<String>> {
    tests_below("runtime/tests", numbers)
}

fn table() -> String {
    let (items, tests) = (items(), tests());
    let mut text = String::from(
        "# Conformance\n\n\
         The behaviours that the suites of Erlang and Elixir establish, by number, and the test of the runtime that\n\
         shows each. Class C is the core, X what a serious user expects, N is nice to have. This page is made from the\n\
         tests; a check keeps it in step.\n",
    );
    let mut area = "";
    for item in &items {
        if item.area != area {
            area = &item.area;
            let mut title = area.to_owned();
            title[..1].make_ascii_uppercase();
            let _ = write!(text, "\n## {title}\n\n| number | class | shown by |\n|---|---|---|\n");
        }
        let shown = match (tests.get(&item.number), &item.elsewhere) {
            (Some(tests), _) => {
                tests.iter().map(|test| format!("`{test}`")).collect::<Vec<_>>().join(", ")
            }
            (None, Some(elsewhere)) => elsewhere.clone(),
            (None, None) => "open".to_owned(),
        };
        let _ = writeln!(text, "| {} | {} | {shown} |", item.number, item.class);
    }
    text
}

#[test]
fn the_table_is_what_the_tests_say() {
    let table = table();
    if env::var_os("SWITCHBOARD_BLESS").is_some() {
        fs::write(tree::root().join(TABLE), &table).expect("the table can be written");
    }
    let there = tree::read(TABLE).unwrap_or_default();
    assert!(there == table, "{TABLE} is out of step: run `cargo bless-conformance`");
}

#[test]
fn no_test_shows_an_item_that_does_not_exist() {
    let known: Vec<String> = items().into_iter().map(|item| item.number).collect();
    for (number, tests) in tests() {
        assert!(known.contains(&number), "{tests:?} show {number}, which is no item of {ITEMS}");
    }
}

#[test]
fn every_core_item_and_every_expected_one_is_shown() {
    let tests = tests();
    let missing: Vec<String> = items()
        .into_iter()
        .filter(|item| item.class != "N" && item.elsewhere.is_none())
        .filter(|item| !tests.contains_key(&item.number))
        .map(|item| format!("{} ({}, {})", item.number, item.class, item.area))
        .collect();
    assert!(missing.is_empty(), "not shown by any test: {missing:#?}");
}

#[test]
fn numbers_are_found_where_a_doc_line_begins_with_them() {
    assert_eq!(numbers("/// 12: what"), ["12"]);
    assert_eq!(numbers("    /// 12, Z3, 14: what"), ["12", "Z3", "14"]);
    assert_eq!(numbers("/// 86, 94, the moment after: what"), ["86", "94"]);
    assert!(numbers("/// what 12: not").is_empty() && numbers("// 12: not").is_empty());
}
