//! Compiles every file below `ui/`: what must fail fails with the text beside it, what must pass runs.
//!
//! `cargo bless-ui` takes over what rustc prints now.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use switchboard_ui_tests::complaint::{Complaint, complaints};
use switchboard_ui_tests::source::has_word;
use switchboard_ui_tests::tree;

const MACROS: [&str; 10] = [
    "gen_server",
    "gen_statem",
    "derive_gen_server",
    "derive_message",
    "derive_supervisor",
    "main",
    "test",
    "derive_agent",
    "derive_record",
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

/// Expected texts that cannot be as the others are, each with what is wrong and why it stays so. An
/// entry that is not needed any more fails as well.
const BY_THE_COMPILER: [(&str, &str, &str); 4] = [
    (
        NAME,
        "gen_server/fail/two_impls",
        "every item that is there twice is reported on its own, and one expansion knows nothing of \
         another: the first of the errors says what to do, by the name of its item",
    ),
    (
        NAME,
        "gen_server/fail/own_type_that_is_not_send",
        "`Send` is looked for in every field of the enum of messages as well: an answer that was given \
         at the field cannot be a bound of the enum, for a message may hold a handle of its own server",
    ),
    (
        NAME,
        "gen_server/fail/cast_that_is_awaited",
        "what is no future is named by its type, and the message in a `CastError` has one",
    ),
    (
        NAME,
        "protocol/fail/wrong_use_of_a_handle",
        "what is no future is named by its type, and the message in a `CastError` has one",
    ),
];

const LINE: &str = "a whole line";
const NAME: &str = "a generated name";

/// What the compiler says without a code.
const OF_RUSTC: [&str; 12] = [
    "`...` is not supported",
    "associated function in `impl` without body",
    "attribute value must be",
    "cannot find attribute",
    "deprecated",
    "expected ",
    "future cannot be sent",
    "generic ",
    "implementation of ",
    "unexpected token",
    "unused ",
    "use of deprecated",
];

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
        let excused =
            BY_THE_COMPILER.iter().any(|(what, file, _)| Path::new(file) == short && *what == name);
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
fn every_text_of_ours_says_what_is_wrong_and_what_to_write() {
    let silent = |text: &str, _: &str| {
        let all = complaints(text);
        let low = |text: &str| text.starts_with(|c: char| c == '`' || c.is_lowercase());
        // What the compiler says by itself has a code, or is one of a few.
        let ours = all.iter().filter(|one| !one.only_counts()).filter_map(|one| {
            let what = one.title.strip_prefix("error: ")?;
            (!OF_RUSTC.iter().any(|known| what.starts_with(known))).then_some((what, one))
        });
        let bad = ours.filter(|(what, one)| {
            let help = one.help.iter().find_map(|line| line.trim_start().strip_prefix("help: "));
            !low(what) || !help.is_some_and(low)
        });
        bad.map(|(what, _)| what.to_owned()).collect()
    };
    faults(silent, "no help");
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
