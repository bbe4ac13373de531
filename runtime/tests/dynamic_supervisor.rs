//! Any number of children of one kind (conformance L).
//!
//! What Elixir checks when it runs and typed Rust when it compiles: there are no flags but those of
//! [`DynamicSpec`](switchboard::DynamicSpec), so neither a strategy nor extra arguments nor an
//! automatic shutdown can be wrong (228); a spec is of the supervisor's own type (226).

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::{Log, Outcome, Plan, Worker, settle};
use switchboard::prelude::*;
use switchboard::report;
use switchboard::{BadSpec, ChildCounts, ChildError, ChildState, DynamicSpec, Tree};
use tokio::time::timeout;

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

struct Pool {
    log: Log,
    workers: DynamicSupervisor<Worker>,
}

impl Pool {
    async fn start(spec: DynamicSpec<Worker>) -> Self {
        Self { log: Log::new(), workers: spec.start().await.expect("a start") }
    }

    fn plan(&self, outcomes: &[Outcome]) -> Plan {
        let plan = Plan::new("w", &self.log);
        plan.next(outcomes);
        plan
    }

    async fn add(&self, restart: Restart) -> Child<Worker> {
        let spec = Worker::child(self.plan(&[])).restart(restart);
        self.workers.start_child(spec).await.expect("a child")
    }

    async fn counts(&self) -> [usize; 4] {
        counts(self.workers.count_children().await.expect("an answer"))
    }

    /// Ends a worker, and waits until the supervisor has dealt with it.
    async fn end(&self, worker: &Child<Worker>, reason: ExitReason) {
        support::end(worker, reason).await;
        settle(self.workers.supervisor()).await;
    }
}

fn counts(counts: ChildCounts) -> [usize; 4] {
    [counts.specs, counts.active, counts.supervisors, counts.workers]
}

fn pid(child: &Child<Worker>) -> Pid {
    Child::pid(child).expect("it was started")
}

/// 225: a new one has no children.
#[tokio::test(start_paused = true)]
async fn a_new_one_is_empty() {
    let pool = Pool::start(Worker::dynamic()).await;
    assert_eq!(pool.workers.which_children().await, Ok(Vec::new()));
    assert_eq!(pool.counts().await, [0; 4]);
}

/// 226: a child is started from its spec, as often as wanted: ids do not matter here.
#[tokio::test(start_paused = true)]
async fn children_are_known_by_their_pids() {
    let pool = Pool::start(Worker::dynamic()).await;
    let (one, two) = (pool.add(Restart::Permanent).await, pool.add(Restart::Permanent).await);
    assert_ne!(one.pid().await, two.pid().await);
    let listed = pool.workers.which_children().await.expect("an answer");
    let listed: Vec<_> = listed.iter().map(switchboard::ChildInfo::pid).collect();
    assert_eq!(listed, [Child::pid(&one), Child::pid(&two)]);
    let found = pool.workers.supervisor().get_childspec(pid(&one)).await.expect("it is listed");
    assert_eq!(found.restart, Restart::Permanent);
}

/// 227: several of them under one supervisor: their ids are those of the fields or as given, and two
/// with the same id or name clash.
#[tokio::test(start_paused = true)]
async fn several_under_one_supervisor() {
    let mut tree = Tree::new(SupervisorOptions::new(), "Test");
    let named = |name| Worker::dynamic().name(format!("dynamic_supervisor.{name}"));
    for name in ["one", "two"] {
        let _: DynamicSupervisor<Worker> = tree.child(name, named(name), ChildOptions::new());
    }
    let mut clash = tree.clone();
    let supervisor = tree.start().await.expect("a start");
    let listed = supervisor.which_children().await.expect("an answer");
    assert_eq!(listed.iter().map(|child| &*child.id).collect::<Vec<_>>(), ["one", "two"]);
    let error = named("one").start().await.err();
    assert_eq!(error, listed[0].pid().map(StartError::AlreadyStarted));
    let _: DynamicSupervisor<Worker> = clash.child("one", Worker::dynamic(), ChildOptions::new());
    let error = clash.start().await.err();
    assert_eq!(error, Some(StartError::BadSpec(BadSpec::DuplicateId(Arc::from("one")))));
}

/// 228: a window of nothing is refused, on its own and in a tree.
#[tokio::test(start_paused = true)]
async fn a_window_of_nothing_is_refused() {
    let spec = || Worker::dynamic().max_seconds(Duration::ZERO);
    let error = spec().start().await.err();
    assert_eq!(error, Some(StartError::BadSpec(BadSpec::ZeroWindow)));
    let mut tree = Tree::new(SupervisorOptions::new(), "Test");
    let _: DynamicSupervisor<Worker> = tree.child("pool", spec(), ChildOptions::new());
    let Some(StartError::Child { error, .. }) = tree.start().await.err() else {
        panic!("it cannot work");
    };
    assert_eq!(*error, StartError::BadSpec(BadSpec::ZeroWindow));
}

/// 230, 231: what a start comes to is what the starter gets, a panic included; only those that run
/// are kept, and the supervisor lives.
#[tokio::test(start_paused = true)]
async fn every_way_a_start_can_go() {
    let pool = Pool::start(Worker::dynamic()).await;
    for outcome in [Outcome::Ok, Outcome::Ignore, Outcome::Fail, Outcome::Panic] {
        let spec = Worker::child(pool.plan(&[outcome]));
        let started = pool.workers.start_child(spec).await;
        match (outcome, started) {
            (Outcome::Ok, Ok(child)) => assert!(Child::is_alive(&child)),
            (Outcome::Ignore, Ok(child)) => assert_eq!(Child::pid(&child), None),
            (Outcome::Fail, Err(StartError::Failed(reason))) => {
                assert_eq!(reason.to_string(), "no start");
            }
            (Outcome::Panic, Err(StartError::Failed(reason))) => {
                assert!(reason.as_panic().is_some());
            }
            (outcome, started) => panic!("{outcome:?}: {started:?}"),
        }
    }
    let broken = ChildSpec::<Worker>::with(|| panic!("no arguments"));
    let error = pool.workers.start_child(broken).await.err();
    let Some(StartError::Failed(reason)) = error else { panic!("{error:?}") };
    assert!(reason.as_panic().is_some_and(|panic| panic.to_string().contains("no arguments")));
    assert_eq!(pool.counts().await, [1, 1, 0, 1]);
}

/// 232: no more children than there may be.
#[tokio::test(start_paused = true)]
async fn the_limit_of_children() {
    for most in [0, 2] {
        let pool = Pool::start(Worker::dynamic().max_children(most)).await;
        for _ in 0..most {
            pool.add(Restart::Permanent).await;
        }
        let error = pool.workers.start_child(Worker::child(pool.plan(&[]))).await.err();
        assert_eq!(error, Some(StartError::MaxChildren));
        assert_eq!(pool.counts().await[0], most);
    }
}

/// 233: one that was just restarted, or is in the retry loop, takes its place all the time.
#[tokio::test(start_paused = true)]
async fn a_restarting_child_counts_against_the_limit() {
    let pool = Pool::start(Worker::dynamic().max_children(1).max_restarts(1_000_000)).await;
    let plan = pool.plan(&[]);
    let child = pool.workers.start_child(Worker::child(plan.clone())).await.expect("a child");
    let full = || async {
        let spec = Worker::child(pool.plan(&[]));
        assert_eq!(pool.workers.start_child(spec).await.err(), Some(StartError::MaxChildren));
    };
    pool.end(&child, ExitReason::Normal).await;
    assert!(Child::is_alive(&child));
    full().await;
    plan.next(&vec![Outcome::Fail; 100_000]);
    pool.end(&child, ExitReason::Normal).await;
    assert!(!Child::is_alive(&child));
    full().await;
}

/// 234: what all children have in common is in the closure that makes their arguments, at the first
/// start and at every other.
#[tokio::test(start_paused = true)]
async fn arguments_are_made_for_every_start() {
    let pool = Pool::start(Worker::dynamic()).await;
    let (log, made) = (pool.log.clone(), Log::new());
    let count = made.clone();
    let spec = ChildSpec::<Worker>::with(move || {
        count.push("made");
        (Plan::new("common", &log),)
    });
    let child = pool.workers.start_child(spec).await.expect("a child");
    pool.end(&child, ExitReason::custom("again")).await;
    assert_eq!(made.take(), ["made", "made"]);
    let log = pool.log.take();
    assert_eq!((&*log[0], &*log[2]), ("start common", "start common"), "{log:?}");
}

/// 235: the table of restart values.
#[tokio::test(start_paused = true)]
async fn who_is_started_again() {
    let reasons = [
        (ExitReason::Normal, false),
        (ExitReason::Shutdown, false),
        (ExitReason::shutdown_with("done"), false),
        (ExitReason::custom("failed"), true),
    ];
    for (reason, abnormal) in reasons {
        for (restart, again) in [
            (Restart::Permanent, true),
            (Restart::Transient, abnormal),
            (Restart::Temporary, false),
        ] {
            let pool = Pool::start(Worker::dynamic()).await;
            let child = pool.add(restart).await;
            let before = pid(&child);
            pool.end(&child, reason.clone()).await;
            let expected = if again { [1, 1, 0, 1] } else { [0; 4] };
            assert_eq!(pool.counts().await, expected, "{restart:?} {reason}");
            assert_eq!(pid(&child) != before, again);
        }
    }
}

/// 236: a restart that works, one that ignores, and ones that fail.
#[tokio::test(start_paused = true)]
async fn every_way_a_restart_can_go() {
    for outcome in [Outcome::Ok, Outcome::Ignore, Outcome::Fail, Outcome::Panic] {
        let pool = Pool::start(Worker::dynamic().max_restarts(1_000_000)).await;
        let plan = pool.plan(&[]);
        let child = pool.workers.start_child(Worker::child(plan.clone())).await.expect("a child");
        let again = if matches!(outcome, Outcome::Fail | Outcome::Panic) { 10_000 } else { 1 };
        plan.next(&vec![outcome; again]);
        pool.end(&child, ExitReason::custom("again")).await;
        let listed = pool.workers.which_children().await.expect("an answer");
        let states: Vec<_> = listed.iter().map(|child| child.state).collect();
        match outcome {
            Outcome::Ok => assert_eq!(states, [ChildState::Running(pid(&child))]),
            Outcome::Ignore => assert!(states.is_empty(), "{states:?}"),
            Outcome::Fail | Outcome::Panic => assert_eq!(states, [ChildState::Restarting]),
        }
    }
}

/// Takes its time to stop, and ends as it likes.
#[derive(GenServer)]
#[server(trap_exit)]
struct Slow {
    takes: Duration,
}

#[gen_server]
impl Slow {
    #[init]
    fn open(takes: Duration) -> Self {
        Self { takes }
    }

    #[terminate]
    async fn close(&mut self) {
        let forever = std::future::pending::<()>();
        assert!(timeout(self.takes, forever).await.is_err(), "nothing is forever");
    }
}

/// Ends for a reason of its own, whatever it is told.
#[derive(GenServer)]
#[server(trap_exit)]
struct Stubborn {
    reason: ExitReason,
}

#[gen_server]
impl Stubborn {
    #[init]
    fn open(reason: ExitReason) -> Self {
        Self { reason }
    }

    #[terminate]
    fn close(&mut self) {
        std::panic::panic_any(self.reason.clone());
    }
}

/// 239: a child that ends in order, but not as it was told, is what it is; only a failure would be
/// reported.
#[tokio::test(start_paused = true)]
async fn a_child_may_end_for_another_orderly_reason() {
    for reason in [ExitReason::shutdown_with("done"), ExitReason::Normal] {
        let mut reports = report::subscribe();
        let pool = Stubborn::dynamic().start().await.expect("a start");
        let me = pool.supervisor().pid();
        let spec = Stubborn::child(reason.clone()).shutdown(Shutdown::Infinity);
        let child = pool.start_child(spec).await.expect("a child");
        pool.supervisor().stop().await.expect("a stop");
        assert_eq!(child.server().ended().await, reason);
        let mine = std::iter::from_fn(|| reports.try_next()).filter(|r| Some(r.pid) == me);
        assert_eq!(mine.count(), 0);
    }
}

async fn slow(pool: &DynamicSupervisor<Slow>, takes: Duration, how: Shutdown) -> Child<Slow> {
    pool.start_child(Slow::child(takes).shutdown(how)).await.expect("a child")
}

/// 238, 240, 241, 242: all are told at once, each in its own way and with its own patience; the whole
/// takes as long as the slowest, and only the one that is late is killed for it.
#[tokio::test(start_paused = true)]
async fn children_stop_at_once_and_each_in_its_way() {
    let pool = Slow::dynamic().start().await.expect("a start");
    let killed = slow(&pool, ms(100), Shutdown::BrutalKill).await;
    let late = slow(&pool, ms(100), Shutdown::After(ms(1))).await;
    let in_time = slow(&pool, ms(100), Shutdown::After(ms(500))).await;
    let patient = slow(&pool, ms(100), Shutdown::Infinity).await;
    let mut stop = Box::pin(pool.supervisor().stop());
    assert!(timeout(ms(99), &mut stop).await.is_err(), "the slowest is waited for");
    assert!(matches!(timeout(ms(2), stop).await, Ok(Ok(_))), "and not the sum of all");
    assert_eq!(killed.server().ended().await, ExitReason::Killed);
    assert_eq!(late.server().ended().await, ExitReason::Killed);
    assert_eq!(in_time.server().ended().await, ExitReason::Shutdown);
    assert_eq!(patient.server().ended().await, ExitReason::Shutdown);
}

/// 238: each way to stop, for three children.
#[tokio::test(start_paused = true)]
async fn three_children_of_a_kind() {
    for (how, reason) in [
        (Shutdown::BrutalKill, ExitReason::Killed),
        (Shutdown::After(ms(1_000)), ExitReason::Shutdown),
        (Shutdown::Infinity, ExitReason::Shutdown),
    ] {
        let pool = Slow::dynamic().start().await.expect("a start");
        let mut children = Vec::new();
        for _ in 0..3 {
            children.push(slow(&pool, ms(10), how).await);
        }
        pool.supervisor().stop().await.expect("a stop");
        for child in children {
            assert_eq!(child.server().ended().await, reason);
        }
    }
}

/// 243: a child is terminated once, in its own way.
#[tokio::test(start_paused = true)]
async fn terminate_child_once() {
    let pool = Slow::dynamic().start().await.expect("a start");
    for (how, reason) in [
        (Shutdown::BrutalKill, ExitReason::Killed),
        (Shutdown::After(ms(5)), ExitReason::Killed),
        (Shutdown::After(ms(50)), ExitReason::Shutdown),
    ] {
        let child = slow(&pool, ms(10), how).await;
        let pid = Child::pid(&child).expect("it runs");
        assert_eq!(pool.terminate_child(pid).await, Ok(()));
        assert_eq!(child.server().ended().await, reason);
        assert_eq!(pool.terminate_child(pid).await, Err(ChildError::NotFound));
    }
    assert_eq!(counts(pool.count_children().await.expect("an answer")), [0; 4]);
}

/// 244: a child in the retry loop is known by the pid that it had, and can be terminated.
#[tokio::test(start_paused = true)]
async fn terminate_child_in_the_retry_loop() {
    let pool = Pool::start(Worker::dynamic().max_restarts(1_000_000)).await;
    let plan = pool.plan(&[]);
    let child = pool.workers.start_child(Worker::child(plan.clone())).await.expect("a child");
    let old = pid(&child);
    plan.next(&vec![Outcome::Fail; 100_000]);
    pool.end(&child, ExitReason::custom("again")).await;
    assert_eq!(pool.counts().await, [1, 0, 0, 1]);
    assert_eq!(pool.workers.terminate_child(old).await, Ok(()));
    assert_eq!(pool.counts().await, [0; 4]);
    pool.log.take();
    settle(pool.workers.supervisor()).await;
    assert!(pool.log.take().is_empty(), "nobody tries any more");
    assert_eq!(pool.workers.terminate_child(old).await, Err(ChildError::NotFound));
}

/// 246: the numbers stay right while two thousand children are there, and after they were killed.
#[tokio::test(start_paused = true)]
async fn two_thousand_children() {
    let pool = Slow::dynamic().start().await.expect("a start");
    let mut children = Vec::new();
    for _ in 0..2_000 {
        let spec = Slow::child(ms(1)).restart(Restart::Temporary);
        children.push(pool.start_child(spec).await.expect("a child"));
    }
    for _ in 0..3 {
        assert_eq!(
            counts(pool.count_children().await.expect("an answer")),
            [2_000, 2_000, 0, 2_000]
        );
        assert_eq!(pool.which_children().await.expect("an answer").len(), 2_000);
    }
    for child in &children {
        child.server().kill();
        child.server().ended().await;
    }
    settle(pool.supervisor()).await;
    assert_eq!(counts(pool.count_children().await.expect("an answer")), [0; 4]);
    assert_eq!(pool.which_children().await, Ok(Vec::new()));
}
