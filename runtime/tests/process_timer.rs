//! Timers (conformance B, Z). All of them on a paused clock, so a time is exact.
//!
//! 57: no test sets a negative time, because `Duration` has none: `Duration::from_millis(-1)` does not
//! compile. A moment that has passed is not an error either (49).

#[path = "support/inside.rs"]
mod inside;

use std::sync::{Arc, Weak};
use std::time::Duration;

use inside::{end, exit_of, inside, nothing_more, pass, peer, trapping};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessOptions, ProcessRef};
use switchboard::{PanicInfo, ServerRef, TimerRef};
use tokio::time::Instant;

const fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Where a timer's messages go and how long they took.
async fn arrival(inbox: &mut Inbox<u8>) -> (u8, Duration) {
    let start = process::now();
    let message = inbox.message().await;
    (message, process::now() - start)
}

/// 48: a message comes when its time has passed, never early, in the order of the times; one without
/// delay goes through the mailbox as well.
#[tokio::test(start_paused = true)]
async fn a_message_comes_after_a_while() {
    inside(|mut inbox: Inbox<u8>| async move {
        let me = inbox.self_ref();
        for (after, message) in [(30, 3), (10, 1), (20, 2)] {
            let _timer = me.send_after(ms(after), message);
        }
        for expected in 1..=3 {
            assert_eq!(arrival(&mut inbox).await, (expected, ms(10)));
        }
        let _timer = me.send_after(Duration::ZERO, 5);
        me.send(4).expect("room");
        assert_eq!((inbox.message().await, inbox.message().await), (4, 5));
    })
    .await;
}

/// A timer goes past a full mailbox, and takes nobody's room.
#[tokio::test(start_paused = true)]
async fn a_timer_goes_past_a_full_mailbox() {
    inside::run(ProcessOptions::new().mailbox(1), |mut inbox: Inbox<u8>| async move {
        let me = inbox.self_ref();
        let _timer = me.send_after(ms(1), 2);
        me.send(1).expect("room");
        pass(ms(2)).await;
        assert_eq!((inbox.message().await, inbox.message().await), (1, 2));
        me.send(3).expect("room");
        me.send(4).expect_err("it is full");
    })
    .await;
}

/// 49: a moment on the clock is a time as well; one that has passed is now.
#[tokio::test(start_paused = true)]
async fn a_message_comes_at_a_moment() {
    inside(|mut inbox: Inbox<u8>| async move {
        let me = inbox.self_ref();
        let start = process::now();
        let timer = me.send_at(start + ms(40), 1);
        assert_eq!(timer.remaining(), Some(ms(40)));
        assert_eq!(arrival(&mut inbox).await, (1, ms(40)));
        let _timer = me.send_at(start, 2);
        assert_eq!(arrival(&mut inbox).await, (2, Duration::ZERO));
    })
    .await;
}

/// 50: a timer that is cancelled says what was left of it, once, and its message never comes.
#[tokio::test(start_paused = true)]
async fn a_cancelled_timer_never_fires() {
    inside(|mut inbox: Inbox<u8>| async move {
        let timer = inbox.self_ref().send_after(ms(100), 1);
        assert_eq!(timer.remaining(), Some(ms(100)));
        pass(ms(30)).await;
        assert_eq!(timer.remaining(), Some(ms(70)));
        // From anywhere, not only from the process itself.
        let left = inside(move |_: Inbox<()>| async move { timer.cancel() }).await;
        assert_eq!(left, Some(ms(70)));
        assert_eq!((timer.cancel(), timer.remaining()), (None, None));
        assert!(inbox.recv_within(ms(1000)).await.is_none());
    })
    .await;
}

/// 51: a timer that has fired, or that never was one, has nothing left.
#[tokio::test(start_paused = true)]
async fn a_fired_timer_has_nothing_left() {
    inside(|mut inbox: Inbox<u8>| async move {
        let timer = inbox.self_ref().send_after(ms(10), 1);
        assert_eq!(inbox.message().await, 1);
        assert_eq!((timer.remaining(), timer.cancel()), (None, None));
        let nobody = peer();
        end(&nobody, ExitReason::Normal).await;
        for never in [
            nobody.send_after(ms(10), ExitReason::Normal),
            process::exit_after(ms(10), nobody.pid(), ExitReason::Normal),
        ] {
            assert_eq!((never.remaining(), never.cancel()), (None, None));
        }
    })
    .await;
}

/// 52: cancelling never waits for the timer's process, so it needs no asynchronous form; who wants
/// the outcome as a message sends it.
#[tokio::test(start_paused = true)]
async fn the_outcome_of_a_cancel_can_be_a_message() {
    enum Note {
        Tick,
        Cancelled(TimerRef, Option<Duration>),
    }
    inside(|mut inbox: Inbox<Note>| async move {
        let timer = inbox.self_ref().send_after(ms(50), Note::Tick);
        let outcome = inbox.alias_once(move |left| Note::Cancelled(timer, left));
        process::spawn(move |_: Inbox<()>| async move {
            pass(ms(20)).await;
            outcome.send(timer.cancel());
        })
        .expect("a runtime");
        let Note::Cancelled(which, left) = inbox.message().await else {
            panic!("it was cancelled");
        };
        assert_eq!((which, left), (timer, Some(ms(30))));
        assert!(inbox.recv_within(ms(100)).await.is_none());
    })
    .await;
}

/// 54: times beyond 31 and 32 bits of milliseconds are kept exactly.
#[tokio::test(start_paused = true)]
async fn very_long_times_are_exact() {
    inside(|inbox: Inbox<u8>| async move {
        for bits in [31, 32, 40] {
            let long = ms(1 << bits);
            let timer = inbox.self_ref().send_after(long, 1);
            pass(ms(200)).await;
            let left = ms((1 << bits) - 200);
            assert_eq!((timer.remaining(), timer.cancel()), (Some(left), Some(left)));
        }
        let endless = inbox.self_ref().send_after(Duration::MAX, 1);
        assert!(endless.cancel().is_some_and(|left| left > Duration::from_hours(24 * 365 * 50)));
    })
    .await;
}

/// 55: a timer is gone with its process, and so is its message.
#[tokio::test(start_paused = true)]
async fn a_timer_ends_with_its_process() {
    type Letter = Arc<()>;
    let process = process::spawn(|mut inbox: Inbox<Letter>| async move {
        drop(inbox.message().await);
    });
    let process = process.expect("a runtime");
    let letter = Arc::new(());
    let weak: Weak<()> = Arc::downgrade(&letter);
    let timers = [
        process.send_after(ms(10), Arc::clone(&letter)),
        process.send_interval(ms(10), letter),
        process::exit_after(ms(10), process.pid(), ExitReason::Kill),
    ];
    process.send(Arc::new(())).expect("room");
    assert_eq!(process.ended().await, ExitReason::Normal);
    for timer in timers {
        assert_eq!((timer.remaining(), timer.cancel()), (None, None));
    }
    let late = process.send_after(ms(10), Arc::new(()));
    assert_eq!(late.remaining(), None);
    assert_eq!(weak.strong_count(), 0);
}

/// 56: a timer for a name is for who holds it when the time has come, if anybody does.
#[tokio::test(start_paused = true)]
async fn a_timer_for_a_name_finds_who_holds_it_then() {
    let name = "process_timer.56";
    // Whoever sets it may end before.
    let set = move |_: Inbox<()>| async move { process::send_name_after(name, ms(50), 1_u8) };
    let timer = inside(set).await.expect("a runtime");
    inside(move |mut inbox: Inbox<u8>| async move {
        process::register(inbox.pid(), name).expect("a free name");
        assert_eq!(arrival(&mut inbox).await, (1, ms(50)));
        assert_eq!(timer.remaining(), None);
    })
    .await;

    let missed = process::send_name_after(name, ms(50), 2_u8).expect("a runtime");
    pass(ms(60)).await;
    assert_eq!(missed.cancel(), None);
    inside(move |mut inbox: Inbox<u8>| async move {
        process::register(inbox.pid(), name).expect("a free name");
        let cancelled = process::send_name_after(name, ms(50), 3_u8).expect("a runtime");
        assert_eq!(cancelled.cancel(), Some(ms(50)));
        assert!(inbox.recv_within(ms(100)).await.is_none());
    })
    .await;
}

/// 58: an interval ticks on its grid until it is cancelled; it and other timers leave each other alone.
#[tokio::test(start_paused = true)]
async fn an_interval_ticks_until_it_is_cancelled() {
    inside(|mut inbox: Inbox<u8>| async move {
        let me = inbox.self_ref();
        let interval = me.send_interval(ms(10), 1);
        let once = me.send_after(ms(1000), 2);
        for _ in 0..3 {
            assert_eq!(arrival(&mut inbox).await, (1, ms(10)));
        }
        assert_eq!(once.cancel(), Some(ms(970)));
        assert_eq!(arrival(&mut inbox).await, (1, ms(10)));
        // Ticks that come due while one waits are skipped.
        pass(ms(55)).await;
        assert_eq!(arrival(&mut inbox).await, (1, Duration::ZERO));
        assert_eq!(interval.remaining(), Some(ms(5)));
        assert_eq!(arrival(&mut inbox).await, (1, ms(5)));
        let other = me.send_interval(ms(10), 3);
        assert_eq!(interval.cancel(), Some(ms(10)));
        assert_eq!((interval.cancel(), interval.remaining()), (None, None));
        for _ in 0..3 {
            assert_eq!(arrival(&mut inbox).await, (3, ms(10)));
        }
        assert!(other.cancel().is_some());
        assert!(inbox.recv_within(ms(100)).await.is_none());
    })
    .await;
}

/// 58, when the receiver ends: no tick is made any more.
#[tokio::test(start_paused = true)]
async fn an_interval_ends_with_its_receiver() {
    /// Counts its copies.
    struct Tick(Arc<()>);
    impl Clone for Tick {
        fn clone(&self) -> Self {
            Self(Arc::clone(&self.0))
        }
    }
    let count = Arc::new(());
    let receiver = process::spawn(|mut inbox: Inbox<Tick>| async move {
        inbox.message().await;
        inbox.message().await;
    });
    let receiver = receiver.expect("a runtime");
    let interval = receiver.send_interval(ms(10), Tick(Arc::clone(&count)));
    assert_eq!(receiver.ended().await, ExitReason::Normal);
    pass(ms(100)).await;
    assert_eq!((interval.remaining(), Arc::strong_count(&count)), (None, 1));
}

/// A server that counts.
#[derive(GenServer, Default)]
struct Counter {
    ticks: u32,
}

#[derive(Clone)]
struct Tick;

#[gen_server]
impl Counter {
    #[call]
    fn every(&mut self, time: Duration, cx: &mut Context<Self>) -> TimerRef {
        cx.send_interval(time, Tick)
    }

    #[call]
    fn ticks(&self) -> u32 {
        self.ticks
    }

    #[call]
    async fn slow(&mut self) {
        pass(Duration::from_hours(1)).await;
    }

    #[call]
    fn quiet_for(&mut self, time: Duration, cx: &mut Context<Self>) {
        cx.set_timeout(time);
    }

    #[info]
    fn tick(&mut self, _tick: Tick) {
        self.ticks += 1;
    }

    #[info]
    fn silence(&mut self, _timeout: Timeout, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Timeout);
    }
}

/// 58, of a server: an interval can be cancelled after it has ticked.
#[tokio::test(start_paused = true)]
async fn an_interval_of_a_server_can_be_cancelled() {
    let counter = Counter::start().await.expect("a start");
    let interval = counter.every(ms(10)).await.expect("a reply");
    pass(ms(35)).await;
    assert_eq!(counter.ticks().await, Ok(3));
    assert_eq!(interval.cancel(), Some(ms(5)));
    pass(ms(100)).await;
    assert_eq!(counter.ticks().await, Ok(3));
}

/// Takes one message at a time.
#[derive(GenServer, Default)]
#[server(mailbox = 1)]
struct Narrow {
    seen: Vec<u8>,
}

#[gen_server]
impl Narrow {
    #[cast]
    fn note(&mut self, number: u8) {
        self.seen.push(number);
    }

    #[call]
    fn at(&mut self, at: Instant, cx: &mut Context<Self>) {
        cx.send_at(at, Tick);
    }

    #[call]
    fn seen(&self) -> Vec<u8> {
        self.seen.clone()
    }

    #[info]
    fn tick(&mut self, _tick: Tick) {
        self.seen.push(0);
    }
}

/// 49, of a server; and what a timer sends goes past its full mailbox, and takes nobody's room, neither
/// then nor later.
#[tokio::test(start_paused = true)]
async fn a_timer_takes_no_room_in_a_server() {
    let narrow = Narrow::start().await.expect("a start");
    let start = process::now();
    for round in 0..3 {
        narrow.at(start).await.expect("a reply");
        assert!(narrow.server().send_at(start + ms(10), Tick).is_some());
        assert!(narrow.server().send_after(ms(10), Tick).is_some());
        assert!(narrow.server().cast_after(ms(10), NarrowCast::Note { number: 1 }).is_some());
        pass(ms(20)).await;
        narrow.note(2).expect("room");
        assert!(narrow.note(3).is_err_and(|full| full.is_full()), "round {round}");
        narrow.seen().await.expect("a reply");
    }
    let seen = narrow.seen().await.expect("a reply");
    assert_eq!(seen, [0, 0, 0, 1, 2].repeat(3));
}

/// 56, of a server: by its name, whoever holds it then.
#[tokio::test(start_paused = true)]
async fn a_timer_for_the_name_of_a_server() {
    let named = ServerRef::<Counter>::named("process_timer.server");
    assert!(named.send_after(ms(10), Tick).is_some());
    let lost = named.send_after(ms(5), Tick);
    pass(ms(6)).await;
    assert_eq!(lost.and_then(TimerRef::remaining), None);
    let counter = Counter::start().await.expect("a start");
    let pid = counter.server().pid().expect("it runs");
    process::register(pid, "process_timer.server").expect("a free name");
    pass(ms(10)).await;
    assert_eq!(counter.ticks().await, Ok(1));
}

/// 59: an exit and a kill come when their time has passed, from who has set them.
#[tokio::test(start_paused = true)]
async fn exits_and_kills_come_after_a_while() {
    let start = process::now();
    let target = peer();
    let timer = process::exit_after(ms(50), target.pid(), ExitReason::custom("late"));
    assert_eq!(timer.remaining(), Some(ms(50)));
    assert_eq!(target.ended().await, ExitReason::custom("late"));
    assert_eq!(process::now() - start, ms(50));

    let target = ProcessOptions::new().trap_exit(true).spawn(inside::obey).expect("a runtime");
    process::kill_after(ms(50), target.pid());
    assert_eq!(target.ended().await, ExitReason::Killed);

    let spared = peer();
    assert!(process::kill_after(ms(50), spared.pid()).cancel().is_some());
    pass(ms(100)).await;
    assert!(spared.is_alive());

    // A normal exit of another is nothing, although the target's own timer sends it; a trapped one
    // names who has set it.
    trapping(|mut inbox: Inbox<()>| async move {
        process::exit_after(ms(10), spared.pid(), ExitReason::Normal);
        let me = inbox.pid();
        let setter = inside(move |inbox: Inbox<()>| async move {
            process::exit_after(ms(10), me, ExitReason::Normal);
            inbox.pid()
        });
        let setter = setter.await;
        let exit = exit_of(&mut inbox).await;
        assert_eq!((exit.from, exit.reason), (setter, ExitReason::Normal));
        pass(ms(10)).await;
        assert!(spared.is_alive());
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// A message whose copy fails ends its process with that panic, as any code of the process does.
#[tokio::test(start_paused = true)]
async fn a_tick_that_panics_is_the_reason() {
    struct Fails;
    impl Clone for Fails {
        fn clone(&self) -> Self {
            panic!("no copy");
        }
    }
    let process = process::spawn(|mut inbox: Inbox<Fails>| async move {
        inbox.message().await;
    });
    let process: ProcessRef<Fails> = process.expect("a runtime");
    let _interval = process.send_interval(ms(10), Fails);
    let reason = process.ended().await;
    assert_eq!(reason.as_panic().map(PanicInfo::message), Some("no copy"));
}

/// Z20: timers, call timeouts, idle timeouts, shutdown times and restart windows follow one clock.
#[tokio::test(start_paused = true)]
async fn everything_follows_one_clock() {
    #[derive(Supervisor)]
    #[supervisor(max_restarts = 1, max_seconds = 3600)]
    struct Patient {
        #[child(shutdown = "30m")]
        counter: Child<Counter>,
    }
    let hour = Duration::from_hours(1);
    let start = process::now();
    pass(hour).await;
    assert_eq!(process::now() - start, hour);

    let counter = Counter::start().await.expect("a start");
    let start = process::now();
    let call = counter.slow().await;
    assert!(matches!(call, Err(CallError::Timeout { .. })), "{call:?}");
    assert_eq!(process::now() - start, Duration::from_secs(5));
    counter.server().kill();

    let counter = Counter::start().await.expect("a start");
    let start = process::now();
    counter.quiet_for(hour).await.expect("a reply");
    assert_eq!(counter.server().ended().await, ExitReason::Timeout);
    assert_eq!(process::now() - start, hour);

    let patient = Patient::start().await.expect("a start");
    for _ in 0..3 {
        let ended = patient.counter.server().ended();
        patient.counter.server().kill();
        ended.await;
        pass(hour + ms(1)).await;
        assert!(patient.counter.ticks().await.is_ok(), "the window has moved on");
    }
    patient.supervisor().stop().await.expect("a stop");
}
