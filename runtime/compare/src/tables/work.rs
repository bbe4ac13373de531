//! What is done, and who does it.

use std::thread;
use std::time::Instant;

use super::KEYS;

/// How many columns the table has: a table of this repository, what one writes by hand, two libraries,
/// and Erlang.
pub const SIDES: usize = 5;

/// One row: something that is done so many times by each of some workers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its name.
    pub name: &'static str,
    /// How many do it at once.
    pub workers: u64,
    /// How often each does it, in a full round.
    pub count: u64,
    /// What the numbers of the row count.
    pub unit: &'static str,
}

impl Work {
    /// Something that takes nanoseconds.
    #[must_use]
    pub const fn timed(name: &'static str, workers: u64, count: u64) -> Self {
        Self { name, workers, count, unit: "ns" }
    }
}

/// What measures one side: a number in the unit of the work, or none where it does not have that.
pub type Measure = Box<dyn FnMut(&Work) -> Option<f64>>;

/// One side of a group.
pub struct Side {
    /// What it is, with its version.
    pub name: String,
    /// How it is measured.
    pub measure: Measure,
}

impl Side {
    /// A side that has everything.
    pub fn new(name: impl Into<String>, mut measure: impl FnMut(&Work) -> f64 + 'static) -> Self {
        Self::partial(name, move |work| Some(measure(work)))
    }

    /// A side that lacks some of the works.
    pub fn partial(
        name: impl Into<String>,
        measure: impl FnMut(&Work) -> Option<f64> + 'static,
    ) -> Self {
        Self { name: name.into(), measure: Box::new(measure) }
    }
}

/// Works that the same sides do.
pub struct Group {
    /// What is compared.
    pub title: &'static str,
    /// By column; the first is this repository's.
    pub sides: [Option<Side>; SIDES],
    /// By row.
    pub works: Vec<Work>,
}

/// How many nanoseconds one operation of one worker takes. Each gets a random key and a number below
/// ten.
#[must_use]
pub fn run(work: &Work, one: impl Fn(u64, u64) + Sync) -> f64 {
    let start = Instant::now();
    thread::scope(|scope| {
        for worker in 1..=work.workers {
            let one = &one;
            scope.spawn(move || {
                let mut seed = 88_172_645_463_325_252_u64.wrapping_mul(worker);
                for _ in 0..work.count {
                    seed ^= seed << 13;
                    seed ^= seed >> 7;
                    seed ^= seed << 17;
                    one(seed % KEYS, (seed >> 40) % 10);
                }
            });
        }
    });
    start.elapsed().as_secs_f64() * 1e9 / work.count as f64
}

/// How many nanoseconds one of so many operations takes, on this thread.
#[must_use]
pub fn each(count: u64, one: impl FnMut(u64)) -> f64 {
    let start = Instant::now();
    (0..count).for_each(one);
    start.elapsed().as_secs_f64() * 1e9 / count as f64
}
