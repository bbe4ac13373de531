//! What a stop tells: as a value, and as one line for a whole tree. Who was slow, who was killed, who could not
//! be ended.

#[path = "support/gate.rs"]
mod gate;
mod support;

use std::time::Duration;

use gate::{Gate, gate};
use support::{Log, Plan, Worker, breathe, while_it_takes};
use switchboard::prelude::*;
use switchboard::process;
use switchboard::report::{self, Event, Level, Reports};
use switchboard::{StopMode, StopReport, Tree};

const SECOND: Duration = Duration::from_secs(1);

/// Says goodbye for as long as it is told, and drops what waits.
#[derive(GenServer)]
#[server(trap_exit, shutdown = "5s")]
struct Leaver {
    takes: Duration,
}

#[gen_server]
impl Leaver {
    #[init]
    fn open(takes: Duration) -> Self {
        Self { takes }
    }

    #[cast]
    fn put(&mut self) {}

    #[cast]
    async fn work(&mut self, time: Duration) {
        while_it_takes(time).await;
    }

    #[call]
    fn ask(&mut self) {}

    #[cast]
    fn fail(&mut self) {
        panic!("told to fail");
    }

    #[terminate]
    async fn close(&mut self) {
        while_it_takes(self.takes).await;
    }
}

/// A tree of leavers, by id and how long each takes.
async fn tree(children: &[(&'static str, Duration)]) -> (SupervisorRef, Vec<Child<Leaver>>) {
    let mut tree = Tree::new(SupervisorOptions::new(), "Tree");
    let children = children
        .iter()
        .map(|(id, takes)| tree.child(*id, Leaver::child(*takes), ChildOptions::new()))
        .collect();
    (tree.start().await.expect("a start"), children)
}

/// The stops that were reported about one of these processes.
fn stops(reports: &mut Reports, of: &[Pid]) -> Vec<(Pid, Level, StopReport)> {
    std::iter::from_fn(|| reports.try_next())
        .filter(|report| of.contains(&report.pid))
        .filter_map(|report| {
            let level = report.event.level();
            match report.event {
                Event::Stopped { report: stop } => Some((report.pid, level, *stop)),
                _ => None,
            }
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_stop_without_anything_to_tell_tells_nothing() {
    let mut reports = report::subscribe();
    let (supervisor, children) = tree(&[("a", Duration::ZERO)]).await;
    let pids = [supervisor.pid().expect("it runs"), Child::pid(&children[0]).expect("it runs")];
    let report = supervisor.stop().await.expect("it runs");
    assert!(report.is_clean() && report.children.is_empty(), "{report:?}");
    assert_eq!(stops(&mut reports, &pids), []);
}

#[tokio::test(start_paused = true)]
async fn a_tree_tells_who_was_slow_and_who_was_killed() {
    let mut reports = report::subscribe().quiet();
    let leavers = [("quick", SECOND), ("slow", 3 * SECOND), ("stuck", Duration::from_hours(1))];
    let (supervisor, children) = tree(&leavers).await;
    let pid = supervisor.pid().expect("it runs");
    let mut pids: Vec<Pid> = children.iter().filter_map(Child::pid).collect();
    pids.push(pid);
    let began = process::now();
    let report = supervisor.stop().await.expect("it runs");
    assert_eq!(began.elapsed(), 9 * SECOND, "one after the other, and five seconds for the one");
    assert_eq!(report.took, 9 * SECOND);
    let named: Vec<_> = report.children.iter().map(|child| (&*child.id, child.killed)).collect();
    assert_eq!(named, [("stuck", true)]);
    let stuck = &report.children[0].report;
    assert_eq!((stuck.running, stuck.overdue), (Some("terminate"), true));
    assert_eq!(stuck.reason, Some(ExitReason::Killed));
    assert_eq!(report.slowest, Some(("stuck".into(), 5 * SECOND)));
    assert!(report.leaked().is_empty() && !report.is_clean());
    let told = stops(&mut reports, &pids);
    assert_eq!(told.len(), 1, "one line for all of them: {told:?}");
    assert_eq!(
        (told[0].0, told[0].1, &told[0].2.children),
        (pid, Level::Warning, &report.children)
    );
}

#[tokio::test(start_paused = true)]
async fn a_tree_counts_what_its_children_leave() {
    let mut reports = report::subscribe().quiet();
    let (supervisor, children) = tree(&[("a", SECOND), ("b", SECOND)]).await;
    let asked = {
        let child = children[1].clone();
        child.work(2 * SECOND).expect("room");
        breathe().await;
        Task::spawn(async move { child.ask().await })
    };
    breathe().await;
    let stopping = Task::spawn({
        let supervisor = supervisor.clone();
        async move { supervisor.stop().await }
    });
    breathe().await;
    // After the shutdown has come and before it is handled: none of it will be.
    for _ in 0..3 {
        children[1].put().expect("room");
    }
    let report = stopping.await.expect("no crash").expect("it runs");
    assert_eq!(report.discarded.iter().collect::<Vec<_>>(), [(&"put", &3)]);
    assert_eq!(asked.await, Ok(Ok(())), "it came before the shutdown");
    assert_eq!(report.children.len(), 1, "{report:?}");
    assert_eq!((&*report.children[0].id, report.children[0].killed), ("b", false));
    let pids: Vec<Pid> = children.iter().filter_map(Child::pid).collect();
    assert_eq!(stops(&mut reports, &pids), [], "the tree tells it for them");
}

/// A tree in a tree.
#[derive(Supervisor)]
struct Inner {
    #[child(start = Leaver::child(Duration::from_hours(1)))]
    _stuck: Child<Leaver>,
}

#[tokio::test(start_paused = true)]
async fn a_nested_tree_is_a_part_of_the_report() {
    let _reports = report::subscribe().quiet();
    let mut outer = Tree::new(SupervisorOptions::new(), "Outer");
    let _first: Child<Worker> =
        outer.child("first", Worker::child(Plan::new("a", &Log::new())), ChildOptions::new());
    let _inner: Child<Inner> = outer.child("inner", Inner::tree(), ChildOptions::new());
    let supervisor = outer.start().await.expect("a start");
    let report = supervisor.stop().await.expect("it runs");
    let inner = report.children.first().expect("it has something to tell");
    assert_eq!((&*inner.id, inner.killed), ("inner", false));
    assert_eq!(&*inner.report.children[0].id, "_stuck");
    assert!(inner.report.children[0].killed);
    assert!(report.to_string().contains("child `_stuck` was killed"), "{report}");
}

/// A crash with a backlog says what was in it.
#[tokio::test(start_paused = true)]
async fn whoever_ends_with_a_backlog_says_so() {
    let mut reports = report::subscribe().quiet();
    let leaver = Leaver::start(Duration::ZERO).await.expect("a start");
    let pid = leaver.server().pid().expect("it runs");
    leaver.fail().expect("room");
    for _ in 0..3 {
        leaver.put().expect("room");
    }
    leaver.server().ended().await;
    let told = stops(&mut reports, &[pid]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].1, told[0].2.lost()), (Level::Warning, 3));

    let leaver = Leaver::start(Duration::ZERO).await.expect("a start");
    let pid = leaver.server().pid().expect("it runs");
    leaver.put().expect("room");
    leaver.server().kill();
    assert_eq!(leaver.server().ended().await, ExitReason::Killed);
    assert_eq!(stops(&mut reports, &[pid]).len(), 1);
}

/// What was handled first and lost nothing is told, and is no reason to worry.
#[tokio::test(start_paused = true)]
async fn a_drain_that_lost_nothing_is_only_told() {
    let mut reports = report::subscribe();
    let leaver = Leaver::start(Duration::ZERO).await.expect("a start");
    let pid = leaver.server().pid().expect("it runs");
    leaver.put().expect("room");
    let report = leaver.server().stop_mode(StopMode::Drain).await.expect("it runs");
    assert_eq!(report.drained, 1);
    let told = stops(&mut reports, &[pid]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].1, told[0].2.drained), (Level::Info, 1));
}

/// Blocks its thread until the test lets it go.
#[derive(GenServer)]
#[server(shutdown = "10ms")]
struct Blocker {
    gate: Gate,
}

#[gen_server]
impl Blocker {
    #[init]
    fn open(gate: Gate) -> Self {
        Self { gate }
    }

    #[cast]
    fn block(&self) {
        self.gate.block();
    }

    #[cast]
    fn put(&mut self) {}
}

/// A handler that blocks its thread cannot be ended: it is named with its message, and not waited for. This
/// runs on real time, for a thread that blocks stops no paused clock.
///
/// Experiment 11: a handler that does not end.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_handler_that_blocks_is_named_and_not_waited_for() {
    let _reports = report::subscribe().quiet();
    for mode in [StopMode::DrainFor(Duration::from_millis(10)), StopMode::Now] {
        let (gate, keeper) = gate();
        let blocker = Blocker::start(gate).await.expect("a start");
        blocker.block().expect("room");
        keeper.blocks();
        blocker.put().expect("room");
        let report = blocker.server().stop_mode(mode).await.expect("it runs");
        assert_eq!((&report.reason, report.overdue), (&None, true), "{mode:?}");
        assert_eq!(report.running, Some("block"), "{mode:?}");
        assert_eq!(report.leaked(), [report.pid], "{mode:?}");
        keeper.let_go();
        blocker.server().ended().await;
    }
}

/// A supervisor that stops leaves such a child behind, and says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_tree_names_the_child_that_it_leaves_behind() {
    let _reports = report::subscribe().quiet();
    let log = Log::new();
    let (gate, keeper) = gate();
    let mut tree = Tree::new(SupervisorOptions::new(), "Leaky");
    let _first: Child<Worker> =
        tree.child("first", Worker::child(Plan::new("first", &log)), ChildOptions::new());
    let blocker: Child<Blocker> =
        tree.child("blocker", ChildSpec::with(move || (gate.clone(),)), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let pid = Child::pid(&blocker).expect("it runs");
    blocker.block().expect("room");
    keeper.blocks();
    let report = supervisor.stop().await.expect("it runs");
    assert!(!supervisor.is_alive());
    assert_eq!(log.take(), ["start first", "stop first: shutdown"], "the others stop in order");
    assert_eq!(report.leaked(), [pid]);
    let child = &report.children[0];
    assert_eq!((&*child.id, child.killed, child.report.running), ("blocker", true, Some("block")));
    keeper.let_go();
    assert_eq!(blocker.server().ended().await, ExitReason::Shutdown, "what it was asked first");
}

/// A hundred children of which one never stops: the root ends in time, and names it.
///
/// Experiment 15: one that never stops.
#[tokio::test(start_paused = true)]
async fn one_of_a_hundred_does_not_hang_the_rest() {
    let _reports = report::subscribe().quiet();
    let pool = Leaver::dynamic().start().await.expect("a start");
    for n in 0..100 {
        let takes = if n == 42 { Duration::from_hours(9) } else { SECOND };
        pool.start_child(Leaver::child(takes)).await.expect("a start");
    }
    let began = process::now();
    let report = pool.supervisor().stop().await.expect("it runs");
    assert_eq!(began.elapsed(), 5 * SECOND);
    assert_eq!(report.children.len(), 1, "{report}");
    assert!(report.children[0].killed);
}
