//! An attribute that the compiler cannot read takes nothing else away.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    count: u8,
}

#[gen_server]
impl Counter {
    #[every "5s"]
    fn tick(&mut self) {
        self.count += 1;
    }

    #[call]
    fn count(&self) -> u8 {
        self.count
    }
}

async fn caller(counter: CounterRef) -> Result<u8, CallError> {
    counter.count().await
}

fn main() {}
