//! A program that is killed while it writes a table (OTP's `dets`, conformance T).
//! `cargo test --features disk`.

#![cfg(all(feature = "disk", unix))]

#[path = "support/file.rs"]
mod file;

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use file::fresh;
use switchboard::{DiskTable, Repair};

type Rows = DiskTable<u64, Vec<u64>>;

const KILLS: usize = 100;
const FILE: &str = "SWITCHBOARD_KILLED_FILE";

fn row(n: u64) -> Vec<u64> {
    vec![n; usize::try_from(n % 40).expect("a small number")]
}

/// Writes for ever, and says after each sync how many rows there are.
fn write(path: &Path) -> ! {
    let rows = Rows::at(path).open().expect("it opens after any kill");
    let mut next = rows.len().expect("it is read");
    let mut out = std::io::stdout();
    loop {
        let size = next % 7 + 1;
        rows.insert_all((next..next + size).map(|n| (n, row(n)))).expect("it is written");
        next += size;
        rows.insert(next, row(next)).expect("it is written");
        next += 1;
        rows.blocking_sync().expect("it is durable");
        // Behind a line break: the test harness may have begun a line.
        writeln!(out, "\nsynced {next}").and_then(|()| out.flush()).expect("somebody listens");
    }
}

/// Runs this test as a program of its own, kills it after so many syncs, and gives the last one that
/// it has spoken of.
fn kill_a_writer(path: &Path, after: usize) -> u64 {
    let program = env::current_exe().expect("this test is a file");
    let mut child = Command::new(program)
        .args(["--exact", "a_kill_loses_nothing_that_was_synced", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut synced = lines.map_while(Result::ok).filter_map(|line| {
        line.strip_prefix("synced ").and_then(|count| count.parse::<u64>().ok())
    });
    let seen = synced.by_ref().take(after).last();
    child.kill().expect("it runs");
    child.wait().expect("it has ended");
    // What it has said before the kill it has also done before.
    synced.last().or(seen).expect("it has synced")
}

/// 374, 376: no row that was synced is lost, whenever the program is killed; nothing needs a repair,
/// and a list is there or not.
///
/// Experiment 31: a kill at any moment.
#[test]
fn a_kill_loses_nothing_that_was_synced() {
    if let Some(path) = env::var_os(FILE) {
        write(Path::new(&path));
    }
    let mut path = fresh("kills");
    let mut rows_before = 0;
    for kill in 0..KILLS {
        // Now and then it is killed soon after the file was made.
        if kill % 20 == 10 {
            (path, rows_before) = (fresh("kills"), 0);
        }
        let synced = kill_a_writer(&path, kill % 4 + 1);
        let rows = Rows::at(&path).repair(Repair::Refuse).open().expect("nothing to repair");
        let count = rows.len().expect("it is read");
        assert!(count >= synced && synced > rows_before, "{count} of {synced} after kill {kill}");
        let mut next = 0;
        let wrong = rows.fold(0, |wrong, n, found| {
            next += 1;
            wrong + u32::from(found != row(n))
        });
        assert_eq!((wrong.expect("it is read"), next), (0, count), "kill {kill}");
        for n in 0..count {
            assert!(rows.member(&n).expect("it is read"), "row {n} of {count} after kill {kill}");
        }
        rows_before = count;
        rows.close().expect("it closes");
    }
}
