//! What the benches of tables share: the clock, and Erlang where it is installed.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long `work` takes.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
pub(crate) fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// A folder for files that nobody needs afterwards.
pub(crate) fn folder() -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    std::fs::create_dir_all(&path).expect("a folder");
    path
}

/// The lines that a function of `tables.erl` prints, in parts; none where there is no Erlang.
pub(crate) fn erlang(function: &str) -> Vec<Vec<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/tables.erl");
    let compiled = Command::new("erlc").arg(source).current_dir(folder()).status();
    if !compiled.is_ok_and(|status| status.success()) {
        println!("without Erlang: `erlc` is not there");
        return Vec::new();
    }
    let run = format!("tables:{function}(), halt().");
    let output =
        Command::new("erl").args(["-noshell", "-eval", &run]).current_dir(folder()).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let parts = |line: &str| line.split('|').map(str::to_owned).collect();
    text.unwrap_or_default().lines().map(parts).collect()
}

/// The last of the parts of a line, which is a figure.
pub(crate) fn figure(line: &[String]) -> f64 {
    line.last().and_then(|figure| figure.parse().ok()).unwrap_or(f64::NAN)
}
