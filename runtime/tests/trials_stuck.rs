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
use support::{Log, Worker, crash, leaf};
use switchboard::prelude::*;
use switchboard::report::{self, Event, Reports};
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
        let rounds = match threads {
            1 => 0,
            _ if in_full() => 60,
            _ => 2,
        };
        for round in 0..rounds {
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
#[server(trap_exit, shutdown = "2s")]
struct Deaf;

#[gen_server]
impl Deaf {
    #[terminate]
    async fn close(&mut self) {
        std::future::pending::<()>().await;
    }
}

/// The children that did not stop in time: by whose report, who, and how they ended.
fn named(reports: &mut Reports) -> impl Iterator<Item = (Pid, String, ExitReason)> {
    std::iter::from_fn(|| reports.try_next()).filter_map(|report| match report.event {
        Event::ShutdownFailed { id, reason } => Some((report.pid, id.to_string(), reason)),
        _ => None,
    })
}

/// Experiment 15: a child that never stops does not keep its group from being restarted when a sibling falls:
/// it is killed when its time is over, and named.
#[tokio::test(start_paused = true)]
async fn a_group_with_one_that_hangs_is_restarted() {
    let mut reports = report::subscribe().quiet();
    let log = Log::new();
    let options = SupervisorOptions::new().strategy(Strategy::OneForAll);
    let mut tree = Tree::new(options, "Trial");
    let first: Child<Worker> = tree.child("first", leaf("first", &log), ChildOptions::new());
    let deaf: Child<Deaf> = tree.child("deaf", Deaf::child(), ChildOptions::new());
    let others: Vec<Child<Worker>> = (0..98)
        .map(|at| tree.child(format!("other {at}"), leaf("other", &log), ChildOptions::new()))
        .collect();
    let supervisor = tree.start().await.expect("a start");
    let before: Vec<_> = others.iter().chain([&first]).map(Child::pid).collect();
    let old = Child::pid(&deaf);
    let begun = switchboard::process::now();
    crash(&first).await;
    assert_eq!(begun.elapsed(), Duration::from_secs(2), "as long as the deaf one has");
    assert!(Child::is_alive(&deaf) && Child::pid(&deaf) != old);
    for (child, before) in others.iter().chain([&first]).zip(before) {
        assert!(Child::is_alive(child) && Child::pid(child) != before);
    }
    let mut named: Vec<_> = named(&mut reports).collect();
    // Other tests report to everybody too.
    named.retain(|(by, id, _)| Some(*by) == supervisor.pid() && id == "deaf");
    assert_eq!(named.len(), 1, "{named:?}");
    assert_eq!(named[0].2, ExitReason::Killed);
    supervisor.stop().await.expect("a stop");
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
                    let soon = Shutdown::After(Duration::from_millis(1));
                    let options = ChildOptions::new().shutdown(soon);
                    deaf = Some(tree.child("deaf", Deaf::child(), options));
                    continue;
                }
                let id = format!("other {at}");
                others.push(tree.child(id, leaf("other", &log), ChildOptions::new()));
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
    let named: Vec<_> = named(&mut reports).collect();
    for (_, id, reason) in &named {
        assert_eq!((&**id, reason), ("deaf", &ExitReason::Killed));
    }
    assert!(named.len() >= 3 * rounds(20), "{} times", named.len());
}
