//! The modes of one stop: drain, drain for a while, now. Each accounts for every message.

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::{Log, breathe};
use switchboard::prelude::*;
use switchboard::process;
use switchboard::{StopError, StopMode, StopReport};
use tokio::sync::Notify;

const SECOND: Duration = Duration::from_secs(1);

/// Logs what it handles, and waits where it is told to.
#[derive(GenServer)]
#[server(shutdown = "2s")]
struct Sink {
    log: Log,
    gate: Arc<Notify>,
    lingers: bool,
}

#[gen_server]
impl Sink {
    #[init]
    fn open(log: Log, gate: Arc<Notify>, lingers: bool) -> Self {
        Self { log, gate, lingers }
    }

    #[cast]
    fn put(&mut self, n: u32) {
        self.log.push(n.to_string());
    }

    #[cast]
    async fn wait(&mut self) {
        self.log.push("wait");
        self.gate.notified().await;
        self.log.push("go on");
    }

    #[cast]
    fn fail(&mut self) {
        panic!("told to fail");
    }

    #[call]
    async fn ask(&mut self) -> &'static str {
        self.log.push("ask");
        "answer"
    }

    #[terminate]
    async fn close(&mut self, reason: &ExitReason) {
        self.log.push(format!("terminate {reason}"));
        if self.lingers {
            std::future::pending::<()>().await;
        }
    }
}

/// A server, its log, and what lets its `wait` go on.
struct Scene {
    sink: SinkRef,
    log: Log,
    gate: Arc<Notify>,
}

impl Scene {
    async fn open() -> Self {
        Self::of(false).await
    }

    async fn of(lingers: bool) -> Self {
        let (log, gate) = (Log::new(), Arc::new(Notify::new()));
        let sink = Sink::start(log.clone(), Arc::clone(&gate), lingers).await.expect("a start");
        Self { sink, log, gate }
    }

    /// Keeps the server busy, with some numbers waiting.
    async fn busy(&self, numbers: u32) {
        self.sink.wait().expect("room");
        breathe().await;
        for n in 0..numbers {
            self.sink.put(n).expect("room");
        }
    }

    /// A stop in a task of its own, begun.
    async fn stop(&self, mode: StopMode) -> Task<Result<StopReport, StopError>> {
        let sink = self.sink.clone();
        let stop = Task::spawn(async move { sink.server().stop_mode(mode).await });
        breathe().await;
        stop
    }

    /// A call that waits in the queue.
    async fn ask(&self) -> Task<Result<&'static str, CallError>> {
        let sink = self.sink.clone();
        let ask = Task::spawn(async move { sink.ask().await });
        breathe().await;
        ask
    }
}

async fn done(stop: Task<Result<StopReport, StopError>>) -> StopReport {
    stop.await.expect("no crash").expect("it was there")
}

/// Experiment 1: a stop with a backlog.
#[tokio::test(start_paused = true)]
async fn a_drain_handles_everything_in_order() {
    let scene = Scene::open().await;
    scene.busy(3).await;
    let asked = scene.ask().await;
    let stop = scene.stop(StopMode::Drain).await;
    scene.gate.notify_one();
    let report = done(stop).await;
    assert_eq!(asked.await, Ok(Ok("answer")));
    let all = ["wait", "go on", "0", "1", "2", "ask", "terminate normal"];
    assert_eq!(scene.log.take(), all);
    assert_eq!((report.drained, report.returned, report.lost()), (4, 0, 0));
    assert!(report.is_clean() && report.reason == Some(ExitReason::Normal), "{report:?}");
}

/// Ten thousand casts that wait are handled or counted, whatever the mode.
///
/// Experiment 1: a stop with a backlog.
#[tokio::test(start_paused = true)]
async fn a_backlog_is_handled_or_counted_in_every_mode() {
    let modes = [
        (StopMode::Drain, 10_000_u32),
        (StopMode::DrainFor(Duration::from_hours(1)), 10_000),
        (StopMode::DrainFor(Duration::MAX), 10_000),
        (StopMode::DrainFor(Duration::ZERO), 0),
        (StopMode::Now, 0),
    ];
    for (mode, handled) in modes {
        let scene = Scene::open().await;
        for n in 0..10_000 {
            scene.sink.put(n).expect("room");
        }
        let report = scene.sink.server().stop_mode(mode).await.expect("it runs");
        let mut expected: Vec<String> = (0..handled).map(|n| n.to_string()).collect();
        expected.push("terminate normal".to_owned());
        assert_eq!(scene.log.take(), expected, "{mode:?}");
        assert_eq!(report.drained, u64::from(handled), "{mode:?}");
        assert_eq!(report.lost(), 10_000 - u64::from(handled), "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_now_names_what_it_drops_and_releases_callers() {
    let scene = Scene::open().await;
    scene.busy(3).await;
    let asked = scene.ask().await;
    scene.sink.wait().expect("room");
    let stop = scene.stop(StopMode::Now).await;
    scene.gate.notify_one();
    let report = done(stop).await;
    assert_eq!(scene.log.take(), ["wait", "go on", "terminate normal"], "what ran came to its end");
    let outcome = asked.await.expect("no crash");
    assert!(
        matches!(outcome, Err(CallError::Exited { reason: ExitReason::Normal, .. })),
        "{outcome:?}"
    );
    assert_eq!(report.discarded.iter().collect::<Vec<_>>(), [(&"put", &3), (&"wait", &1)]);
    assert_eq!((report.drained, report.returned, report.lost()), (0, 1, 4));
    assert!(!report.is_clean() && !report.overdue);
}

#[tokio::test(start_paused = true)]
async fn the_door_closes_when_the_stop_begins() {
    let scene = Scene::open().await;
    scene.busy(0).await;
    let stop = scene.stop(StopMode::Drain).await;
    assert!(matches!(scene.sink.put(1), Err(CastError::Stopping(_))));
    assert!(matches!(scene.sink.ask().await, Err(CallError::Stopping { .. })));
    scene.gate.notify_one();
    assert_eq!(done(stop).await.drained, 0);
}

/// Experiment 11: a handler that does not end.
#[tokio::test(start_paused = true)]
async fn a_handler_that_waits_is_cut_at_the_deadline_and_named() {
    let scene = Scene::open().await;
    scene.busy(3).await;
    let began = process::now();
    let report = done(scene.stop(StopMode::DrainFor(SECOND)).await).await;
    assert_eq!(began.elapsed(), SECOND);
    assert_eq!((report.overdue, report.running), (true, Some("wait")));
    assert_eq!((report.reason.clone(), report.lost()), (Some(ExitReason::Killed), 3));
    assert_eq!(scene.log.take(), ["wait"], "as after a kill");
    assert!(report.to_string().contains("its time was up in `wait`"), "{report}");
}

#[tokio::test(start_paused = true)]
async fn what_waits_at_the_deadline_is_dropped_and_the_server_says_goodbye() {
    let scene = Scene::open().await;
    for n in 0..5 {
        scene.sink.put(n).expect("room");
    }
    let report = scene.sink.server().stop_mode(StopMode::DrainFor(Duration::ZERO)).await;
    let report = report.expect("it runs");
    assert_eq!(scene.log.take(), ["terminate normal"]);
    assert_eq!((report.lost(), report.overdue), (5, true));
    assert_eq!(report.reason, Some(ExitReason::Normal));
}

/// The handler that runs, and `terminate`, have the time of the server's own `shutdown`.
#[tokio::test(start_paused = true)]
async fn what_does_not_come_to_its_end_is_killed() {
    let scene = Scene::open().await;
    scene.busy(1).await;
    let began = process::now();
    let report = done(scene.stop(StopMode::Now).await).await;
    assert_eq!(began.elapsed(), 2 * SECOND);
    assert_eq!((report.overdue, report.running), (true, Some("wait")));
    assert_eq!(report.reason, Some(ExitReason::Killed));

    for (mode, after) in [(StopMode::Now, 2 * SECOND), (StopMode::DrainFor(SECOND), 3 * SECOND)] {
        let scene = Scene::of(true).await;
        let began = process::now();
        let report = done(scene.stop(mode).await).await;
        assert_eq!(began.elapsed(), after, "{mode:?}");
        assert_eq!((report.overdue, report.running), (true, Some("terminate")), "{mode:?}");
        assert_eq!(scene.log.take(), ["terminate normal"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_stop_whose_future_is_dropped_goes_on_with_its_times() {
    let scene = Scene::open().await;
    scene.busy(1).await;
    let server = scene.sink.server();
    let dropped =
        tokio::time::timeout(Duration::ZERO, server.stop_mode(StopMode::DrainFor(SECOND)));
    assert!(dropped.await.is_err());
    let began = process::now();
    assert_eq!(server.ended().await, ExitReason::Killed);
    assert_eq!(began.elapsed(), SECOND);
}

#[tokio::test(start_paused = true)]
async fn the_first_order_stands() {
    let scene = Scene::open().await;
    scene.busy(2).await;
    let first = scene.stop(StopMode::Drain).await;
    let second = scene.stop(StopMode::Now).await;
    scene.gate.notify_one();
    assert_eq!((done(first).await.drained, done(second).await.drained), (2, 2));
    assert_eq!(scene.sink.server().stop_mode(StopMode::Now).await, Err(StopError::NoProc));
}

#[tokio::test(start_paused = true)]
async fn a_crash_while_draining_is_the_reason_and_the_rest_is_counted() {
    let scene = Scene::open().await;
    scene.busy(1).await;
    scene.sink.fail().expect("room");
    scene.sink.put(7).expect("room");
    let stop = scene.stop(StopMode::Drain).await;
    scene.gate.notify_one();
    let report = done(stop).await;
    assert!(report.reason.as_ref().is_some_and(|reason| reason.as_panic().is_some()), "{report}");
    assert_eq!((report.drained, report.lost()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_suspended_server_drains_what_it_held_back() {
    for (mode, handled) in [(StopMode::Drain, 2), (StopMode::Now, 0)] {
        let scene = Scene::open().await;
        scene.sink.server().sys().suspend().await.expect("it runs");
        for n in 0..2 {
            scene.sink.put(n).expect("room");
        }
        breathe().await;
        let report = done(scene.stop(mode).await).await;
        assert_eq!((report.drained, report.lost()), (handled, 2 - handled), "{mode:?}");
    }
}

/// A server that declares `drain`, and one that declares nothing.
#[derive(GenServer, Default)]
#[server(on_stop = drain)]
struct Drains {
    seen: u32,
}

#[gen_server]
impl Drains {
    #[cast]
    fn put(&mut self) {
        self.seen += 1;
    }
}

#[tokio::test(start_paused = true)]
async fn a_mode_goes_before_what_is_declared() {
    for (mode, handled) in [(StopMode::Now, 0), (StopMode::Drain, 3)] {
        let drains = Drains::start().await.expect("a start");
        for _ in 0..3 {
            drains.put().expect("room");
        }
        let report = drains.server().stop_mode(mode).await.expect("it runs");
        assert_eq!((report.drained, report.lost()), (handled, 3 - handled), "{mode:?}");
    }
    let drains = Drains::start().await.expect("a start");
    drains.put().expect("room");
    assert!(drains.server().stop().await.expect("it runs").is_clean());
}

/// The longest and the shortest time that anybody can write.
#[tokio::test(start_paused = true)]
async fn a_time_may_be_nothing_or_everything() {
    for time in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
        let scene = Scene::open().await;
        scene.sink.put(1).expect("room");
        let report = scene.sink.server().stop_mode(StopMode::DrainFor(time)).await;
        let report = report.expect("it runs");
        assert_eq!(report.reason, Some(ExitReason::Normal), "{time:?}");
        assert_eq!(report.drained + report.lost(), 1, "{time:?}");
    }
}

/// A server that runs nothing is late as well when it has no time at all, but not in what it ran last.
#[tokio::test(start_paused = true)]
async fn what_is_named_as_late_is_what_runs() {
    for (waits, running) in [(false, None), (true, Some("wait"))] {
        let scene = Scene::open().await;
        scene.sink.ask().await.expect("a reply");
        if waits {
            scene.busy(0).await;
        }
        let sink = scene.sink.server();
        let late = sink.stop_with(ExitReason::Normal, Duration::ZERO).await;
        assert_eq!(late, Err(StopError::Timeout { running }));
        let report = sink.stop_mode(StopMode::DrainFor(Duration::ZERO)).await.expect("it runs");
        assert_eq!(report.running, running, "{report}");
    }
}
