//! What an interval may say beside its time, and what only the calendar knows.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[every("1s", missed = brust)]
    fn a(&mut self) {}

    #[every("1s", missed = "skip")]
    fn b(&mut self) {}

    #[every("1s", mised = skip)]
    fn c(&mut self) {}

    #[every("1s", tz = "Europe/Paris")]
    fn d(&mut self) {}

    #[every("1s", missed = skip, missed = burst)]
    fn e(&mut self) {}

    #[every("1s" missed = skip)]
    fn f(&mut self) {}

    #[every(missed = skip)]
    fn g(&mut self) {}
}

fn main() {}
