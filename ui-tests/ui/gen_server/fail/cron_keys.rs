//! The keys of a schedule by the calendar, and the handler that it calls.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cron("0 3 * * *", tz = "Europe/Pari")]
    fn a(&mut self) {}

    #[cron("0 3 * * *", tz = "tokyo")]
    fn b(&mut self) {}

    #[cron("0 3 * * *", tz = Europe)]
    fn c(&mut self) {}

    #[cron("0 3 * * *", overlap = allow)]
    fn d(&mut self) {}

    #[cron("0 3 * * *", missed = once)]
    fn e(&mut self) {}

    #[cron("0 3 * * *", jitter = 30)]
    fn f(&mut self) {}

    #[cron("0 3 * * *", jitter = "0s")]
    fn g(&mut self) {}

    #[cron("0 3 * * *", seed = 7)]
    fn h(&mut self) {}

    #[cron("0 3 * * *", jitter = "1m", seed = "seven")]
    fn i(&mut self) {}

    #[cron("0 3 * * *", timezone = "UTC")]
    fn j(&mut self) {}

    #[cron("0 3 * * *")]
    fn k(&mut self, extra: u8) -> u8 {
        extra
    }

    #[corn("0 3 * * *")]
    fn l(&mut self, extra: u8) {}
}

fn main() {}
