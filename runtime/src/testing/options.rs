//! What `#[switchboard::test]` does: one test, on a runtime of its own.

use std::fmt::Debug;
use std::process::ExitCode;
use std::time::Duration;

use tokio::runtime::Runtime;

use super::node::Processes;
use crate::gen_server::by_number;
use crate::node::Node;
use crate::process::guard;
use crate::run;

/// How long threads that block may hold up the end of a test.
const LINGER: Duration = Duration::from_secs(1);

/// How to run a test.
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct TestOptions {
    multi_thread: bool,
    worker_threads: Option<usize>,
    real_clock: bool,
    allow_leaks: bool,
}

impl TestOptions {
    /// One thread, a paused clock, and nothing may be left over.
    pub const fn new() -> Self {
        Self { multi_thread: false, worker_threads: None, real_clock: false, allow_leaks: false }
    }

    /// One worker thread per core, and the real clock.
    pub const fn multi_thread(mut self) -> Self {
        self.multi_thread = true;
        self
    }

    /// How many worker threads there are.
    pub const fn worker_threads(mut self, threads: usize) -> Self {
        self.worker_threads = Some(threads);
        self
    }

    /// Time passes by itself.
    pub const fn real_clock(mut self) -> Self {
        self.real_clock = true;
        self
    }

    /// Processes may be left over; they are killed.
    pub const fn allow_leaks(mut self) -> Self {
        self.allow_leaks = true;
        self
    }

    fn paused(self) -> bool {
        !(self.multi_thread || self.real_clock)
    }

    fn runtime(self) -> Machine {
        let mut builder = run::builder(!self.multi_thread, self.worker_threads);
        builder.start_paused(self.paused());
        Machine(Some(builder.build().unwrap_or_else(|error| panic!("no runtime: {error}"))))
    }

    /// Runs something on a runtime with names of its own.
    pub(super) fn with<R>(self, work: impl AsyncFnOnce(&Node) -> R) -> R {
        // The names go after the runtime, whose end ends what is left.
        let node;
        let machine = self.runtime();
        let runtime = machine.0.as_ref().unwrap_or_else(|| unreachable!("it was just made"));
        node = Node::open(runtime.handle().id());
        if self.paused() {
            by_number(|| runtime.block_on(work(&node)))
        } else {
            runtime.block_on(work(&node))
        }
    }

    /// Runs a test to its end.
    ///
    /// # Panics
    ///
    /// When `test` does, when it leaves processes behind that it may not, and when the system gives
    /// no runtime.
    pub fn run(self, test: impl Future<Output = ()>) {
        // There is nothing that it could return to fail.
        let _success = self.run_result(test);
    }

    /// Runs a test that may return an error, and gives what the harness is told.
    ///
    /// # Panics
    ///
    /// As [`run`](Self::run).
    pub fn run_result<T: TestOutcome>(self, test: impl Future<Output = T>) -> ExitCode {
        let outcome = self.with(async |node| {
            let processes = Processes::of(node.runtime());
            let on_panic = OnPanic(processes);
            let outcome = test.await.outcome();
            std::mem::forget(on_panic);
            if let Err(error) = outcome {
                processes.print();
                eprintln!("Error: {error}");
                return Ok(ExitCode::FAILURE);
            }
            match processes.left_over(self.paused()).await {
                Some(left) if !self.allow_leaks => Err(left),
                _ => Ok(ExitCode::SUCCESS),
            }
        });
        outcome.unwrap_or_else(|left| {
            panic!(
                "{left}stop what the test starts, or write `#[switchboard::test(leaks = allow)]`"
            )
        })
    }
}

/// A runtime that does not wait for ever for threads that block.
struct Machine(Option<Runtime>);

impl Drop for Machine {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_timeout(LINGER);
        }
    }
}

/// Shows what runs when the test panics.
struct OnPanic(Processes);

impl Drop for OnPanic {
    fn drop(&mut self) {
        self.0.print();
    }
}

/// What a test may return.
#[diagnostic::on_unimplemented(
    message = "a test cannot return `{Self}`",
    label = "no way to end a test",
    note = "return nothing, or a `Result` of nothing"
)]
pub trait TestOutcome {
    /// The error, as it is shown, when the test has failed.
    ///
    /// # Errors
    ///
    /// With that.
    fn outcome(self) -> Result<(), String>;
}

impl TestOutcome for () {
    fn outcome(self) -> Result<(), String> {
        Ok(())
    }
}

impl<E: Debug> TestOutcome for Result<(), E> {
    fn outcome(self) -> Result<(), String> {
        self.map_err(|error| guard::shown(|| format!("{error:?}")))
    }
}
