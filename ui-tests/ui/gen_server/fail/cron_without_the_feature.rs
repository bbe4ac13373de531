//! A build without calendars says how to get them.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cron("0 3 * * *", tz = "Europe/Paris")]
    fn nightly(&mut self) {
        self.total += 1;
    }
}

fn main() {}
