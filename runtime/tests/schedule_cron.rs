//! Schedules by the calendar at work: on a wall clock that a test sets (experiment 27).

#![cfg(feature = "cron")]

mod support;

use std::time::{Duration, SystemTime};

use support::{Log, breathe, while_it_takes};
use switchboard::prelude::*;
use switchboard::report::{self, Event};
use switchboard::schedule::{
    self, Missed, Overlap, Schedule, ScheduleError, ScheduleRef, VirtualClock, wall_clock,
};
use tokio::time::advance;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

fn at(text: &str) -> SystemTime {
    let at: jiff::Timestamp = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    SystemTime::try_from(at).expect("a time of the clock")
}

/// `12:00:00`, in UTC.
fn time_of_day(at: SystemTime) -> String {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs();
    format!("{:02}:{:02}:{:02}", since / 3600 % 24, since / 60 % 60, since % 60)
}

/// Moves tokio's clock and lets everybody do what is due, a second at a time.
async fn pass(time: Duration) {
    for _ in 0..time.as_secs() {
        advance(Duration::from_secs(1)).await;
        breathe().await;
    }
}

#[derive(Clone)]
struct Due;

/// Notes the time of the day of each run, which takes some time.
#[derive(GenServer)]
struct Office {
    log: Log,
    takes: Duration,
}

#[gen_server]
impl Office {
    #[init]
    fn open(log: Log, takes: Duration) -> Self {
        Self { log, takes }
    }

    #[call]
    fn plan(
        &self,
        schedule: Schedule,
        cx: &mut Context<Self>,
    ) -> Result<ScheduleRef, ScheduleError> {
        cx.schedule(schedule, Due)
    }

    #[info]
    async fn due(&mut self, _due: Due) {
        self.log.push(time_of_day(wall_clock()));
        while_it_takes(self.takes).await;
    }
}

/// An office with one schedule.
async fn office(schedule: Schedule, takes: Duration) -> (OfficeRef, ScheduleRef, Log) {
    let log = Log::new();
    let office = Office::start(log.clone(), takes).await.expect("a start");
    let schedule = office.plan(schedule).await.expect("a reply").expect("a schedule");
    (office, schedule, log)
}

fn cron(expression: &str) -> Schedule {
    Schedule::cron(expression).expect("an expression").name("due")
}

/// What its method declares.
#[derive(GenServer)]
struct Nightly {
    log: Log,
}

#[gen_server]
impl Nightly {
    #[init]
    fn open(log: Log) -> Self {
        Self { log }
    }

    #[cron("30 2 * * *", tz = "Europe/Paris")]
    fn night(&mut self) {
        self.log.push("night");
    }

    #[cron("0 */6 * * *", overlap = queue, missed = delay, jitter = "10m", seed = 7)]
    async fn quarter(&mut self, cx: &mut Context<Self>) {
        assert!(!cx.is_stopping());
        self.log.push("quarter");
    }
}

#[tokio::test(start_paused = true)]
async fn declared_schedules_run_and_are_listed() {
    let _clock = VirtualClock::start(at("2026-03-28T00:00Z")).expect("a runtime");
    let log = Log::new();
    let server = Nightly::start(log.clone()).await.expect("a start");
    let all = schedule::of(server.server().pid().expect("it runs"));
    let shown: Vec<String> = all.iter().map(|one| one.schedule().to_string()).collect();
    assert_eq!(shown, ["night: 30 2 * * * (Europe/Paris)", "quarter: 0 */6 * * * (UTC)"]);
    let info = all[0].info();
    assert_eq!(info.next, Some(at("2026-03-28T02:30+01:00")));
    let jittered = all[1].info().next.expect("a time");
    let late = jittered.duration_since(at("2026-03-28T06:00Z")).expect("never early");
    assert!(late < 10 * MINUTE, "{late:?}");
    while_it_takes(Duration::from_hours(12) + 11 * MINUTE).await;
    breathe().await;
    assert_eq!(log.take(), ["night", "quarter", "quarter"]);
    // The clock goes forward in the next night, and half past two is three.
    assert_eq!(all[0].info().next, Some(at("2026-03-29T03:00+02:00")));
}

#[tokio::test(start_paused = true)]
async fn twenty_years_of_nights_pass_at_once() {
    let clock = VirtualClock::start(at("2006-01-01T00:00Z")).expect("a runtime");
    let _clock = clock.recheck(Duration::MAX);
    let log = Log::new();
    let server = Nightly::start(log.clone()).await.expect("a start");
    let nights = schedule::of(server.server().pid().expect("it runs")).remove(0);
    let end = at("2026-01-01T00:00Z");
    while_it_takes(end.duration_since(wall_clock()).expect("the future")).await;
    breathe().await;
    // Each day one, also those on which half past two comes twice or not at all.
    assert_eq!(nights.info().runs, 20 * 365 + 5);
    assert_eq!((nights.info().missed, nights.info().skipped), (0, 0));
}
/// A clock that is to be looked at all the time is looked at as often as others get a turn.
#[tokio::test(start_paused = true)]
async fn a_clock_without_a_pause_between_two_looks_holds_up_nobody() {
    let clock = VirtualClock::start(at("2026-01-01T00:00Z")).expect("a runtime");
    let _clock = clock.recheck(Duration::ZERO);
    let (office, _schedule, log) = office(cron("0 * * * *"), Duration::ZERO).await;
    advance(HOUR).await;
    breathe().await;
    assert_eq!(log.take(), ["01:00:00"]);
    drop(office);
}

#[tokio::test(start_paused = true)]
async fn what_overlaps_is_skipped_counted_and_reported() {
    let _clock = VirtualClock::start(at("2026-01-01T11:59:30Z")).expect("a runtime");
    let (_office, schedule, log) = office(cron("* * * * *"), 150 * Duration::from_secs(1)).await;
    let mut reports = report::subscribe();
    pass(6 * MINUTE).await;
    assert_eq!(log.take(), ["12:00:00", "12:03:00"]);
    assert_eq!((schedule.info().runs, schedule.info().skipped), (2, 4));
    let skipped = std::iter::from_fn(|| reports.try_next())
        .find(|report| report.pid == schedule.info().pid)
        .expect("a report");
    assert!(matches!(skipped.event, Event::ScheduleSkipped { times: 2, .. }), "{skipped}");
    assert!(skipped.to_string().ends_with("the schedule `due` was due 2 more times while it ran"));
}

#[tokio::test(start_paused = true)]
async fn what_overlaps_waits_its_turn() {
    let _clock = VirtualClock::start(at("2026-01-01T11:59:30Z")).expect("a runtime");
    let queued = cron("0,1,2 12 * * *").overlap(Overlap::Queue);
    let (_office, schedule, log) = office(queued, 150 * Duration::from_secs(1)).await;
    pass(10 * MINUTE).await;
    assert_eq!(log.take(), ["12:00:00", "12:02:30", "12:05:00"]);
    assert_eq!((schedule.info().runs, schedule.info().skipped), (3, 0));
}

/// The machine sleeps: the wall goes on, and the timers do not.
#[tokio::test(start_paused = true)]
async fn what_a_sleeping_machine_misses_follows_the_policy() {
    for (missed, ran, counted) in [
        (Missed::Skip, vec![], 5),
        (Missed::Delay, vec!["15:30:10"], 4),
        (Missed::Burst, vec!["15:30:10"; 5], 0),
    ] {
        let clock = VirtualClock::start(at("2026-01-01T10:30Z")).expect("a runtime");
        let (_office, schedule, log) =
            office(cron("0 * * * *").missed(missed), Duration::ZERO).await;
        pass(Duration::from_secs(10)).await;
        let mut reports = report::subscribe();
        clock.set(at("2026-01-01T15:30:00Z"));
        pass(MINUTE).await;
        // It is noticed when the clock is looked at, half a minute after the start.
        let ran: Vec<String> = ran.iter().map(|text| text.replace(":10", ":20")).collect();
        assert_eq!(log.take(), ran, "{missed:?}");
        assert_eq!((schedule.info().missed, schedule.info().skipped), (counted, 0), "{missed:?}");
        let reported = std::iter::from_fn(|| reports.try_next())
            .filter(|report| report.pid == schedule.info().pid)
            .map(|report| report.event);
        let times: Vec<u64> = reported
            .map(|event| match event {
                Event::ScheduleMissed { times, .. } => times,
                other => panic!("{other}"),
            })
            .collect();
        assert_eq!(times, if counted > 0 { vec![counted] } else { vec![] }, "{missed:?}");
        assert_eq!(schedule.info().next, Some(at("2026-01-01T16:00Z")));
    }
}

/// What comes due within a minute of the jump is in time, whatever the policy.
#[tokio::test(start_paused = true)]
async fn what_is_found_within_a_minute_is_in_time() {
    let clock = VirtualClock::start(at("2026-01-01T10:30Z")).expect("a runtime");
    let (_office, schedule, log) = office(cron("0 * * * *"), Duration::ZERO).await;
    pass(Duration::from_secs(10)).await;
    clock.set(at("2026-01-01T11:00:30Z"));
    pass(MINUTE).await;
    assert_eq!(log.take(), ["11:00:50"]);
    assert_eq!(schedule.info().missed, 0);
}

#[tokio::test(start_paused = true)]
async fn a_clock_set_back_fires_nothing_twice() {
    let clock = VirtualClock::start(at("2026-01-01T10:30Z")).expect("a runtime");
    let (_office, schedule, log) = office(cron("0 * * * *"), Duration::ZERO).await;
    pass(HOUR).await;
    clock.set(at("2026-01-01T10:30Z"));
    pass(HOUR + HOUR).await;
    assert_eq!(log.take(), ["11:00:00", "12:00:00"]);
    // It was a year ahead, and what it has fired means nothing.
    clock.set(at("2025-01-01T12:30Z"));
    pass(HOUR).await;
    assert_eq!(log.take(), ["13:00:00"]);
    assert_eq!((schedule.info().runs, schedule.info().missed), (3, 0));
}

#[tokio::test(start_paused = true)]
async fn a_pause_leaves_nothing_to_be_made_up_for() {
    let _clock = VirtualClock::start(at("2026-01-01T10:30Z")).expect("a runtime");
    let (_office, schedule, log) =
        office(cron("0 * * * *").missed(Missed::Burst), Duration::ZERO).await;
    schedule.pause();
    pass(3 * HOUR).await;
    assert_eq!((schedule.info().next, schedule.info().paused), (None, true));
    schedule.resume();
    pass(HOUR).await;
    assert_eq!(log.take(), ["14:00:00"]);
    assert_eq!(schedule.info().missed, 0);
}

#[tokio::test(start_paused = true)]
async fn jitter_is_the_same_for_one_seed_and_differs_between_processes() {
    let _clock = VirtualClock::start(at("2026-01-01T10:30Z")).expect("a runtime");
    let jittered = || cron("0 * * * *").jitter(10 * MINUTE);
    let (_first, first, _) = office(jittered().seed(1), Duration::ZERO).await;
    let (_second, second, _) = office(jittered().seed(1), Duration::ZERO).await;
    assert_eq!(first.info().next, second.info().next);
    let (_third, third, _) = office(jittered(), Duration::ZERO).await;
    let (_fourth, fourth, _) = office(jittered(), Duration::ZERO).await;
    assert_ne!(third.info().next, fourth.info().next);
}

/// What it runs belongs to one incarnation.
#[tokio::test(start_paused = true)]
async fn a_restarted_server_fires_once() {
    let _clock = VirtualClock::start(at("2026-01-01T02:00Z")).expect("a runtime");
    let log = Log::new();
    let tree = Night::start_link(log.clone()).await.expect("a start");
    let old = schedule::of(Child::pid(&tree.nightly).expect("it runs"));
    for _ in 0..2 {
        let ended = tree.nightly.server().ended();
        tree.nightly.server().kill();
        ended.await;
        support::settle(Child::supervisor(&tree.nightly)).await;
    }
    while_it_takes(23 * HOUR + 59 * MINUTE).await;
    breathe().await;
    assert_eq!(log.take().iter().filter(|name| **name == "night").count(), 1);
    assert_eq!(old[0].info().runs, 0);
    assert_eq!(schedule::of(Child::pid(&tree.nightly).expect("it runs"))[0].info().runs, 1);
}

#[derive(Supervisor)]
#[supervisor(args = Log)]
struct Night {
    #[child(start = Nightly::child(args.clone()))]
    nightly: Child<Nightly>,
}
