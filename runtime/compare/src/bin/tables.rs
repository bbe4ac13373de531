//! Prints a table of what tables, files and schedules cost, beside what a program would use instead.

use std::env;
use std::process::ExitCode;

use compare::tables::options::{Options, USAGE};
use compare::tables::{GROUPS, rounds, schedules, show};
use compare::{book, table};

fn main() -> ExitCode {
    let options = match Options::parse(env::args().skip(1)) {
        Ok(options) => options,
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::FAILURE;
        }
    };
    if let Some(kind) = &options.schedules {
        return schedules_here(kind);
    }
    let mut text = format!("{}\n\n{}", table::setting(), show::head());
    print!("{text}");
    for (_, make) in GROUPS.into_iter().filter(|(name, _)| options.groups.contains(name)) {
        let mut group = make();
        let rows = rounds::rows(&mut group, &options);
        let lines = show::group(&group, &rows);
        // At once, so that what fails later takes nothing along.
        print!("{lines}");
        text.push_str(&lines);
    }
    if options.book
        && let Err(error) = book::write(book::TABLES, &text)
    {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Prints the figures of some schedules, for the program that started this one.
fn schedules_here(kind: &str) -> ExitCode {
    let Some(figures) = schedules::here(kind) else {
        eprintln!("`{kind}` is no schedule");
        return ExitCode::FAILURE;
    };
    println!("{}", figures.map(|figure| figure.to_string()).join(" "));
    ExitCode::SUCCESS
}
