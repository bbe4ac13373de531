//! House rules that no linter knows; each failure names file, line and rule.

use std::fmt::Write as _;
use std::path::Path;

use switchboard_ui_tests::source::{Line, Source, has_word};
use switchboard_ui_tests::tree;

const MOST_CODE: usize = 400;
const MOST_LINES: usize = 800;
const MOST_FUNCTION: usize = 60;

/// The files that loom covers.
const UNSAFE: [&str; 3] = [
    "runtime/src/process/cell.rs",
    "runtime/src/process/mailbox/beside.rs",
    "runtime/src/process/mailbox/queue.rs",
];

/// What those files may have together: few enough lines that one reader holds all of the argument.
const MOST_UNSAFE_CODE: usize = 600;

/// The loom tests over each of them, in these files.
const LOOM: [&str; 3] = [
    "runtime/src/process/loom_tests.rs",
    "runtime/src/process/loom_tests/beside.rs",
    "runtime/src/process/loom_tests/end.rs",
];
const PROVEN: [(&str, &[&str]); 3] = [
    (
        "runtime/src/process/cell.rs",
        &[
            "loom_two_callers_never_hold_at_once",
            "loom_a_caller_and_the_task_never_hold_at_once",
            "loom_work_that_a_caller_leaves_is_done_before_anyone_enters",
            "loom_the_end_waits_for_a_caller_and_is_woken_by_it",
        ],
    ),
    (
        "runtime/src/process/mailbox/queue.rs",
        &[
            "loom_mail_that_comes_while_the_task_rests_is_handled",
            "loom_a_message_is_accepted_and_found_or_comes_back",
        ],
    ),
    (
        "runtime/src/process/mailbox/beside.rs",
        &[
            "loom_those_who_send_to_a_process_at_rest_are_all_heard",
            "loom_it_is_let_fall_once_or_comes_back_when_the_task_is_dropped",
            "loom_the_task_and_the_end_do_not_both_take_it",
        ],
    ),
];

/// Decisions: what they get is what they know.
const PURE: [&str; 4] = [
    "runtime/src/supervisor/strategy.rs",
    "runtime/src/supervisor/intensity.rs",
    "runtime/src/schedule/next.rs",
    "runtime/src/schedule/policy.rs",
];

/// The test of the library's own `sleep`.
const SLEEPY: [&str; 1] = ["runtime/tests/process_sleep.rs"];

/// A broken rule: the index of a line, and what is wrong there.
type Broken = (usize, String);

fn sources() -> Vec<Source> {
    let paths = tree::files("rs").expect("the tree can be read");
    let parse = |path| Source::parse(&path, &tree::read(&path).expect("a file can be read"));
    paths.into_iter().map(parse).collect()
}

/// Applies one rule to every file and fails with all that break it.
fn check(rule: impl Fn(&Source) -> Vec<Broken>) {
    let mut report = String::new();
    for source in sources() {
        for (index, what) in rule(&source) {
            let _ = writeln!(report, "{}:{}: {what}", source.path.display(), index + 1);
        }
    }
    assert!(report.is_empty(), "\n\n{report}");
}

/// The lines that `bad` finds something in.
fn lines(source: &Source, bad: impl Fn(usize, &Line) -> Option<String>) -> Vec<Broken> {
    let found = source.lines.iter().enumerate();
    found.filter_map(|(index, line)| Some((index, bad(index, line)?))).collect()
}

fn is(source: &Source, paths: &[&str]) -> bool {
    paths.iter().any(|path| source.path == Path::new(path))
}

fn opens_with_its_purpose(source: &Source) -> Vec<Broken> {
    let first = source.lines.first().map_or("", |line| line.raw.as_str());
    let purpose = first.strip_prefix("//!").is_some_and(|text| !text.trim().is_empty());
    if purpose || first.starts_with("#!") {
        return Vec::new();
    }
    vec![(0, "the first line says with `//!` what the file is for".into())]
}

fn is_of_a_readable_size(source: &Source) -> Vec<Broken> {
    let (code, all) = (source.code_lines(), source.lines.len());
    let mut broken = Vec::new();
    if code > MOST_CODE {
        let what =
            format!("{code} lines of code, {MOST_CODE} are allowed: split it by what it is about");
        broken.push((0, what));
    }
    if all > MOST_LINES {
        broken.push((
            0,
            format!("{all} lines, {MOST_LINES} are allowed: split it by what it is about"),
        ));
    }
    broken
}

fn has_short_functions(source: &Source) -> Vec<Broken> {
    let long = source.functions().into_iter().filter(|f| f.lines.len() > MOST_FUNCTION);
    long.map(|f| {
        let what = format!("`{}` has {} lines, {MOST_FUNCTION} are allowed", f.name, f.lines.len());
        (f.lines.start, what)
    })
    .collect()
}

fn leaves_nothing_undone(source: &Source) -> Vec<Broken> {
    lines(source, |_, line| {
        let code: String = line.code.split_whitespace().collect();
        if let Some(name) = ["todo!", "unimplemented!"].iter().find(|name| has_word(&code, name)) {
            return Some(format!("`{name}` is no code: write it, or leave the item out"));
        }
        if code.contains("#[ignore") || code.contains("cfg_attr(") && has_word(&code, "ignore") {
            return Some("an ignored test shows nothing: mend it or delete it".into());
        }
        let note = ["TODO", "FIXME"].iter().find(|note| has_word(&line.comment, note))?;
        Some(format!("`{note}`: open work is an issue, not a comment"))
    })
}

fn runs_its_examples(source: &Source) -> Vec<Broken> {
    lines(source, |_, line| {
        let (_, kind) = line.comment.split_once("```")?;
        let ignored = kind.split(',').any(|word| word.trim().starts_with("ignore"));
        ignored.then(|| "an ignored example is not compiled: make it run, or `no_run`".into())
    })
}

fn does_not_sleep_in_tests(source: &Source) -> Vec<Broken> {
    if is(source, &SLEEPY) {
        return Vec::new();
    }
    let sleeps = ["sleep", "sleep_until", "sleep_ms"];
    lines(source, |index, line| {
        let name = sleeps.iter().find(|name| has_word(&line.code, name))?;
        let what =
            format!("`{name}` in a test: pause the clock and advance it, or wait at a barrier");
        source.is_test(index).then_some(what)
    })
}

fn keeps_unsafe_in_its_place(source: &Source) -> Vec<Broken> {
    lines(source, |_, line| {
        // The macros name the keyword to refuse it.
        let code = line.code.replace("Token![unsafe]", "");
        let stray = has_word(&code, "unsafe") && !is(source, &UNSAFE);
        stray
            .then(|| format!("`unsafe` belongs in {} only, where loom looks", UNSAFE.join(" and ")))
    })
}

/// Each `unsafe` has its argument in the comment above it, or above the attribute that allows it.
fn argues_for_unsafe(source: &Source) -> Vec<Broken> {
    if !is(source, &UNSAFE) {
        return Vec::new();
    }
    lines(source, |index, line| {
        if !has_word(&line.code, "unsafe") {
            return None;
        }
        let begins = index.saturating_sub(8);
        let argued =
            source.lines[begins..index].iter().any(|line| line.comment.contains("SAFETY:"));
        (!argued).then(|| "`unsafe` without a `SAFETY:` comment above it".into())
    })
}

fn decides_without_time_or_tasks(source: &Source) -> Vec<Broken> {
    if !is(source, &PURE) {
        return Vec::new();
    }
    // Its tests need a clock to get an instant from.
    lines(source, |index, line| {
        if source.is_test(index) {
            return None;
        }
        let words = ["async", "await", "Instant::now", "clock::now"];
        let word = words.iter().find(|word| has_word(&line.code, word))?;
        Some(format!("`{word}`: a decision gets the time as an argument and waits for nothing"))
    })
}

fn knows_nothing_above_the_process(source: &Source) -> Vec<Broken> {
    if !source.path.starts_with("runtime/src/process") {
        return Vec::new();
    }
    lines(source, |_, line| {
        let above = ["crate::gen_server", "crate::supervisor", "crate::task"];
        let name = above.iter().find(|name| has_word(&line.code, name))?;
        Some(format!("`{name}`: the process core knows nothing of what is built on it"))
    })
}

#[test]
fn every_file_opens_with_its_purpose() {
    check(opens_with_its_purpose);
}

#[test]
fn every_file_is_of_a_readable_size() {
    check(is_of_a_readable_size);
}

#[test]
fn functions_are_short() {
    check(has_short_functions);
}

#[test]
fn nothing_is_left_undone() {
    check(leaves_nothing_undone);
}

#[test]
fn no_example_is_ignored() {
    check(runs_its_examples);
}

#[test]
fn tests_do_not_sleep() {
    check(does_not_sleep_in_tests);
}

#[test]
fn unsafe_stays_where_it_is_proven() {
    check(keeps_unsafe_in_its_place);
}

#[test]
fn unsafe_has_its_argument() {
    check(argues_for_unsafe);
}

#[test]
fn the_files_with_unsafe_are_few_lines() {
    let code: usize =
        sources().iter().filter(|file| is(file, &UNSAFE)).map(Source::code_lines).sum();
    assert!(
        code <= MOST_UNSAFE_CODE,
        "{} have {code} lines of code together, {MOST_UNSAFE_CODE} are allowed",
        UNSAFE.join(" and ")
    );
}

#[test]
fn each_file_with_unsafe_has_its_loom_tests() {
    let tests = LOOM.map(|file| tree::read(file).expect("the loom tests can be read")).concat();
    for file in UNSAFE {
        let named = PROVEN.iter().find(|(proven, _)| *proven == file).map_or(&[][..], |(_, by)| by);
        assert!(!named.is_empty(), "{file} has no loom test in the list of tidy.rs");
        for test in named {
            assert!(
                tests.contains(&format!("fn {test}(")),
                "{} have no `{test}`",
                LOOM.join(" and ")
            );
        }
    }
}

#[test]
fn decisions_are_pure() {
    check(decides_without_time_or_tasks);
}

#[test]
fn the_process_core_stands_alone() {
    check(knows_nothing_above_the_process);
}

/// A rule about a file that has moved would hold for ever.
#[test]
fn the_files_that_rules_name_exist() {
    let missing: Vec<_> = UNSAFE
        .iter()
        .chain(&PURE)
        .chain(&SLEEPY)
        .filter(|path| !tree::root().join(path).is_file())
        .collect();
    assert!(missing.is_empty(), "tidy.rs has rules about files that are not there: {missing:?}");
}

/// What a rule says about a file with this text.
fn says(rule: impl Fn(&Source) -> Vec<Broken>, path: &str, text: &str) -> Vec<usize> {
    rule(&Source::parse(path, text)).into_iter().map(|(index, _)| index + 1).collect()
}

#[test]
fn each_rule_sees_what_it_forbids() {
    assert_eq!(says(opens_with_its_purpose, "a.rs", "use b;\n"), [1]);
    assert_eq!(says(opens_with_its_purpose, "a.rs", "//! A.\n"), []);
    assert_eq!(says(is_of_a_readable_size, "a.rs", &"a;\n".repeat(401)), [1]);
    assert_eq!(says(is_of_a_readable_size, "a.rs", &"a;\n\n".repeat(400)), []);
    assert_eq!(says(is_of_a_readable_size, "a.rs", &"//\n".repeat(801)), [1]);
    let long = |inner| format!("\nfn a() {{\n{}}}\n", "b();\n".repeat(inner));
    assert_eq!(says(has_short_functions, "a.rs", &long(59)), [2]);
    assert_eq!(says(has_short_functions, "a.rs", &long(58)), []);
    assert_eq!(says(leaves_nothing_undone, "a.rs", "a();\ntodo!();\n"), [2]);
    assert_eq!(says(leaves_nothing_undone, "a.rs", "#[ignore = \"slow\"]\n"), [1]);
    assert_eq!(says(leaves_nothing_undone, "a.rs", "#[cfg_attr(miri, ignore)]\n"), [1]);
    assert_eq!(says(leaves_nothing_undone, "a.rs", "// FIXME later\nlet a = \"TODO\";\n"), [1]);
    assert_eq!(says(runs_its_examples, "a.rs", "/// ```ignore\n/// ```\n"), [1]);
}

#[test]
fn each_rule_about_places_looks_at_the_place() {
    let sleepy = "async fn a() {\n    tokio::time::sleep(d).await;\n}\n";
    assert_eq!(says(does_not_sleep_in_tests, "runtime/tests/a.rs", sleepy), [2]);
    assert_eq!(says(does_not_sleep_in_tests, "examples/a.rs", sleepy), []);
    let stray = "#![forbid(unsafe_code)]\nunsafe { a() }\n";
    assert_eq!(says(keeps_unsafe_in_its_place, "runtime/src/a.rs", stray), [2]);
    assert_eq!(says(keeps_unsafe_in_its_place, UNSAFE[0], stray), []);
    assert_eq!(says(argues_for_unsafe, UNSAFE[0], stray), [2]);
    let argued = "// SAFETY: nobody else has it.\n#[expect(unsafe_code)]\nunsafe { a() }\n";
    assert_eq!(says(argues_for_unsafe, UNSAFE[0], argued), []);
    let hasty = "async fn a() {}\n// async\nlet b = Instant::now();\n";
    assert_eq!(says(decides_without_time_or_tasks, PURE[0], hasty), [1, 3]);
    let tested = format!("a();\n#[cfg(test)]\nmod tests {{\n{hasty}}}\n");
    assert_eq!(says(decides_without_time_or_tasks, PURE[0], &tested), []);
    assert_eq!(says(decides_without_time_or_tasks, "runtime/src/a.rs", hasty), []);
    let upward = "use crate::clock;\nuse crate::gen_server::Context;\n";
    assert_eq!(says(knows_nothing_above_the_process, "runtime/src/process/a.rs", upward), [2]);
    assert_eq!(says(knows_nothing_above_the_process, "runtime/src/task/a.rs", upward), []);
}
