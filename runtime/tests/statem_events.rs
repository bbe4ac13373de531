//! Events of all types, calls and their answers (conformance R).
//!
//! 327, in part: no helper process takes part in a call, with a timeout or without.

#[path = "support/probe.rs"]
mod probe;
mod support;

use std::time::Duration;

use probe::{
    ProbeCall, ProbeCast, ProbeEventTimeout, ProbeInternal, ProbeStateTimeout, ProbeTimeout,
    SECOND, State, Tick, pass, probe, rest,
};
use switchboard::ReplyPort;
use switchboard::prelude::*;

/// 342: an inserted event of each type reaches the handler of that type, with its content.
#[tokio::test(start_paused = true)]
async fn inserted_events_keep_type_and_content() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            for event in [
                StatemEvent::Call(ProbeCall::Ask { n: 1 }, ReplyPort::none()),
                StatemEvent::Cast(ProbeCast::Note { n: 2 }),
                StatemEvent::Info(Tick(3).into()),
                StatemEvent::Internal(ProbeInternal::Inner { n: 4 }),
                StatemEvent::EventTimeout(ProbeEventTimeout::Quiet { n: 5 }),
                StatemEvent::StateTimeout(ProbeStateTimeout::Stayed { n: 6 }),
                StatemEvent::Timeout(ProbeTimeout::Second { n: 7 }),
            ] {
                cx.next_event(event);
            }
            Next::to(State::B)
        })
        .await;
    let expected = [
        "enter A from A",
        "enter B from A",
        "B ask 1",
        "B note 2",
        "B tick 3",
        "B inner 4",
        "B quiet 5",
        "B stayed 6",
        "B second 7",
    ];
    assert_eq!(log.take(), expected);
}

/// 342: an inserted event of a timeout's type is not that timeout, which runs on.
#[tokio::test(start_paused = true)]
async fn an_inserted_timeout_event_is_no_timeout() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.state_timeout(SECOND, ProbeStateTimeout::Stayed { n: 1 });
            cx.next_event(StatemEvent::StateTimeout(ProbeStateTimeout::Stayed { n: 2 }));
            Next::keep()
        })
        .await;
    assert_eq!(log.take(), ["enter A from A", "A stayed 2"]);
    pass(SECOND).await;
    assert_eq!(log.take(), ["A stayed 1"]);
}

/// Hands its calls on to itself.
#[derive(GenStatem, Default)]
struct Relay;

#[gen_statem(state = ())]
impl Relay {
    #[on(_, call)]
    fn outer(&mut self, n: u32, reply: ReplyTo<u32>, cx: &mut StatemContext<Self>) {
        cx.next_event(StatemEvent::Call(RelayCall::Inner { n: n + 1 }, reply.into()));
    }

    #[on(_, call)]
    fn inner(&mut self, n: u32) -> u32 {
        n * 10
    }
}

/// 342: an inserted call keeps its caller.
#[tokio::test(start_paused = true)]
async fn an_inserted_call_keeps_its_caller() {
    let relay = Relay::start().await.expect("a start");
    assert_eq!(relay.outer(1).await, Ok(20));
    assert_eq!(relay.inner(1).await, Ok(10));
}

/// 329: with a stop every caller gets its answer, and the machine ends with the reason.
#[tokio::test(start_paused = true)]
async fn a_stop_with_replies_answers_everybody() {
    let (probe, log) = probe().await;
    let callers: Vec<_> = (0..3)
        .map(|n| {
            let probe = probe.clone();
            Task::spawn(async move { probe.ask(n).await })
        })
        .collect();
    rest().await;
    probe.answer_and_stop(ExitReason::custom("done")).expect("room");
    for (n, caller) in (0..).zip(callers) {
        assert_eq!(caller.await.expect("no panic"), Ok(n));
    }
    assert_eq!(probe.server().ended().await, ExitReason::custom("done"));
    assert_eq!(log.take().last().map(String::as_str), Some("end in A: \"done\""));
}

/// 329: a call whose handler ends the machine is answered, after `terminate`.
#[tokio::test(start_paused = true)]
async fn a_call_that_stops_is_answered_after_terminate() {
    let (probe, log) = probe().await;
    assert_eq!(probe.last(ExitReason::Shutdown).await, Ok("bye"));
    assert_eq!(log.take().last().map(String::as_str), Some("end in A: shutdown"));
    assert_eq!(probe.server().ended().await, ExitReason::Shutdown);
}

/// 327: a caller that has given up hears nothing of the late answer, and its next call gets its own.
#[tokio::test(start_paused = true)]
async fn a_late_answer_reaches_nobody() {
    let (probe, _log) = probe().await;
    let error = probe.ask(1).await.expect_err("nobody answers in time");
    assert!(matches!(error, CallError::Timeout { .. }), "{error}");
    probe.answer().expect("room");
    assert_eq!(probe.state().await, Ok(State::A));
    let again = Task::spawn({
        let probe = probe.clone();
        async move { probe.ask(2).await }
    });
    rest().await;
    probe.answer().expect("room");
    assert_eq!(again.await.expect("no panic"), Ok(0));
}

/// 327: a call has no timeout of its own unless it is given one.
#[tokio::test(start_paused = true)]
async fn a_call_waits_for_as_long_as_it_takes() {
    let (probe, _log) = probe().await;
    let mut caller = Task::spawn({
        let probe = probe.clone();
        async move { probe.wait_call(1).await }
    });
    pass(Duration::from_hours(1_000)).await;
    assert!(caller.yield_within(Duration::ZERO).await.is_none());
    probe.run(|_| Next::to(State::B)).await;
    assert_eq!(caller.await.expect("no panic"), Ok(1));
}

/// 342: what a caller sends first is handled first, whatever way it takes.
#[tokio::test(start_paused = true)]
async fn events_of_one_sender_stay_in_order() {
    let (probe, log) = probe().await;
    for n in 0..3 {
        probe.note(n).expect("room");
        probe.server().send(Tick(n)).expect("room");
    }
    assert_eq!(probe.state().await, Ok(State::A));
    let expected =
        ["enter A from A", "A note 0", "A tick 0", "A note 1", "A tick 1", "A note 2", "A tick 2"];
    assert_eq!(log.take(), expected);
}

/// 332, 342: many callers on many threads: each postponed call is answered once, with its own value.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_postponed_call_is_answered_once() {
    let (probe, log) = probe().await;
    let callers: Vec<_> = (0..64)
        .map(|n| {
            let probe = probe.clone();
            Task::spawn(async move {
                let mut sum = 0;
                for round in 0..10 {
                    sum += probe.wait_call(n * 10 + round).await.expect("an answer");
                }
                sum
            })
        })
        .collect();
    let turner = Task::spawn({
        let probe = probe.clone();
        async move {
            loop {
                for state in [State::B, State::C, State::A] {
                    probe.go(state).await.expect("an answer");
                    tokio::task::yield_now().await;
                }
            }
        }
    });
    for (n, caller) in (0..).zip(callers) {
        assert_eq!(caller.await, Ok(n * 100 + 45));
    }
    drop(turner);
    let mut seen: Vec<String> = log.take();
    seen.retain(|line| line.starts_with("B wait_call"));
    let handled = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((handled, seen.len()), (640, 640));
}
