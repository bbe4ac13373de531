//! A message of a protocol is the same for all servers.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    type Job;

    #[call]
    fn run(&mut self, job: Self::Job) -> u8;

    #[cast]
    fn merge(&mut self, other: Self);

    #[call]
    fn all(&self) -> Vec<Self>
    where
        Self: Sized;
}

fn main() {}
