//! A server without any handler.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Does nothing.
#[derive(GenServer, Default)]
pub struct Idle;

#[gen_server]
impl Idle {
    /// Helps nobody.
    pub fn helper(&self) -> bool {
        true
    }

    /// A number.
    pub const N: usize = 1;
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let idle = Idle::start().await.expect("a start");
        idle.server().stop().await.expect("a stop");
        assert!(Idle.helper() && Idle::N == 1);
    });
}
