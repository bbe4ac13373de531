//! Counts instructions under callgrind and compares them with the recorded figures.
//!
//! ```text
//! cargo counts           compares
//! cargo bless-counts     records anew
//! cargo counts-long      looks how costs grow up to a million processes and 100,000 children
//! ```

mod check;
mod figures;
mod grind;

use std::process::ExitCode;

use check::Reach;
use switchboard_counts::{runtime, workload};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        [] => check::run(Reach::Check),
        ["bless"] => check::run(Reach::Bless),
        ["long"] => check::run(Reach::Long),
        [grind::RUN, name, count] => run(name, count),
        _ => Err("usage: switchboard-counts [bless|long]".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// What callgrind looks at: one workload, so many times.
fn run(name: &str, count: &str) -> Result<(), String> {
    let workload = workload(name).ok_or_else(|| format!("no workload is called `{name}`"))?;
    let count = count.parse().map_err(|_| format!("`{count}` is no number"))?;
    (workload.run)(&runtime(), count);
    Ok(())
}
