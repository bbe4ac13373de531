//! Who drops the result of a handle's method is told.

#![deny(warnings)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        self.total
    }

    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }

    /// Was a good idea.
    #[deprecated(note = "use `total`")]
    #[call]
    fn sum(&self) -> u64 {
        self.total
    }
}

fn main() {
    let _test = async {
        let counter: CounterRef = Counter::start().await.expect("a start");
        counter.total();
        counter.reset();
        let _ = counter.sum().await;
    };
}
