//! Trials of what does not end by itself, on any number of threads: handlers that wait for ever or block
//! their thread, and children that never stop.

#[path = "support/gate.rs"]
mod gate;
mod support;
#[path = "support/threads.rs"]
mod threads;

use std::collections::HashSet;
use std::time::Duration;

use gate::{Gate, gate};
use support::{Log, Plan, Worker, crash};
use switchboard::prelude::*;
use switchboard::report::{self, Event};
use switchboard::{StopMode, StopReport, Tree};
use threads::{Seed, at_all, beside_all, in_full, rounds};
use tokio::task::yield_now;

/// Has a handler that never ends, and one that blocks its thread.
#[derive(GenServer)]
#[server(shutdown = "1ms")]
struct Stuck {
    gate: Gate,
}

#[gen_server]
impl Stuck {
    #[init]
    fn begin(gate: Gate) -> Self {
        Self { gate }
    }

    #[cast]
    async fn wait(&mut self) {
        std::future::pending::<()>().await;
    }

    #[cast]
    fn block(&mut self) {
        self.gate.block();
    }

    #[cast]
    fn put(&mut self) {}
}

/// The modes in which a stop gives up on a handler.
const MODES: [StopMode; 3] = [
    StopMode::Now,
    StopMode::DrainFor(Duration::ZERO),
    StopMode::DrainFor(Duration::from_millis(1)),
];

/// Servers that are stopped at once.
const AT_ONCE: usize = 100;

/// Experiment 11: a hundred handlers that wait for ever are stopped at once, at any moment of their begin:
/// each stop ends, says in which handler, and counts what was behind it.
#[test]
fn handlers_that_wait_for_ever_are_cut_on_any_number_of_threads() {
    let _quiet = report::subscribe().quiet();
    at_all(|threads| async move {
        let (gate, _keeper) = gate();
        let mut seed = Seed(threads as u64);
        for round in 0..1000 / AT_ONCE {
            let mut stops = Vec::new();
            for at in 0..AT_ONCE {
                let stuck = Stuck::start(gate.clone()).await.expect("a start");
                stuck.wait().expect("room");
                stuck.put().expect("room");
                let turns = seed.below(4);
                let mode = MODES[(round + at) % MODES.len()];
                stops.push(Task::spawn(async move {
                    for _ in 0..turns {
                        yield_now().await;
                    }
                    stuck.server().stop_mode(mode).await.expect("it runs")
                }));
            }
            for stop in stops {
                it_was_cut(&stop.await.expect("no crash"));
            }
        }
    });
}

/// The report of a server that was stopped before, or in, a handler that never ends. What it names is what its
/// server was in when the time was up: one that has only just begun may still be called so.
fn it_was_cut(report: &StopReport) {
    let (killed, lost) = (report.reason == Some(ExitReason::Killed), report.lost());
    assert!(killed || report.reason == Some(ExitReason::Normal), "{report:?}");
    match report.running {
        Some("wait") => assert!(report.overdue && killed && lost == 1, "{report:?}"),
        None | Some("init" | "terminate") => {
            assert!(lost == 2 || (killed && lost == 1), "{report:?}");
        }
        Some(_) => panic!("{report:?}"),
    }
}

/// Experiment 11: a handler that blocks its thread is named, and whoever stops it does not wait for it but for
/// the second that the library allows. On one thread alone there is nobody left to do it.
#[test]
fn handlers_that_block_a_thread_are_named_and_not_waited_for() {
    let _quiet = report::subscribe().quiet();
    beside_all(|threads| async move {
        for round in 0..if in_full() { 60 } else { 2 } {
            if threads < 2 {
                break;
            }
            let (gate, keeper) = gate();
            let stuck = Stuck::start(gate).await.expect("a start");
            stuck.block().expect("room");
            keeper.blocks();
            stuck.put().expect("room");
            let mode = MODES[round % MODES.len()];
            let report = stuck.server().stop_mode(mode).await.expect("it runs");
            assert_eq!((&report.reason, report.overdue), (&None, true), "{mode:?}: {report:?}");
            assert_eq!(report.running, Some("block"), "{mode:?}: {report:?}");
            assert_eq!(report.leaked(), [report.pid], "{mode:?}: {report:?}");
            keeper.let_go();
            stuck.server().ended().await;
        }
    });
}

/// Does not end when it is asked to.
#[derive(GenServer, Default)]
#[server(trap_exit, shutdown = "1ms")]
struct Deaf;

#[gen_server]
impl Deaf {
    #[terminate]
    async fn close(&mut self) {
        std::future::pending::<()>().await;
    }
}

/// Experiment 15: of a hundred children one never stops: neither a restart of the group nor the stop of the
/// tree waits for it beyond its time, the others are restarted, and it is named each time.
#[test]
fn one_that_hangs_holds_up_nobody_on_any_number_of_threads() {
    let mut reports = report::subscribe().quiet();
    at_all(|threads| async move {
        let mut seed = Seed(threads as u64);
        for _ in 0..rounds(20) {
            let options = SupervisorOptions::new().strategy(Strategy::OneForAll);
            let mut tree = Tree::new(options, "Trial");
            let (deaf_at, falls_at) = (seed.below(100), seed.below(99));
            let log = Log::new();
            let mut deaf = None;
            let mut others = Vec::new();
            for at in 0..100 {
                if at == deaf_at {
                    deaf = Some(tree.child("deaf", Deaf::child(), ChildOptions::new()));
                    continue;
                }
                let plan = Plan::new("other", &log);
                let spec = ChildSpec::<Worker>::with(move || (plan.clone(),));
                others.push(tree.child(format!("other {at}"), spec, ChildOptions::new()));
            }
            let (supervisor, deaf) = (tree.start().await.expect("a start"), deaf.expect("one"));
            let pids = || others.iter().map(Child::pid).chain([Child::pid(&deaf)]);
            let before: Vec<_> = pids().collect();
            crash(&others[falls_at]).await;
            let after: HashSet<_> = pids().collect();
            assert!(!after.contains(&None) && after.len() == 100, "all are there");
            assert!(before.iter().all(|old| !after.contains(old)), "all are new");
            let report = supervisor.stop().await.expect("it runs");
            let [only] = &report.children[..] else { panic!("{report}") };
            assert_eq!((&*only.id, only.killed), ("deaf", true));
        }
    });
    let mut named = 0;
    while let Some(report) = reports.try_next() {
        if let Event::ShutdownFailed { id, reason } = report.event {
            assert_eq!((&*id.to_string(), reason), ("deaf", ExitReason::Killed));
            named += 1;
        }
    }
    assert!(named >= 3 * rounds(20), "{named} times");
}
