//! Servers that are woken at an interval and by the calendar.

use ::std::time::{Duration, SystemTime};

use ::switchboard::prelude::*;
use ::switchboard::process::sleep;
use ::switchboard::schedule::{self, VirtualClock};

#[derive(Default, GenServer)]
pub struct Timed {
    ticks: u64,
    hours: u64,
    nights: u64,
}

#[gen_server]
impl Timed {
    #[every("25m", missed = skip)]
    fn tick(&mut self) {
        self.ticks += 1;
    }
    #[cron("0 * * * *")]
    async fn hour(&mut self) {
        self.hours += 1;
    }
    /// Its name is a keyword.
    #[cron("30 2 * * *", tz = "Europe/Paris", overlap = queue, missed = delay)]
    fn r#try(&mut self, _cx: &mut Context<Self>) {
        self.nights += 1;
    }
    #[call]
    pub fn seen(&self) -> (u64, u64, u64) {
        (self.ticks, self.hours, self.nights)
    }
}

/// One, if all is well. The clock has to be paused: a day goes by.
pub async fn run() -> u64 {
    let clock = VirtualClock::start(SystemTime::UNIX_EPOCH).expect("a runtime");
    let _clock = clock.recheck(Duration::MAX);
    let timed = Timed::start().await.expect("it starts");
    let pid = timed.server().pid().expect("it runs");
    let all = schedule::of(pid);
    let names = all.iter().map(|one| one.info().name.to_string()).collect::<Vec<_>>();
    sleep(Duration::from_secs(24 * 3600 + 1)).await;
    let seen = timed.seen().await.expect("an answer");
    let well = names == ["tick", "hour", "try"] && seen == (57, 24, 1);
    if well { 1 } else { 0 }
}
