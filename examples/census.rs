//! Counts the words of every file under a directory with a supervised tree, and checks the total.
//!
//! ```text
//! cargo run --release --example census [directory]
//! ```
//!
//! A walker lists the files, a pool of counting servers under a dynamic supervisor reads them, a
//! tally adds up. A file that is not UTF-8 crashes the server that reads it, on purpose: the pool
//! starts that server again, and the work goes on. At the end the same directory is counted without
//! any of this, and the program fails if the two disagree.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use std::{env, io};

use indicatif::{ProgressBar, ProgressStyle};
use switchboard::prelude::*;
use switchboard::report::{self, Event, Reports};

use self::words::{Outcome, Words};

#[path = "census/words.rs"]
mod words;

/// How many of the most frequent words are printed.
const TOP: usize = 10;

/// Hands out the files, one at a time.
#[derive(GenServer)]
struct Walker {
    files: Vec<PathBuf>,
    unreadable: Vec<(PathBuf, String)>,
}

#[gen_server]
impl Walker {
    #[init]
    async fn walk(root: PathBuf) -> io::Result<Self> {
        let words::Listing { files, unreadable } = blocking(move || words::list(&root)).await??;
        Ok(Self { files, unreadable })
    }

    /// The next file that nobody has counted.
    #[call]
    fn next_file(&mut self) -> Option<PathBuf> {
        self.files.pop()
    }

    /// How many files are left, and the folders that could not be read.
    #[call]
    fn listed(&self) -> (usize, Vec<(PathBuf, String)>) {
        (self.files.len(), self.unreadable.clone())
    }
}

/// Reads files and counts their words. Crashes on one that is not text.
#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {
    #[call(timeout = infinity)]
    async fn count(&mut self, path: PathBuf) -> io::Result<Words> {
        let name = path.display().to_string();
        match blocking(move || words::count(&path)).await? {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => panic!("{name} is no text"),
            counted => counted,
        }
    }
}

/// Adds up what the counters find, and what is reported of them.
#[derive(GenServer)]
struct Tally {
    outcome: Outcome,
    bar: ProgressBar,
    reports: Reports,
    crashes: usize,
    restarts: usize,
}

#[gen_server]
impl Tally {
    #[init]
    fn new(bar: ProgressBar) -> Self {
        // Crashes are the rule here: they are counted, not printed.
        let reports = report::subscribe().quiet();
        Self { outcome: Outcome::default(), bar, reports, crashes: 0, restarts: 0 }
    }

    #[call]
    fn add(&mut self, path: PathBuf, counted: Counted) {
        match counted {
            Counted::Words(words) => self.outcome.add(words),
            Counted::Crashed => self.outcome.not_text += 1,
            Counted::Unreadable(error) => self.outcome.unreadable.push((path, error)),
        }
        self.bar.inc(1);
        self.count_reports();
    }

    /// What was found, and how many crashes and restarts it took.
    #[call]
    fn outcome(&mut self) -> (Outcome, usize, usize) {
        self.count_reports();
        (std::mem::take(&mut self.outcome), self.crashes, self.restarts)
    }

    fn count_reports(&mut self) {
        while let Some(report) = self.reports.try_next() {
            match report.event {
                Event::Crashed { .. } => self.crashes += 1,
                Event::ChildTerminated { .. } => self.restarts += 1,
                _ => eprintln!("{report}"),
            }
        }
    }
}

/// What became of one file.
enum Counted {
    Words(Words),
    Crashed,
    Unreadable(String),
}

/// The tree, in start order.
#[derive(Supervisor)]
#[supervisor(strategy = rest_for_one, args = Plan)]
struct Census {
    #[child(start = Tally::child(args.bar.clone()))]
    tally: Child<Tally>,
    #[child(start = Walker::child(args.root.clone()), restart = temporary)]
    walker: Child<Walker>,
    // Every file that is no text costs a restart.
    #[child(start = Counter::dynamic().max_restarts(usize::MAX))]
    counters: DynamicSupervisor<Counter>,
    #[child]
    tasks: TaskSupervisor,
}

struct Plan {
    root: PathBuf,
    bar: ProgressBar,
}

/// What a run needs beside the counts.
struct Run {
    outcome: Outcome,
    crashes: usize,
    restarts: usize,
    workers: usize,
    took: Duration,
}

#[switchboard::main]
async fn main() -> ExitCode {
    let mut args = env::args_os().skip(1);
    let root = args.next().map_or_else(|| PathBuf::from("."), PathBuf::from);
    if args.next().is_some() || root.as_os_str() == "--help" {
        eprintln!("usage: census [directory]");
        return ExitCode::from(2);
    }
    match run(&root).await {
        Ok(run) => {
            let (alone, took) = timed(|| words::alone(&root));
            report(&root, &run);
            verdict(&run.outcome, alone, took)
        }
        Err(error) => {
            eprintln!("census of {}: {error}", root.display());
            ExitCode::FAILURE
        }
    }
}

async fn run(root: &Path) -> Result<Run, Box<dyn std::error::Error>> {
    let bar = progress();
    let start = now();
    let census = Census::start(Plan { root: root.to_owned(), bar: bar.clone() }).await?;
    let (files, unreadable) = census.walker.listed().await?;
    bar.set_length(files as u64);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let mut feeders = Vec::new();
    for _ in 0..workers {
        let counter = census.counters.start_child(Counter::child()).await?;
        let feed = feed(census.walker.clone(), counter, census.tally.clone());
        feeders.push(census.tasks.spawn_nolink(feed).await?);
    }
    for feeder in feeders {
        feeder.await??;
    }
    let (mut outcome, crashes, restarts) = census.tally.outcome().await?;
    outcome.unreadable.extend(unreadable);
    census.supervisor().stop().await?;
    bar.finish_and_clear();
    let took = now() - start;
    Ok(Run { outcome, crashes, restarts, workers, took })
}

/// Gives one counter a file after the other. A crash takes the file with it and nothing else.
async fn feed(
    walker: Child<Walker>,
    counter: Child<Counter>,
    tally: Child<Tally>,
) -> Result<(), CallError> {
    while let Some(path) = walker.next_file().await? {
        let counted = match counter.count(path.clone()).await {
            Ok(Ok(words)) => Counted::Words(words),
            Ok(Err(error)) => Counted::Unreadable(error.to_string()),
            Err(CallError::Exited { .. }) => {
                // The supervisor has heard of the crash before this question, so its answer comes
                // after the restart.
                Child::supervisor(&counter).count_children().await?;
                Counted::Crashed
            }
            Err(error) => return Err(error),
        };
        tally.add(path, counted).await?;
    }
    Ok(())
}

fn report(root: &Path, run: &Run) {
    let Run { outcome, crashes, restarts, workers, took } = run;
    println!("census of {}", root.display());
    for (word, count) in outcome.top(TOP) {
        println!("{count:>10}  {word}");
    }
    println!("words     {} ({} different)", outcome.total, outcome.words.len());
    println!("files     {} read, {} no text", outcome.files, outcome.not_text);
    for (path, error) in &outcome.unreadable {
        println!("unread    {}: {error}", path.display());
    }
    println!("crashes   {crashes} survived, {restarts} restarts, {workers} counters");
    println!("time      {took:.1?}");
}

fn verdict(tree: &Outcome, alone: io::Result<Outcome>, took: Duration) -> ExitCode {
    match alone {
        Ok(alone) if alone.agrees(tree) => {
            println!("check     one loop counts the same, in {took:.1?}");
            ExitCode::SUCCESS
        }
        Ok(alone) => {
            eprintln!("check     one loop counts {} words in {} files", alone.total, alone.files);
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("check     {error}");
            ExitCode::FAILURE
        }
    }
}

/// A bar on a terminal, nothing elsewhere.
fn progress() -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} files, {eta} left");
    ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Reads files where no process waits for the thread.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let value = work();
    (value, now() - start)
}

#[expect(clippy::disallowed_methods, reason = "a program that tells how long it took")]
fn now() -> Instant {
    Instant::now()
}
