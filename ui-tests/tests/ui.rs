//! Compiles every file below `ui/`: what must fail fails with the text beside it, what must pass runs.
//!
//! `cargo bless-ui` takes over what rustc prints now.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use switchboard_ui_tests::complaint::{Complaint, complaints};
use switchboard_ui_tests::source::has_word;
use switchboard_ui_tests::tree;

const MACROS: [&str; 8] = [
    "gen_server",
    "gen_statem",
    "derive_gen_server",
    "derive_message",
    "derive_supervisor",
    "main",
    "derive_agent",
    "protocol",
];

#[test]
fn inputs_of_the_macros() {
    let cases = trybuild::TestCases::new();
    for name in MACROS {
        cases.compile_fail(format!("ui/{name}/fail/*.rs"));
        if tree::root().join(format!("ui-tests/ui/{name}/pass")).is_dir() {
            cases.pass(format!("ui/{name}/pass/*.rs"));
        }
    }
}

/// The files of one kind, by their paths.
fn files(kind: &str) -> Vec<PathBuf> {
    let folders = MACROS.iter().map(|name| tree::root().join("ui-tests/ui").join(name).join(kind));
    let read = folders.filter_map(|folder| fs::read_dir(folder).ok());
    let mut all: Vec<PathBuf> =
        read.flatten().map(|entry| entry.expect("a folder can be read").path()).collect();
    all.sort();
    all
}

fn has(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// Expected texts that are not yet as they should be, each with what is wrong. An entry that is not
/// needed any more fails as well.
const NOT_YET: [(&str, &str); 19] = [
    (LINE, "derive_supervisor/fail/child_that_is_no_server"),
    (NAME, "derive_message/fail/reply_that_is_not_send"),
    (NAME, "gen_server/fail/call_for_a_cast"),
    (NAME, "gen_server/fail/handler_without_message"),
    (NAME, "gen_server/fail/two_impls"),
    (NAME, "gen_server/fail/state_that_is_not_send"),
    (NAME, "gen_server/fail/two_infos_of_one_type"),
    (NAME, "gen_server/fail/wrong_use_of_a_handle"),
    (NAME, "gen_statem/fail/call_without_handler"),
    (NAME, "gen_statem/fail/init_without_state"),
    (NAME, "gen_statem/fail/pair_without_handler"),
    (NAME, "gen_statem/fail/postponed_and_not_clone"),
    (NAME, "gen_statem/fail/state_without_handlers"),
    (NAME, "gen_server/fail/info_that_nobody_handles"),
    (NAME, "gen_server/fail/no_init_and_no_default"),
    (NAME, "gen_server/fail/own_type_that_is_not_send"),
    (NAME, "main/fail/strange_result"),
    (NAME, "protocol/fail/own_type_that_is_not_send"),
    (NAME, "protocol/fail/wrong_use_of_a_handle"),
];

const LINE: &str = "a whole line";
const NAME: &str = "a generated name";

/// What the compiler says about the user's own impl, whatever a macro did.
const OF_THE_COMPILER: [&str; 2] = ["error[E0046]", "error[E0390]"];

/// What is wrong with each expected text.
fn faults(find: impl Fn(&str, &str) -> Vec<String>, name: &str) {
    let mut report = String::new();
    for path in files("fail").iter().filter(|path| has(path, "stderr")) {
        let text = fs::read_to_string(path).expect("a text can be read");
        let input = fs::read_to_string(path.with_extension("rs")).expect("an input can be read");
        let short = path.strip_prefix(tree::root().join("ui-tests/ui")).expect("below it");
        let short = short.with_extension("");
        let excused = NOT_YET.iter().any(|(what, file)| Path::new(file) == short && *what == name);
        let found = find(&text, &input);
        for fault in found.iter().filter(|_| !excused) {
            let _ = writeln!(report, "{}: {fault}", short.display());
        }
        if excused && found.is_empty() {
            let _ = writeln!(report, "{}: is as it should be now: {name}", short.display());
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_error_points_at_a_token_of_the_user() {
    let unmarked = |text: &str, _: &str| {
        let all = complaints(text);
        let all = all.iter().filter(|one| !one.only_counts());
        all.filter(|one| !one.has_caret()).map(|one| one.title.to_owned()).collect()
    };
    faults(unmarked, "no caret");
}

#[test]
fn no_error_points_at_a_whole_attribute_or_impl() {
    let whole = |text: &str, _: &str| {
        let all = complaints(text);
        let ours = |one: &&Complaint<'_>| {
            !OF_THE_COMPILER.iter().any(|code| one.title.starts_with(code))
                && (one.marked_wholly().iter().any(|line| is_large(line))
                    || one.spans_lines() && one.code().iter().any(|line| is_large(line)))
        };
        all.iter().filter(ours).map(|one| one.title.to_owned()).collect()
    };
    faults(whole, LINE);
}

/// An attribute, a derive, an impl or a type: what holds more than one mistake can be about.
fn is_large(line: &str) -> bool {
    let words = ["#[", "impl ", "impl<", "struct ", "enum ", "pub struct ", "pub enum "];
    words.iter().any(|word| line.starts_with(word))
}

#[test]
fn no_error_names_what_the_user_did_not_write() {
    let named = |text: &str, input: &str| {
        let generated = generated_names(input);
        let lines: Vec<&str> = text.lines().collect();
        let mut found = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            // Below the bar is the user's code, and a note may lead into ours.
            let next = lines.get(index + 1).map_or("", |next| next.trim_start());
            let start = line.trim_start();
            let leads_to_us = next.starts_with("--> $WORKSPACE") || start.starts_with("-->");
            // Help of ours that names something names it on purpose.
            let is_help = line.starts_with("       help: ");
            if leads_to_us || is_help || start.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let internal = ["__private", "__reply_", "__cast_", "gs_"];
            let internal = internal.iter().find(|name| begins_a_word(line, name));
            let name = internal.copied().or_else(|| {
                let mut names = generated.iter().map(String::as_str);
                names.find(|name| has_word(line, name) && !has_word(input, name))
            });
            found.extend(name.map(|name| format!("`{name}` in: {}", line.trim())));
        }
        found
    };
    faults(named, NAME);
}

fn begins_a_word(line: &str, name: &str) -> bool {
    let before = |at: usize| line[..at].chars().next_back();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| !before(at).is_some_and(word))
}

/// The names that are made out of the names of the user's types.
fn generated_names(input: &str) -> Vec<String> {
    let ends = [
        "Call",
        "Cast",
        "Info",
        "Continue",
        "Internal",
        "Ref",
        "Agent",
        "ProtocolRef",
        "ProtocolServer",
    ];
    let words: Vec<&str> = input.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| ["struct", "enum", "trait"].contains(&pair[0]));
    let types = pairs.map(|pair| pair[1].split(|c: char| !c.is_alphanumeric() && c != '_').next());
    let types = types.map(Option::unwrap_or_default);
    types.flat_map(|name| ends.map(|end| format!("{name}{end}"))).collect()
}

#[test]
fn every_input_that_must_fail_has_its_text() {
    let fail = files("fail");
    let inputs: Vec<_> = fail.iter().filter(|path| has(path, "rs")).collect();
    for input in &inputs {
        let text = input.with_extension("stderr");
        assert!(text.is_file(), "{} has no text", input.display());
    }
    let texts = fail.iter().filter(|path| has(path, "stderr")).count();
    assert_eq!(texts, inputs.len(), "a text without its input");
}
