//! Intervals: what a slow handler misses, pauses, ends (experiment 26).

mod support;

use std::time::Duration;

use support::{Log, breathe, while_it_takes};
use switchboard::prelude::*;
use switchboard::process::now;
use switchboard::schedule::{self, Missed, Schedule, ScheduleError, ScheduleRef};
use tokio::time::{Instant, advance};

const MS: Duration = Duration::from_millis(1);

/// Notes when each tick is taken up; the first few take longer than their interval.
#[derive(GenServer)]
struct Slow {
    begun: Instant,
    late: u32,
    log: Log,
}

#[gen_server]
impl Slow {
    #[init]
    fn begin(slow: u32, log: Log) -> Self {
        Self { begun: now(), late: slow, log }
    }

    async fn work(&mut self) {
        self.log.push(self.begun.elapsed().as_millis().to_string());
        if self.late > 0 {
            self.late -= 1;
            while_it_takes(35 * MS).await;
        }
    }

    #[every("10ms")]
    async fn skipping(&mut self) {
        self.work().await;
    }

    #[call]
    fn sync(&self) {}
}

/// As [`Slow`], with the policies that are not the default.
macro_rules! slow {
    ($name:ident, $missed:ident) => {
        #[derive(GenServer)]
        struct $name(Slow);

        #[gen_server]
        impl $name {
            #[init]
            fn begin(slow: u32, log: Log) -> Self {
                Self(Slow { begun: now(), late: slow, log })
            }

            #[every("10ms", missed = $missed)]
            async fn tick(&mut self) {
                self.0.work().await;
            }
        }
    };
}

slow!(Skipping, skip);
slow!(Bursting, burst);
slow!(Delaying, delay);

/// Lets time pass, a millisecond at a time.
async fn pass(ms: u32) {
    for _ in 0..ms {
        advance(MS).await;
        breathe().await;
    }
}

fn only(pid: Option<Pid>) -> ScheduleRef {
    let mut all = schedule::of(pid.expect("it runs"));
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// Experiment 26: ticks that come too fast.
#[tokio::test(start_paused = true)]
async fn skip_keeps_one_late_tick_and_the_grid() {
    for default in [true, false] {
        let log = Log::new();
        let pid = if default {
            Slow::start(1, log.clone()).await.expect("a start").server().pid()
        } else {
            Skipping::start(1, log.clone()).await.expect("a start").server().pid()
        };
        pass(75).await;
        assert_eq!(log.take(), ["10", "45", "50", "60", "70"]);
        assert_eq!((only(pid).info().runs, only(pid).info().missed), (5, 2));
    }
}

/// Experiment 26: ticks that come too fast.
#[tokio::test(start_paused = true)]
async fn burst_runs_each_and_keeps_the_grid() {
    let log = Log::new();
    let server = Bursting::start(1, log.clone()).await.expect("a start");
    pass(75).await;
    assert_eq!(log.take(), ["10", "45", "45", "45", "50", "60", "70"]);
    let info = only(server.server().pid()).info();
    assert_eq!((info.runs, info.missed), (7, 0));
}

/// Experiment 26: ticks that come too fast.
#[tokio::test(start_paused = true)]
async fn delay_moves_the_ticks_that_follow() {
    let log = Log::new();
    let _server = Delaying::start(1, log.clone()).await.expect("a start");
    pass(75).await;
    assert_eq!(log.take(), ["10", "45", "55", "65", "75"]);
}

/// However long it is slow, one tick waits, and whoever else writes gets a turn.
///
/// Experiment 26: ticks that come too fast.
#[tokio::test(start_paused = true)]
async fn a_handler_that_is_always_slow_does_not_fill_its_mailbox() {
    let log = Log::new();
    let server = Slow::start(u32::MAX, log.clone()).await.expect("a start");
    pass(500).await;
    let pid = server.server().pid().expect("it runs");
    let waiting = switchboard::process::info(pid).expect("it runs").mailbox_len;
    assert!(waiting <= 1, "{waiting} ticks wait");
    assert!((13..=15).contains(&log.take().len()));
    let (answer, ()) = tokio::join!(server.sync(), pass(80));
    answer.expect("an answer between two ticks");
}

/// Experiment 26: ticks that come too fast.
#[tokio::test(start_paused = true)]
async fn an_hour_without_a_poll_follows_the_policy() {
    let hour = Duration::from_hours(1);
    let log = Log::new();
    let skipping = Skipping::start(0, log.clone()).await.expect("a start").server().pid();
    let delaying = Delaying::start(0, log.clone()).await.expect("a start").server().pid();
    let bursting = Bursting::start(0, log.clone()).await.expect("a start").server().pid();
    pass(5).await;
    advance(hour).await;
    while only(bursting).info().runs < 360_000 {
        tokio::task::yield_now().await;
    }
    breathe().await;
    let counts = |pid| (only(pid).info().runs, only(pid).info().missed);
    assert_eq!(counts(skipping), (1, 359_999));
    assert_eq!(counts(delaying), (1, 359_999));
    assert_eq!(counts(bursting), (360_000, 0));
}

/// A tick that a test can tell from others.
#[derive(Clone)]
struct Tick(&'static str);

/// Gets its schedules while it runs.
#[derive(GenServer)]
struct Office {
    log: Log,
}

#[gen_server]
impl Office {
    #[init]
    fn open(log: Log) -> Self {
        Self { log }
    }

    #[call]
    fn plan(
        &self,
        name: &'static str,
        every: Duration,
        cx: &mut Context<Self>,
    ) -> Result<ScheduleRef, ScheduleError> {
        cx.schedule(Schedule::every(every)?.name(name).missed(Missed::Delay), Tick(name))
    }

    #[info]
    fn tick(&mut self, tick: Tick) {
        self.log.push(tick.0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_schedule_is_listed_paused_resumed_and_cancelled() {
    let log = Log::new();
    let office = Office::start(log.clone()).await.expect("a start");
    let fast = office.plan("fast", 10 * MS).await.expect("a reply").expect("a schedule");
    let slow = office.plan("slow", 25 * MS).await.expect("a reply").expect("a schedule");
    let pid = office.server().pid().expect("it runs");
    let names = |all: Vec<ScheduleRef>| {
        all.iter().map(|one| one.info().name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(schedule::of(pid)), ["fast", "slow"]);
    // Other tests have schedules as well; those of one process stand together.
    assert!(names(schedule::all()).windows(2).any(|pair| pair == ["fast", "slow"]));

    pass(30).await;
    assert_eq!(log.take(), ["fast", "fast", "slow", "fast"]);
    fast.pause();
    assert!(fast.info().paused && fast.info().next.is_none());
    pass(25).await;
    assert_eq!(log.take(), ["slow"]);
    fast.resume();
    // At 55 it begins anew.
    pass(9).await;
    assert!(log.take().is_empty());
    pass(1).await;
    assert_eq!(log.take(), ["fast"]);
    assert!(slow.cancel() && !slow.cancel());
    assert_eq!(names(schedule::of(pid)), ["fast"]);
    pass(20).await;
    assert_eq!(log.take(), ["fast", "fast"]);
    assert_eq!(fast.info().runs, 6);
}

#[tokio::test(start_paused = true)]
async fn schedules_end_with_their_incarnation() {
    let log = Log::new();
    let office = Office::start(log.clone()).await.expect("a start");
    let fast = office.plan("fast", 10 * MS).await.expect("a reply").expect("a schedule");
    let pid = office.server().pid().expect("it runs");
    pass(15).await;
    office.server().kill();
    office.server().ended().await;
    assert!(schedule::of(pid).is_empty());
    assert_eq!(fast.info().next, None);
    fast.resume();
    pass(50).await;
    assert_eq!(log.take(), ["fast"]);
    assert!(!fast.cancel());
}

#[tokio::test(start_paused = true)]
async fn a_thousand_servers_leave_no_schedule() {
    for _ in 0..1000 {
        let office = Office::start(Log::new()).await.expect("a start");
        office.plan("fast", 10 * MS).await.expect("a reply").expect("a schedule");
        let pid = office.server().pid().expect("it runs");
        office.server().stop().await.expect("a stop");
        assert!(schedule::of(pid).is_empty());
    }
}

/// Says what it is to do in a way that nobody can keep.
struct Broken;

impl switchboard::ServerConfig for Broken {
    const OPTIONS: switchboard::ServerOptions = switchboard::ServerOptions::new();
}

impl GenServer for Broken {
    type Args = ();
    type Call = switchboard::NoMessage;
    type Cast = switchboard::NoMessage;
    type Info = switchboard::NoMessage;
    type Continue = switchboard::NoMessage;
    type Ref = ServerRef<Self>;

    fn schedules() -> Result<Vec<Schedule>, ScheduleError> {
        Ok(vec![Schedule::every(Duration::ZERO)?])
    }

    async fn init((): (), _cx: &mut Context<Self>) -> Result<Self, switchboard::InitError> {
        unreachable!("what cannot be kept is found out first")
    }
}

#[tokio::test]
async fn a_schedule_that_cannot_be_kept_fails_the_start() {
    let error = switchboard::Start::<Broken>::new(()).run().await.expect_err("no start");
    assert!(
        matches!(&error, StartError::Failed(reason) if reason.to_string().contains("more than zero")),
        "{error}"
    );
}
