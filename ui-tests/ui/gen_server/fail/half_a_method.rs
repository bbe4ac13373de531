//! Halves of methods between whole ones, whose callers hear nothing of it.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    count: u8,
}

#[gen_server]
impl Counter {
    #[call]
    fn first(&self) -> u8 {
        self.count
    }

    #[call]
    fn half(&self) -> u8

    #[call]
    fn second(&self) -> u8 {
        self.count
    }
}

async fn caller(counter: CounterRef) -> Result<u8, CallError> {
    let first = counter.first().await?;
    let half: u8 = counter.half().await?;
    Ok(first + half + counter.second().await?)
}

fn main() {}
