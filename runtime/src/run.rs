//! What `#[switchboard::main]` does: run a program until its tree ends or the system asks it to.

use std::fmt::Debug;
use std::future::{pending, poll_fn};
use std::pin::pin;
use std::process::ExitCode;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Builder;

use crate::process::ExitReason;
use crate::supervisor::{Supervisor, SupervisorRef};

/// How long threads that block may hold up the end of the program.
const LINGER: Duration = Duration::from_secs(1);

/// How to run a program.
#[derive(Clone, Copy, Debug, Default)]
#[must_use]
pub struct RunOptions {
    current_thread: bool,
    worker_threads: Option<usize>,
}

impl RunOptions {
    /// One worker thread per core.
    pub const fn new() -> Self {
        Self { current_thread: false, worker_threads: None }
    }

    /// Everything on the main thread.
    pub const fn current_thread(mut self) -> Self {
        self.current_thread = true;
        self
    }

    /// How many worker threads there are.
    pub const fn worker_threads(mut self, threads: usize) -> Self {
        self.worker_threads = Some(threads);
        self
    }

    /// Runs `main` to its end, and then whatever it returned.
    pub fn run<M: MainOutcome>(self, main: impl Future<Output = M>) -> ExitCode {
        let mut builder = if self.current_thread {
            Builder::new_current_thread()
        } else {
            Builder::new_multi_thread()
        };
        if let Some(threads) = self.worker_threads {
            builder.worker_threads(threads);
        }
        let runtime = match builder.enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                eprintln!("switchboard: the runtime did not start: {error}");
                return ExitCode::FAILURE;
            }
        };
        let code = runtime.block_on(async { main.await.finish().await });
        runtime.shutdown_timeout(LINGER);
        code
    }
}

/// What `main` may return.
#[diagnostic::on_unimplemented(
    message = "`main` cannot return `{Self}`",
    label = "no way to end a program",
    note = "return nothing, an `ExitCode`, a supervisor, or a `Result` with one of them"
)]
pub trait MainOutcome {
    /// Runs to the end, and gives the exit code.
    fn finish(self) -> impl Future<Output = ExitCode>;
}

impl MainOutcome for () {
    async fn finish(self) -> ExitCode {
        ExitCode::SUCCESS
    }
}

impl MainOutcome for ExitCode {
    async fn finish(self) -> ExitCode {
        self
    }
}

/// Runs until the system asks for the end, or the tree ends.
impl<S: Supervisor> MainOutcome for S {
    async fn finish(self) -> ExitCode {
        keep(&self.supervisor()).await
    }
}

impl<M: MainOutcome, E: Debug> MainOutcome for Result<M, E> {
    async fn finish(self) -> ExitCode {
        match self {
            Ok(outcome) => outcome.finish().await,
            Err(error) => {
                eprintln!("Error: {error:?}");
                ExitCode::FAILURE
            }
        }
    }
}

/// Keeps a tree until it ends or the system asks for the end; then stops it in order.
async fn keep(supervisor: &SupervisorRef) -> ExitCode {
    let ended = async {
        // A supervisor without children has no address: only the system can end it.
        if supervisor.pid().is_none() { pending().await } else { supervisor.ended().await }
    };
    let reason = match first(ended, asked_to_stop()).await {
        First::Left(reason) => reason,
        First::Right(()) => {
            let stop = supervisor.stop_with(ExitReason::Shutdown, Duration::MAX);
            match first(stop, asked_to_stop()).await {
                First::Left(_stopped) => return ExitCode::SUCCESS,
                First::Right(()) => {
                    eprintln!("switchboard: asked twice to stop: leaving what still runs");
                    return ExitCode::FAILURE;
                }
            }
        }
    };
    if supervisor.gave_up() || reason.is_abnormal() {
        eprintln!("switchboard: the tree ended: {reason}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

enum First<L, R> {
    Left(L),
    Right(R),
}

/// Whichever is done first; the left one when both are.
async fn first<L, R>(left: impl Future<Output = L>, right: impl Future<Output = R>) -> First<L, R> {
    let (mut left, mut right) = (pin!(left), pin!(right));
    poll_fn(|cx| {
        if let Poll::Ready(value) = left.as_mut().poll(cx) {
            return Poll::Ready(First::Left(value));
        }
        right.as_mut().poll(cx).map(First::Right)
    })
    .await
}

/// Waits for ctrl-c or, where there is one, SIGTERM.
async fn asked_to_stop() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            eprintln!("switchboard: cannot listen for ctrl-c: {error}");
            pending::<()>().await;
        }
    };
    let _which = first(interrupt, terminated()).await;
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(error) => {
            eprintln!("switchboard: cannot listen for SIGTERM: {error}");
            pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    pending().await
}
