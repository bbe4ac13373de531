//! The book holds no code that is not compiled, and no link that leads nowhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use switchboard_ui_tests::tree;

const PAGES: &str = "docs/src";

/// A page of the book, by its path from the top of the repository.
struct Page {
    path: PathBuf,
    text: String,
}

/// One `{{#include file:anchor}}`.
#[derive(Debug, PartialEq, Eq)]
struct Include {
    file: PathBuf,
    anchor: Option<String>,
}

fn pages() -> Vec<Page> {
    let paths = tree::files("md").expect("the tree can be read");
    let ours = paths.into_iter().filter(|path| path.starts_with(PAGES));
    ours.map(|path| Page { text: tree::read(&path).expect("a page can be read"), path }).collect()
}

/// Fails with all that `rule` finds on any page, each with its file and line.
fn check(rule: impl Fn(&Page, usize, &str) -> Option<String>) {
    let mut report = String::new();
    for page in pages() {
        for (index, line) in page.text.lines().enumerate() {
            if let Some(what) = rule(&page, index, line) {
                let _ = writeln!(report, "{}:{}: {what}", page.path.display(), index + 1);
            }
        }
    }
    assert!(report.is_empty(), "\n\n{report}");
}

impl Page {
    /// What a relative path on this page means, from the top of the repository.
    fn resolve(&self, path: &str) -> PathBuf {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let mut resolved = PathBuf::new();
        for part in folder.join(path).components() {
            match part {
                Component::ParentDir => assert!(resolved.pop(), "{path} leaves the repository"),
                Component::CurDir => {}
                other => resolved.push(other),
            }
        }
        resolved
    }

    fn include(&self, line: &str) -> Option<Include> {
        let (_, rest) = line.split_once("{{#")?;
        let (directive, _) = rest.split_once("}}")?;
        let (_, target) = directive.split_once(' ')?;
        let (file, anchor) = match target.trim().split_once(':') {
            Some((file, anchor)) => (file, Some(anchor.to_owned())),
            None => (target.trim(), None),
        };
        Some(Include { file: self.resolve(file), anchor })
    }

    fn includes(&self) -> impl Iterator<Item = Include> {
        self.text.lines().filter_map(|line| self.include(line))
    }
}

/// The lines between the two marks of an anchor.
fn anchored<'a>(text: &'a str, anchor: &str) -> Result<Vec<&'a str>, String> {
    let mark = |line: &str, kind: &str| {
        line.split_once(kind).is_some_and(|(_, name)| name.trim() == anchor)
    };
    let lines: Vec<&str> = text.lines().collect();
    let at = |kind: &str| {
        let mut found = (0..lines.len()).filter(|&index| mark(lines[index], kind));
        match (found.next(), found.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(format!("there is no `{kind} {anchor}`")),
            (Some(_), Some(_)) => Err(format!("there are two `{kind} {anchor}`")),
        }
    };
    let (start, end) = (at("ANCHOR:")?, at("ANCHOR_END:")?);
    if start + 1 >= end {
        return Err(format!("the anchor `{anchor}` holds nothing"));
    }
    Ok(lines[start + 1..end].to_vec())
}

/// The packages of examples.
const EXAMPLES: [&str; 2] = ["examples", "examples/testing"];

/// The files that the examples' manifests make targets of.
fn compiled() -> BTreeSet<PathBuf> {
    let of_package = |folder: &str| {
        let manifest = tree::read(Path::new(folder).join("Cargo.toml")).expect("a manifest");
        let paths = manifest.lines().filter_map(|line| line.trim().strip_prefix("path = \""));
        let paths = paths.filter_map(|path| path.strip_suffix('"'));
        paths.map(|path| Path::new(folder).join(path)).collect::<Vec<_>>()
    };
    EXAMPLES.into_iter().flat_map(of_package).collect()
}

/// What the macros write: a test of theirs compares each of these files with it.
fn snapshots() -> BTreeSet<PathBuf> {
    let folder = Path::new("macros/core/snapshots");
    let entries = std::fs::read_dir(tree::root().join(folder)).expect("there are snapshots");
    entries.map(|entry| folder.join(entry.expect("an entry").file_name())).collect()
}

#[test]
fn every_include_shows_code_that_is_checked() {
    let mut compiled = compiled();
    compiled.extend(snapshots());
    check(|page, _, line| {
        let include = page.include(line)?;
        let shown = include.file.display();
        if !compiled.contains(&include.file) {
            return Some(format!(
                "{shown} is no example of examples/Cargo.toml and no snapshot: nothing checks it"
            ));
        }
        let text = match tree::read(&include.file) {
            Ok(text) => text,
            Err(error) => return Some(error.to_string()),
        };
        let anchor = include.anchor?;
        anchored(&text, &anchor).err().map(|what| format!("{shown}: {what}"))
    });
}

#[test]
fn every_anchor_is_shown_somewhere() {
    let shown: BTreeSet<(PathBuf, String)> = pages()
        .iter()
        .flat_map(|page| {
            page.includes().filter_map(|i| Some((i.file, i.anchor?))).collect::<Vec<_>>()
        })
        .collect();
    let mut unused = Vec::new();
    for file in compiled() {
        let text = tree::read(&file).expect("an example can be read");
        for (_, name) in text.lines().filter_map(|line| line.split_once("ANCHOR:")) {
            let anchor = (file.clone(), name.trim().to_owned());
            if !shown.contains(&anchor) {
                unused.push(anchor);
            }
        }
    }
    assert!(unused.is_empty(), "no page shows these anchors: {unused:?}");
}

#[test]
fn rust_on_a_page_is_always_included() {
    for page in pages() {
        let mut fence: Option<&str> = None;
        for (index, line) in page.text.lines().enumerate() {
            let at = format!("{}:{}", page.path.display(), index + 1);
            match (fence, line.trim_start().strip_prefix("```")) {
                (None, Some("")) => {
                    panic!("{at}: say what the block is: rust, toml, console or text")
                }
                (None, Some(kind)) => fence = Some(kind),
                (Some(_), Some(_)) => fence = None,
                (Some(kind), None) if kind.starts_with("rust") => {
                    let included = page.include(line).is_some();
                    assert!(
                        included,
                        "{at}: nothing compiles this: put it in an example and include it"
                    );
                }
                (Some(_) | None, None) => {}
            }
        }
        assert!(fence.is_none(), "{}: a block is not closed", page.path.display());
    }
}

/// The targets of the Markdown links in a line.
fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[test]
fn every_link_leads_to_a_file() {
    check(|page, _, line| {
        let local = |target: &&str| !target.contains("://") && !target.starts_with('#');
        links(line).filter(local).find_map(|target| {
            let file = page.resolve(target.split('#').next().unwrap_or_default());
            let there = tree::root().join(&file).is_file();
            (!there).then(|| {
                format!("the link `{target}` leads to {}, which is not there", file.display())
            })
        })
    });
}

#[test]
fn the_summary_lists_every_page_once() {
    let all = pages();
    let (summary, rest): (Vec<_>, Vec<_>) =
        all.iter().partition(|page| page.path.ends_with("SUMMARY.md"));
    let [summary] = summary[..] else { panic!("the book needs one SUMMARY.md") };
    let mut listed: Vec<PathBuf> =
        summary.text.lines().flat_map(links).map(|target| summary.resolve(target)).collect();
    listed.sort();
    let there: Vec<PathBuf> = rest.iter().map(|page| page.path.clone()).collect();
    assert_eq!(listed, there, "left: what SUMMARY.md lists; right: the pages that exist");
}

#[test]
fn the_checks_see_what_they_are_for() {
    let page = Page { path: "docs/src/learn/a.md".into(), text: String::new() };
    let include = page.include("{{#include ../../../examples/b.rs:c}}");
    assert_eq!(include, Some(Include { file: "examples/b.rs".into(), anchor: Some("c".into()) }));
    assert_eq!(page.include("nothing"), None);
    let text = "// ANCHOR: c\nlet d = 1;\n// ANCHOR_END: c\n// ANCHOR: e\n// ANCHOR_END: e\n";
    assert_eq!(anchored(text, "c"), Ok(vec!["let d = 1;"]));
    assert!(anchored(text, "e").is_err());
    assert!(anchored(text, "f").is_err());
    assert_eq!(links("[a](b.md) and [c](d.md#e)").collect::<Vec<_>>(), ["b.md", "d.md#e"]);
}
