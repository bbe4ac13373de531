//! Panics where nobody expects them: in destructors, in `Debug`, in `Clone`, in timers.

#[path = "support/mine.rs"]
mod mine;
mod support;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use mine::{Mine, Parcel};
use support::{Log, settle};
use switchboard::Tree;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use switchboard::report;
use tokio::sync::Notify;

/// Panics when it is shown.
struct Unspeakable;

impl fmt::Debug for Unspeakable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("unspeakable")
    }
}

/// Panics when it is copied, from the second time on.
struct Scarce(Arc<AtomicUsize>);

impl Clone for Scarce {
    fn clone(&self) -> Self {
        let before = self.0.fetch_add(1, Ordering::Relaxed);
        assert!(before < 1, "no more copies");
        Self(self.0.clone())
    }
}

/// Handles dangerous things.
#[derive(GenServer, Default)]
#[server(trap_exit)]
struct Sapper {
    half: bool,
    kept: Vec<Mine>,
}

/// A message that cannot be copied in peace.
#[derive(Clone)]
struct Copied(#[allow(dead_code, reason = "it is there to be copied")] Scarce);

#[gen_server]
impl Sapper {
    #[call]
    fn panic_with(&mut self, log: Log) {
        self.half = true;
        std::panic::panic_any(Mine::live(log));
    }

    #[call]
    fn sync(&self) -> bool {
        self.half
    }

    #[call]
    fn keep(&mut self, log: Log) {
        self.kept.push(Mine::live(log));
    }

    #[call]
    fn tick(&mut self, scarce: Scarce, cx: &mut Context<Self>) {
        cx.send_interval(Duration::from_millis(10), Copied(scarce));
    }

    #[call]
    fn later(&mut self, log: Log, cx: &mut Context<Self>) {
        cx.send_after(Duration::from_hours(1), Parcel::live(log));
    }

    #[cast]
    async fn block(&mut self) {
        std::future::pending::<()>().await;
    }

    #[info]
    fn parcel(&mut self, parcel: Parcel) {
        parcel.defuse();
    }

    #[info]
    fn copied(&mut self, _copied: Copied) {}
}

fn text(reason: &ExitReason) -> String {
    reason.to_string()
}

#[tokio::test(start_paused = true)]
async fn a_payload_that_panics_when_it_is_dropped_stays_in_its_server() {
    let log = Log::new();
    let sapper = Sapper::start().await.expect("a start");
    let error = sapper.panic_with(log.clone()).await.expect_err("a panic");
    assert!(matches!(error, CallError::Exited { .. }), "{error:?}");
    assert_eq!(log.take(), ["boom"]);
    assert!(matches!(sapper.sync().await, Err(CallError::NoProc { .. })), "nobody sees half of it");
}

#[tokio::test(start_paused = true)]
async fn a_reason_that_panics_when_it_is_shown_hurts_nobody() {
    let mut tree = Tree::new(SupervisorOptions::new(), "Tree");
    let first: Child<Sapper> = tree.child("first", Sapper::child(), ChildOptions::new());
    let second: Child<Sapper> = tree.child("second", Sapper::child(), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let before = Child::pid(&second);
    let reason = ExitReason::custom(Unspeakable);
    // Trapped, and without a handler: it is reported.
    first.server().exit(reason.clone());
    assert_eq!(first.sync().await, Ok(false));
    let ended = first.server().stop_with(reason.clone(), Duration::from_secs(1)).await;
    assert_eq!(ended.map(drop), Ok(()), "a reason is itself, shown or not");
    settle(&supervisor).await;
    assert!(supervisor.is_alive());
    assert!(Child::is_alive(&first) && Child::pid(&second) == before);
    assert!(reason != ExitReason::custom(Unspeakable), "and like no other");
}

#[tokio::test(start_paused = true)]
async fn arguments_that_panic_when_they_are_copied_are_a_failed_start() {
    /// Started with something scarce.
    #[derive(GenServer)]
    struct Rich {
        _scarce: Scarce,
    }

    #[gen_server]
    impl Rich {
        #[init]
        fn open(scarce: Scarce) -> Self {
            Self { _scarce: scarce }
        }
    }

    let mut tree = Tree::new(SupervisorOptions::new(), "Tree");
    let other: Child<Sapper> = tree.child("other", Sapper::child(), ChildOptions::new());
    let options = ChildOptions::new().restart(Restart::Transient);
    let rich: Child<Rich> = tree.child("rich", Rich::child(Scarce(Arc::default())), options);
    let supervisor = tree.start().await.expect("a start");
    rich.server().kill();
    rich.server().ended().await;
    settle(&supervisor).await;
    // The start fails as often as the budget allows, and then the supervisor ends in order.
    assert!(supervisor.gave_up());
    assert_eq!(supervisor.ended().await, ExitReason::Shutdown);
    assert!(!Child::is_alive(&other));
}

#[tokio::test(start_paused = true)]
async fn a_state_that_panics_when_it_is_dropped_is_the_reason() {
    let mut reports = report::subscribe();
    let sapper = Sapper::start().await.expect("a start");
    let pid = sapper.server().pid().expect("it runs");
    sapper.keep(Log::new()).await.expect("a reply");
    assert!(sapper.server().stop().await.is_err(), "it was no normal end");
    let reason = sapper.server().ended().await;
    assert!(text(&reason).contains("boom in a destructor"), "{reason}");
    let mut told = 0;
    while let Some(report) = reports.try_next() {
        told += usize::from(report.pid == pid && report.to_string().contains("boom"));
    }
    assert_eq!(told, 1);
}

#[tokio::test(start_paused = true)]
async fn a_message_of_an_interval_that_panics_when_it_is_copied_is_the_reason() {
    let sapper = Sapper::start().await.expect("a start");
    sapper.tick(Scarce(Arc::default())).await.expect("a reply");
    tokio::time::advance(Duration::from_secs(1)).await;
    let reason = sapper.server().ended().await;
    assert!(text(&reason).contains("no more copies"), "{reason}");
}

#[tokio::test(start_paused = true)]
async fn a_timer_that_panics_when_it_is_dropped_does_not_change_the_end() {
    let log = Log::new();
    let sapper = Sapper::start().await.expect("a start");
    for _ in 0..3 {
        sapper.later(log.clone()).await.expect("a reply");
    }
    assert_eq!(sapper.server().stop().await.map(drop), Ok(()));
    assert_eq!(log.take(), ["boom"; 3]);
}

#[tokio::test(start_paused = true)]
async fn many_messages_that_panic_when_they_are_dropped_are_all_dropped() {
    let log = Log::new();
    for kill in [false, true] {
        let sapper = Sapper::start().await.expect("a start");
        sapper.block().expect("room");
        tokio::task::yield_now().await;
        for _ in 0..3 {
            sapper.server().send(Parcel::live(log.clone())).expect("room");
        }
        if kill {
            sapper.server().kill();
        } else {
            sapper.server().exit(ExitReason::Kill);
        }
        assert_eq!(sapper.server().ended().await, ExitReason::Killed);
        tokio::task::yield_now().await;
        assert_eq!(log.take(), ["boom"; 3]);
    }
    let plain = process::spawn(|mut inbox: Inbox<Parcel>| async move {
        // The first is taken out of the batch, and the rest stays in it.
        inbox.message().await.defuse();
    });
    let plain = plain.expect("a runtime");
    for _ in 0..4 {
        plain.send(Parcel::live(log.clone())).expect("room");
    }
    assert_eq!(plain.ended().await, ExitReason::Normal);
    assert_eq!(log.take(), ["boom"; 3]);
}

/// Answers when it is let go.
#[derive(GenServer)]
struct Slow {
    gate: Arc<Notify>,
}

#[gen_server]
impl Slow {
    #[init]
    fn open(gate: Arc<Notify>) -> Self {
        Self { gate }
    }

    #[call]
    async fn mine(&self, log: Log) -> Mine {
        self.gate.notified().await;
        Mine::live(log)
    }

    #[call]
    fn sync(&self) {}
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_nobody_wants_may_panic_when_it_is_dropped() {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let slow = Slow::start(Arc::clone(&gate)).await.expect("a start");
    tokio::select! {
        biased;
        _ = slow.mine(log.clone()) => panic!("it waits"),
        () = tokio::task::yield_now() => {}
    }
    gate.notify_one();
    assert_eq!(slow.sync().await, Ok(()));
    assert_eq!(log.take(), ["boom"]);
}

#[tokio::test(start_paused = true)]
async fn a_function_of_an_alias_that_panics_is_no_failure_of_the_sender() {
    let (tell, told) = tokio::sync::oneshot::channel();
    let owner = process::spawn(|mut inbox: Inbox<u8>| async move {
        let wrap = |value: u8| {
            assert_ne!(value, 1, "no one");
            value
        };
        assert!(tell.send(inbox.alias(wrap)).is_ok());
        assert_eq!(inbox.message().await, 2);
    });
    let owner = owner.expect("a runtime");
    let alias = told.await.expect("an alias");
    alias.send(1);
    alias.send(2);
    assert_eq!(owner.ended().await, ExitReason::Normal);
}

#[tokio::test(start_paused = true)]
async fn a_panic_in_a_plain_process_and_in_a_task_is_reported() {
    let mut reports = report::subscribe();
    let plain = process::spawn(|_: Inbox<()>| async {
        assert!(process::current().is_none(), "plain boom");
    });
    let plain = plain.expect("a runtime");
    let task: Task<()> = Task::spawn(async { panic!("task boom") });
    let pids = [plain.pid(), task.pid().expect("it runs")];
    plain.ended().await;
    task.await.expect_err("a panic");
    let mut texts = Vec::new();
    while let Some(report) = reports.try_next() {
        // Those of other tests may not be fit to be shown.
        if pids.contains(&report.pid) {
            texts.push(report.to_string());
        }
    }
    for boom in ["plain boom", "task boom"] {
        let told = texts.iter().filter(|text| text.contains(boom)).count();
        assert_eq!(told, 1, "{boom} in {texts:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_message_in_a_report_is_the_one_that_crashed() {
    let mut reports = report::subscribe();
    let sapper = Sapper::start().await.expect("a start");
    let pid = sapper.server().pid().expect("it runs");
    sapper.server().send(Parcel(None)).expect("room");
    sapper.sync().await.expect("a reply");
    let caller = ProcessOptions::new().spawn(|mut inbox: Inbox<SapperRef>| async move {
        let Mail::Message(sapper) = inbox.recv().await else { panic!("no message") };
        sapper.panic_with(Log::new()).await.expect_err("a panic");
    });
    let caller = caller.expect("a runtime");
    caller.send(sapper.clone()).expect("room");
    caller.ended().await;
    let mut seen = Vec::new();
    while let Some(report) = reports.try_next() {
        if let (true, report::Event::Crashed { message, caller, .. }) =
            (report.pid == pid, report.event)
        {
            seen.push((message, caller));
        }
    }
    assert_eq!(seen, [(Some("panic_with"), Some(caller.pid()))]);
}
