//! What Switchboard costs at compile time, beside hand-written tokio code and its peers.
//!
//! ```text
//! cargo run --release --manifest-path macros/compare/Cargo.toml
//! ```
//!
//! Fifty servers of twenty handlers are written in several dialects and built in turns, several times;
//! a figure is the median, a ratio in parentheses is to the hand-written program. `--rounds N` sets
//! how often, `--servers N` how many, and `--book` puts the tables into the book.

mod table;
mod twins;
mod workshop;

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Instant;
use std::{env, fs};

use proc_macro2::TokenStream;

use crate::table::{beside, median, table};
use crate::twins::{HANDLERS, TWINS};
use crate::workshop::{Outcome, Workshop, hello, large};

/// What the command line asks for.
struct Options {
    rounds: usize,
    servers: usize,
    book: bool,
}

impl Options {
    fn read() -> Outcome<Self> {
        let mut options = Self { rounds: 5, servers: 50, book: false };
        let mut args = env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut number = || -> Outcome<usize> {
                let value = args.next().ok_or_else(|| format!("`{arg}` takes a number"))?;
                let number = value.parse().ok().filter(|number| *number > 0);
                number.ok_or_else(|| format!("`{arg}` takes a number, not `{value}`").into())
            };
            match arg.as_str() {
                "--rounds" => options.rounds = number()?,
                "--servers" => options.servers = number()?,
                "--book" => options.book = true,
                _ => {
                    return Err(
                        format!("no option `{arg}`: --rounds N, --servers N, --book").into()
                    );
                }
            }
        }
        Ok(options)
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<()> {
    let options = Options::read()?;
    let workshop = Workshop::open(options.servers)?;
    eprintln!("building what the programs depend on");
    for twin in TWINS {
        workshop.cargo(&["check", "-q", "-p", &large(&twin)])?;
        workshop.cargo(&["build", "-q", "-p", &large(&twin)])?;
    }
    workshop.keep_lock()?;
    let report = format!(
        "{} servers of {HANDLERS} handlers, the program alone:\n\n{}\n\
         One server with one handler, dependencies included:\n\n{}\n\
         One expansion of {HANDLERS} handlers: {:.1} µs for each handler.\n",
        options.servers,
        programs(&workshop, options.rounds)?,
        hellos(&workshop)?,
        expansion(),
    );
    println!("{report}");
    if options.book { into_book(&report) } else { Ok(()) }
}

/// The large programs, in turns.
fn programs(workshop: &Workshop, rounds: usize) -> Outcome<String> {
    let mut seconds = [const { (Vec::new(), Vec::new()) }; TWINS.len()];
    for round in 0..rounds {
        for (twin, (check, build)) in TWINS.iter().zip(&mut seconds) {
            eprintln!("round {}: {}", round + 1, twin.name);
            check.push(workshop.timed("check", &large(twin))?.as_secs_f64());
            build.push(workshop.timed("build", &large(twin))?.as_secs_f64());
        }
    }
    let medians = seconds.map(|(check, build)| (median(check), median(build)));
    let first = medians[0];
    let mut rows = Vec::new();
    let mut smallest = None;
    for (twin, (check, build)) in TWINS.iter().zip(medians) {
        let size = megabytes(workshop.size("debug", &large(twin))?);
        let first_size = *smallest.get_or_insert(size);
        rows.push(vec![
            twin.name.to_owned(),
            beside(check, first.0, "s"),
            beside(build, first.1, "s"),
            beside(size, first_size, "MB"),
        ]);
    }
    Ok(table(&["", "`cargo check`", "debug build", "debug binary"], &rows))
}

/// The small programs: what a first user waits for.
fn hellos(workshop: &Workshop) -> Outcome<String> {
    let mut rows = Vec::new();
    for twin in TWINS.iter().filter(|twin| twin.hello.is_some()) {
        let name = hello(twin);
        eprintln!("{name}");
        workshop.cargo(&["build", "-q", "--release", "-p", &name])?;
        rows.push(vec![
            twin.name.to_owned(),
            workshop.packages(&name)?.to_string(),
            format!("{:.1} s", workshop.timed_from_nothing(&["check"], &name)?.as_secs_f64()),
            format!(
                "{:.1} s",
                workshop.timed_from_nothing(&["build", "--release"], &name)?.as_secs_f64()
            ),
            format!("{:.2} MB", megabytes(workshop.size("release", &name)?)),
        ]);
    }
    Ok(table(&["", "packages", "`cargo check`", "release build", "stripped binary"], &rows))
}

#[expect(clippy::cast_precision_loss, reason = "a size to three digits")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// What the macro itself takes for one handler, in microseconds.
fn expansion() -> f64 {
    const TIMES: u32 = 200;
    let item = TokenStream::from_str(&twins::annotated_impl()).expect("it is Rust");
    let mut rounds = Vec::new();
    for _ in 0..9 {
        let start = Instant::now();
        for _ in 0..TIMES {
            black_box(switchboard_macros_core::gen_server::expand(
                TokenStream::new(),
                item.clone(),
            ));
        }
        let each = start.elapsed().as_secs_f64() / f64::from(TIMES);
        rounds.push(each * 1e6 / f64::from(u32::try_from(HANDLERS).expect("a small number")));
    }
    median(rounds)
}

/// Puts the report between its marks in the book.
fn into_book(report: &str) -> Outcome<()> {
    const BEGIN: &str = "<!-- the tables begin -->\n";
    const END: &str = "<!-- the tables end -->";
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/inside/compile-time.md");
    let text = fs::read_to_string(&page)?;
    let (before, rest) = text.split_once(BEGIN).ok_or("the page has no place for the tables")?;
    let (_, after) = rest.split_once(END).ok_or("the place for the tables has no end")?;
    fs::write(page, format!("{before}{BEGIN}{report}{END}{after}"))?;
    Ok(())
}
