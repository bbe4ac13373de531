//! Expressions that are none, and those that never come true.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cron]
    fn a(&mut self) {}

    #[cron("")]
    fn b(&mut self) {}

    #[cron("0 3 * *")]
    fn c(&mut self) {}

    #[cron("0 0 3 * * * 2030")]
    fn d(&mut self) {}

    #[cron("60 3 * * *")]
    fn e(&mut self) {}

    #[cron("0 3 * * FRI-MON")]
    fn f(&mut self) {}

    #[cron("5/15 * * * *")]
    fn g(&mut self) {}

    #[cron("0 3 * * someday")]
    fn h(&mut self) {}

    #[cron("0 0 31 2 *")]
    fn i(&mut self) {}

    #[cron("@nightly")]
    fn j(&mut self) {}

    #[cron(3)]
    fn k(&mut self) {}

    #[cron("0 3 * * *", "0 4 * * *")]
    fn l(&mut self) {}

    #[cron = "0 3 * * *"]
    fn m(&mut self) {}

    #[cron("0 3 * * 7-1")]
    fn n(&mut self) {}

    #[cron("0 3 * * *" tz = "UTC")]
    fn o(&mut self) {}
}

fn main() {}
