//! States: enter calls, postponed events, where a machine goes (conformance R).
//!
//! 331, in part: an enter call can neither name another state nor postpone, for its return type has
//! no word for it (`ui-tests/ui/gen_statem/fail/enter_that_goes_elsewhere.rs`).

#[path = "support/probe.rs"]
mod probe;
mod support;

use std::time::Duration;

use probe::{
    Entry, ProbeInternal, ProbeStateTimeout, SECOND, State, pass, probe, probe_with, rest,
};
use support::Log;
use switchboard::prelude::*;

/// 330: the first state is entered before any event, those that `init` inserted included.
#[tokio::test(start_paused = true)]
async fn the_first_state_is_entered_first() {
    let (probe, log) = probe_with(
        |cx| {
            cx.next_internal(ProbeInternal::Inner { n: 1 });
            Next::keep()
        },
        Vec::new(),
    )
    .await;
    probe.note(2).expect("room");
    rest().await;
    assert_eq!(log.take(), ["enter A from A", "A inner 1", "A note 2"]);
}

/// 330: the same state again is no change; a repeated one and another one are entered.
#[tokio::test(start_paused = true)]
async fn only_a_change_and_a_repeat_are_entered() {
    let (probe, log) = probe().await;
    rest().await;
    log.take();
    for (next, entered) in [
        (Next::keep(), None),
        (Next::to(State::A), None),
        (Next::repeat(), Some("enter A from A")),
        (Next::to(State::B), Some("enter B from A")),
        (Next::to(State::B), None),
        (Next::repeat(), Some("enter B from B")),
        (Next::to(State::C), Some("enter C from B")),
    ] {
        probe.run(|_| next).await;
        assert_eq!(log.take(), Vec::from_iter(entered));
    }
}

/// 331: an enter call sets timeouts, replies, and may ask to be made again: then old equals new.
#[tokio::test(start_paused = true)]
async fn an_enter_call_acts_and_repeats() {
    let (probe, log) = probe().await;
    let caller = Task::spawn({
        let probe = probe.clone();
        async move { probe.ask(1).await }
    });
    rest().await;
    log.take();
    let entries: [Entry; 2] = [
        Box::new(|_, cx| {
            cx.state_timeout(SECOND, ProbeStateTimeout::Stayed { n: 1 });
            Enter::repeat()
        }),
        Box::new(|open, cx| {
            open.remove(0).send(7);
            cx.state_timeout(SECOND * 2, ProbeStateTimeout::Stayed { n: 2 });
            Enter::keep()
        }),
    ];
    for entry in entries {
        probe.prepare(entry).expect("room");
    }
    assert_eq!(probe.run(|_| Next::to(State::B)).await, State::B);
    assert_eq!(log.take(), ["enter B from A", "enter B from B"]);
    assert_eq!(caller.await.expect("no panic"), Ok(7));
    pass(SECOND).await;
    assert!(log.take().is_empty(), "the last setting holds");
    pass(SECOND).await;
    assert_eq!(log.take(), ["B stayed 2"]);
}

/// 331: an enter call may stop the machine, the first one too; the events that wait are not handled.
#[tokio::test(start_paused = true)]
async fn an_enter_call_stops() {
    let stop = || -> Entry {
        Box::new(|_, cx| {
            cx.stop(ExitReason::custom("no entry"));
            Enter::keep()
        })
    };
    let (first, log) = probe_with(|_| Next::keep(), vec![stop()]).await;
    assert_eq!(first.server().ended().await, ExitReason::custom("no entry"));
    assert_eq!(log.take(), ["enter A from A", "end in A: \"no entry\""]);

    let (later, log) = probe().await;
    later.wait(1).expect("room");
    later.prepare(stop()).expect("room");
    later.act(Box::new(|_| Next::to(State::B))).expect("room");
    assert_eq!(later.server().ended().await, ExitReason::custom("no entry"));
    assert_eq!(log.take(), ["enter A from A", "enter B from A", "end in B: \"no entry\""]);
}

/// 331, 328: an enter call that inserts an event ends the machine, with a reason that says so.
#[tokio::test(start_paused = true)]
async fn an_enter_call_that_inserts_an_event_is_a_crash() {
    let (probe, log) = probe().await;
    let entry: Entry = Box::new(|_, cx| {
        cx.next_internal(ProbeInternal::Inner { n: 1 });
        Enter::keep()
    });
    probe.prepare(entry).expect("room");
    probe.act(Box::new(|_| Next::to(State::C))).expect("room");
    let reason = probe.server().ended().await;
    assert!(matches!(reason, ExitReason::Error(_)));
    assert_eq!(reason.to_string(), "the enter call of C inserted an event");
    assert!(!log.take().iter().any(|line| line.contains("inner")));
}

/// 332: postponed events come back oldest first, after the enter call and before what came later;
/// without a change they stay.
#[tokio::test(start_paused = true)]
async fn postponed_events_wait_for_a_change() {
    let (probe, log) = probe().await;
    for n in [1, 2] {
        probe.wait(n).expect("room");
    }
    for next in [Next::keep(), Next::to(State::A), Next::repeat()] {
        probe.run(|_| next).await;
    }
    assert_eq!(log.take(), ["enter A from A", "enter A from A"]);
    // From A to C they are tried again, and postponed again, in their order.
    probe.run(|_| Next::to(State::C)).await;
    probe.act(Box::new(|_| Next::to(State::B))).expect("room");
    probe.note(3).expect("room");
    rest().await;
    let expected = ["enter C from A", "enter B from C", "B wait 1", "B wait 2", "B note 3"];
    assert_eq!(log.take(), expected);
}

/// 332: events that the changing handler inserts go before the postponed ones, its timeouts of zero
/// after them.
#[tokio::test(start_paused = true)]
async fn postponed_events_come_after_inserted_ones() {
    let (probe, log) = probe().await;
    probe.wait(1).expect("room");
    probe.wait(2).expect("room");
    rest().await;
    log.take();
    probe
        .run(|cx| {
            cx.state_timeout(Duration::ZERO, ProbeStateTimeout::Stayed { n: 5 });
            cx.next_internal(ProbeInternal::Inner { n: 3 });
            cx.next_internal(ProbeInternal::Inner { n: 4 });
            Next::to(State::B)
        })
        .await;
    let expected =
        ["enter B from A", "B inner 3", "B inner 4", "B wait 1", "B wait 2", "B stayed 5"];
    assert_eq!(log.take(), expected);
}

/// 332: a postponed call keeps its caller, who gets the answer of the state that has one; when the
/// machine ends before, the reason.
#[tokio::test(start_paused = true)]
async fn a_postponed_call_keeps_its_caller() {
    let (probe, _log) = probe().await;
    let call = |n| {
        let probe = probe.clone();
        Task::spawn(async move { probe.wait_call(n).await })
    };
    let mut first = call(1);
    rest().await;
    assert!(first.yield_within(Duration::ZERO).await.is_none());
    assert_eq!(probe.go(State::B).await, Ok(1));
    assert_eq!(first.await.expect("no panic"), Ok(1));
    probe.run(|_| Next::to(State::A)).await;
    let mut second = call(2);
    rest().await;
    assert!(second.yield_within(Duration::ZERO).await.is_none());
    assert_eq!(probe.last(ExitReason::custom("gone")).await, Ok("bye"));
    let error = second.await.expect("no panic").expect_err("nobody answers");
    assert_eq!(error.exit_reason(), Some(&ExitReason::custom("gone")));
}

/// A lock whose handlers decide about their events one by one.
#[derive(GenStatem, Default)]
struct Lock {
    served: Vec<String>,
    ready: bool,
}

/// A state with something in it.
#[derive(Clone, Debug, Default, PartialEq)]
enum Phase {
    #[default]
    Idle,
    Busy {
        with: u32,
    },
    Worn(u8),
}

#[gen_statem(state = Phase)]
impl Lock {
    #[on(Idle, call)]
    fn take(&mut self, who: String) -> Result<(usize, Next<Phase>), Postpone> {
        if !self.ready {
            return Err(Postpone);
        }
        self.served.push(who);
        Ok((self.served.len(), Next::to(Phase::Busy { with: 1 })))
    }

    #[on(Busy { with: 3.. } | Worn(0), call = take)]
    fn give_up(&mut self, _who: String) -> (usize, Next<Phase>) {
        (0, Next::to(Phase::Worn(9)))
    }

    #[on(Busy, call = take)]
    fn count_up(&mut self, _who: String, state: &Phase) -> Result<(usize, Next<Phase>), Postpone> {
        let Phase::Busy { with } = state else { return Err(Postpone) };
        Ok((0, Next::to(Phase::Busy { with: with + 1 })))
    }

    #[on(_, call = take)]
    fn refuse(&mut self, who: String) -> usize {
        who.len()
    }

    #[on(_, cast)]
    fn open(&mut self) -> Next<Phase> {
        self.ready = true;
        Next::to(Phase::Worn(1))
    }

    #[on(_, cast)]
    fn rest(&mut self) -> Next<Phase> {
        Next::to(Phase::Idle)
    }

    #[on(_, call)]
    async fn phase(&self, state: &Phase) -> Phase {
        tokio::task::yield_now().await;
        state.clone()
    }
}

/// 332: a handler may postpone its event, and gets it again with what it carries.
#[tokio::test(start_paused = true)]
async fn a_handler_postpones_by_itself() {
    let lock = Lock::start().await.expect("a start");
    let mut caller = Task::spawn({
        let lock = lock.clone();
        async move { lock.take("ann".to_owned()).await }
    });
    probe::rest().await;
    lock.rest().expect("room");
    assert_eq!(lock.phase().await, Ok(Phase::Idle));
    assert!(
        caller.yield_within(Duration::ZERO).await.is_none(),
        "only the data would have changed"
    );
    lock.open().expect("room");
    // It was retried in `Worn`, where everybody is refused.
    assert_eq!(caller.await.expect("no panic"), Ok(3));
    lock.rest().expect("room");
    assert_eq!(lock.take("bob".to_owned()).await, Ok(1));
}

/// 330: states with fields are told apart by `==`, and patterns look into them.
#[tokio::test(start_paused = true)]
async fn states_may_have_fields() {
    let lock = Lock::start().await.expect("a start");
    lock.open().expect("room");
    lock.rest().expect("room");
    assert_eq!(lock.take("ann".to_owned()).await, Ok(1));
    for with in 2..=3 {
        assert_eq!(lock.take(String::new()).await, Ok(0));
        assert_eq!(lock.phase().await, Ok(Phase::Busy { with }));
    }
    assert_eq!(lock.take(String::new()).await, Ok(0));
    assert_eq!(lock.phase().await, Ok(Phase::Worn(9)));
    assert_eq!(lock.take("four".to_owned()).await, Ok(4));
}

/// 330: without enter calls a change is only a change; methods are ordinary ones.
#[test]
fn handlers_are_methods() {
    let mut lock = Lock::default();
    assert_eq!(lock.take("ann".to_owned()), Err(Postpone));
    assert_eq!(lock.open(), Next::to(Phase::Worn(1)));
    assert_eq!(lock.refuse("x".to_owned()), 1);
    assert!(Log::new().take().is_empty());
}
