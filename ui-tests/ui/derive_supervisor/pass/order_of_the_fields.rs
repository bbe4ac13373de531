//! Children start in the order of their fields.

#![deny(warnings, clippy::all)]

use std::sync::Mutex;

use switchboard::prelude::*;

static STARTED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

#[derive(GenServer)]
struct Noted;

#[gen_server]
impl Noted {
    #[init]
    fn open(number: u8) -> Self {
        STARTED.lock().expect("no panic").push(number);
        Self
    }
}

#[derive(Supervisor)]
#[supervisor(strategy = rest_for_one)]
#[allow(dead_code)]
struct Ordered {
    #[child(start = Noted::child(3))]
    c: Child<Noted>,
    #[child(start = Noted::child(1))]
    a: Child<Noted>,
    #[child(start = Noted::child(2))]
    b: Child<Noted>,
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let _ordered = Ordered::start().await.expect("a start");
        assert_eq!(*STARTED.lock().expect("no panic"), [3, 1, 2]);
    });
}
