//! The processes of a program, as they are right now: a tree that is data, and prints itself.
//!
//! [`tree`] lists all of them, each below the process that started it. No process is asked: the list is
//! made of what each has written down about itself anyway, so a process that is stuck is in it as any
//! other, and one that runs is not kept waiting. It costs nothing when nobody looks, and a look takes a
//! time in proportion to the number of processes.
//!
//! # What a list is worth
//!
//! What is said of one process is of one moment, except that its mailbox and its state are looked at one
//! after the other. What is said of two processes may be of two moments: one may wait for another that
//! has just ended and is not listed. A process that was listed ran when the look began, and one that
//! ran all the while is listed.
//!
//! # Examples
//!
//! ```
//! use switchboard::observe::{self, ProcessState};
//! use switchboard::prelude::*;
//!
//! #[derive(GenServer, Default)]
//! struct Counter { total: u64 }
//!
//! #[gen_server]
//! impl Counter {
//!     #[call]
//!     fn add(&mut self, by: u64) -> u64 { self.total += by; self.total }
//! }
//!
//! #[derive(Supervisor)]
//! struct Counters {
//!     #[child(start = Counter::child())]
//!     first: Child<Counter>,
//! }
//!
//! # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let counters = Counters::start_link().await?;
//! let supervisor = counters.supervisor().pid().expect("it runs");
//! let tree = observe::tree_of(supervisor).expect("it runs");
//! println!("{tree}");
//! let [supervisor, counter] = &tree.processes[..] else { panic!("{tree}") };
//! assert_eq!(supervisor.children, [counter.pid]);
//! assert_eq!(counter.id.as_deref(), Some("first"));
//! assert_eq!(counter.state, ProcessState::Idle);
//! # Ok(()) }
//! ```

mod graph;
pub(crate) mod handling;
mod json;
#[cfg_attr(not(feature = "metrics"), path = "meter_off.rs")]
pub(crate) mod meter;
mod node;
#[cfg(feature = "serde")]
mod serialize;
#[cfg_attr(not(feature = "tracing"), path = "span_off.rs")]
pub(crate) mod span;
pub(crate) mod take;
mod text;

#[cfg(feature = "metrics")]
pub use self::meter::describe_metrics;

pub use self::node::{
    NotRunning, ProcessKind, ProcessNode, ProcessState, ProcessTree, RegisteredKey,
};

use crate::process::{Pid, doing};

/// All processes, each below the one that started it.
///
/// Among the children of a supervisor the order is that of its specification, so also that in which
/// they were started first; others, also those of a dynamic supervisor, are in the order in which they
/// were started last. A process whose starter
/// has ended is below the nearest one in its line that lives, and a root when there is none.
///
/// It never waits for a process.
#[must_use]
pub fn tree() -> ProcessTree {
    take::tree(None)
}

/// The process `pid` and all below it; `None` when it does not run.
///
/// It takes as long as a list of [all](tree), for the processes are searched for those below it.
#[must_use]
pub fn tree_of(pid: Pid) -> Option<ProcessTree> {
    let tree = take::tree(Some(pid));
    (!tree.processes.is_empty()).then_some(tree)
}

/// Sets whether servers note the time for each message that they take from their mailbox, so that
/// [`ProcessNode::busy_for`] is exact at the first look also for a handler that keeps its thread. It
/// costs a reading of the clock for each, and is off unless it is set. A call that runs on its caller
/// notes nothing until it has to wait.
pub fn set_timed(timed: bool) {
    doing::set_timed(timed);
}
