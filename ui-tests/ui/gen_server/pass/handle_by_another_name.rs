//! Types that exist already make room for the generated ones.

#![deny(warnings, clippy::all)]
#![allow(dead_code)]

use switchboard::prelude::*;

struct CounterRef;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server(handle = CounterHandle)]
impl Counter {
    #[call]
    fn get(&self) -> u8 {
        1
    }
}

async fn start() -> Result<CounterHandle, StartError> {
    Counter::start().await
}

fn main() {}
