//! What has to be measured in a process of its own.

use std::env;
use std::process::{Command, Stdio};

use crate::workloads::idle::Past;

/// Runs a command to its end and gives what it printed.
///
/// # Panics
///
/// When it cannot be started or fails: a measurement that is missing must not look like one.
#[must_use]
pub fn output(command: &mut Command) -> String {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", output.status);
    String::from_utf8(output.stdout).expect("numbers are text")
}

/// The number that a command printed.
///
/// # Panics
///
/// When it printed anything else.
#[must_use]
pub fn number(command: &mut Command) -> f64 {
    let text = output(command);
    text.trim().parse().unwrap_or_else(|error| panic!("{command:?} printed {text:?}: {error}"))
}

/// How many bytes one of `count` idle processes of a library takes.
///
/// # Panics
///
/// When the program that measures it fails.
#[must_use]
pub fn idle(library: &'static str, count: u64, past: Past) -> f64 {
    let program = env::current_exe().expect("this program is a file");
    let count = count.to_string();
    let flags = ["--idle", library, "--past", past.name(), "--processes", &count];
    number(Command::new(program).args(flags))
}

/// How many allocations a library makes per call and per cast, by the program that counts them: a
/// counting allocator in this one would slow down all that allocates.
///
/// # Panics
///
/// When that program cannot be built, or fails.
#[must_use]
pub fn allocations(library: &str) -> (f64, f64) {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--release", "--locked", "--manifest-path"]);
    command.args([concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), "--bin", "allocations"]);
    let text = output(command.arg(library));
    let mut numbers = text.split_whitespace().map(|word| word.parse().expect("a number"));
    let mut next = || numbers.next().expect("two numbers");
    (next(), next())
}
