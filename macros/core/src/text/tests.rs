//! All texts are in this folder, and all of them speak with one voice.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use super::HELP;

/// What is wrong with a text that a user reads.
fn fault(text: &str) -> Option<&'static str> {
    let Some((what, help)) = text.split_once(HELP) else { return Some("it has no help") };
    let begins_low = |part: &str| part.starts_with(|c: char| c == '`' || c.is_lowercase());
    if !begins_low(what) || !begins_low(help) {
        return Some("it does not begin in lower case");
    }
    if help.contains(HELP) || text.lines().count() != 2 {
        return Some("it is not one line and one help");
    }
    // Only odd parts are between backticks.
    let words = text.split('`').step_by(2).any(|part| part.ends_with('.') || part.contains(".."));
    words.then_some("it ends in a full stop")
}

/// The texts of the errors among some tokens.
pub(crate) fn errors(tokens: TokenStream) -> Vec<String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut all = Vec::new();
    for (index, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else { continue };
        let is_error = index >= 2 && trees[index - 2].to_string() == "compile_error";
        match syn::parse2::<syn::LitStr>(group.stream()) {
            Ok(text) if is_error => all.push(text.value()),
            _ => all.extend(errors(group.stream())),
        }
    }
    all
}

/// Judges the errors among the tokens; `of_machines` are not about servers.
#[track_caller]
pub(crate) fn speak_well(tokens: TokenStream, of_machines: bool) {
    for text in errors(tokens) {
        assert_eq!(fault(&text), None, "{text}");
        let about_server = || text.split('`').step_by(2).any(|part| part.contains("server"));
        assert!(!(of_machines && about_server()), "a machine is no server: {text}");
    }
}

#[test]
fn a_text_of_another_voice_is_found() {
    assert_eq!(fault("`x` is wrong\nhelp: write `y`"), None);
    for text in ["wrong", "Wrong\nhelp: x", "a\nhelp: X", "a.\nhelp: b.", "a\nb\nhelp: c"] {
        assert!(fault(text).is_some(), "{text}");
    }
}

fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push(path);
        }
    }
}

/// The code of the macros, without their tests: path and text.
fn code() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    sources(&root.join("../src"), &mut paths);
    let all = paths.iter().map(|path| {
        let text = fs::read_to_string(path).expect("a source can be read");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        (path.display().to_string(), code)
    });
    let tests = ["tests.rs", "snapshots.rs", "/tests/", "/laws/"];
    all.filter(|(path, _)| !tests.iter().any(|part| path.contains(part))).collect()
}

/// What makes a text in some code: its strings with a help, and errors that are made here.
fn made_elsewhere(code: &str) -> Vec<String> {
    let helps = literals(code.parse().expect("tokens")).into_iter();
    let mut all: Vec<String> = helps.filter(|text| text.contains("help:")).collect();
    let signs = ["Error::new", ".error(\"", "compile_error!", "Text::fixed", "Text::new"];
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let made = lines.filter(|line| signs.iter().any(|sign| line.contains(sign)));
    all.extend(made.map(|line| line.trim().to_owned()));
    all
}

#[test]
fn no_text_is_made_outside_of_the_catalogue() {
    let all = code();
    assert!(all.len() > 50, "{}", all.len());
    for (path, code) in all {
        // The catalogue, and the sink that takes its texts.
        if !path.contains("/text/") && !path.ends_with("/diag.rs") {
            assert_eq!(made_elsewhere(&code), Vec::<String>::new(), "{path}");
        }
    }
    assert_eq!(made_elsewhere("let a = f(\"b\\nhelp: c\");\n// help: d"), ["b\nhelp: c"]);
    assert_eq!(made_elsewhere("input.error(\"b\")"), ["input.error(\"b\")"]);
}

#[test]
fn every_sentence_of_the_catalogue_begins_in_lower_case() {
    let mut sentences = 0;
    for (path, code) in code().iter().filter(|(path, _)| path.contains("/text/")) {
        for text in literals(code.parse().expect("tokens")) {
            if text.split_whitespace().count() < 3 {
                continue; // A word, or an example.
            }
            sentences += 1;
            let low = text.starts_with(|c: char| "`{".contains(c) || c.is_lowercase());
            assert!(low && !text.ends_with('.'), "{path}: {text}");
        }
    }
    assert!(sentences > 150, "{sentences}");
}

/// The strings in some code, without its docs.
fn literals(tokens: TokenStream) -> Vec<String> {
    let mut all = Vec::new();
    let mut after_hash = false;
    for tree in tokens {
        match &tree {
            TokenTree::Group(group) if !after_hash => all.extend(literals(group.stream())),
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
                all.extend(text.map(|text| text.value()));
            }
            _ => {}
        }
        // `#[..]` or `#![..]`.
        after_hash = matches!(&tree, TokenTree::Punct(punct)
            if punct.as_char() == '#' || after_hash && punct.as_char() == '!');
    }
    all
}
