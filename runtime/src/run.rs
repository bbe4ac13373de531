//! What `#[switchboard::main]` does: run a program until its tree ends or the system asks it to.

use std::fmt::Debug;
use std::future::{pending, poll_fn};
use std::io;
use std::pin::pin;
use std::process::ExitCode;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::Builder;

use crate::application::{self, KeepRunning, SystemStop, SystemWatch};
use crate::process::{ExitReason, guard};
use crate::report;
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
        let runtime = match builder(self.current_thread, self.worker_threads).build() {
            Ok(runtime) => runtime,
            Err(error) => {
                report::print(&format!("the runtime did not start: {error}"));
                return ExitCode::FAILURE;
            }
        };
        let code = runtime.block_on(to_the_end(main));
        runtime.shutdown_timeout(LINGER);
        code
    }
}

/// A runtime with everything that processes need.
pub(crate) fn builder(current_thread: bool, worker_threads: Option<usize>) -> Builder {
    let mut builder =
        if current_thread { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    if let Some(threads) = worker_threads {
        builder.worker_threads(threads);
    }
    builder.enable_all();
    builder
}

async fn to_the_end<M: MainOutcome>(main: impl Future<Output = M>) -> ExitCode {
    let mut asked = if M::KEEPS { Asked::listen() } else { Asked::never() };
    // A request that comes during the start is obeyed after it, in order; a second one does not wait.
    match first(main, asked.end(2)).await {
        First::Left(outcome) => outcome.finish(&mut asked).await,
        First::Right(why) => why.leave(),
    }
}

/// What `main` may return.
#[diagnostic::on_unimplemented(
    message = "`main` cannot return `{Self}`",
    label = "no way to end a program",
    note = "return nothing, an `ExitCode`, a supervisor, a `KeepRunning`, or a `Result` with one of them"
)]
pub trait MainOutcome {
    /// Whether the program goes on after `main`, until the system asks for its end.
    const KEEPS: bool = false;

    /// Runs to the end, and gives the exit code.
    fn finish(self, asked: &mut Asked) -> impl Future<Output = ExitCode>;
}

impl MainOutcome for () {
    async fn finish(self, _asked: &mut Asked) -> ExitCode {
        ExitCode::SUCCESS
    }
}

impl MainOutcome for ExitCode {
    async fn finish(self, _asked: &mut Asked) -> ExitCode {
        self
    }
}

/// Runs until the system asks for the end, or the tree ends.
#[diagnostic::do_not_recommend]
impl<S: Supervisor> MainOutcome for S {
    const KEEPS: bool = true;

    async fn finish(self, asked: &mut Asked) -> ExitCode {
        keep(&self.supervisor(), asked).await
    }
}

impl<M: MainOutcome, E: Debug> MainOutcome for Result<M, E> {
    const KEEPS: bool = M::KEEPS;

    async fn finish(self, asked: &mut Asked) -> ExitCode {
        match self {
            Ok(outcome) => outcome.finish(asked).await,
            Err(error) => {
                report::print(&guard::shown(|| format!("{error:?}")));
                ExitCode::FAILURE
            }
        }
    }
}

/// Runs until the system asks for the end, or an application takes it down.
impl MainOutcome for KeepRunning {
    const KEEPS: bool = true;

    async fn finish(self, asked: &mut Asked) -> ExitCode {
        match asked.end(1).await {
            Why::Asked => in_order(asked, application::wind_down()).await,
            stopped @ Why::Stopped(_) => stopped.leave(),
        }
    }
}

/// Keeps a tree until it ends or the system asks for the end; then stops it and the applications in
/// order.
async fn keep(supervisor: &SupervisorRef, asked: &mut Asked) -> ExitCode {
    let ended = async {
        // A supervisor without children has no address: only the system can end it.
        if supervisor.pid().is_none() { pending().await } else { supervisor.ended().await }
    };
    let stop = async {
        // It may be gone by now.
        let _gone = supervisor.stop_with(ExitReason::Shutdown, Duration::MAX).await;
        application::wind_down().await;
    };
    let reason = match first(ended, asked.end(1)).await {
        First::Left(reason) => reason,
        First::Right(Why::Asked) => return in_order(asked, stop).await,
        First::Right(why @ Why::Stopped(_)) => {
            in_order(asked, stop).await;
            return why.leave();
        }
    };
    let stopped = in_order(asked, application::wind_down()).await;
    if supervisor.gave_up() || reason.is_abnormal() {
        report::print(&guard::shown(|| format!("the tree ended: {reason}")));
        return ExitCode::FAILURE;
    }
    stopped
}

/// Stops what runs, unless the system asks a second time.
async fn in_order<R>(asked: &mut Asked, stop: impl Future<Output = R>) -> ExitCode {
    match first(stop, asked.times(2)).await {
        First::Left(_stopped) => ExitCode::SUCCESS,
        First::Right(()) => Why::Asked.leave(),
    }
}

/// Why a program ends that would go on.
enum Why {
    /// The system asks for it.
    Asked,
    /// An application has taken everything down.
    Stopped(SystemStop),
}

impl Why {
    /// Leaves at once.
    fn leave(self) -> ExitCode {
        match self {
            Self::Asked => report::print("asked twice to stop: leaving what still runs"),
            Self::Stopped(SystemStop { application, reason, .. }) => {
                let line =
                    || format!("the system stops for the application `{application}`: {reason}");
                report::print(&guard::shown(line));
            }
        }
        ExitCode::FAILURE
    }
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

/// How often the system has asked the program to end: with ctrl-c or, where there is one, SIGTERM.
///
/// It listens from before `main` on, so that a request is not lost, nor kills a program that is
/// about to have something to stop.
#[derive(Debug)]
pub struct Asked {
    sources: Vec<Source>,
    times: u32,
    system: SystemWatch,
}

impl Asked {
    fn never() -> Self {
        Self { sources: Vec::new(), times: 0, system: application::watch_system() }
    }

    fn listen() -> Self {
        let (sources, errors): (Vec<_>, Vec<_>) = sources().into_iter().partition(Result::is_ok);
        for error in errors.into_iter().filter_map(Result::err) {
            report::print(&format!("cannot listen for a signal: {error}"));
        }
        Self { sources: sources.into_iter().filter_map(Result::ok).collect(), ..Self::never() }
    }

    /// Waits until it was asked so many times in all, or an application has taken everything down.
    async fn end(&mut self, times: u32) -> Why {
        let Self { sources, times: counted, system } = self;
        match first(system.stopped(), count(sources, counted, times)).await {
            First::Left(stop) => Why::Stopped(stop),
            First::Right(()) => Why::Asked,
        }
    }

    /// Waits until it was asked so many times in all.
    async fn times(&mut self, times: u32) {
        count(&mut self.sources, &mut self.times, times).await;
    }
}

async fn count(sources: &mut [Source], counted: &mut u32, times: u32) {
    while *counted < times {
        poll_fn(|cx| {
            let ready = sources.iter_mut().any(|source| source.poll_recv(cx).is_ready());
            if ready { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        *counted += 1;
    }
}

#[cfg(unix)]
type Source = tokio::signal::unix::Signal;

#[cfg(unix)]
fn sources() -> Vec<io::Result<Source>> {
    use tokio::signal::unix::{SignalKind, signal};
    vec![signal(SignalKind::interrupt()), signal(SignalKind::terminate())]
}

#[cfg(windows)]
type Source = tokio::signal::windows::CtrlC;

#[cfg(windows)]
fn sources() -> Vec<io::Result<Source>> {
    vec![tokio::signal::windows::ctrl_c()]
}
