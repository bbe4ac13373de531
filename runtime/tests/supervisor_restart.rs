//! When a child is started again, and which others with it (conformance I).

mod support;

use std::time::Duration;

use support::{Log, Outcome, Plan, Worker, crash, end, settle};
use switchboard::prelude::*;
use switchboard::report::{self, Event};
use switchboard::{ChildError, ChildState, LookupError, Tree};

struct Trio {
    log: Log,
    plans: Vec<Plan>,
    children: Vec<Child<Worker>>,
    supervisor: SupervisorRef,
}

/// Three workers a, b and c; `options` are per child, in order, and the last one goes for the rest.
async fn trio(supervisor: SupervisorOptions, options: &[ChildOptions]) -> Trio {
    let log = Log::new();
    let mut tree = Tree::new(supervisor, "Trio");
    let plans: Vec<Plan> = ["a", "b", "c"].iter().map(|name| Plan::new(name, &log)).collect();
    let default = ChildOptions::new();
    let children = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| {
            let options = options.get(at).or(options.last()).unwrap_or(&default).clone();
            tree.child(plan.name, Worker::child(plan.clone()), options)
        })
        .collect();
    let supervisor = tree.start().await.expect("a start");
    log.take();
    Trio { log, plans, children, supervisor }
}

impl Trio {
    fn pids(&self) -> Vec<Option<Pid>> {
        self.children.iter().map(Child::pid).collect()
    }

    /// Which of them have a new pid since `before`.
    fn changed(&self, before: &[Option<Pid>]) -> Vec<bool> {
        self.pids().iter().zip(before).map(|(now, before)| now != before).collect()
    }

    async fn states(&self) -> Vec<ChildState> {
        let children = self.supervisor.which_children().await.expect("an answer");
        children.into_iter().map(|child| child.state).collect()
    }
}

fn options(strategy: Strategy) -> SupervisorOptions {
    SupervisorOptions::new().strategy(strategy)
}

fn restart(restart: Restart) -> ChildOptions {
    ChildOptions::new().restart(restart)
}

fn orderly() -> [ExitReason; 3] {
    [ExitReason::Normal, ExitReason::Shutdown, ExitReason::shutdown_with("done")]
}

/// 166: a transient child that ends in order is left alone and stays listed.
#[tokio::test(start_paused = true)]
async fn a_transient_child_that_finishes_stays_listed() {
    for reason in orderly() {
        let trio = trio(options(Strategy::OneForOne), &[restart(Restart::Transient)]).await;
        end(&trio.children[0], reason).await;
        let counts = trio.supervisor.count_children().await.expect("an answer");
        assert_eq!((counts.specs, counts.active, counts.workers), (3, 2, 3));
        assert_eq!(trio.states().await[0], ChildState::NotRunning);
    }
}

/// 167: a transient child that fails is started again.
#[tokio::test(start_paused = true)]
async fn a_transient_child_that_fails_is_restarted() {
    let trio = trio(options(Strategy::OneForOne), &[restart(Restart::Transient)]).await;
    let before = trio.pids();
    end(&trio.children[0], ExitReason::custom("failed")).await;
    assert_eq!(trio.changed(&before), [true, false, false]);
    assert!(Child::is_alive(&trio.children[0]));
}

/// 168: a temporary child is neither restarted nor listed, however it ends.
#[tokio::test(start_paused = true)]
async fn a_temporary_child_is_forgotten() {
    for reason in orderly().into_iter().chain([ExitReason::custom("failed")]) {
        let trio = trio(options(Strategy::OneForOne), &[restart(Restart::Temporary)]).await;
        end(&trio.children[1], reason).await;
        assert_eq!(trio.supervisor.count_children().await.expect("an answer").specs, 2);
        assert!(!Child::is_alive(&trio.children[1]));
    }
}

/// 169: one for one restarts one.
#[tokio::test(start_paused = true)]
async fn one_for_one_restarts_one() {
    let trio = trio(options(Strategy::OneForOne), &[]).await;
    let before = trio.pids();
    crash(&trio.children[1]).await;
    assert_eq!(trio.changed(&before), [false, true, false]);
    assert_eq!(trio.log.take(), ["crash b", "start b"]);
}

/// 170, 171: one for all stops the others in reverse and starts all in order.
#[tokio::test(start_paused = true)]
async fn one_for_all_restarts_all_in_order() {
    let trio = trio(options(Strategy::OneForAll), &[]).await;
    let before = trio.pids();
    crash(&trio.children[1]).await;
    assert_eq!(trio.changed(&before), [true; 3]);
    assert!(before.iter().flatten().all(|pid| !switchboard::process::is_alive(*pid)));
    let expected =
        ["crash b", "stop c: shutdown", "stop a: shutdown", "start a", "start b", "start c"];
    assert_eq!(trio.log.take(), expected);
}

/// 172: rest for one leaves those before alone.
#[tokio::test(start_paused = true)]
async fn rest_for_one_restarts_what_came_after() {
    let trio = trio(options(Strategy::RestForOne), &[]).await;
    let before = trio.pids();
    crash(&trio.children[1]).await;
    assert_eq!(trio.changed(&before), [false, true, true]);
    assert_eq!(trio.log.take(), ["crash b", "stop c: shutdown", "start b", "start c"]);
}

/// 174: a temporary bystander is stopped with its group and not started; that is one restart.
#[tokio::test(start_paused = true)]
async fn a_temporary_bystander_is_dropped() {
    for strategy in [Strategy::OneForAll, Strategy::RestForOne] {
        let supervisor = options(strategy).max_restarts(1);
        let kinds = [restart(Restart::Permanent), restart(Restart::Temporary)];
        let trio = trio(supervisor, &kinds).await;
        end(&trio.children[0], ExitReason::Normal).await;
        assert!(trio.supervisor.is_alive(), "one restart was allowed");
        assert!(Child::is_alive(&trio.children[0]));
        assert!(!Child::is_alive(&trio.children[1]));
        assert_eq!(trio.supervisor.count_children().await.expect("an answer").specs, 1);
        let expected = ["stop a: normal", "stop c: shutdown", "stop b: shutdown", "start a"];
        assert_eq!(trio.log.take(), expected);
    }
}

/// 175: a child that is not restarted does not touch its siblings.
#[tokio::test(start_paused = true)]
async fn an_end_without_restart_leaves_the_others_alone() {
    let kinds =
        [restart(Restart::Temporary), restart(Restart::Transient), restart(Restart::Permanent)];
    let trio = trio(options(Strategy::OneForAll), &kinds).await;
    let before = trio.pids();
    crash(&trio.children[0]).await;
    end(&trio.children[1], ExitReason::Normal).await;
    assert_eq!(trio.changed(&before), [false; 3]);
    assert!(Child::is_alive(&trio.children[2]));
    assert_eq!(trio.log.take(), ["crash a", "stop b: normal"]);
}

/// 176: one that had finished is started again with its group.
#[tokio::test(start_paused = true)]
async fn a_group_restart_starts_the_finished_too() {
    let kinds = [restart(Restart::Transient)];
    let trio = trio(options(Strategy::OneForAll), &kinds).await;
    end(&trio.children[0], ExitReason::Normal).await;
    assert!(!Child::is_alive(&trio.children[0]));
    crash(&trio.children[2]).await;
    assert!(trio.children.iter().all(Child::is_alive));
}

/// 177: n restarts are allowed; one more ends the supervisor with a shutdown, and its children in order.
#[tokio::test(start_paused = true)]
async fn one_restart_too_many_ends_the_supervisor() {
    for strategy in [Strategy::OneForOne, Strategy::OneForAll, Strategy::RestForOne] {
        let trio = trio(options(strategy).max_restarts(2), &[]).await;
        for _ in 0..2 {
            crash(&trio.children[0]).await;
            assert!(trio.supervisor.is_alive());
        }
        trio.log.take();
        crash(&trio.children[0]).await;
        assert_eq!(trio.supervisor.ended().await, ExitReason::Shutdown);
        assert!(trio.supervisor.gave_up());
        assert!(!trio.children.iter().any(Child::is_alive));
        assert_eq!(trio.log.take(), ["crash a", "stop c: shutdown", "stop b: shutdown"]);
    }
}

/// 178: with no restarts allowed, the first end is the last.
#[tokio::test(start_paused = true)]
async fn a_budget_of_none_ends_at_once() {
    let trio = trio(options(Strategy::OneForOne).max_restarts(0), &[]).await;
    end(&trio.children[1], ExitReason::Normal).await;
    assert!(!trio.supervisor.is_alive() && trio.supervisor.gave_up());
}

/// 179: restarts that lie far enough apart are never too many.
#[tokio::test(start_paused = true)]
async fn restarts_that_are_far_apart_never_add_up() {
    let window = Duration::from_secs(1);
    let trio = trio(options(Strategy::OneForOne).max_restarts(1).max_seconds(window), &[]).await;
    for _ in 0..20 {
        crash(&trio.children[0]).await;
        assert!(trio.supervisor.is_alive());
        tokio::time::advance(window + Duration::from_millis(1)).await;
    }
    crash(&trio.children[0]).await;
    tokio::time::advance(window).await;
    crash(&trio.children[0]).await;
    assert!(!trio.supervisor.is_alive(), "the edge of the window still counts");
}

/// 180: all children share one budget.
#[tokio::test(start_paused = true)]
async fn the_budget_is_shared() {
    let trio = trio(options(Strategy::OneForOne).max_restarts(1), &[]).await;
    crash(&trio.children[0]).await;
    assert!(trio.supervisor.is_alive());
    crash(&trio.children[1]).await;
    assert!(!trio.supervisor.is_alive());
}

/// 182: a child that cannot start again is tried as often as the budget allows.
#[tokio::test(start_paused = true)]
async fn a_start_that_keeps_failing_uses_up_the_budget() {
    let trio = trio(options(Strategy::OneForOne), &[]).await;
    trio.plans[0].next(&[Outcome::Fail; 10]);
    crash(&trio.children[0]).await;
    settle(&trio.supervisor).await;
    assert!(!trio.supervisor.is_alive() && trio.supervisor.gave_up());
    let expected =
        ["crash a", "start a", "start a", "start a", "stop c: shutdown", "stop b: shutdown"];
    assert_eq!(trio.log.take(), expected);
}

/// 183: when a sibling fails in a one for all restart, the next attempt starts from scratch.
#[tokio::test(start_paused = true)]
async fn one_for_all_retries_from_scratch() {
    let trio = trio(options(Strategy::OneForAll), &[]).await;
    trio.plans[2].next(&[Outcome::Fail]);
    crash(&trio.children[0]).await;
    settle(&trio.supervisor).await;
    assert!(trio.children.iter().all(Child::is_alive));
    let expected = [
        "crash a",
        "stop c: shutdown",
        "stop b: shutdown",
        "start a",
        "start b",
        "start c",
        "stop b: shutdown",
        "stop a: shutdown",
        "start a",
        "start b",
        "start c",
    ];
    assert_eq!(trio.log.take(), expected);
}

/// 184: when a later sibling fails in a rest for one restart, the next attempt begins with it.
#[tokio::test(start_paused = true)]
async fn rest_for_one_retries_from_the_failed_one() {
    let trio = trio(options(Strategy::RestForOne), &[]).await;
    trio.plans[1].next(&[Outcome::Fail]);
    crash(&trio.children[0]).await;
    settle(&trio.supervisor).await;
    assert!(trio.children.iter().all(Child::is_alive));
    let expected = [
        "crash a",
        "stop c: shutdown",
        "stop b: shutdown",
        "start a",
        "start b",
        "start b",
        "start c",
    ];
    assert_eq!(trio.log.take(), expected);
}

/// A trio whose `at` is in the retry loop for as long as the test wants.
async fn retrying(strategy: Strategy, at: usize) -> Trio {
    let trio = trio(options(strategy).max_restarts(1_000_000), &[]).await;
    trio.plans[at].next(&vec![Outcome::Fail; 100_000]);
    crash(&trio.children[at]).await;
    trio
}

/// 185: what a supervisor says of a child in the retry loop.
#[tokio::test(start_paused = true)]
async fn a_child_in_the_retry_loop_is_restarting() {
    let trio = retrying(Strategy::OneForOne, 0).await;
    let supervisor = &trio.supervisor;
    let spec = Worker::child(trio.plans[0].clone()).id("a");
    assert_eq!(supervisor.start_child(spec).await.err(), Some(StartError::ChildPresent));
    assert_eq!(supervisor.restart_child("a").await, Err(ChildError::Restarting));
    assert_eq!(supervisor.delete_child("a").await, Err(ChildError::Restarting));
    assert_eq!(trio.states().await[0], ChildState::Restarting);
    assert_eq!(supervisor.count_children().await.expect("an answer").active, 2);
}

/// 186: the retry loop ends when the child is terminated, and does not hold up a stop.
#[tokio::test(start_paused = true)]
async fn the_retry_loop_can_be_ended() {
    let trio = retrying(Strategy::OneForOne, 0).await;
    trio.supervisor.terminate_child("a").await.expect("it is listed");
    assert_eq!(trio.states().await[0], ChildState::NotRunning);
    trio.log.take();
    settle(&trio.supervisor).await;
    assert!(trio.log.take().is_empty(), "nobody tries any more");
    trio.plans[0].starts.lock().expect("no test panics inside").clear();
    let pid = trio.supervisor.restart_child("a").await.expect("a start");
    assert_eq!(pid, Child::pid(&trio.children[0]));

    let trio = retrying(Strategy::OneForAll, 1).await;
    trio.supervisor.stop().await.expect("a prompt stop");
    assert!(!trio.children.iter().any(Child::is_alive));
}

/// 187: in a rest for one group, those after the one in the retry loop wait for it.
#[tokio::test(start_paused = true)]
async fn those_after_a_retried_child_wait() {
    let trio = retrying(Strategy::RestForOne, 1).await;
    let states = trio.states().await;
    assert!(matches!(states[0], ChildState::Running(_)));
    assert_eq!(states[1..], [ChildState::Restarting, ChildState::NotRunning]);
    assert_eq!(trio.supervisor.count_children().await.expect("an answer").active, 1);
}

#[derive(Supervisor)]
#[supervisor(args = Restart)]
struct Parent {
    #[child(start = Fragile::tree(), restart = transient)]
    transient: Child<Fragile>,
    #[child(start = Fragile::tree())]
    permanent: Child<Fragile>,
    #[child(start = Worker::child(Plan::new("other", &Log::new())).restart(args))]
    _other: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(max_restarts = 1)]
struct Fragile {
    #[child(start = Worker::child(Plan::new("worker", &Log::new())))]
    worker: Child<Worker>,
}

/// 188: a supervisor that gave up ended in order, so a transient one stays down.
#[tokio::test(start_paused = true)]
async fn a_supervisor_that_gave_up_has_shut_down() {
    let parent = Parent::start(Restart::Permanent).await.expect("a start");
    let first = Child::pid(&parent.permanent);
    for _ in 0..2 {
        crash(&parent.transient.worker).await;
        crash(&parent.permanent.worker).await;
    }
    settle(&parent.supervisor()).await;
    assert!(!Child::is_alive(&parent.transient));
    assert!(Child::is_alive(&parent.permanent) && Child::pid(&parent.permanent) != first);
    assert!(Child::is_alive(&parent.permanent.worker), "the handles follow");
}

/// 190: a killed supervisor takes its children along, and its parent starts it again.
#[tokio::test(start_paused = true)]
async fn a_killed_supervisor_comes_back_with_its_children() {
    let parent = Parent::start(Restart::Permanent).await.expect("a start");
    let worker = Child::pid(&parent.permanent.worker).expect("it runs");
    let fragile = parent.permanent.supervisor();
    let old = parent.permanent.worker.server();
    fragile.kill();
    // Both are asked for before the kill acts, so both are the old ones.
    let ended = tokio::join!(fragile.ended(), old.ended());
    assert_eq!(ended, (ExitReason::Killed, ExitReason::Killed));
    settle(&parent.supervisor()).await;
    assert!(!switchboard::process::is_alive(worker));
    assert!(Child::is_alive(&parent.permanent.worker));
}

/// 191, 192: a restart is reported, and so are a failed start and the end of patience; a transient
/// child that finishes is not.
#[tokio::test(start_paused = true)]
async fn what_a_supervisor_does_is_reported() {
    let mut reports = report::subscribe();
    let kinds = [restart(Restart::Permanent), restart(Restart::Transient)];
    let trio = trio(options(Strategy::OneForOne), &kinds).await;
    let me = trio.supervisor.pid().expect("it runs");
    end(&trio.children[1], ExitReason::Normal).await;
    end(&trio.children[0], ExitReason::Normal).await;
    trio.plans[0].next(&[Outcome::Fail; 10]);
    end(&trio.children[0], ExitReason::Normal).await;
    let mut mine = Vec::new();
    while let Some(report) = reports.try_next() {
        if report.pid == me {
            mine.push(match report.event {
                Event::ChildTerminated { id, .. } => format!("terminated {id}"),
                Event::ChildRestarted { id, .. } => format!("restarted {id}"),
                Event::StartFailed { id, .. } => format!("not started {id}"),
                Event::GaveUp { id, .. } => format!("gave up on {id}"),
                other => format!("{other:?}"),
            });
        }
    }
    let expected = [
        "terminated a",
        "restarted a",
        "terminated a",
        "not started a",
        "not started a",
        "gave up on a",
    ];
    assert_eq!(mine, expected);
}

#[tokio::test]
async fn whoever_waits_for_the_next_incarnation_gets_it() {
    let mut trio = trio(options(Strategy::OneForOne), &[restart(Restart::Permanent)]).await;
    let child = trio.children.remove(0);
    let first = Child::pid(&child);
    assert_eq!(Child::incarnation_after(&child, None).await.ok(), first, "one runs already");
    let _reports = report::subscribe().quiet();
    // Both wait before it crashes.
    let (one, other, ()) = tokio::join!(
        Child::incarnation_after(&child, first),
        Child::incarnation_after(&child, first),
        crash(&child),
    );
    for next in [one, other].map(Result::ok) {
        assert!(next.is_some() && next != first);
        assert_eq!(next, Child::pid(&child));
    }
}

#[tokio::test]
async fn whoever_waits_for_an_incarnation_hears_of_the_end_of_the_supervisor() {
    let trio = trio(options(Strategy::OneForOne), &[restart(Restart::Permanent)]).await;
    let child = trio.children[0].clone();
    let first = Child::pid(&child);
    let (next, stopped) =
        tokio::join!(Child::incarnation_after(&child, first), trio.supervisor.stop());
    assert_eq!((next, stopped.map(drop)), (Err(LookupError::NoProc), Ok(())));
}
