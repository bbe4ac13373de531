//! Deadlines travel: what a handler calls inherits what its own caller has left, and what nobody waits for
//! any more is not done.

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::{Log, breathe, while_it_takes};
use switchboard::prelude::*;
use switchboard::process;
use tokio::sync::Notify;

const SECOND: Duration = Duration::from_secs(1);

/// Calls on, and logs what it knows of its caller.
#[derive(GenServer)]
struct Relay {
    next: Option<RelayRef>,
    log: Log,
    gate: Arc<Notify>,
}

#[gen_server]
impl Relay {
    #[init]
    fn open(next: Option<RelayRef>, log: Log, gate: Arc<Notify>) -> Self {
        Self { next, log, gate }
    }

    /// Asks the next one; the last one never answers.
    #[call(timeout = "60s")]
    async fn pass_on(&mut self) -> Duration {
        let Some(next) = &self.next else {
            self.gate.notified().await;
            return Duration::ZERO;
        };
        let began = process::now();
        match next.pass_on().await {
            Err(CallError::Timeout { after, .. }) => {
                self.log.push(format!("after {after:?}, took {:?}", began.elapsed()));
                after
            }
            other => other.unwrap_or_default(),
        }
    }

    /// How much time its caller has left.
    #[call(timeout = infinity)]
    async fn left(&mut self, cx: &mut Context<Self>) -> Option<Duration> {
        cx.deadline().map(|at| at - process::now())
    }

    #[call]
    fn left_at_once(&mut self, cx: &mut Context<Self>) -> Option<Duration> {
        cx.deadline().map(|at| at - process::now())
    }

    /// Asks the next one how much time there is left there.
    #[call(timeout = "60s")]
    async fn left_there(&mut self) -> Option<Duration> {
        let next = self.next.as_ref().expect("there is one");
        next.left().await.expect("a reply")
    }

    #[call(timeout = "60s")]
    async fn left_there_at_once(&mut self) -> Option<Duration> {
        // So that it runs in its own process, as one that has waited.
        tokio::task::yield_now().await;
        let next = self.next.as_ref().expect("there is one");
        next.left_at_once().await.expect("a reply")
    }

    #[cast]
    async fn busy(&mut self) {
        self.gate.notified().await;
    }

    #[call]
    fn note(&mut self, n: u32) {
        self.log.push(n.to_string());
    }

    #[cast]
    fn told(&mut self, n: u32, cx: &mut Context<Self>) {
        self.log.push(format!("{n} {:?} {}", cx.deadline(), cx.caller_left()));
    }

    /// Works for a second, and says whether that was in vain.
    #[call(timeout = "100ms")]
    async fn work(&mut self, cx: &mut Context<Self>) {
        let before = cx.caller_left();
        while_it_takes(SECOND).await;
        self.log.push(format!("{before} {}", cx.caller_left()));
    }
}

struct Scene {
    first: RelayRef,
    last: RelayRef,
    log: Log,
    gate: Arc<Notify>,
}

/// A chain of relays.
async fn scene(length: usize) -> Scene {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let last = Relay::start(None, log.clone(), Arc::clone(&gate)).await.expect("a start");
    let mut first = last.clone();
    for _ in 1..length {
        first = Relay::start(Some(first), log.clone(), Arc::clone(&gate)).await.expect("a start");
    }
    Scene { first, last, log, gate }
}

/// All of a chain of calls ends when the first caller's time is up, not each after its own.
#[tokio::test(start_paused = true)]
async fn a_chain_of_calls_ends_with_the_time_of_the_first() {
    let scene = scene(4).await;
    let began = process::now();
    let call = scene.first.server().call_within::<Duration>(SECOND, RelayCall::PassOn {});
    let outcome = call.await;
    assert!(matches!(outcome, Err(CallError::Timeout { after: SECOND, .. })), "{outcome:?}");
    breathe().await;
    assert_eq!(began.elapsed(), SECOND);
    assert_eq!(scene.log.take(), ["after 1s, took 1s"; 3], "and nobody waits on");
}

/// The same when each of them was begun on its caller, and when each was queued.
#[tokio::test(start_paused = true)]
async fn what_is_left_is_seen_on_the_way() {
    let scene = scene(2).await;
    assert_eq!(scene.last.left().await, Ok(None), "nobody waits for an end");
    let left = scene.last.server().call_within(SECOND, RelayCall::Left {}).await;
    assert_eq!(left, Ok(Some(SECOND)));
    let there = scene.first.server().call_within(SECOND, RelayCall::LeftThere {}).await;
    assert_eq!(there, Ok(Some(SECOND)), "the shorter one of both");
    let at_once = scene.first.server().call_within(SECOND, RelayCall::LeftThereAtOnce {}).await;
    assert_eq!(at_once, Ok(Some(SECOND)), "also where the handler runs on its caller");
    assert_eq!(scene.first.left_there_at_once().await, Ok(Some(60 * SECOND)));
    assert_eq!(
        scene.last.left_at_once().await,
        Ok(None),
        "a call that has not waited has no end yet"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_caller_has_left_is_skipped_and_counted() {
    let scene = scene(1).await;
    let pid = scene.last.server().pid().expect("it runs");
    scene.last.busy().expect("room");
    breathe().await;
    let call = |n, time| {
        let last = scene.last.clone();
        Task::spawn(
            async move { last.server().call_within::<()>(time, RelayCall::Note { n }).await },
        )
    };
    let (late, dropped, patient) = (call(1, SECOND), call(2, 9 * SECOND), call(3, 9 * SECOND));
    breathe().await;
    let dropped = dropped.shutdown(Duration::ZERO).await;
    assert_eq!(dropped, None);
    let late = late.await.expect("no crash");
    assert!(matches!(late, Err(CallError::Timeout { .. })), "{late:?}");
    scene.gate.notify_one();
    assert_eq!(patient.await, Ok(Ok(())));
    assert_eq!(scene.log.take(), ["3"]);
    assert_eq!(process::info(pid).map(|info| info.abandoned), Some(2));
}

/// A deadline that passes while the server has other things to do counts when the call is taken out, even
/// if nobody has told its caller yet.
#[tokio::test]
async fn a_deadline_is_looked_at_when_the_call_is_taken_out() {
    let scene = scene(1).await;
    scene.last.busy().expect("room");
    breathe().await;
    let last = scene.last.clone();
    let late = Task::spawn(async move {
        last.server().call_within::<()>(Duration::from_nanos(1), RelayCall::Note { n: 1 }).await
    });
    breathe().await;
    scene.gate.notify_one();
    assert!(matches!(late.await, Ok(Err(CallError::Timeout { .. }))));
    breathe().await;
    assert!(scene.log.take().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_handler_can_ask_whether_its_caller_has_left() {
    let scene = scene(1).await;
    assert!(matches!(scene.last.work().await, Err(CallError::Timeout { .. })));
    let queued = scene.last.server().call_within::<()>(SECOND / 2, RelayCall::Work {}).await;
    assert!(matches!(queued, Err(CallError::Timeout { .. })), "{queued:?}");
    while_it_takes(2 * SECOND).await;
    assert_eq!(scene.log.take(), ["false true"], "the second one was not begun");
    let patient = scene.last.server().call_within::<()>(2 * SECOND, RelayCall::Work {}).await;
    assert_eq!((patient, scene.log.take()), (Ok(()), vec!["false false".to_owned()]));
    scene.last.told(4).expect("room");
    breathe().await;
    assert_eq!(scene.log.take(), ["4 None false"], "nobody waits for a cast");
}

/// A protocol, whose calls know of their callers as well.
#[protocol]
trait Timed: GenServer {
    #[call(timeout = "3s")]
    fn time(&mut self, cx: &mut Context<Self>) -> Option<Duration>;

    #[call(timeout = "3s")]
    async fn time_soon(&mut self, cx: &mut Context<Self>) -> Option<Duration>;
}

impl Timed for Relay {
    fn time(&mut self, cx: &mut Context<Self>) -> Option<Duration> {
        cx.deadline().map(|at| at - process::now())
    }

    async fn time_soon(&mut self, cx: &mut Context<Self>) -> Option<Duration> {
        cx.deadline().map(|at| at - process::now())
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_of_a_protocol_has_a_deadline_as_well() {
    let scene = scene(1).await;
    let timed = TimedProtocolRef::new(&scene.last);
    // Somebody is before them, so both go through the mailbox.
    scene.last.busy().expect("room");
    breathe().await;
    let (sync, later) = (timed.clone(), timed);
    let sync = Task::spawn(async move { sync.time().await });
    let later = Task::spawn(async move { later.time_soon().await });
    breathe().await;
    scene.gate.notify_one();
    assert_eq!(sync.await, Ok(Ok(Some(3 * SECOND))));
    assert_eq!(later.await, Ok(Ok(Some(3 * SECOND))));
}

/// What was left of a call does not stick to the process.
#[tokio::test(start_paused = true)]
async fn a_deadline_ends_with_its_call() {
    let scene = scene(2).await;
    let call =
        scene.first.server().call_within::<Option<Duration>>(SECOND, RelayCall::LeftThere {});
    assert_eq!(call.await, Ok(Some(SECOND)));
    tokio::time::advance(10 * SECOND).await;
    assert_eq!(scene.first.left_there().await, Ok(Some(60 * SECOND)));
    let outside =
        scene.last.server().call_within::<Option<Duration>>(5 * SECOND, RelayCall::Left {});
    assert_eq!(outside.await, Ok(Some(5 * SECOND)));
}

/// Times of nothing, of next to nothing, and of everything.
#[tokio::test(start_paused = true)]
async fn a_time_that_is_passed_on_may_be_nothing_or_everything() {
    let scene = scene(3).await;
    for time in [Duration::ZERO, Duration::from_nanos(1)] {
        let call = scene.first.server().call_within::<Duration>(time, RelayCall::PassOn {}).await;
        assert!(matches!(call, Err(CallError::Timeout { after, .. }) if after == time), "{call:?}");
        breathe().await;
    }
    let ever = scene
        .first
        .server()
        .call_within::<Option<Duration>>(Duration::MAX, RelayCall::LeftThere {});
    assert_eq!(ever.await, Ok(Some(60 * SECOND)).map(|_: Option<Duration>| None::<Duration>));
}
