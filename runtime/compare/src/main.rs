//! Prints a table of what the libraries cost, side by side.

use std::process::{Command, ExitCode};
use std::{env, panic};

use compare::libs::CRASH;
use compare::options::{Options, USAGE};
use compare::workloads::idle::Past;
use compare::{book, contender, rounds, table};

/// What makes each panic of a library that keeps backtraces several times as slow.
const BACKTRACES: [&str; 2] = ["RUST_BACKTRACE", "RUST_LIB_BACKTRACE"];

fn main() -> ExitCode {
    if BACKTRACES.iter().any(|name| env::var_os(name).is_some()) {
        return without_backtraces();
    }
    let options = match Options::parse(env::args().skip(1)) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(library) = &options.idle {
        return idle(library, options.processes, options.past);
    }
    silence_crashes();
    let rows = rounds::rows(&options);
    let table = table::markdown(&options.contenders, &rows);
    print!("{table}");
    if options.book
        && let Err(error) = book::write(book::PROCESSES, &table)
    {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Runs this program again without what asks for backtraces.
fn without_backtraces() -> ExitCode {
    let program = env::current_exe().expect("this program is a file");
    let mut command = Command::new(program);
    for name in BACKTRACES {
        command.env_remove(name);
    }
    let status = command.args(env::args_os().skip(1)).status().expect("it can be started");
    if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the bytes of an idle process, for the program that started this one.
fn idle(library: &str, processes: u64, past: Past) -> ExitCode {
    let contender = contender::all().into_iter().find(|contender| contender.name == library);
    let Some(bytes) = contender.and_then(|contender| contender.idle_here) else {
        eprintln!("`{library}` is no library");
        return ExitCode::FAILURE;
    };
    println!("{}", bytes(processes, past));
    ExitCode::SUCCESS
}

/// A process that crashes on purpose says nothing; any other panic does.
fn silence_crashes() {
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if info.payload_as_str() != Some(CRASH) {
            hook(info);
        }
    }));
}
