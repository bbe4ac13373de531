//! The table, as Markdown.

use std::fmt::Write as _;
use std::process::Command;
use std::thread::available_parallelism;

use crate::contender::Contender;
use crate::{child, erlang};

/// One library's side of a row.
#[derive(Clone, Copy)]
pub struct Cell {
    /// In the row's unit.
    pub value: f64,
    /// To that of `raw` in the same round.
    pub ratio: f64,
}

/// One line of the table.
pub struct Row {
    /// What was done.
    pub name: String,
    /// Under which scheduler.
    pub under: &'static str,
    /// What its numbers count.
    pub unit: &'static str,
    /// One for each library, or none where it does not have that.
    pub cells: Vec<Option<Cell>>,
}

/// The table with a line above it that says where it was made.
#[must_use]
pub fn markdown(contenders: &[Contender], rows: &[Row]) -> String {
    let mut text = setting();
    text.push_str("\n\n| | scheduler |");
    for contender in contenders {
        let _ = write!(text, " {} |", heading(contender.name));
    }
    text.push_str("\n|---|---|");
    text.push_str(&"---:|".repeat(contenders.len()));
    for row in rows {
        let _ = write!(text, "\n| {} | {} |", row.name, row.under);
        for (index, cell) in row.cells.iter().enumerate() {
            let _ = write!(text, " {} |", shown(*cell, row.unit, index == 0));
        }
    }
    if contenders.iter().all(|contender| contender.name != erlang::NAME) {
        text.push_str(
            "\n\nErlang is not in the table: no `erl` was found, or it was not asked for.",
        );
    }
    text.push('\n');
    text
}

fn shown(cell: Option<Cell>, unit: &str, is_raw: bool) -> String {
    let Some(Cell { value, ratio }) = cell else {
        return "–".to_owned();
    };
    match unit {
        "" => format!("{value:.2}"),
        _ if is_raw => format!("{} {unit}", digits(value)),
        _ => format!("**{}** ({})", share(ratio), digits(value)),
    }
}

/// A ratio with two digits that count.
fn share(ratio: f64) -> String {
    match ratio {
        ..0.1 => format!("{ratio:.3}"),
        ..10.0 => format!("{ratio:.2}"),
        _ => format!("{ratio:.0}"),
    }
}

fn digits(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

/// A package, with the version that was built.
#[must_use]
pub fn version(package: &str) -> String {
    locked(package).map_or_else(|| package.to_owned(), |version| format!("{package} {version}"))
}

fn heading(name: &str) -> String {
    match version_of(name) {
        Some(version) => format!("{name} {version}"),
        None => name.to_owned(),
    }
}

fn version_of(name: &str) -> Option<String> {
    match name {
        "switchboard" => return None,
        erlang::NAME => return Some(format!("OTP {}", erlang::version())),
        _ => {}
    }
    let version = locked(if name == "raw" { "tokio" } else { name })?;
    Some(if name == "raw" { format!("(tokio {version})") } else { version.to_owned() })
}

/// What the lock file says, which is what was built.
fn locked(package: &str) -> Option<&'static str> {
    let lock = include_str!("../Cargo.lock");
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version)
}

/// Where a table is made: the machine and the date.
#[must_use]
pub fn setting() -> String {
    let cores = available_parallelism().map_or(1, std::num::NonZero::get);
    let rustc = child::output(Command::new("rustc").arg("--version"));
    let rustc = rustc.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let date = child::output(Command::new("date").args(["-u", "+%Y-%m-%d"]));
    let system = std::env::consts::OS;
    format!("{cores} cores, {system}, {rustc}, {}.", date.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_built_has_its_version_in_the_heading() {
        let version = locked("kameo").expect("it is in the lock file");
        assert!(version.split('.').all(|part| part.parse::<u32>().is_ok()), "{version}");
        assert_eq!(super::version("kameo"), format!("kameo {version}"));
        assert_eq!(super::version("no-such-package"), "no-such-package");
    }

    #[test]
    fn a_cell_shows_a_ratio_except_for_raw_and_for_counts() {
        let cell = Some(Cell { value: 12.34, ratio: 0.0456 });
        assert_eq!(shown(cell, "ns", true), "12.3 ns");
        assert_eq!(shown(cell, "ns", false), "**0.046** (12.3)");
        assert_eq!(shown(cell, "", false), "12.34");
        assert_eq!(shown(None, "ns", false), "–");
    }
}
