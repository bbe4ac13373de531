//! Fixed programs whose cost is counted: a thing done so many times, on one thread, without a clock.
//!
//! `cargo counts` runs them under callgrind. How often a thing is done is an argument, so that the
//! difference of two runs is the cost of the thing alone.

mod children;
mod messages;
mod peers;
mod tables;

use switchboard::process;
use tokio::runtime::{Builder, Runtime};

/// Something that is done a number of times.
pub struct Workload {
    /// What it is called.
    pub name: &'static str,
    /// Does it so many times.
    pub run: fn(&Runtime, usize),
}

/// All of them.
pub const WORKLOADS: &[Workload] = &[
    Workload { name: "call", run: messages::call },
    Workload { name: "call, async handler", run: messages::call_async },
    Workload { name: "call through the mailbox", run: messages::call_queued },
    Workload { name: "cast", run: messages::cast },
    Workload { name: "cast, one at a time", run: messages::cast_alone },
    Workload { name: "call among many", run: messages::call_among::<100_000> },
    Workload { name: "cast among many", run: messages::cast_among::<100_000> },
    Workload { name: "call among a million", run: messages::call_among::<1_000_000> },
    Workload { name: "cast among a million", run: messages::cast_among::<1_000_000> },
    Workload { name: "mailbox", run: messages::flood },
    Workload { name: "spawn", run: peers::spawn },
    Workload { name: "live processes", run: peers::live },
    Workload { name: "links", run: peers::links },
    Workload { name: "a line of links ends", run: peers::line },
    Workload { name: "monitors", run: peers::monitors },
    Workload { name: "names", run: peers::names },
    Workload { name: "timers", run: peers::timers },
    Workload { name: "replies awaited at once", run: peers::waits },
    Workload { name: "supervisor, start and stop", run: children::start_and_stop },
    Workload { name: "supervisor, one restart each", run: children::restart_each },
    Workload { name: "supervisor, all restart", run: children::restart_all },
    Workload { name: "supervisor, the rest restarts", run: children::restart_rest },
    Workload { name: "supervisor, significant children end", run: children::significant },
    Workload { name: "dynamic supervisor", run: children::dynamic },
    Workload { name: "table, lookup", run: tables::lookup },
    Workload { name: "table, insert", run: tables::insert },
    Workload { name: "table, update_counter", run: tables::update_counter },
    Workload { name: "ordered set, lookup", run: tables::ordered_lookup },
    Workload { name: "cache, lookup", run: tables::cache_lookup },
    Workload { name: "cache, insert", run: tables::cache_insert },
    Workload { name: "cache, insert outside of a runtime", run: tables::cache_insert_outside },
];

/// The workload of this name.
#[must_use]
pub fn workload(name: &str) -> Option<&'static Workload> {
    WORKLOADS.iter().find(|workload| workload.name == name)
}

/// The runtime that all of them run on: one thread, so that the order of all things is the same.
///
/// # Panics
///
/// When the system gives no runtime.
#[must_use]
pub fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("the system gives a runtime")
}

/// Runs what starts processes. A start goes another way when its task has had its turn, and how long a turn is
/// depends on the clock, which must not show in the counts.
fn run(runtime: &Runtime, work: impl Future<Output = ()>) {
    runtime.block_on(tokio::task::unconstrained(work));
}

/// Runs the other tasks until only `left` processes are there.
async fn until_left(left: usize) {
    while process::count() > left {
        tokio::task::yield_now().await;
    }
}
