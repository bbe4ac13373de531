//! Destructors that panic, several of them at once.

#[path = "support/mine.rs"]
mod mine;
mod support;

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use mine::{Mine, Parcel};
use support::Log;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use tokio::sync::Notify;

thread_local! {
    /// How many of [`Again`] were dropped here.
    static AGAIN: Cell<usize> = const { Cell::new(0) };
}

/// Panics with itself when it is dropped, so many times on a thread. What has no size cannot be leaked.
struct Again<const TIMES: usize>;

impl<const TIMES: usize> Again<TIMES> {
    fn go_off(self) {
        std::panic::panic_any(self);
    }
}

impl<const TIMES: usize> Drop for Again<TIMES> {
    fn drop(&mut self) {
        AGAIN.set(AGAIN.get() + 1);
        if AGAIN.get() <= TIMES {
            Self.go_off();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_payload_carries_is_dropped_as_well_unless_it_goes_on_and_on() {
    async fn dropped<const TIMES: usize>() -> usize {
        AGAIN.set(0);
        let code = |_: Inbox<()>| async { Again::<TIMES>.go_off() };
        let reason = process::spawn(code).expect("a runtime").ended().await;
        assert!(reason.as_panic().is_some(), "{reason}");
        AGAIN.get()
    }
    assert_eq!(dropped::<0>().await, 1);
    assert_eq!(dropped::<3>().await, 4);
    assert_eq!(dropped::<100>().await, 8);
}

/// Keeps what cannot be dropped in peace, wherever it can.
#[derive(GenServer, Default)]
#[server(on_stop = drain)]
struct Hoarder {
    kept: Option<Mine>,
    log: Option<Log>,
}

#[gen_server]
impl Hoarder {
    /// Some of it in what is to be continued with; how it goes on is for the test to say.
    #[call]
    fn hoard(&mut self, log: Log, continues: usize, stop: bool, cx: &mut Context<Self>) {
        self.kept = Some(Mine::live(log.clone()));
        for _ in 0..continues {
            cx.continue_with(HoarderContinue::Examine { mine: Mine::live(log.clone()) });
        }
        if stop {
            cx.stop(ExitReason::Normal);
        }
    }

    #[continue_with]
    async fn examine(&mut self, mine: Mine) {
        std::future::pending::<()>().await;
        drop(mine);
    }

    /// Stops when the gate opens; until then more arrives.
    #[cast]
    async fn wind_up(&mut self, log: Log, gate: Arc<Notify>, cx: &mut Context<Self>) {
        cx.send_after(Duration::from_secs(1), Parcel::live(log.clone()));
        self.log = Some(log);
        cx.stop(ExitReason::Normal);
        gate.notified().await;
    }

    #[cast]
    fn note(&mut self, what: &'static str) {
        self.log.as_ref().expect("it winds up").push(what);
    }

    #[info]
    fn parcel(&mut self, _parcel: Parcel) {}

    #[terminate]
    fn close(&mut self) {
        if let Some(log) = &self.log {
            log.push("terminate");
        }
    }
}

/// Two of them at once would end the program.
#[tokio::test(start_paused = true)]
async fn a_state_and_what_is_to_be_continued_with_may_all_panic_when_they_are_dropped() {
    for (continues, stop) in [(0, true), (1, true), (3, true), (3, false)] {
        let log = Log::new();
        let hoarder = Hoarder::start().await.expect("a start");
        hoarder.hoard(log.clone(), continues, stop).await.expect("a reply");
        if !stop {
            // It waits with the first of them in its hand.
            tokio::task::yield_now().await;
            hoarder.server().kill();
        }
        let reason = hoarder.server().ended().await;
        assert!(
            reason.to_string().contains("boom") || !stop && reason == ExitReason::Killed,
            "{reason}"
        );
        assert_eq!(log.take(), vec!["boom"; continues + 1], "{continues} {stop}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_timed_message_that_panics_when_it_is_skipped_does_not_end_a_drain() {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let hoarder = Hoarder::start().await.expect("a start");
    hoarder.wind_up(log.clone(), Arc::clone(&gate)).expect("room");
    tokio::task::yield_now().await;
    tokio::time::advance(Duration::from_secs(2)).await;
    tokio::task::yield_now().await;
    for what in ["one", "two"] {
        hoarder.note(what).expect("room");
    }
    gate.notify_one();
    assert_eq!(hoarder.server().ended().await, ExitReason::Normal);
    assert_eq!(log.take(), ["boom", "one", "two", "terminate"]);
}

/// What it goes down with does not end the program.
#[cfg(feature = "test-util")]
#[switchboard::test]
async fn a_fault_may_meet_a_message_that_panics_when_it_is_dropped() {
    let hoarder = Hoarder::start().await.expect("a start");
    let log = Log::new();
    switchboard::testing::fault(hoarder.server()).lose().await.expect("it runs");
    switchboard::testing::fault(hoarder.server()).nth(2).crash().await.expect("it runs");
    for _ in 0..2 {
        hoarder.server().send(Parcel::live(log.clone())).expect("room");
    }
    let reason = hoarder.server().ended().await;
    assert!(reason.to_string().contains("a fault of the test"), "{reason}");
    assert_eq!(log.take(), ["boom"; 2]);
}
