//! What libraries do in three of the trials of the book: a stop with a backlog, calls behind a panic, and a
//! ring of calls. Each runs in a process of its own, for a trial may hang.
//!
//! It prints one Markdown table.

mod actix;
mod kameo;
mod ractor;
mod switchboard;

use std::env;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::time::timeout;

/// How many casts wait when the stop comes.
const BACKLOG: u64 = 10_000;

/// After so long something hangs.
const BOUND: Duration = Duration::from_secs(3);

const TRIALS: [(&str, &str); 3] = [
    ("backlog", "1: 10,000 casts wait, and the actor is stopped"),
    ("panic", "4: five calls wait behind a slow message and a panic"),
    ("ring", "5: A calls B, which calls A, without a timeout"),
];

const LIBRARIES: [&str; 4] = ["switchboard", "kameo", "ractor", "actix"];

/// What an actor of a backlog has handled.
type Handled = Arc<AtomicU64>;

/// The line of a stop with a backlog.
fn backlog(handled: &Handled, by: &str) -> String {
    let handled = handled.load(Ordering::SeqCst);
    format!("{handled} handled, {} dropped ({by})", BACKLOG - handled)
}

/// What five calls came to: each answered, failed, or did neither.
fn calls(outcomes: &[Option<bool>]) -> String {
    let of = |what| outcomes.iter().filter(|outcome| **outcome == what).count();
    format!("{} errors, {} answers, {} hang", of(Some(false)), of(Some(true)), of(None))
}

/// What a call in a ring came to.
fn ring(outcome: Option<String>) -> String {
    outcome.unwrap_or_else(|| "hangs".to_owned())
}

/// What `future` comes to, unless it hangs.
async fn bounded<T>(future: impl Future<Output = T>) -> Option<T> {
    timeout(BOUND, future).await.ok()
}

fn run(library: &str, trial: &str) -> String {
    if library == "actix" {
        return actix::run(trial);
    }
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let line = runtime.block_on(async {
        match library {
            "switchboard" => switchboard::run(trial).await,
            "kameo" => kameo::run(trial).await,
            _ => ractor::run(trial).await,
        }
    });
    runtime.shutdown_background();
    line
}

/// What a library says in a process of its own.
fn cell(library: &str, trial: &str) -> String {
    let program = env::current_exe().expect("this program is a file");
    let mut command = Command::new(program);
    let output = command.args([library, trial]).stderr(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    if output.status.success() {
        String::from_utf8(output.stdout).expect("a line is text").trim().to_owned()
    } else {
        format!("the program ends: {}", output.status)
    }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [library, trial] = &arguments[..] {
        println!("{}", run(library, trial));
        return;
    }
    let mut table = format!("| | {} |\n|---|---|---|---|---|\n", LIBRARIES.join(" | "));
    for (trial, title) in TRIALS {
        let cells: Vec<String> = LIBRARIES.iter().map(|library| cell(library, trial)).collect();
        let _ = writeln!(table, "| {title} | {} |", cells.join(" | "));
    }
    print!("{table}");
}
