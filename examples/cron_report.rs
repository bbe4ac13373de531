//! Schedules and broadcasts: a server that reports by the calendar, to whoever listens.
//!
//! ```text
//! cargo run --example cron_report -- "30 2 * * *" Europe/Paris
//! ```
//!
//! The first lines answer what an expression means; then a report comes each second, three times.

use std::time::{Duration, SystemTime};

use switchboard::PubSubError;
use switchboard::prelude::*;
use switchboard::schedule::{self, Missed, Schedule, ScheduleError, ScheduleRef, wall_clock};

/// What listeners get.
#[derive(Clone, Debug)]
struct Report {
    title: &'static str,
    number: u32,
}

// ANCHOR: server
/// Reports what has happened since the last time.
#[derive(GenServer)]
struct Reporter {
    reports: PubSub<Report>,
    sent: u32,
}

#[gen_server]
impl Reporter {
    #[init]
    fn begin() -> Result<Self, PubSubError> {
        Ok(Self { reports: PubSub::named("reports")?, sent: 0 })
    }

    /// At three in Paris, whatever the clocks do there; a night that was missed is made up for.
    #[cron("0 3 * * *", tz = "Europe/Paris", missed = delay, jitter = "5m")]
    fn nightly(&mut self) {
        self.send("night");
    }

    /// After a check that comes late, the next one is still thirty seconds away.
    #[every("30s", missed = delay)]
    fn check(&mut self) {
        self.send("check");
    }
    // ANCHOR_END: server

    // ANCHOR: data
    /// Adds a schedule that somebody has written into a configuration.
    #[call]
    fn add(&self, when: Schedule, cx: &mut Context<Self>) -> Result<ScheduleRef, ScheduleError> {
        cx.schedule(when, Report { title: "extra", number: 0 })
    }

    #[info]
    fn extra(&mut self, report: Report) {
        self.send(report.title);
    }
    // ANCHOR_END: data

    fn send(&mut self, title: &'static str) {
        self.sent += 1;
        let report = Report { title, number: self.sent };
        if let Err(error) = self.reports.broadcast("reports", report) {
            eprintln!("nobody hears of report {}: {error}", self.sent);
        }
    }
}

// ANCHOR: tree
#[derive(Supervisor)]
struct Office {
    #[child(start = PubSub::spec().name("reports"))]
    reports: PubSub<Report>,
    #[child(start = Reporter::child())]
    reporter: Child<Reporter>,
}
// ANCHOR_END: tree

#[switchboard::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let expression = words.next().unwrap_or_else(|| "30 2 * * *".to_owned());
    let zone = words.next().unwrap_or_else(|| "Europe/Paris".to_owned());
    let asked = Schedule::cron(&expression)?.tz(&zone)?;
    println!("{asked}");
    for firing in asked.upcoming(SystemTime::UNIX_EPOCH).take(3) {
        println!("  {} s after 1970", firing.duration_since(SystemTime::UNIX_EPOCH)?.as_secs());
    }
    watch().await
}

async fn watch() -> Result<(), Box<dyn std::error::Error>> {
    let office = Office::start().await?;
    // ANCHOR: listen
    let mut reports = office.reports.stream("reports")?;
    let second = Schedule::cron("* * * * * *")?.missed(Missed::Skip).name("each second");
    let extra = office.reporter.add(second).await??;
    for one in schedule::all() {
        let info = one.info();
        let wait = info.next.and_then(|next| next.duration_since(wall_clock()).ok());
        println!("{}, in {} s", one.schedule(), wait.unwrap_or(Duration::ZERO).as_secs());
    }
    for _ in 0..3 {
        match reports.recv().await {
            Some(Ok(report)) => println!("report {}: {}", report.number, report.title),
            Some(Err(lagged)) => println!("{lagged}"),
            None => return Err(PubSubError::NotRunning.into()),
        }
    }
    extra.cancel();
    // ANCHOR_END: listen
    office.supervisor().stop().await?;
    Ok(())
}
