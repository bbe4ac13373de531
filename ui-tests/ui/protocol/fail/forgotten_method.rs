//! A server that does not do all that the protocol asks.

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
    fn run(&mut self, job: u32) -> u32 {
        job
    }
}

fn main() {}
