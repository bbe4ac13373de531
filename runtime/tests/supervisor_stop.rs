//! How a supervisor stops its children: in which order, how long it waits, who may ask (conformance J).

mod support;

use std::time::Duration;

use support::{Log, Plan, Worker, settle};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::report::{self, Event};
use switchboard::{StopError, Tree};
use tokio::sync::oneshot;
use tokio::time::timeout;

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Takes its time to stop, and says so.
#[derive(GenServer)]
#[server(trap_exit)]
struct Slow {
    name: &'static str,
    takes: Duration,
    log: Log,
}

#[gen_server]
impl Slow {
    #[init]
    fn open(name: &'static str, takes: Duration, log: Log) -> Self {
        Self { name, takes, log }
    }

    #[call]
    fn leave_supervisor(&self, cx: &mut Context<Self>) {
        if let Some(parent) = cx.parent() {
            cx.unlink(parent);
        }
    }

    #[terminate]
    async fn close(&mut self, reason: &ExitReason) {
        self.log.push(format!("told {}: {reason}", self.name));
        let forever = std::future::pending::<()>();
        assert!(timeout(self.takes, forever).await.is_err(), "nothing is forever");
        self.log.push(format!("ended {}", self.name));
    }
}

fn slow(
    tree: &mut Tree,
    name: &'static str,
    takes: Duration,
    log: &Log,
    how: Shutdown,
) -> Child<Slow> {
    tree.child(name, Slow::child(name, takes, log.clone()), ChildOptions::new().shutdown(how))
}

fn tree() -> Tree {
    Tree::new(SupervisorOptions::new(), "Test")
}

async fn reason(child: &Child<Slow>) -> ExitReason {
    child.server().ended().await
}

/// 193: the last child stops first, and each has ended before the next one is told.
#[tokio::test(start_paused = true)]
async fn children_stop_one_after_the_other_in_reverse() {
    let log = Log::new();
    let mut tree = tree();
    for name in ["a", "b", "c"] {
        slow(&mut tree, name, ms(100), &log, Shutdown::Infinity);
    }
    let supervisor = tree.start().await.expect("a start");
    let mut stop = Box::pin(supervisor.stop());
    assert!(timeout(ms(299), &mut stop).await.is_err(), "the sum of the three, not the longest");
    assert!(matches!(timeout(ms(2), stop).await, Ok(Ok(_))));
    let told = |name| [format!("told {name}: shutdown"), format!("ended {name}")];
    assert_eq!(log.take(), ["c", "b", "a"].map(told).concat());
}

/// 194: a child that needs less than it is given ends with a shutdown, and has said goodbye.
#[tokio::test(start_paused = true)]
async fn a_child_in_time_ends_in_order() {
    let log = Log::new();
    let mut tree = tree();
    let child = slow(&mut tree, "a", ms(99), &log, Shutdown::After(ms(100)));
    let supervisor = tree.start().await.expect("a start");
    supervisor.stop().await.expect("a stop");
    assert_eq!(reason(&child).await, ExitReason::Shutdown);
    assert_eq!(log.take(), ["told a: shutdown", "ended a"]);
}

/// 195: a child that needs longer is killed, that is reported, and the supervisor ends as asked.
#[tokio::test(start_paused = true)]
async fn a_child_that_is_late_is_killed() {
    let mut reports = report::subscribe();
    let log = Log::new();
    let mut tree = tree();
    let child = slow(&mut tree, "late", ms(10_000), &log, Shutdown::After(ms(100)));
    let supervisor = tree.start().await.expect("a start");
    let me = supervisor.pid().expect("it runs");
    let mut stop = Box::pin(supervisor.stop());
    assert!(timeout(ms(99), &mut stop).await.is_err(), "it waits for as long as was said");
    assert!(matches!(timeout(ms(2), stop).await, Ok(Ok(_))));
    assert_eq!(reason(&child).await, ExitReason::Killed);
    assert_eq!(log.take(), ["told late: shutdown"]);
    let failed = loop {
        let report = reports.next().await;
        if report.pid == me {
            break report.event;
        }
    };
    let Event::ShutdownFailed { id, reason } = failed else { panic!("{failed:?}") };
    assert_eq!((&*id, reason), ("late", ExitReason::Killed));
}

/// 196: a brutal kill is at once, and without a goodbye.
#[tokio::test(start_paused = true)]
async fn a_brutal_kill_waits_for_nothing() {
    let log = Log::new();
    let mut tree = tree();
    let child = slow(&mut tree, "a", ms(10_000), &log, Shutdown::BrutalKill);
    let supervisor = tree.start().await.expect("a start");
    assert!(matches!(timeout(ms(1), supervisor.stop()).await, Ok(Ok(_))));
    assert_eq!(reason(&child).await, ExitReason::Killed);
    assert!(log.take().is_empty());
}

/// 198: a stop with a reason is a shutdown for the children, and that reason for the supervisor.
#[tokio::test(start_paused = true)]
async fn a_stop_has_its_own_reason() {
    let log = Log::new();
    let mut tree = tree();
    let child = slow(&mut tree, "a", ms(1), &log, Shutdown::Infinity);
    let supervisor = tree.start().await.expect("a start");
    let why = ExitReason::custom("moving house");
    assert_eq!(supervisor.stop_with(why.clone(), Duration::MAX).await.map(drop), Ok(()));
    assert_eq!(supervisor.ended().await, why);
    assert_eq!(reason(&child).await, ExitReason::Shutdown);
    assert_eq!(supervisor.stop().await, Err(StopError::NoProc));
}

/// 199: when the supervisor's own parent ends, the children are stopped in order, and the supervisor
/// ends for the parent's reason; that it traps exits does not keep it.
#[tokio::test(start_paused = true)]
async fn the_end_of_the_parent_is_the_end_of_the_tree() {
    for why in [ExitReason::Shutdown, ExitReason::custom("bankrupt"), ExitReason::Normal] {
        let log = Log::new();
        let mut tree = tree();
        let child = slow(&mut tree, "a", ms(10), &log, Shutdown::Infinity);
        slow(&mut tree, "b", ms(10), &log, Shutdown::Infinity);
        let (tell, told) = oneshot::channel();
        let parent = process::spawn(|mut inbox: Inbox<ExitReason>| async move {
            tell.send(tree.start_link().await.expect("a start")).expect("the test listens");
            inbox.message().await
        })
        .expect("a runtime");
        let supervisor = told.await.expect("a start");
        parent.send(why.clone()).expect("it takes messages");
        assert_eq!(supervisor.ended().await, why);
        assert_eq!(reason(&child).await, ExitReason::Shutdown);
        assert_eq!(
            log.take(),
            ["told b: shutdown", "ended b", "told a: shutdown", "ended a"],
            "{why}"
        );
    }
}

/// 200: an exit signal of somebody who is neither parent nor child means nothing to a supervisor.
#[tokio::test(start_paused = true)]
async fn a_stranger_cannot_shut_a_supervisor_down() {
    let mut tree = tree();
    let child: Child<Worker> =
        tree.child("a", Worker::child(Plan::new("a", &Log::new())), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let (before, me) = (Child::pid(&child), supervisor.pid().expect("it runs"));
    for why in [ExitReason::Shutdown, ExitReason::Normal, ExitReason::custom("because")] {
        let stranger = process::spawn(move |_: Inbox<()>| async move { process::exit(me, why) });
        stranger.expect("a runtime").ended().await;
    }
    settle(&supervisor).await;
    assert!(supervisor.is_alive());
    assert_eq!(Child::pid(&child), before);
}

/// 201: a child that has cut the link to its supervisor is stopped like any other.
#[tokio::test(start_paused = true)]
async fn a_child_without_a_link_does_not_hang_its_supervisor() {
    for how in [Shutdown::Infinity, Shutdown::After(ms(50)), Shutdown::BrutalKill] {
        let mut tree = tree();
        let child = slow(&mut tree, "a", ms(10), &Log::new(), how);
        let supervisor = tree.start().await.expect("a start");
        child.leave_supervisor().await.expect("a reply");
        assert_eq!(timeout(ms(100), supervisor.terminate_child("a")).await, Ok(Ok(())));
        assert!(!Child::is_alive(&child), "{how:?}");
    }
}

/// 8.8: the children of a supervisor that is killed hear of it over their links; nobody waits.
#[tokio::test(start_paused = true)]
async fn the_children_of_a_killed_supervisor_end_too() {
    let log = Log::new();
    let mut tree = tree();
    let child = slow(&mut tree, "a", ms(10), &log, Shutdown::Infinity);
    let supervisor = tree.start().await.expect("a start");
    supervisor.kill();
    assert_eq!(supervisor.ended().await, ExitReason::Killed);
    assert_eq!(reason(&child).await, ExitReason::Killed);
    assert_eq!(log.take(), ["told a: killed", "ended a"]);
}
