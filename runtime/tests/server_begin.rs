//! Async handlers that are begun on their caller, and move to the server's task when they wait.

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::{Log, breathe};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use tokio::sync::Notify;

/// Says when it is dropped.
struct Loud(Log);

impl Drop for Loud {
    fn drop(&mut self) {
        self.0.push("drop");
    }
}

/// Waits where it is told.
#[derive(GenServer)]
struct Slow {
    log: Log,
    gate: Arc<Notify>,
    next: Option<SlowRef>,
}

#[gen_server]
impl Slow {
    #[init]
    fn open(log: Log, gate: Arc<Notify>, next: Option<SlowRef>) -> Self {
        Self { log, gate, next }
    }

    #[call]
    async fn at_once(&mut self) -> Option<Pid> {
        process::current()
    }

    #[call]
    async fn later(&mut self, n: u8) -> (Option<Pid>, u8) {
        let _loud = Loud(self.log.clone());
        self.log.push(format!("begin {n}"));
        self.gate.notified().await;
        self.log.push(format!("end {n}"));
        (process::current(), n)
    }

    #[call]
    async fn crash_at_once(&mut self) {
        panic!("at once");
    }

    #[call]
    async fn crash_later(&mut self) {
        self.gate.notified().await;
        panic!("later");
    }

    #[call]
    async fn stop_later(&mut self, cx: &mut Context<Self>) -> u8 {
        self.gate.notified().await;
        cx.stop(ExitReason::Shutdown);
        3
    }

    #[call]
    async fn tick(&mut self, time: Duration) -> &'static str {
        tick(time).await;
        "ticked"
    }

    #[call]
    async fn depth(&mut self) -> Result<u32, CallError> {
        match &self.next {
            Some(next) => Box::pin(next.depth()).await?.map(|depth| depth + 1),
            None => Ok(0),
        }
    }

    #[call]
    fn sync(&self) -> u8 {
        1
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        self.log.push(format!("terminate {reason}"));
    }
}

/// Waits for a timer of its runtime.
async fn tick(time: Duration) {
    let waited = tokio::time::timeout(time, std::future::pending::<()>()).await;
    assert!(waited.is_err());
}

async fn slow() -> (SlowRef, Log, Arc<Notify>) {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let slow = Slow::start(log.clone(), Arc::clone(&gate), None).await.expect("a start");
    (slow, log, gate)
}

#[tokio::test(start_paused = true)]
async fn a_handler_is_its_server_wherever_it_runs() {
    let (slow, _log, gate) = slow().await;
    let pid = slow.server().pid();
    assert_eq!(slow.at_once().await, Ok(pid));
    gate.notify_one();
    assert_eq!(slow.later(1).await, Ok((pid, 1)));
    let waiting = Task::spawn({
        let slow = slow.clone();
        async move { slow.later(2).await }
    });
    breathe().await;
    gate.notify_one();
    assert_eq!(waiting.await, Ok(Ok((pid, 2))));
}

#[tokio::test(start_paused = true)]
async fn others_wait_until_a_begun_handler_has_ended() {
    let (slow, log, gate) = slow().await;
    let first = Task::spawn({
        let slow = slow.clone();
        async move { slow.later(1).await.map(|reply| reply.1) }
    });
    breathe().await;
    let second = Task::spawn({
        let slow = slow.clone();
        async move { slow.later(2).await.map(|reply| reply.1) }
    });
    let sync = Task::spawn({
        let slow = slow.clone();
        async move { slow.sync().await }
    });
    breathe().await;
    assert_eq!(log.take(), ["begin 1"]);
    gate.notify_one();
    breathe().await;
    assert_eq!(log.take(), ["end 1", "drop", "begin 2"]);
    gate.notify_one();
    assert_eq!((first.await, second.await, sync.await), (Ok(Ok(1)), Ok(Ok(2)), Ok(Ok(1))));
}

#[tokio::test(start_paused = true)]
async fn a_crash_is_one_wherever_it_happens() {
    let (first, log, _gate) = slow().await;
    let error = first.crash_at_once().await.expect_err("a crash");
    assert!(error.to_string().contains("at once"), "{error}");
    assert!(!first.server().is_alive());
    assert!(log.take()[0].contains("at once"), "terminate has run");

    let (second, log, gate) = slow().await;
    gate.notify_one();
    let error = second.crash_later().await.expect_err("a crash");
    assert!(error.to_string().contains("later"), "{error}");
    let (third, _, gate) = slow().await;
    let waiting = Task::spawn({
        let third = third.clone();
        async move { third.crash_later().await }
    });
    breathe().await;
    gate.notify_one();
    let error = waiting.await.expect("the task lives").expect_err("a crash");
    assert!(error.to_string().contains("later"), "{error}");
    assert!(log.take()[0].contains("later"), "terminate has run");
}

#[tokio::test(start_paused = true)]
async fn a_kill_drops_a_begun_handler_and_releases_its_caller() {
    let (slow, log, _gate) = slow().await;
    let waiting = Task::spawn({
        let slow = slow.clone();
        async move { slow.later(1).await }
    });
    breathe().await;
    slow.server().kill();
    let outcome = waiting.await.expect("the task lives");
    let Err(CallError::Exited { reason, .. }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(reason, ExitReason::Killed);
    assert_eq!(log.take(), ["begin 1", "drop"]);
}

/// The kill comes before the server's task has seen that there is a handler to go on with.
#[tokio::test(start_paused = true)]
async fn a_kill_right_after_the_beginning_drops_it_too() {
    let (slow, log, _gate) = slow().await;
    breathe().await;
    {
        let mut call = std::pin::pin!(slow.later(1));
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(call.as_mut().poll(&mut cx).is_pending());
        slow.server().kill();
    }
    assert_eq!(slow.server().ended().await, ExitReason::Killed);
    assert_eq!(log.take(), ["begin 1", "drop"]);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_leaves_its_handler_to_the_server() {
    let (slow, log, gate) = slow().await;
    tokio::select! {
        biased;
        _ = slow.later(1) => panic!("the gate is closed"),
        () = breathe() => {}
    }
    gate.notify_one();
    assert_eq!(slow.sync().await, Ok(1));
    assert_eq!(log.take(), ["begin 1", "end 1", "drop"]);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_leaves_its_handler_to_the_server() {
    let (slow, log, gate) = slow().await;
    let error = slow.server().call_within::<()>(Duration::from_secs(1), SlowCall::Sync).await;
    assert!(matches!(error, Err(CallError::WrongReply { .. })), "{error:?}");
    let call = Task::spawn({
        let slow = slow.clone();
        async move { slow.later(1).await }
    });
    breathe().await;
    tokio::time::advance(Duration::from_secs(6)).await;
    let outcome = call.await.expect("the task lives");
    assert!(matches!(outcome, Err(CallError::Timeout { .. })), "{outcome:?}");
    gate.notify_one();
    assert_eq!(slow.sync().await, Ok(1));
    assert_eq!(log.take(), ["begin 1", "end 1", "drop"]);
}

#[tokio::test(start_paused = true)]
async fn a_stop_in_a_begun_handler_comes_before_its_reply() {
    let (slow, log, gate) = slow().await;
    gate.notify_one();
    assert_eq!(slow.stop_later().await, Ok(3));
    assert_eq!(log.take(), ["terminate shutdown"]);
    assert_eq!(slow.server().ended().await, ExitReason::Shutdown);
}

/// What a handler waits for belongs to the server's runtime, whoever calls.
#[test]
fn a_handler_waits_in_the_runtime_of_its_server() {
    let build = || tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let (home, away) = (build().expect("a runtime"), build().expect("a runtime"));
    let (slow, _log, _gate) = home.block_on(slow());
    let call = slow.clone();
    assert_eq!(
        away.block_on(async move { call.tick(Duration::from_millis(1)).await }),
        Ok("ticked")
    );
    let caller = slow.clone();
    let waiting = away.spawn_call(async move { caller.tick(Duration::from_millis(20)).await });
    away.shutdown_background();
    assert!(waiting.is_none_or(|outcome| outcome.is_ok()));
    assert_eq!(home.block_on(slow.tick(Duration::from_millis(1))), Ok("ticked"));
    // Outside of any runtime as well.
    let outside = std::thread::spawn(move || home.block_on(slow.at_once()));
    assert!(outside.join().expect("no panic").is_ok());
}

trait SpawnCall {
    fn spawn_call<F: Future + Send + 'static>(&self, call: F) -> Option<F::Output>;
}

impl SpawnCall for tokio::runtime::Runtime {
    /// Begins a call, and leaves it behind.
    fn spawn_call<F: Future + Send + 'static>(&self, call: F) -> Option<F::Output> {
        self.block_on(async {
            let mut call = std::pin::pin!(call);
            tokio::select! {
                biased;
                outcome = call.as_mut() => Some(outcome),
                () = breathe() => None,
            }
        })
    }
}

/// A chain of calls is as deep as it is long, and no stack is.
#[tokio::test(start_paused = true)]
async fn a_long_chain_of_calls_needs_no_deep_stack() {
    let mut last = None;
    for _ in 0..5_000 {
        let next = Slow::start(Log::new(), Arc::default(), last).await.expect("a start");
        last = Some(next);
    }
    let first = last.expect("there are some");
    assert_eq!(first.depth().await, Ok(Ok(4_999)));
}

/// A process that calls from its own code, not from a handler.
#[tokio::test(start_paused = true)]
async fn a_plain_process_begins_handlers_too() {
    let (slow, _log, gate) = slow().await;
    gate.notify_one();
    let pid = slow.server().pid();
    let caller = process::spawn(move |inbox: Inbox<()>| async move {
        assert_eq!(slow.later(1).await, Ok((pid, 1)));
        assert_eq!(process::current(), Some(inbox.pid()));
    });
    assert_eq!(caller.expect("a runtime").ended().await, ExitReason::Normal);
}
