//! Calls: replies, now and later, timeouts, and what a caller learns of a failure (conformance D).

use std::sync::Arc;
use std::time::Duration;

use switchboard::ServerRef;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessOptions};
use tokio::sync::{Notify, mpsc};

/// Answers in every way there is.
#[derive(GenServer, Default)]
struct Desk {
    total: u64,
    gate: Arc<Notify>,
    open: Vec<ReplyTo<u64>>,
    closed: Option<mpsc::UnboundedSender<&'static str>>,
}

#[gen_server]
impl Desk {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[call]
    fn later(&mut self, reply: ReplyTo<u64>) {
        self.open.push(reply);
    }

    #[cast]
    fn answer(&mut self) {
        for reply in self.open.drain(..) {
            reply.send(self.total);
        }
    }

    #[cast]
    fn forget(&mut self) {
        self.open.clear();
    }

    #[call]
    fn elsewhere(&mut self, reply: ReplyTo<u64>) {
        let total = self.total;
        drop(process::spawn(move |_: Inbox<()>| async move { reply.send(total) }));
    }

    #[call]
    fn gate(&self) -> Arc<Notify> {
        Arc::clone(&self.gate)
    }

    #[call(timeout = "1ms")]
    async fn slow(&mut self, by: u64) -> u64 {
        self.gate.notified().await;
        self.total += by;
        self.total
    }

    #[call]
    fn crash(&mut self) -> u64 {
        panic!("a bad call")
    }

    #[call]
    async fn crash_later(&mut self) -> u64 {
        self.gate.notified().await;
        panic!("a late call")
    }

    #[call]
    fn end_silently(&mut self, reason: ExitReason, reply: ReplyTo<u64>, cx: &mut Context<Self>) {
        self.open.push(reply);
        cx.stop(reason);
    }

    #[call]
    fn end_with_reply(
        &mut self,
        closed: mpsc::UnboundedSender<&'static str>,
        cx: &mut Context<Self>,
    ) -> u64 {
        self.closed = Some(closed);
        cx.stop(ExitReason::Normal);
        self.total
    }

    #[call]
    fn reply_then_crash(&mut self, reply: ReplyTo<u64>) {
        reply.send(1);
        panic!("after the reply")
    }

    #[terminate]
    async fn close(&mut self) {
        if let Some(closed) = self.closed.take() {
            tokio::task::yield_now().await;
            closed.send("terminated").expect("the test listens");
        }
    }
}

/// The reason that a call was given for the end of its server.
fn exited<T: std::fmt::Debug>(reply: Result<T, CallError>) -> ExitReason {
    match reply {
        Err(CallError::Exited { reason, .. }) => reason,
        other => panic!("not an end: {other:?}"),
    }
}

/// 80: a call changes the state that the next one sees.
#[tokio::test(start_paused = true)]
async fn a_reply_comes_back_and_the_state_stays() {
    let desk = Desk::start().await.expect("a start");
    assert_eq!(desk.add(2).await, Ok(2));
    assert_eq!(desk.add(3).await, Ok(5));
}

/// 81: a reply that is kept is sent by another handler.
#[tokio::test(start_paused = true)]
async fn a_reply_may_come_from_another_handler() {
    let desk = Desk::start().await.expect("a start");
    desk.add(7).await.expect("a reply");
    let waiting = Task::spawn({
        let desk = desk.clone();
        async move { desk.later().await }
    });
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
    desk.answer().expect("room");
    assert_eq!(waiting.await, Ok(Ok(7)));
}

/// 82: a reply that was moved to another process releases the caller.
#[tokio::test(start_paused = true)]
async fn a_reply_may_come_from_another_process() {
    let desk = Desk::start().await.expect("a start");
    desk.add(4).await.expect("a reply");
    assert_eq!(desk.elsewhere().await, Ok(4));
}

/// 83, 84: a call that times out is still handled, and its late answer goes nowhere.
#[tokio::test(start_paused = true)]
async fn a_late_answer_goes_nowhere() {
    let desk = Desk::start().await.expect("a start");
    let gate = desk.gate().await.expect("a reply");
    let caller = ProcessOptions::new();
    let (told, mut hears) = mpsc::unbounded_channel();
    let (server, open) = (desk.clone(), Arc::clone(&gate));
    let code = move |mut inbox: Inbox<()>| async move {
        told.send(server.slow(5).await).expect("the test listens");
        open.notify_one();
        told.send(server.add(0).await).expect("the test listens");
        // Whatever arrives now would be the late answer.
        inbox.recv().await;
        told.send(Ok(0)).expect("the test listens");
    };
    caller.spawn(code).expect("a runtime");
    let first = hears.recv().await.expect("an outcome");
    assert!(matches!(first, Err(CallError::Timeout { after, .. }) if after.as_millis() == 1));
    assert_eq!(hears.recv().await, Some(Ok(5)), "it was handled all the same");
    tokio::time::advance(Duration::from_secs(1)).await;
    tokio::task::yield_now().await;
    assert!(hears.try_recv().is_err());
}

/// 86: nobody there is an error that names the call.
#[tokio::test(start_paused = true)]
async fn a_call_to_nobody_says_what_it_was() {
    let desk = Desk::start().await.expect("a start");
    desk.server().stop().await.expect("a stop");
    let unknown = DeskRef::from(ServerRef::named("server_call.nobody"));
    for handle in [desk, unknown] {
        let error = handle.add(1).await.expect_err("nobody is there");
        assert!(matches!(error, CallError::NoProc { .. }), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("Desk") && text.contains("add"), "{text}");
    }
}

/// 87: the caller gets the crash of the handler, on the caller and on the server.
#[tokio::test(start_paused = true)]
async fn a_crash_reaches_its_caller() {
    let desk = Desk::start().await.expect("a start");
    let reason = exited(desk.crash().await);
    assert!(reason.to_string().contains("a bad call"), "{reason}");
    assert!(matches!(desk.add(1).await, Err(CallError::NoProc { .. })));

    let desk = Desk::start().await.expect("a start");
    desk.gate().await.expect("a reply").notify_one();
    let reason = exited(desk.crash_later().await);
    assert!(reason.to_string().contains("a late call"), "{reason}");
}

/// 88: a server that stops without a reply gives its caller the reason.
#[tokio::test(start_paused = true)]
async fn a_stop_without_reply_reaches_its_caller() {
    for reason in [ExitReason::Normal, ExitReason::Shutdown, ExitReason::custom("other")] {
        let desk = Desk::start().await.expect("a start");
        assert_eq!(exited(desk.end_silently(reason.clone()).await), reason);
    }
}

/// 89: a shutdown with a value reaches the caller and the links, and is no crash.
#[tokio::test(start_paused = true)]
async fn a_shutdown_with_a_value_is_no_crash() {
    let mut reports = switchboard::report::subscribe();
    let desk = Desk::start().await.expect("a start");
    let pid = desk.server().pid().expect("it runs");
    let linked = process::spawn(move |_: Inbox<()>| async move {
        process::link(pid).expect("in a process");
        std::future::pending::<()>().await;
    })
    .expect("a runtime");
    tokio::task::yield_now().await;
    let reason = ExitReason::shutdown_with("moving");
    assert_eq!(exited(desk.end_silently(reason.clone()).await), reason);
    assert_eq!(linked.ended().await, reason);
    while let Some(report) = reports.try_next() {
        assert_ne!(report.pid, pid, "{report}");
    }
}

/// 90: a reply that comes with a stop is delivered after terminate.
#[tokio::test(start_paused = true)]
async fn a_reply_with_a_stop_comes_after_terminate() {
    let desk = Desk::start().await.expect("a start");
    let (closed, mut events) = mpsc::unbounded_channel();
    assert_eq!(desk.end_with_reply(closed).await, Ok(0));
    assert_eq!(events.try_recv(), Ok("terminated"));
}

/// 91: a reply that was sent before a crash is the reply.
#[tokio::test(start_paused = true)]
async fn a_reply_before_a_crash_counts() {
    let desk = Desk::start().await.expect("a start");
    assert_eq!(desk.reply_then_crash().await, Ok(1));
    assert!(desk.server().ended().await.as_panic().is_some());
}

/// 92: every caller that waits for a server learns why it ended.
#[tokio::test(start_paused = true)]
async fn all_waiting_callers_learn_the_reason() {
    let desk = Desk::start().await.expect("a start");
    let callers: Vec<_> = (0..5)
        .map(|n| {
            let desk = desk.clone();
            Task::spawn(async move {
                if n % 2 == 0 { desk.later().await } else { desk.crash_later().await }
            })
        })
        .collect();
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    let reason = ExitReason::custom("gone");
    desk.server().exit(reason.clone());
    for caller in callers {
        assert_eq!(exited(caller.await.expect("the task lives")), reason);
    }
}

/// 94: a cast is accepted at once, and one to nobody is no error.
#[tokio::test(start_paused = true)]
async fn a_cast_to_nobody_is_no_error() {
    let desk = Desk::start().await.expect("a start");
    assert!(desk.answer().is_ok());
    desk.server().stop().await.expect("a stop");
    assert!(desk.answer().is_ok());
    assert!(DeskRef::from(ServerRef::named("server_call.unknown")).answer().is_ok());
}

/// 86, 94, the moment after a stop: the server is gone for calls and for casts, whoever was told first.
#[test]
fn after_a_stop_there_is_nobody() {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        for _ in 0..500 {
            let desk = Desk::start().await.expect("a start");
            desk.server().stop().await.expect("a stop");
            assert!(desk.answer().is_ok());
            let call = desk.add(1).await;
            assert!(matches!(call, Err(CallError::NoProc { .. })), "{call:?}");
        }
    });
}

/// Counts casts.
#[derive(GenServer, Default)]
struct Tally {
    seen: Vec<u32>,
}

#[gen_server]
impl Tally {
    #[cast]
    fn note(&mut self, n: u32) {
        self.seen.push(n);
    }

    #[call]
    fn seen(&self) -> Vec<u32> {
        self.seen.clone()
    }
}

/// 95: a call sees the casts that its caller sent before.
#[tokio::test(start_paused = true)]
async fn a_call_comes_after_the_casts_before_it() {
    let tally = Tally::start().await.expect("a start");
    for n in 0..100 {
        tally.note(n).expect("room");
    }
    assert_eq!(tally.seen().await, Ok((0..100).collect()));
}

/// Calls itself in a ring of two.
#[derive(GenServer, Default)]
struct Friend;

#[gen_server]
impl Friend {
    #[call]
    async fn ask(&mut self, other: FriendRef, back: FriendRef) -> Result<String, CallError> {
        other.tell(back).await
    }

    #[call]
    async fn tell(&mut self, back: FriendRef) -> String {
        match back.tell_nothing().await {
            Err(CallError::Deadlock { ring, .. }) => format!("{ring}"),
            other => format!("{other:?}"),
        }
    }

    #[call]
    fn tell_nothing(&self) {}

    #[call]
    async fn ask_myself(&mut self, cx: &mut Context<Self>) -> Result<(), CallError> {
        cx.self_ref().tell_nothing().await
    }
}

/// A ring of calls is an error at once that names the ring (design, what the runtime adds to OTP).
#[tokio::test(start_paused = true)]
async fn a_ring_of_calls_is_an_error_at_once() {
    let (a, b) = (Friend::start().await.expect("a start"), Friend::start().await.expect("a start"));
    let ring = a.ask(b.clone(), a.clone()).await.expect("a reply").expect("no ring here");
    let (a_pid, b_pid) = (a.server().pid().expect("a"), b.server().pid().expect("b"));
    assert!(ring.contains(&a_pid.to_string()) && ring.contains(&b_pid.to_string()), "{ring}");
    let alone = a.ask_myself().await.expect("a reply");
    assert!(matches!(alone, Err(CallError::CallingSelf { .. })), "{alone:?}");
}

/// A call that is refused says which server and which message it was for.
#[test]
fn the_name_of_a_message_is_the_name_of_its_handler() {
    assert_eq!(switchboard::Message::name(&DeskCall::Add { by: 1 }), "add");
    assert_eq!(format!("{:?}", DeskCall::Slow { by: 1 }), "Slow");
    assert!(Desk::schedules().is_ok_and(|all| all.is_empty()));
}
