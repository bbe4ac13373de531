//! The three kinds of timeouts of a state machine (conformance R).
//!
//! 328, in part: a time that is no time, a content of another timeout's type and an action that there
//! is none of do not compile (`ui-tests/ui/gen_statem/fail`).

#[path = "support/probe.rs"]
mod probe;
mod support;

use std::time::Duration;

use probe::{
    ProbeEventTimeout as Event, ProbeInternal, ProbeStateTimeout as Stay, ProbeTimeout as Named,
    SECOND, State, Tick, pass, probe, probe_with, rest,
};
use switchboard::prelude::*;
use tokio::time::Instant;

/// 334: a state timeout is cancelled by a change of the state, also one of zero that waits its turn.
#[tokio::test(start_paused = true)]
async fn a_state_timeout_ends_with_its_state() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.state_timeout(SECOND, Stay::Stayed { n: 1 });
            Next::keep()
        })
        .await;
    probe.run(|_| Next::to(State::B)).await;
    pass(SECOND * 2).await;
    assert_eq!(log.take(), ["enter A from A", "enter B from A"]);
    // The internal event goes first, and takes the machine away.
    probe
        .run(|cx| {
            cx.next_event(StatemEvent::Cast(probe::ProbeCast::Act {
                step: Box::new(|_| Next::to(State::C)),
            }));
            cx.state_timeout(Duration::ZERO, Stay::Stayed { n: 2 });
            Next::keep()
        })
        .await;
    rest().await;
    assert_eq!(log.take(), ["enter C from B"]);
}

/// 334: it fires with its content when the state is kept, repeated, or named again; also one that is
/// set on the way into the state.
#[tokio::test(start_paused = true)]
async fn a_state_timeout_outlives_what_is_no_change() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.state_timeout(SECOND, Stay::Stayed { n: 7 });
            Next::to(State::B)
        })
        .await;
    for next in [Next::keep(), Next::repeat(), Next::to(State::B)] {
        probe.run(|_| next).await;
    }
    log.take();
    pass(Duration::from_millis(999)).await;
    assert!(log.take().is_empty(), "never early");
    pass(Duration::from_millis(1)).await;
    assert_eq!(log.take(), ["B stayed 7"]);
    pass(SECOND * 5).await;
    assert!(log.take().is_empty(), "once");
}

/// 335: any event cancels the event timeout, whatever its type.
#[tokio::test(start_paused = true)]
async fn an_event_timeout_waits_for_silence() {
    let (probe, log) = probe().await;
    let set = |n| {
        probe.act(Box::new(move |cx| {
            cx.event_timeout(SECOND, Event::Quiet { n });
            Next::keep()
        }))
    };
    set(1).expect("room");
    pass(SECOND).await;
    assert_eq!(log.take(), ["enter A from A", "A quiet 1"]);
    for event in 0..4 {
        set(2).expect("room");
        match event {
            0 => probe.note(0).expect("room"),
            1 => probe.server().send(Tick(0)).expect("room"),
            2 => probe.state().await.map(drop).expect("an answer"),
            _ => probe.wait(0).expect("room"),
        }
        rest().await;
        log.take();
        pass(SECOND * 2).await;
        assert!(log.take().is_empty(), "event {event}");
    }
}

/// 335: events that the machine sends to itself, timeouts that fire and postponed events that come
/// back cancel it as well; so it is, although it was zero and waited its turn.
#[tokio::test(start_paused = true)]
async fn an_event_timeout_is_cancelled_by_events_from_inside() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.event_timeout(Duration::ZERO, Event::Quiet { n: 1 });
            cx.next_internal(ProbeInternal::Inner { n: 2 });
            Next::keep()
        })
        .await;
    assert_eq!(log.take(), ["enter A from A", "A inner 2"]);
    probe
        .act(Box::new(|cx| {
            cx.timeout(SECOND / 2, Named::First { n: 3 });
            cx.event_timeout(SECOND, Event::Quiet { n: 4 });
            Next::keep()
        }))
        .expect("room");
    pass(SECOND / 2).await;
    pass(SECOND).await;
    assert_eq!(log.take(), ["A first 3"]);
    probe.wait(5).expect("room");
    probe
        .act(Box::new(|cx| {
            cx.event_timeout(SECOND, Event::Quiet { n: 6 });
            Next::to(State::B)
        }))
        .expect("room");
    pass(SECOND * 2).await;
    assert_eq!(log.take(), ["enter B from A", "B wait 5"]);
}

/// 336: timeouts of two names run beside each other, across changes of the state.
#[tokio::test(start_paused = true)]
async fn named_timeouts_run_whatever_happens() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.timeout(SECOND * 3, Named::First { n: 1 });
            cx.timeout(SECOND * 2, Named::Second { n: 2 });
            Next::to(State::B)
        })
        .await;
    pass(SECOND).await;
    probe.run(|_| Next::to(State::C)).await;
    log.take();
    pass(SECOND).await;
    assert_eq!(log.take(), ["C second 2"]);
    probe.run(|_| Next::to(State::A)).await;
    pass(SECOND).await;
    assert_eq!(log.take(), ["enter A from C", "A first 1"]);
}

/// 337: to set a running timeout replaces it; of two settings in one go, the last one holds.
#[tokio::test(start_paused = true)]
async fn the_last_setting_holds() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.state_timeout(SECOND, Stay::Stayed { n: 1 });
            cx.timeout(SECOND, Named::First { n: 1 });
            Next::keep()
        })
        .await;
    log.take();
    probe
        .act(Box::new(|cx| {
            cx.state_timeout(SECOND * 3, Stay::Stayed { n: 2 });
            cx.state_timeout(SECOND * 2, Stay::Stayed { n: 3 });
            cx.timeout(Duration::ZERO, Named::First { n: 2 });
            cx.timeout(SECOND * 2, Named::First { n: 3 });
            cx.event_timeout(SECOND, Event::Quiet { n: 2 });
            cx.event_timeout(SECOND * 4, Event::Quiet { n: 3 });
            Next::keep()
        }))
        .expect("room");
    pass(SECOND).await;
    assert!(log.take().is_empty());
    pass(SECOND).await;
    assert_eq!(log.take(), ["A stayed 3", "A first 3"]);
    pass(SECOND * 3).await;
    assert!(
        log.take().is_empty(),
        "the others are gone, and the event timeout was cancelled by them"
    );
}

/// 337: a timeout that is cancelled, or set to infinity, is gone; to cancel what does not run is
/// nothing.
#[tokio::test(start_paused = true)]
async fn a_cancelled_timeout_never_fires() {
    let (probe, log) = probe().await;
    let set = |cx: &mut StatemContext<probe::Probe>| {
        cx.state_timeout(SECOND, Stay::Stayed { n: 1 });
        cx.timeout(SECOND, Named::First { n: 1 });
        cx.timeout(SECOND, Named::Second { n: 1 });
        cx.event_timeout(SECOND, Event::Quiet { n: 1 });
    };
    probe
        .act(Box::new(move |cx| {
            set(cx);
            cx.cancel_state_timeout();
            cx.cancel_event_timeout();
            cx.cancel_timeout("first");
            Next::keep()
        }))
        .expect("room");
    rest().await;
    log.take();
    pass(SECOND).await;
    assert_eq!(log.take(), ["A second 1"]);
    probe
        .act(Box::new(move |cx| {
            set(cx);
            cx.state_timeout(Duration::MAX, Stay::Stayed { n: 2 });
            cx.event_timeout(Duration::MAX, Event::Quiet { n: 2 });
            cx.timeout(Duration::MAX, Named::First { n: 2 });
            cx.cancel_timeout("second");
            cx.cancel_timeout("second");
            Next::keep()
        }))
        .expect("room");
    pass(SECOND * 2).await;
    assert!(log.take().is_empty());
}

/// 338: an update changes the content of a timeout that runs, and not its time; without one that runs
/// it fires at once.
#[tokio::test(start_paused = true)]
async fn an_update_changes_only_the_content() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.state_timeout(SECOND, Stay::Stayed { n: 1 });
            cx.timeout(SECOND, Named::First { n: 1 });
            Next::keep()
        })
        .await;
    pass(SECOND / 2).await;
    log.take();
    probe
        .run(|cx| {
            cx.update_state_timeout(Stay::Stayed { n: 2 });
            cx.update_timeout(Named::First { n: 2 });
            cx.event_timeout(SECOND, Event::Quiet { n: 1 });
            cx.update_event_timeout(Event::Quiet { n: 2 });
            Next::keep()
        })
        .await;
    rest().await;
    assert!(log.take().is_empty());
    pass(SECOND / 2).await;
    assert_eq!(log.take(), ["A stayed 2", "A first 2"]);
    probe
        .act(Box::new(|cx| {
            cx.update_state_timeout(Stay::Stayed { n: 3 });
            cx.update_timeout(Named::Second { n: 4 });
            Next::keep()
        }))
        .expect("room");
    probe
        .act(Box::new(|cx| {
            cx.update_event_timeout(Event::Quiet { n: 5 });
            Next::keep()
        }))
        .expect("room");
    rest().await;
    assert_eq!(log.take(), ["A stayed 3", "A second 4", "A quiet 5"]);
}

/// 339: a timeout of zero fires after the events that the same handler inserted, in the order of the
/// settings, and before what was not received yet.
#[tokio::test(start_paused = true)]
async fn a_timeout_of_zero_comes_before_what_is_not_received() {
    let (probe, log) = probe().await;
    rest().await;
    log.take();
    probe
        .act(Box::new(|cx| {
            cx.timeout(Duration::ZERO, Named::Second { n: 1 });
            cx.state_timeout(Duration::ZERO, Stay::Stayed { n: 2 });
            cx.next_internal(ProbeInternal::Inner { n: 3 });
            cx.next_internal(ProbeInternal::Inner { n: 4 });
            Next::keep()
        }))
        .expect("room");
    probe.note(5).expect("room");
    assert_eq!(probe.state().await, Ok(State::A));
    assert_eq!(log.take(), ["A inner 3", "A inner 4", "A second 1", "A stayed 2", "A note 5"]);
}

/// 339: so do those that `init` and an enter call set.
#[tokio::test(start_paused = true)]
async fn init_and_enter_calls_set_timeouts() {
    let entry: probe::Entry = Box::new(|_, cx| {
        cx.state_timeout(Duration::ZERO, Stay::Stayed { n: 2 });
        cx.timeout(SECOND, Named::First { n: 3 });
        Enter::keep()
    });
    let (probe, log) = probe_with(
        |cx| {
            cx.timeout(Duration::ZERO, Named::Second { n: 1 });
            cx.next_internal(ProbeInternal::Inner { n: 0 });
            Next::keep()
        },
        vec![entry],
    )
    .await;
    probe.note(4).expect("room");
    rest().await;
    assert_eq!(log.take(), ["enter A from A", "A inner 0", "A second 1", "A stayed 2", "A note 4"]);
    pass(SECOND).await;
    assert_eq!(log.take(), ["A first 3"]);
}

/// 340: a moment may be given in place of a duration; one that has passed fires at once.
#[tokio::test(start_paused = true)]
#[expect(clippy::disallowed_methods, reason = "a moment is read off the clock")]
async fn a_moment_is_a_time_as_well() {
    let (probe, log) = probe().await;
    let start = Instant::now();
    probe
        .run(move |cx| {
            cx.state_timeout(start + SECOND, Stay::Stayed { n: 1 });
            cx.timeout((start + SECOND * 2).into_std(), Named::First { n: 2 });
            Next::keep()
        })
        .await;
    log.take();
    pass(SECOND).await;
    assert_eq!(log.take(), ["A stayed 1"]);
    pass(SECOND).await;
    assert_eq!(log.take(), ["A first 2"]);
    probe
        .act(Box::new(move |cx| {
            cx.state_timeout(start, Stay::Stayed { n: 3 });
            Next::keep()
        }))
        .expect("room");
    rest().await;
    assert_eq!(log.take(), ["A stayed 3"]);
}

/// 338, 340: contents of different shapes have timeouts of their own; a machine that ends takes its
/// timeouts along.
#[tokio::test(start_paused = true)]
async fn timeouts_end_with_their_machine() {
    let (probe, log) = probe().await;
    probe
        .run(|cx| {
            cx.timeout(SECOND, Named::First { n: 1 });
            Next::keep()
        })
        .await;
    probe.server().stop().await.expect("a stop");
    log.take();
    pass(SECOND * 2).await;
    assert!(log.take().is_empty());
}
