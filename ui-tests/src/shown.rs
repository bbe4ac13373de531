//! Which test shows what, by the numbers in the doc lines of tests.

use std::collections::BTreeMap;

use crate::tree;

/// The tests of the files below `folder` by the numbers that `numbers` finds in their doc lines:
/// `file::function`.
///
/// # Panics
///
/// When a file cannot be read, and when what has such a doc line is no test.
pub fn tests_below<N: Ord>(
    folder: &str,
    numbers: impl Fn(&str) -> Vec<N>,
) -> BTreeMap<N, Vec<String>> {
    let mut found: BTreeMap<N, Vec<String>> = BTreeMap::new();
    let files = tree::files("rs").expect("the tree can be read");
    for path in files.iter().filter(|path| path.starts_with(folder)) {
        let text = tree::read(path).expect("a file can be read");
        let file = path.file_stem().map_or_else(String::new, |stem| stem.display().to_string());
        let (mut open, mut is_test) = (Vec::new(), false);
        for line in text.lines() {
            open.extend(numbers(line));
            is_test |= line.contains("test(") || line.trim().ends_with("test]");
            let name =
                line.trim_start().split("fn ").nth(1).and_then(|rest| rest.split('(').next());
            if let Some(name) = name.filter(|_| !line.trim_start().starts_with("//")) {
                assert!(open.is_empty() || is_test, "{}: `{name}` is no test", path.display());
                for number in open.drain(..) {
                    found.entry(number).or_default().push(format!("{file}::{name}"));
                }
                is_test = false;
            }
        }
    }
    found
}
