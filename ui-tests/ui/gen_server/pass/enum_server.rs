//! A state that is an enum.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// A door.
#[derive(GenServer, Default)]
pub enum Door {
    /// Nobody comes in.
    #[default]
    Closed,
    /// Anybody does.
    Open {
        /// Since when.
        since: u64,
    },
}

#[gen_server]
impl Door {
    #[call]
    fn open(&mut self, since: u64) -> bool {
        let was_closed = matches!(self, Self::Closed);
        *self = Self::Open { since };
        was_closed
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let door = Door::start().await.expect("a start");
        assert_eq!((door.open(1).await, door.open(2).await), (Ok(true), Ok(false)));
    });
}
