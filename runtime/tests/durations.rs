//! Durations of nothing and of forever, wherever one is taken.

mod support;

use std::time::Duration;

use support::{Log, Plan, Worker, breathe};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{Start, StopError, Tree};

/// Counts ticks.
#[derive(GenServer, Default)]
struct Clock {
    ticks: u32,
}

/// A tick that was asked for.
#[derive(Clone)]
struct Tick;

#[gen_server]
impl Clock {
    #[call]
    fn ticks(&self) -> u32 {
        self.ticks
    }

    #[call]
    async fn never(&self) {
        std::future::pending::<()>().await;
    }

    #[call]
    fn ask(&mut self, after: Duration, cx: &mut Context<Self>) {
        cx.send_after(after, Tick);
    }

    #[call]
    fn ask_every(&mut self, every: Duration, cx: &mut Context<Self>) {
        cx.send_interval(every, Tick);
    }

    #[info]
    fn tick(&mut self, _tick: Tick) {
        self.ticks += 1;
    }
}

/// The longest that anybody can write.
const EVER: Duration = Duration::MAX;

/// Experiment 10: nothing, and everything.
#[tokio::test(start_paused = true)]
async fn a_call_may_wait_for_nothing_or_for_ever() {
    let clock = Clock::start().await.expect("a start");
    let call = clock.server().call_within::<()>(Duration::ZERO, ClockCall::Never {});
    assert!(matches!(call.await, Err(CallError::Timeout { after, .. }) if after.is_zero()));
    let server = clock.clone();
    let waiting =
        Task::spawn(
            async move { server.server().call_within::<()>(EVER, ClockCall::Never {}).await },
        );
    breathe().await;
    tokio::time::advance(Duration::from_hours(24 * 365)).await;
    clock.server().kill();
    let outcome = waiting.await.expect("the task lives");
    assert!(matches!(outcome, Err(CallError::Exited { .. })), "{outcome:?}");
}

/// Experiment 10: nothing, and everything.
#[tokio::test(start_paused = true)]
async fn a_timer_may_be_due_at_once_or_never() {
    let clock = Clock::start().await.expect("a start");
    clock.ask(Duration::ZERO).await.expect("a reply");
    clock.ask(EVER).await.expect("a reply");
    breathe().await;
    tokio::time::advance(Duration::from_secs(1)).await;
    breathe().await;
    assert_eq!(clock.ticks().await, Ok(1));
    assert_eq!(clock.server().stop().await.map(drop), Ok(()));
}

/// Experiment 10: nothing, and everything.
#[tokio::test(start_paused = true)]
async fn an_interval_of_nothing_leaves_room_for_others() {
    let clock = Clock::start().await.expect("a start");
    clock.ask_every(Duration::ZERO).await.expect("a reply");
    clock.ask_every(EVER).await.expect("a reply");
    for _ in 0..10 {
        tokio::time::advance(Duration::from_millis(1)).await;
        breathe().await;
    }
    assert!(clock.ticks().await.expect("a reply") > 0);
    assert_eq!(clock.server().stop().await.map(drop), Ok(()));
}

/// Experiment 10: nothing, and everything.
#[tokio::test(start_paused = true)]
async fn a_start_and_a_stop_may_have_no_time_at_all() {
    // Nobody has polled the server yet when its time is up.
    let start = Start::<Clock>::new(()).name("durations.zero").timeout(Duration::ZERO).run();
    assert_eq!(start.await.err(), Some(StartError::Timeout));
    assert_eq!(process::whereis("durations.zero"), None);
    let clock = Start::<Clock>::new(()).timeout(EVER).run().await.expect("a start");
    let stop = clock.server().stop_with(ExitReason::Normal, Duration::ZERO).await;
    assert!(matches!(stop, Ok(_) | Err(StopError::Timeout { .. })), "{stop:?}");
    assert_eq!(clock.server().ended().await, ExitReason::Normal);
}

/// Experiment 10: nothing, and everything.
#[tokio::test(start_paused = true)]
async fn a_shutdown_may_have_no_time_at_all_or_all_of_it() {
    for shutdown in [Shutdown::After(Duration::ZERO), Shutdown::After(EVER), Shutdown::Infinity] {
        let mut tree = Tree::new(SupervisorOptions::new().max_seconds(EVER), "Times");
        let spec = Worker::child(Plan::new("a", &Log::new())).start_timeout(EVER);
        let child: Child<Worker> = tree.child("a", spec, ChildOptions::new().shutdown(shutdown));
        let supervisor = tree.start().await.expect("a start");
        assert!(Child::is_alive(&child));
        supervisor.stop().await.expect("a stop");
        assert!(!Child::is_alive(&child) && !supervisor.is_alive());
    }
}

#[tokio::test(start_paused = true)]
async fn a_task_may_have_no_time_at_all_or_all_of_it() {
    assert_eq!(Task::spawn(async { 1 }).within(EVER).await, Ok(1));
    let slow = Task::spawn(std::future::pending::<()>());
    let pid = slow.pid().expect("it runs");
    assert_eq!(slow.within(Duration::ZERO).await, Err(TaskError::Timeout));
    assert!(!process::is_alive(pid));
    let mut asked = Task::spawn(std::future::pending::<()>());
    assert_eq!(asked.yield_within(Duration::ZERO).await, None);
    assert_eq!(asked.shutdown(Duration::ZERO).await, None);
}

#[tokio::test(start_paused = true)]
async fn a_plain_process_is_not_troubled_by_a_far_timer() {
    let clock = Clock::start().await.expect("a start");
    let timer = clock.server().send_after(EVER, Tick).expect("it runs");
    assert!(timer.remaining().is_some_and(|left| left > Duration::from_hours(24 * 365)));
    assert!(timer.cancel().is_some());
    let done = process::spawn(|_: Inbox<()>| async {}).expect("a runtime");
    assert_eq!(done.ended().await, ExitReason::Normal);
}
