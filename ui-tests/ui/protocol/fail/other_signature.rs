//! A server whose method is not that of the protocol.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[call]
    fn run(&mut self, job: u32) -> u32;
    #[call]
    async fn fetch(&mut self) -> u32;
    #[cast]
    fn pause(&mut self);
}

#[derive(GenServer, Default)]
struct Resizer;

#[gen_server]
impl Resizer {}

impl Worker for Resizer {
    fn run(&mut self, job: String) -> u32 {
        job.len() as u32
    }

    async fn fetch(&mut self) -> u64 {
        1
    }

    fn pause(&mut self, now: bool) {}
}

fn main() {}
