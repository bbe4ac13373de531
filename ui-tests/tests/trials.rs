//! Which test shows which trial: the page of the book is made from the tests themselves.
//!
//! `SWITCHBOARD_BLESS=1` writes the page anew.

use std::fmt::Write as _;
use std::{env, fs};

use switchboard_ui_tests::shown::tests_below;
use switchboard_ui_tests::tree;

const TRIALS: &str = "docs/trials.txt";
const PEERS: &str = "docs/trials-peers.md";
const PAGE: &str = "docs/src/inside/trials.md";

/// One trial.
struct Trial {
    number: u32,
    done: String,
    holds: String,
}

fn trials() -> Vec<Trial> {
    let text = tree::read(TRIALS).expect("the trials can be read");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let parts: Vec<&str> = line.split(" | ").collect();
            let [number, done, holds] = parts[..] else { panic!("{TRIALS}: `{line}`") };
            let number = number.parse().unwrap_or_else(|_| panic!("{TRIALS}: `{line}`"));
            Trial { number, done: done.to_owned(), holds: holds.to_owned() }
        })
        .collect()
}

/// The numbers at the beginning of a doc line that speaks of trials.
fn numbers(line: &str) -> Vec<u32> {
    let Some(doc) = line.trim_start().strip_prefix("/// Experiment") else { return Vec::new() };
    let Some((list, _)) = doc.split_once(':') else { return Vec::new() };
    let list = list.strip_prefix('s').unwrap_or(list).replace(" and ", ", ");
    let numbers: Result<Vec<u32>, _> = list.split(',').map(|part| part.trim().parse()).collect();
    numbers.unwrap_or_else(|_| panic!("`{line}` names no numbers"))
}

fn page() -> String {
    let tests = tests_below("runtime", numbers);
    let mut text = String::from(
        "# Trials\n\n\
         What is known to break libraries of actors, done to this one each time that all tests run. Most of the files\n\
         `trials_*` run their bodies on one thread, on two and on all, a thousand times with shuffled turns; where time\n\
         matters they run on a clock that stands still. What would take longer than two seconds is done less often, and in\n\
         full by `cargo trials`. `cargo long-run` is an hour of random load, after which the heap is as it was. The numbers\n\
         have gaps; from 31 on they are of what other libraries have beside actors, done to what this one has of it. This\n\
         page is made from the tests; a check keeps it in step.\n\n\
         | | what is done | what holds | shown by |\n|---|---|---|---|\n",
    );
    for Trial { number, done, holds } in trials() {
        let shown = tests
            .get(&number)
            .map_or_else(Vec::new, |tests| tests.iter().map(|test| format!("`{test}`")).collect());
        let _ = writeln!(text, "| {number} | {done} | {holds} | {} |", shown.join(", "));
    }
    text.push('\n');
    text.push_str(&tree::read(PEERS).expect("what the peers do can be read"));
    text
}

#[test]
fn the_page_is_what_the_tests_say() {
    let page = page();
    if env::var_os("SWITCHBOARD_BLESS").is_some() {
        fs::write(tree::root().join(PAGE), &page).expect("the page can be written");
    }
    let there = tree::read(PAGE).unwrap_or_default();
    assert!(there == page, "{PAGE} is out of step: run `cargo bless-trials`");
}

#[test]
fn every_trial_is_shown_and_every_number_is_a_trial() {
    let known: Vec<u32> = trials().into_iter().map(|trial| trial.number).collect();
    let shown: Vec<u32> = tests_below("runtime", numbers).into_keys().collect();
    assert_eq!(shown, known);
}

#[test]
fn numbers_are_found_where_a_doc_line_speaks_of_trials() {
    assert_eq!(numbers("/// Experiment 12: what"), [12]);
    assert_eq!(numbers("    /// Experiments 7 and 21: what"), [7, 21]);
    assert!(numbers("/// what Experiment 12: not").is_empty());
}
