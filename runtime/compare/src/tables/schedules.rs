//! A thousand schedules that fire each second: what they take to start, to fire, and in memory. Each
//! side is measured in a process of its own.

use std::any::Any;
use std::collections::HashMap;
use std::pin::Pin;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs};

use switchboard::prelude::*;
use switchboard::schedule::Schedule;
use tokio::runtime::Builder;
use tokio::time::{interval, sleep};
use tokio_cron_scheduler::{Job, JobScheduler};

use super::work::{Group, Side, Work};
use crate::child;
use crate::table::version;
use crate::workloads::idle::resident;

/// How many schedules there are.
const SCHEDULES: u32 = 1_000;

const SECOND: Duration = Duration::from_secs(1);

/// How many seconds they fire.
const SECONDS: u32 = 4;

/// How long they have to begin with it.
const SETTLE: Duration = Duration::from_millis(2_500);

/// What is measured of one of them, in the order in which it is printed.
const FIGURES: [&str; 4] = ["start", "fire", "memory", "came"];

/// How often anything has fired.
type Fired = Arc<AtomicU64>;

/// Starts them; what it gives keeps them alive.
type Starting = Pin<Box<dyn Future<Output = Box<dyn Any>>>>;

/// What a process can be told to measure.
const KINDS: [(&str, fn(Fired) -> Starting); 5] = [
    ("every", |fired| Box::pin(ours(fired, Schedule::every(SECOND).expect("an interval")))),
    ("cron", |fired| Box::pin(ours(fired, Schedule::cron("* * * * * *").expect("a schedule")))),
    ("interval", |fired| Box::pin(by_hand(fired))),
    ("repeated", |fired| Box::pin(peer(fired, false))),
    ("job", |fired| Box::pin(peer(fired, true))),
];

/// Schedules of a server, tasks with an interval, and the jobs of a scheduler.
#[must_use]
pub fn group() -> Group {
    let work = |name, unit| Work { name, workers: 1, count: 1, unit };
    Group {
        title: "1,000 schedules",
        sides: [
            Some(side("`Schedule`", "every", "cron")),
            Some(side("a task with an `interval`", "interval", "")),
            Some(side(version("tokio-cron-scheduler"), "repeated", "job")),
            None,
            None,
        ],
        works: vec![
            work("start of one at an interval", "ns"),
            work("fire of one at an interval", "ns"),
            work("memory of one at an interval", "bytes"),
            work("came at an interval", "%"),
            work("start of one by the calendar", "ns"),
            work("fire of one by the calendar", "ns"),
            work("memory of one by the calendar", "bytes"),
            work("came by the calendar", "%"),
        ],
    }
}

/// A side that measures all figures of a kind when it is asked for one of them.
fn side(name: impl Into<String>, every: &'static str, cron: &'static str) -> Side {
    let mut known: HashMap<(&str, usize), Vec<f64>> = HashMap::new();
    Side::partial(name, move |work| {
        let kind = if work.name.ends_with("interval") { every } else { cron };
        let figure = FIGURES.iter().position(|figure| work.name.starts_with(figure))?;
        if kind.is_empty() {
            return None;
        }
        if known.get(&(kind, figure)).is_none_or(Vec::is_empty) {
            for (at, value) in elsewhere(kind).into_iter().enumerate() {
                known.entry((kind, at)).or_default().push(value);
            }
        }
        known.get_mut(&(kind, figure))?.pop()
    })
}

/// What a process of its own has measured.
fn elsewhere(kind: &str) -> Vec<f64> {
    let program = env::current_exe().expect("this program is a file");
    let text = child::output(Command::new(program).args(["--schedules", kind]));
    text.split_whitespace().map(|figure| figure.parse().expect("a number")).collect()
}

/// Measures in this process, which should hold nothing else, and gives the figures; none when there
/// is no such kind.
#[must_use]
pub fn here(kind: &str) -> Option<[f64; 4]> {
    let (_, start) = KINDS.into_iter().find(|(name, _)| *name == kind)?;
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let figures = runtime.block_on(figures(start));
    // Only the other library is known to lose some.
    let may_lose = ["repeated", "job"].contains(&kind);
    assert!(may_lose || figures[3] >= 100.0, "all of them fire: {} %", figures[3]);
    Some(figures)
}

async fn figures(start: fn(Fired) -> Starting) -> [f64; 4] {
    let fired = Fired::default();
    let before = resident();
    let begun = Instant::now();
    let _kept = start(Arc::clone(&fired)).await;
    let started = begun.elapsed();
    sleep(SETTLE).await;
    let (already, busy) = (fired.load(Ordering::Relaxed), busy());
    sleep(SECOND * SECONDS).await;
    let fires = fired.load(Ordering::Relaxed) - already;
    let busy = self::busy() - busy;
    assert!(fires > 0, "none of them fires");
    let count = f64::from(SCHEDULES);
    // The moment of the two looks may take away a second, or add one.
    let came = (fires as f64 / (count * f64::from(SECONDS - 1))).min(1.0);
    let memory = resident().saturating_sub(before) as f64 / count;
    [started.as_secs_f64() * 1e9 / count, busy as f64 / fires as f64, memory, 100.0 * came]
}

/// The nanoseconds that the threads of this process have run.
fn busy() -> u64 {
    let tasks = fs::read_dir("/proc/self/task").expect("a Linux with /proc");
    let time = |task: fs::DirEntry| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    };
    tasks.filter_map(|task| time(task.ok()?)).sum()
}

#[derive(Clone)]
struct Due;

/// A server with all of the schedules.
#[derive(GenServer)]
struct Office {
    fired: Fired,
}

#[gen_server]
impl Office {
    #[init]
    fn open(fired: Fired) -> Self {
        Self { fired }
    }

    #[call]
    fn plan(&self, schedule: Schedule, cx: &mut Context<Self>) {
        for _ in 0..SCHEDULES {
            cx.schedule(schedule.clone(), Due).expect("it runs");
        }
    }

    #[info]
    fn due(&mut self, _due: Due) {
        self.fired.fetch_add(1, Ordering::Relaxed);
    }
}

async fn ours(fired: Fired, schedule: Schedule) -> Box<dyn Any> {
    let office = Office::start(fired).await.expect("it starts");
    office.plan(schedule).await.expect("an answer");
    Box::new(office)
}

async fn by_hand(fired: Fired) -> Box<dyn Any> {
    for _ in 0..SCHEDULES {
        let fired = Arc::clone(&fired);
        tokio::spawn(async move {
            let mut ticks = interval(SECOND);
            loop {
                ticks.tick().await;
                fired.fetch_add(1, Ordering::Relaxed);
            }
        });
    }
    Box::new(())
}

async fn peer(fired: Fired, by_calendar: bool) -> Box<dyn Any> {
    let scheduler = JobScheduler::new().await.expect("a scheduler");
    for _ in 0..SCHEDULES {
        let fired = Arc::clone(&fired);
        let run = move |_, _| -> Pin<Box<dyn Future<Output = ()> + Send>> {
            let fired = Arc::clone(&fired);
            Box::pin(async move {
                fired.fetch_add(1, Ordering::Relaxed);
            })
        };
        let job = if by_calendar {
            Job::new_async("* * * * * *", run)
        } else {
            Job::new_repeated_async(SECOND, run)
        };
        scheduler.add(job.expect("a job")).await.expect("it is added");
    }
    scheduler.start().await.expect("it starts");
    Box::new(scheduler)
}
