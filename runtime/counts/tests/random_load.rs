//! What is left of a random load: by a printed seed everything is done that can be done to processes, step
//! after step, and the heap after each step is what it was. `SWITCHBOARD_MINUTES` makes it long
//! (`cargo long-run`: an hour), `SWITCHBOARD_SEED` does the same again.
//!
//! The counter of memory sees all threads, so everything is one test. Each third of the steps runs on one
//! thread with a clock that stands still, on two, and on all; their runtimes, and what runs in them all
//! along, live as long as the test.

#[path = "support/heap.rs"]
mod heap;
mod load;

use std::time::Duration;

use heap::held;
use load::World;
use switchboard::process;
use switchboard::report;
use tokio::runtime::{Builder, Runtime};

/// What tables and queues may keep of their growth, beside what they have kept after the first steps.
const KEPT: usize = 512 * 1024;

/// What the allocator may keep of the system's memory beside that.
const KEPT_PAGES: usize = 32 * 1024 * 1024;

/// The steps of a short run, and those after which everything has had its first time; of a long one that is
/// the first tenth.
const STEPS: u64 = 12;
const FIRST: u64 = 6;

/// The memory that the system counts for this program, where it says so.
fn resident() -> usize {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok());
    pages.unwrap_or(0) * 4096
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is a number, not `{text}`")))
}

/// A place for the load: a runtime, and the world in it.
struct Place {
    threads: usize,
    runtime: Runtime,
    world: World,
    /// How many processes there are when nothing is done.
    processes: usize,
}

impl Place {
    fn new(threads: usize) -> Self {
        let runtime = if threads == 0 {
            Builder::new_current_thread().enable_all().start_paused(true).build()
        } else {
            Builder::new_multi_thread().worker_threads(threads).enable_all().build()
        };
        let runtime = runtime.expect("a runtime");
        let before = process::count();
        let world = runtime.block_on(World::new(threads));
        Self { threads, runtime, world, processes: process::count() - before }
    }
}

/// One line of what was seen.
struct Sample {
    held: usize,
    resident: usize,
}

/// An hour, or some steps, of everything at random: nothing of it stays in a table or on the heap.
#[test]
fn a_random_load_leaves_nothing() {
    let mut reports = report::subscribe().quiet();
    let minutes = number("SWITCHBOARD_MINUTES");
    let seed = number("SWITCHBOARD_SEED").unwrap_or_else(|| std::process::id().into());
    println!("SWITCHBOARD_SEED={seed}");
    let begun = process::now();
    let time = Duration::from_secs(60 * minutes.unwrap_or(0));
    let all = std::thread::available_parallelism().map_or(4, usize::from).max(4);
    let places = [0, 2, all].map(Place::new);
    let processes: usize = places.iter().map(|place| place.processes).sum();
    let mut most = Sample { held: 0, resident: 0 };
    let mut told = Duration::ZERO;
    let mut done = 0;
    let goes_on = |step| step < STEPS || begun.elapsed() < time;
    for step in (0..).take_while(|step| goes_on(*step)) {
        let place = &places[usize::try_from(step % 3).expect("one of three")];
        let seed = seed.wrapping_mul(1_000_003).wrapping_add(step);
        done += place.runtime.block_on(place.world.step(seed));
        while reports.try_next().is_some() {}
        let now = Sample { held: held(), resident: resident() };
        let case = format!("step {step} on {} threads, after {done} things", place.threads);
        assert_eq!(process::count(), processes, "{case}: somebody is left");
        if step < FIRST || begun.elapsed() < time / 10 {
            most.held = most.held.max(now.held);
            most.resident = most.resident.max(now.resident);
        }
        if step < STEPS || begun.elapsed() >= told + Duration::from_secs(30) {
            told = begun.elapsed();
            let Sample { held, resident } = now;
            println!("{told:.0?}: {case}: {held} bytes held, {resident} resident");
        }
        assert!(now.held <= most.held + KEPT, "{case}: {} bytes, at first {}", now.held, most.held);
        let pages = most.resident + KEPT_PAGES;
        assert!(
            now.resident <= pages,
            "{case}: {} bytes are resident, at first {}",
            now.resident,
            most.resident
        );
    }
}
