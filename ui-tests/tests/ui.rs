//! Compiles every file below `ui/`: what must fail fails with the text beside it, what must pass runs.
//!
//! `cargo bless-ui` takes over what rustc prints now.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use switchboard_ui_tests::tree;

const MACROS: [&str; 7] = [
    "gen_server",
    "gen_statem",
    "derive_gen_server",
    "derive_message",
    "derive_supervisor",
    "main",
    "derive_agent",
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

/// One complaint of rustc: its first line, and the lines of the user's code that its carets mark.
struct Complaint<'a> {
    title: &'a str,
    carets: Vec<&'a str>,
}

fn complaints(text: &str) -> Vec<Complaint<'_>> {
    let mut all: Vec<Complaint<'_>> = Vec::new();
    for line in text.lines() {
        if line.starts_with("error") {
            all.push(Complaint { title: line, carets: Vec::new() });
        } else if let Some(last) = all.last_mut()
            && line.contains('^')
        {
            last.carets.push(line);
        }
    }
    all
}

#[test]
fn every_error_points_at_a_token_of_the_user() {
    let mut report = String::new();
    for path in files("fail").iter().filter(|path| has(path, "stderr")) {
        let text = fs::read_to_string(path).expect("a text can be read");
        let all = complaints(&text);
        assert!(!all.is_empty(), "{}: no error", path.display());
        for complaint in all {
            let aborting = complaint.title.contains("aborting due to");
            if complaint.carets.is_empty() && !aborting {
                let _ = writeln!(report, "{}: no caret: {}", path.display(), complaint.title);
            }
        }
        // A caret below an attribute's own bracket is a macro that does not know better.
        let whole = text.lines().any(|line| {
            let marked = line.trim_start_matches(|c: char| !c.is_ascii_punctuation());
            ["#[gen_server]", "#[gen_statem"].iter().any(|name| marked.contains(name))
                && marked.contains('^')
        });
        if whole {
            let _ = writeln!(report, "{}: points at the attribute", path.display());
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_input_that_must_fail_has_its_text_and_there_are_enough() {
    let fail = files("fail");
    let inputs: Vec<_> = fail.iter().filter(|path| has(path, "rs")).collect();
    for input in &inputs {
        let text = input.with_extension("stderr");
        assert!(text.is_file(), "{} has no text", input.display());
    }
    let texts = fail.iter().filter(|path| has(path, "stderr")).count();
    assert_eq!(texts, inputs.len(), "a text without its input");
    assert!(inputs.len() >= 50, "{} inputs that must fail", inputs.len());
    let pass = files("pass").len();
    assert!(pass >= 25, "{pass} inputs that must pass");
}
