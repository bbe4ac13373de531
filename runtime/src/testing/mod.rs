//! What tests of programs need, with the feature `test-util`.
//!
//! [`#[switchboard::test]`](macro@crate::test) runs an async test on a runtime of its own: the clock is
//! paused, names belong to the test, and a process that is left over fails it.
//!
//! ```
//! use std::time::Duration;
//! use switchboard::prelude::*;
//! use switchboard::testing::expect_down;
//!
//! #[derive(GenServer, Default)]
//! #[server(name = "counter")]
//! struct Counter { total: u64 }
//!
//! #[gen_server]
//! impl Counter {
//!     #[call]
//!     fn add(&mut self, by: u64) -> u64 { self.total += by; self.total }
//! }
//!
//! // With `#[switchboard::test]` above it:
//! async fn ends_when_it_is_killed() -> Result<(), Box<dyn std::error::Error>> {
//!     let counter = Counter::start().await?;
//!     assert_eq!(counter.add(2).await?, 2);
//!     counter.server().kill();
//!     let down = expect_down(counter.server(), Duration::from_secs(1)).await;
//!     assert_eq!(down.reason, ExitReason::Killed);
//!     Ok(())
//! }
//! # // A test is left out of an example of the documentation, so it is run without the attribute.
//! # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
//! # ends_when_it_is_killed().await.unwrap();
//! # }
//! ```
//!
//! A whole program with its tests is in `examples/testing`.
//!
//! # What belongs to one test
//!
//! The processes that were started on its runtime, and the names of processes, registries and
//! tables. Applications, their environment, the list of schedules and the subscribers of
//! [`report`](crate::report) belong to the whole program: tests that change those are to run one
//! after the other, or in programs of their own.

mod down;
pub(crate) mod fault;
mod node;
mod options;
mod probe;
mod storm;

pub use self::down::{Watched, expect_down, expect_down_with};
pub use self::fault::{Fault, fault};
pub use self::options::{TestOptions, TestOutcome};
pub use self::probe::Probe;
pub use self::storm::{Dice, Step, Storm, StormFailure, Trace, Verdict};
