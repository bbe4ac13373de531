//! `cases.txt` maps every input that breaks macros to the files that show what ours do with it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use switchboard_ui_tests::complaint::complaints;
use switchboard_ui_tests::tree;

const LAST: usize = 170;

/// What stands behind a number.
enum Case {
    /// Files below `ui/`, without their ending.
    Files(Vec<String>),
    /// Why there is none.
    None(String),
}

/// The list.
struct Cases {
    numbered: Vec<(usize, Case)>,
    extra: Vec<String>,
}

fn cases() -> Cases {
    let text = fs::read_to_string(tree::root().join("ui-tests/cases.txt")).expect("the list");
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let numbered = lines.by_ref().take_while(|line| *line != "extra:").map(case).collect();
    Cases { numbered, extra: lines.map(str::to_owned).collect() }
}

/// `12: a/pass/b, a/fail/c (a remark)`, `12: rustc: why` or `12: not applicable: why`.
fn case(line: &str) -> (usize, Case) {
    let (number, rest) = line.split_once(": ").expect("a number and a colon");
    let number = number.parse().expect("a number");
    let reason = rest.strip_prefix("rustc: ").or_else(|| rest.strip_prefix("not applicable: "));
    if let Some(reason) = reason {
        return (number, Case::None(reason.to_owned()));
    }
    let files = rest.split_once(" (").map_or(rest, |(files, _)| files);
    (number, Case::Files(files.split(", ").map(str::to_owned).collect()))
}

/// All inputs below `ui/`, without their ending.
fn inputs() -> BTreeSet<String> {
    let root = tree::root().join("ui-tests/ui");
    let below = |folder: &Path| -> Vec<_> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.expect("a folder can be read").path()).collect()
    };
    let kinds = below(&root).into_iter().flat_map(|name| below(&name));
    let files = kinds.flat_map(|kind| below(&kind));
    let inputs = files.filter(|path| path.extension().is_some_and(|end| end == "rs"));
    let short = |path: std::path::PathBuf| {
        let short = path.strip_prefix(&root).expect("below it").with_extension("");
        short.to_str().expect("a plain name").replace('\\', "/")
    };
    inputs.map(short).collect()
}

#[test]
fn every_number_has_its_files_or_a_reason() {
    let (cases, inputs) = (cases(), inputs());
    let numbers: Vec<usize> = cases.numbered.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=LAST).collect::<Vec<_>>(), "each number once, in order");
    let mut report = String::new();
    for (number, case) in &cases.numbered {
        let missing: Vec<&str> = match case {
            Case::Files(files) => {
                files.iter().filter(|file| !inputs.contains(*file)).map(String::as_str).collect()
            }
            Case::None(reason) if reason.is_empty() => vec!["a reason"],
            Case::None(_) => Vec::new(),
        };
        if !missing.is_empty() {
            let _ = writeln!(report, "{number}: there is no {}", missing.join(", "));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_file_has_a_number_or_is_extra() {
    let (cases, inputs) = (cases(), inputs());
    let mut named: BTreeSet<String> = BTreeSet::new();
    for (_, case) in cases.numbered {
        if let Case::Files(files) = case {
            named.extend(files);
        }
    }
    for extra in &cases.extra {
        assert!(!named.contains(extra), "{extra} has a number, so it is not extra");
    }
    named.extend(cases.extra);
    let unnamed: Vec<&String> = inputs.difference(&named).collect();
    assert!(unnamed.is_empty(), "in no list: {unnamed:#?}");
    let gone: Vec<&String> = named.difference(&inputs).collect();
    assert!(gone.is_empty(), "there is no file: {gone:#?}");
}

#[test]
fn there_are_enough() {
    let inputs = inputs();
    let of = |kind: &str| inputs.iter().filter(|input| input.contains(kind)).collect::<Vec<_>>();
    let (fail, pass) = (of("/fail/"), of("/pass/"));
    let errors = |input: &&String| {
        let path = tree::root().join(format!("ui-tests/ui/{input}.stderr"));
        let text = fs::read_to_string(path).expect("an expected text");
        complaints(&text).iter().filter(|one| !one.only_counts()).count()
    };
    let errors: usize = fail.iter().map(errors).sum();
    assert!(fail.len() >= 170, "{} inputs that must fail", fail.len());
    assert!(errors >= 320, "{errors} errors");
    assert!(pass.len() >= 90, "{} inputs that must pass", pass.len());
}
