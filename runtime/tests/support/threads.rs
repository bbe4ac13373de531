//! A test's body on one thread, on two, and on as many as the machine has.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

/// After so long a body hangs. Nothing is measured by it.
const HANGS: Duration = Duration::from_mins(10);

/// How many threads the runtimes of [`at_all`] have.
pub fn all() -> [usize; 3] {
    let most = std::thread::available_parallelism().map_or(2, usize::from);
    [1, 2, most.max(4)]
}

/// How often a trial is done: so often as it is written, a thousand times, or `short` when it is long and
/// nobody has asked for all of it by `SWITCHBOARD_TRIALS`.
pub fn rounds(short: usize) -> usize {
    if in_full() { 1000 } else { short }
}

/// Whether the trials are done as often as they are written.
pub fn in_full() -> bool {
    std::env::var_os("SWITCHBOARD_TRIALS").is_some()
}

/// Runs `body` in a runtime of each size, with the threads of it.
///
/// # Panics
///
/// When the body fails or hangs.
pub fn at_all<F: Future<Output = ()> + Send + 'static>(body: impl Fn(usize) -> F) {
    for threads in all() {
        let runtime = runtime(threads);
        let body = body(threads);
        let over = async { switchboard::Task::spawn(timeout(HANGS, body)).await };
        let over = runtime.block_on(over).unwrap_or_else(|why| panic!("{threads} threads: {why}"));
        assert!(over.is_ok(), "it hangs with {threads} threads");
    }
}

/// The same on a thread beside those of the runtime, for a body that blocks one of them: what a thread was
/// about to do next is blocked with it.
///
/// # Panics
///
/// When the body fails or hangs.
pub fn beside_all<F: Future<Output = ()>>(body: impl Fn(usize) -> F) {
    for threads in all() {
        let over = runtime(threads).block_on(async { timeout(HANGS, body(threads)).await });
        assert!(over.is_ok(), "it hangs with {threads} threads");
    }
}

fn runtime(threads: usize) -> Runtime {
    Builder::new_multi_thread().worker_threads(threads).enable_all().build().expect("one")
}

/// A small generator, so that a run can be run again.
pub struct Seed(pub u64);

impl Seed {
    /// A number below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % below
    }

    /// Gives others some turns, so that each round meets another order of things.
    pub async fn shuffle(&mut self) {
        for _ in 0..self.below(4) {
            tokio::task::yield_now().await;
        }
    }
}
