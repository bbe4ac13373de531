//! Other names for the message and for the method of the handle.

#![deny(warnings)]
#![allow(non_snake_case)]

use switchboard::prelude::*;


/// Counts.
#[derive(GenServer, Default)]
pub struct Counter;

#[gen_server(handle = Handle, derive(Clone, PartialEq))]
impl Counter {
    #[call(name = GetA)]
    fn get_a(&self) -> u8 {
        1
    }

    #[call(name = GetOtherA, rename = get_other)]
    fn get__a(&self) -> u8 {
        2
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let counter: Handle = Counter::start().await.expect("a start");
        assert_eq!((counter.get_a().await, counter.get_other().await), (Ok(1), Ok(2)));
        assert!(CounterCall::GetA {} == CounterCall::GetA {}.clone());
    });
}
