//! The storm over the library itself: the invariants of processes and supervisors, for every seed.
//!
//! 300 seeds; `cargo storm` runs 10,000, and `SWITCHBOARD_STORM` says how many else.
#![cfg(feature = "test-util")]

#[path = "storm/ledger.rs"]
mod ledger;
#[path = "storm/worker.rs"]
mod worker;
#[path = "storm/world.rs"]
mod world;

use std::env;

use world::storm;

fn seeds() -> u64 {
    let given = env::var("SWITCHBOARD_STORM").ok();
    given.map_or(300, |given| given.parse().expect("SWITCHBOARD_STORM is a number of seeds"))
}

/// Random trees, and everything that can happen to them: nothing is lost, doubled or left over.
///
/// Experiment 30: whatever the seed.
#[test]
fn what_must_hold_holds_in_every_storm() {
    storm().run_seeds(0..seeds());
}

/// Experiment 30: once more with the same seed.
#[test]
fn a_seed_gives_the_same_trace_twice() {
    let storm = storm();
    for seed in 0..seeds() / 10 {
        let (one, other) = (storm.run(seed).to_string(), storm.run(seed).to_string());
        let mut lines = one.lines().zip(other.lines());
        assert_eq!(lines.find(|(one, other)| one != other), None, "seed {seed}");
        assert_eq!(one.len(), other.len(), "seed {seed}");
    }
}
