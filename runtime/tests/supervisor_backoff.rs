//! What supervisors here do beyond OTP's (D11): waits before a restart, budgets of a child's own, and
//! what is reported of a restart.

mod support;

use std::time::Duration;

use support::{Log, Outcome, Plan, Worker, crash, settle};
use switchboard::prelude::*;
use switchboard::report::{self, Event};
use switchboard::{Backoff, ChildState, Tree};
use tokio::time::advance;

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

struct Trio {
    log: Log,
    plans: Vec<Plan>,
    children: Vec<Child<Worker>>,
    supervisor: SupervisorRef,
}

async fn trio(options: SupervisorOptions, children: &[ChildOptions]) -> Trio {
    let log = Log::new();
    let mut tree = Tree::new(options, "Trio");
    let plans: Vec<Plan> = ["a", "b", "c"].map(|name| Plan::new(name, &log)).into();
    let child = |(at, plan): (usize, &Plan)| {
        let options = children.get(at).cloned().unwrap_or_default();
        tree.child(plan.name, Worker::child(plan.clone()), options)
    };
    let children = plans.iter().enumerate().map(child).collect();
    let supervisor = tree.start().await.expect("a start");
    log.take();
    Trio { log, plans, children, supervisor }
}

fn backoff() -> Backoff {
    Backoff::new(ms(100), ms(400))
}

impl Trio {
    /// Lets time pass, and what is due happen.
    async fn pass(&self, time: Duration) {
        advance(time).await;
        settle(&self.supervisor).await;
    }

    async fn states(&self) -> Vec<ChildState> {
        let children = self.supervisor.which_children().await.expect("an answer");
        children.into_iter().map(|child| child.state).collect()
    }
}

/// D11: with a backoff a child waits before it is started again, longer each time, and the supervisor
/// serves its requests meanwhile.
#[tokio::test(start_paused = true)]
async fn a_restart_waits_longer_each_time() {
    let options = SupervisorOptions::new().backoff(backoff()).max_restarts(100);
    let trio = trio(options, &[]).await;
    trio.plans[0].next(&[Outcome::Fail; 4]);
    crash(&trio.children[0]).await;
    assert_eq!(trio.log.take(), ["crash a"]);
    for wait in [100, 200, 400, 400, 400] {
        assert_eq!(trio.states().await[0], ChildState::Restarting);
        trio.pass(ms(wait - 1)).await;
        assert!(trio.log.take().is_empty(), "not before its time");
        trio.pass(ms(1)).await;
        assert_eq!(trio.log.take(), ["start a"]);
    }
    assert!(Child::is_alive(&trio.children[0]));
    // Up for longer than the longest wait: the row begins anew.
    trio.pass(ms(401)).await;
    crash(&trio.children[0]).await;
    trio.pass(ms(100)).await;
    assert!(Child::is_alive(&trio.children[0]));
}

/// D11: attempts count as ever, from the moment of the child's end.
#[tokio::test(start_paused = true)]
async fn attempts_that_wait_count() {
    let options =
        SupervisorOptions::new().backoff(backoff()).max_restarts(2).max_seconds(ms(10_000));
    let trio = trio(options, &[]).await;
    trio.plans[0].next(&[Outcome::Fail; 9]);
    crash(&trio.children[0]).await;
    trio.pass(ms(100)).await;
    assert!(trio.supervisor.is_alive(), "one attempt, and a second one to come");
    trio.pass(ms(200)).await;
    assert!(trio.supervisor.gave_up() && !trio.supervisor.is_alive());
    assert!(!trio.children.iter().any(Child::is_alive));
}

/// D11: it is off unless asked for; one child may have it alone, in its options or its spec.
#[tokio::test(start_paused = true)]
async fn one_child_may_wait_alone() {
    let trio = trio(SupervisorOptions::new(), &[ChildOptions::new().backoff(backoff())]).await;
    crash(&trio.children[1]).await;
    assert!(Child::is_alive(&trio.children[1]), "at once");
    crash(&trio.children[0]).await;
    assert!(!Child::is_alive(&trio.children[0]));
    trio.pass(ms(100)).await;
    assert!(Child::is_alive(&trio.children[0]));
    let spec = Worker::child(Plan::new("d", &trio.log)).id("d").backoff(backoff());
    let d = trio.supervisor.start_child(spec).await.expect("a child");
    crash(&d).await;
    assert!(!Child::is_alive(&d));
    trio.pass(ms(100)).await;
    assert!(Child::is_alive(&d));
}

/// D11: those that are restarted with the child are stopped when it ends, and not when its time has
/// come: they must not run on without what they depend on.
#[tokio::test(start_paused = true)]
async fn the_group_is_stopped_before_the_wait() {
    let options = SupervisorOptions::new().strategy(Strategy::RestForOne).backoff(backoff());
    let trio = trio(options, &[]).await;
    crash(&trio.children[1]).await;
    assert_eq!(trio.log.take(), ["crash b", "stop c: shutdown"]);
    let states = trio.states().await;
    assert!(matches!(states[0], ChildState::Running(_)));
    assert_eq!(states[1..], [ChildState::Restarting, ChildState::NotRunning]);
    trio.pass(ms(100)).await;
    assert_eq!(trio.log.take(), ["start b", "start c"]);
}

/// D11: a child that waits can be terminated, and started by hand; the attempt that was to come is
/// forgotten. A stop does not wait for it.
#[tokio::test(start_paused = true)]
async fn a_wait_can_be_cut_short() {
    let trio = trio(SupervisorOptions::new().backoff(backoff()), &[]).await;
    crash(&trio.children[0]).await;
    trio.supervisor.terminate_child("a").await.expect("it is listed");
    let pid = trio.supervisor.restart_child("a").await.expect("a start");
    trio.log.take();
    trio.pass(ms(50)).await;
    crash(&trio.children[0]).await;
    assert_ne!(pid, None);
    trio.log.take();
    trio.pass(ms(60)).await;
    assert!(trio.log.take().is_empty(), "the first wait is over, and means nothing");
    assert_eq!(trio.states().await[0], ChildState::Restarting);
    trio.pass(ms(140)).await;
    assert_eq!(trio.log.take(), ["start a"]);
    crash(&trio.children[0]).await;
    let stopped = tokio::time::timeout(ms(1), trio.supervisor.stop()).await;
    assert!(matches!(stopped, Ok(Ok(_))));
}

/// A child's own budget pays for its restarts and for nobody else's, and the supervisor gives up when
/// it is used up.
#[tokio::test(start_paused = true)]
async fn a_child_may_have_a_budget_of_its_own() {
    let own = ChildOptions::new().max_restarts(5).max_seconds(ms(60_000));
    let trio = trio(SupervisorOptions::new().max_restarts(1), &[own]).await;
    for _ in 0..5 {
        crash(&trio.children[0]).await;
    }
    assert!(Child::is_alive(&trio.children[0]));
    crash(&trio.children[1]).await;
    assert!(Child::is_alive(&trio.children[1]), "the supervisor's budget is whole");
    trio.pass(ms(59_999)).await;
    crash(&trio.children[0]).await;
    assert!(trio.supervisor.gave_up() && !trio.supervisor.is_alive());
}

/// A window of nothing is no budget, be it the child's own.
#[tokio::test(start_paused = true)]
async fn a_childs_window_of_nothing_is_refused() {
    let supervisor = Tree::new(SupervisorOptions::new(), "Test").start().await.expect("a start");
    let spec = Worker::child(Plan::new("a", &Log::new())).max_seconds(Duration::ZERO);
    let error = supervisor.start_child(spec).await.err();
    assert_eq!(error, Some(StartError::BadSpec(switchboard::BadSpec::ZeroWindow)));
}

/// 191: the line of a restart names the child, its cause, and how much of the budget is used.
#[tokio::test(start_paused = true)]
async fn a_restart_is_reported_with_cause_and_count() {
    let mut reports = report::subscribe();
    let trio = trio(SupervisorOptions::new(), &[]).await;
    let me = trio.supervisor.pid();
    support::end(&trio.children[0], ExitReason::custom("no luck")).await;
    support::end(&trio.children[2], ExitReason::Normal).await;
    let mine: Vec<_> = std::iter::from_fn(|| reports.try_next())
        .filter(|report| Some(report.pid) == me)
        .filter(|report| matches!(report.event, Event::ChildRestarted { .. }))
        .collect();
    let pid = Child::pid(&trio.children[0]).expect("it runs");
    let line = mine[0].to_string();
    let expected = format!("child `a` runs again as {pid}: restart 1 of 3, after: \"no luck\"");
    assert!(line.ends_with(&expected), "{line}");
    assert!(mine[1].to_string().ends_with("restart 2 of 3, after: normal"), "{}", mine[1]);
    assert_eq!(mine.len(), 2);
}
