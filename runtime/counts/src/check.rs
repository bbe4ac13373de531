//! What has to hold of the counts: close to the recorded figures, and flat as the numbers grow.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::figures::{self, Figures};
use crate::grind;

/// What the cost of an operation may differ from the recorded figure, in percent.
const TOLERANCE: u64 = 10;

/// By how many percent an operation may cost more when there are many times as many. What is quadratic
/// costs twice as much or more; hash tables that grow in steps, and their chances, stay below this.
const GROWTH: u64 = 25;

/// A workload whose cost is recorded.
struct Recorded {
    name: &'static str,
    count: usize,
}

/// A workload of which one operation costs the same for any number.
struct Grows {
    name: &'static str,
    count: usize,
}

/// Two workloads that cost the same: one alone, and one beside many processes.
struct Flat {
    alone: &'static str,
    among: &'static str,
    count: usize,
}

const RECORDED: &[Recorded] = &[
    Recorded { name: "call", count: 20_000 },
    Recorded { name: "call, async handler", count: 10_000 },
    Recorded { name: "call through the mailbox", count: 4_000 },
    Recorded { name: "cast", count: 20_000 },
    Recorded { name: "cast, one at a time", count: 4_000 },
    Recorded { name: "spawn", count: 1_000 },
    Recorded { name: "table, lookup", count: 20_000 },
    Recorded { name: "table, insert", count: 20_000 },
    Recorded { name: "table, update_counter", count: 20_000 },
    Recorded { name: "ordered set, lookup", count: 20_000 },
    Recorded { name: "cache, lookup", count: 20_000 },
    Recorded { name: "cache, insert", count: 20_000 },
    Recorded { name: "cache, insert outside of a runtime", count: 20_000 },
];

const GROWING: &[Grows] = &[
    Grows { name: "mailbox", count: 20_000 },
    Grows { name: "live processes", count: 5_000 },
    Grows { name: "links", count: 4_000 },
    Grows { name: "a line of links ends", count: 4_000 },
    Grows { name: "monitors", count: 4_000 },
    Grows { name: "names", count: 4_000 },
    Grows { name: "timers", count: 5_000 },
    Grows { name: "replies awaited at once", count: 4_000 },
    Grows { name: "supervisor, start and stop", count: 2_500 },
    Grows { name: "supervisor, one restart each", count: 2_500 },
    Grows { name: "supervisor, all restart", count: 2_500 },
    Grows { name: "supervisor, the rest restarts", count: 2_500 },
    Grows { name: "supervisor, significant children end", count: 2_500 },
    Grows { name: "dynamic supervisor", count: 2_500 },
];

const FLAT: &[Flat] = &[
    Flat { alone: "call", among: "call among many", count: 20_000 },
    Flat { alone: "cast", among: "cast among many", count: 20_000 },
];

/// The same at the size of a large program.
const FLAT_AT_LENGTH: &[Flat] = &[
    Flat { alone: "call", among: "call among a million", count: 20_000 },
    Flat { alone: "cast", among: "cast among a million", count: 20_000 },
];

/// By how much more of everything is counted at length: 100,000 children of a supervisor, and more of
/// what is smaller.
const AT_LENGTH: usize = 10;

/// How far a check goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Compares with the recorded figures, and looks how costs grow.
    Check,
    /// Records the figures anew, and looks how costs grow.
    Bless,
    /// Looks how costs grow up to the size of a large program, which takes some four minutes.
    Long,
}

/// One run of the program: a workload, so many times.
type Run = (&'static str, usize);

/// The instructions of each run.
type Counted = BTreeMap<Run, u64>;

/// Counts; compares with what is recorded, or records it, and says where cost grows.
pub(crate) fn run(reach: Reach) -> Result<(), String> {
    grind::look()?;
    let mut wrong = Vec::new();
    if reach == Reach::Long {
        let counted = count(&runs(&[], AT_LENGTH, FLAT_AT_LENGTH))?;
        growth(&counted, AT_LENGTH, &mut wrong);
        flatness(&counted, FLAT_AT_LENGTH, &mut wrong);
    } else {
        let with = figures::toolchain()?;
        let known = if reach == Reach::Bless { None } else { Some(known(&with)?) };
        let counted = count(&runs(RECORDED, 1, FLAT))?;
        let mut each = BTreeMap::new();
        for recorded in RECORDED {
            each.insert(recorded.name.to_owned(), between(&counted, recorded.name, recorded.count));
        }
        if let Some(known) = &known {
            compare(&known.each, &each, &mut wrong);
        }
        growth(&counted, 1, &mut wrong);
        flatness(&counted, FLAT, &mut wrong);
        if known.is_none() {
            figures::write(&Figures { with, each })?;
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// The recorded figures, if they are of this compiler.
fn known(with: &str) -> Result<Figures, String> {
    let known = figures::read()?;
    if known.with == with {
        return Ok(known);
    }
    Err(format!(
        "the figures were counted with {}, and this is {with}: another compiler makes another \
         program. Count with that one, or record the figures of this one with `cargo bless-counts`",
        known.with
    ))
}

/// All runs that are needed, each once.
fn runs(recorded: &[Recorded], times: usize, flat: &[Flat]) -> Vec<Run> {
    let twice = |name, count: usize| [(name, count), (name, 2 * count)];
    let mut runs: Vec<Run> = Vec::new();
    // The long ones first, so that the last to end is a short one.
    for flat in flat {
        runs.extend(twice(flat.among, flat.count));
        runs.extend(twice(flat.alone, flat.count));
    }
    for grows in GROWING {
        runs.push((grows.name, 4 * times * grows.count));
        runs.extend(twice(grows.name, times * grows.count));
    }
    for recorded in recorded {
        runs.extend(twice(recorded.name, recorded.count));
    }
    let mut seen = std::collections::BTreeSet::new();
    runs.retain(|run| seen.insert(*run));
    runs
}

/// Counts all runs, on as many threads as the machine has.
fn count(runs: &[Run]) -> Result<Counted, String> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
    let (next, counted) = (AtomicUsize::new(0), Mutex::new(Counted::new()));
    let work = || -> Result<(), String> {
        while let Some(run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let instructions = grind::instructions(run.0, run.1)?;
            counted.lock().expect("no thread panics").insert(*run, instructions);
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no thread panics"))
    })?;
    Ok(counted.into_inner().expect("no thread panics"))
}

/// What one operation costs more when there are twice as many: the start of the program cancels out.
fn between(counted: &Counted, name: &'static str, count: usize) -> u64 {
    let (few, many) = (counted[&(name, count)], counted[&(name, 2 * count)]);
    many.saturating_sub(few) / count as u64
}

fn compare(known: &BTreeMap<String, u64>, each: &BTreeMap<String, u64>, wrong: &mut Vec<String>) {
    println!("{:<40} {:>10} {:>10}", "instructions for one", "now", "recorded");
    for (name, now) in each {
        let Some(known) = known.get(name) else {
            wrong.push(format!("`{name}` has no recorded figure: `cargo bless-counts` records it"));
            continue;
        };
        println!("{name:<40} {now:>10} {known:>10}");
        if now.abs_diff(*known) * 100 > known * TOLERANCE {
            wrong.push(format!(
                "`{name}` takes {now} instructions, and {known} are recorded: more than {TOLERANCE} % \
                 apart. If that is meant, `cargo bless-counts` records it"
            ));
        }
    }
}

fn growth(counted: &Counted, times: usize, wrong: &mut Vec<String>) {
    println!("\n{:<40} {:>10} {:>10}", "instructions for one of", "few", "many");
    for Grows { name, count } in GROWING {
        let count = times * count;
        let (few, many) = (between(counted, name, count), between(counted, name, 2 * count));
        judge(name, few, many, wrong);
    }
}

fn flatness(counted: &Counted, flat: &'static [Flat], wrong: &mut Vec<String>) {
    println!("\n{:<40} {:>10} {:>10}", "instructions for one", "alone", "among many");
    for Flat { alone, among, count } in flat {
        let (few, many) = (between(counted, alone, *count), between(counted, among, *count));
        judge(among, few, many, wrong);
    }
}

fn judge(name: &str, few: u64, many: u64, wrong: &mut Vec<String>) {
    println!("{name:<40} {few:>10} {many:>10}");
    if many * 100 > few * (100 + GROWTH) {
        wrong.push(format!(
            "`{name}` costs {few} instructions when there are few, and {many} when there are many: \
             more than {GROWTH} % apart, so something looks at all of them"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_or_differs_is_found() {
        let mut wrong = Vec::new();
        judge("flat", 100, 125, &mut wrong);
        assert!(wrong.is_empty());
        judge("grows", 100, 126, &mut wrong);
        assert_eq!(wrong.len(), 1);
        let known = [("a".to_owned(), 100), ("b".to_owned(), 100)].into();
        let now = [("a".to_owned(), 110), ("b".to_owned(), 89), ("c".to_owned(), 1)].into();
        compare(&known, &now, &mut wrong);
        assert_eq!(wrong.len(), 3);
    }

    #[test]
    fn the_start_of_the_program_cancels_out() {
        let counted = [(("a", 10), 1050), (("a", 20), 1100)].into();
        assert_eq!(between(&counted, "a", 10), 5);
    }

    #[test]
    fn every_run_has_its_workload() {
        let all = [runs(RECORDED, 1, FLAT), runs(&[], AT_LENGTH, FLAT_AT_LENGTH)].concat();
        for (name, _) in all {
            assert!(switchboard_counts::workload(name).is_some(), "{name}");
        }
    }
}
