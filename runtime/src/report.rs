//! What is worth telling an operator: crashes, and what supervisors do about them.
//!
//! A report is one line on standard error. [`subscribe`] hands them to the program as well, or instead.
//! With the feature `tracing`, each is an event of the `tracing` crate as well, with the target
//! `switchboard` and the [`level`](Event::level) of the report.

mod crash;
pub(crate) mod line;
#[cfg(feature = "tracing")]
mod tracing;

use std::fmt::{self, Write as _};
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use tokio::sync::mpsc;

pub(crate) use self::crash::{Census, Crash};
use self::line::OneLine;
use crate::gen_server::GenServer;
use crate::process::core::Process;
use crate::process::{self, ExitReason, PanicInfo, Pid, Signal, StopReport, guard, label};
use crate::sync::Lock;

static SUBSCRIBERS: LazyLock<Lock<Vec<Subscriber>>> = LazyLock::new(|| Lock::new(Vec::new()));

/// How many reports wait for one subscriber; those that come then are counted and dropped.
const CAPACITY: usize = 65_536;

/// The runtime's side of a [`Reports`].
struct Subscriber {
    // A report is large, and goes through many hands.
    sender: mpsc::Sender<Box<Report>>,
    shared: Arc<Shared>,
}

/// What the two sides of a subscription share.
#[derive(Debug, Default)]
struct Shared {
    quiet: AtomicBool,
    missed: AtomicU64,
}

/// One report.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The process that it is about.
    pub pid: Pid,
    /// Its name or kind, with its pid.
    pub label: String,
    /// What happened.
    pub event: Event,
}

/// What happened.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// A process ended abnormally, by its own doing.
    Crashed {
        /// Why.
        reason: ExitReason,
        /// The message that was handled last, by the name of its handler; for a task the type of its
        /// code, which names the function that it was written in.
        message: Option<&'static str>,
        /// Who had sent it, when it was a call from a process.
        caller: Option<Pid>,
        /// The state, as [`format_status`](GenServer::format_status) shows it.
        state: Option<String>,
        /// What a server has handled before that message, by the names of the handlers, the latest last:
        /// eight at most, and a row of one name is one of them. `init` is there as well.
        last_messages: Vec<&'static str>,
        /// The user messages that waited, by the names of their handlers, with how many there were; in
        /// the order of the first of each.
        queued: Vec<(&'static str, usize)>,
        /// Who started the process, nearest first.
        ancestors: Vec<Pid>,
        /// Who asked for the work of a task, nearest first.
        callers: Vec<Pid>,
    },
    /// A notice arrived for which the server has no handler. It was dropped.
    Unexpected {
        /// The notice.
        signal: String,
    },
    /// A process has to end and does not, because its code never gets to an await: it blocks its
    /// thread. It is reported after a second, and then whenever it has taken twice as long.
    Blocking {
        /// What it handles, by the name of the handler; `None` for code that is no handler.
        message: Option<&'static str>,
        /// How long ago it was to end.
        for_how_long: Duration,
    },
    /// A process stopped and left messages unhandled, was late, or handled some of them first. The report
    /// of a supervisor is one for its whole tree.
    Stopped {
        /// How it went.
        report: Box<StopReport>,
    },
    /// A supervisor's child ended.
    ChildTerminated {
        /// The child's id.
        id: Arc<str>,
        /// Why it ended.
        reason: ExitReason,
        /// How many restarts the supervisor has counted in its window.
        restarts: usize,
    },
    /// A supervisor's child runs again.
    ChildRestarted {
        /// The child's id.
        id: Arc<str>,
        /// The new incarnation.
        pid: Pid,
        /// Why the last one ended, or did not start.
        reason: ExitReason,
        /// How many restarts were counted in the window, this one included.
        restarts: usize,
        /// How many the window may hold.
        max: usize,
    },
    /// A supervisor's child could not be started again.
    StartFailed {
        /// The child's id.
        id: Arc<str>,
        /// Why not.
        reason: ExitReason,
    },
    /// A supervisor's child did not stop as it was asked to.
    ShutdownFailed {
        /// The child's id.
        id: Arc<str>,
        /// How it ended instead.
        reason: ExitReason,
    },
    /// A supervisor waits for the end of a child that was killed because it did not stop in time, and
    /// that does not end: it never gets to an await. It comes again, at growing intervals.
    ShutdownOverdue {
        /// The child's id.
        id: Arc<str>,
        /// The child.
        pid: Pid,
        /// How long ago it was asked to stop.
        for_how_long: Duration,
    },
    /// A supervisor has used up its restarts and ends.
    GaveUp {
        /// The child whose end was one too many.
        id: Arc<str>,
        /// Why that child ended.
        reason: ExitReason,
    },
    /// Occurrences of a calendar schedule were found too late to run in time: the machine slept, or its
    /// clock was set.
    ScheduleMissed {
        /// The schedule's name.
        schedule: Arc<str>,
        /// How many got no run of their own.
        times: u64,
    },
    /// Occurrences of a calendar schedule fell out because the run before them went on. It comes when
    /// that run has ended.
    ScheduleSkipped {
        /// The schedule's name.
        schedule: Arc<str>,
        /// How many.
        times: u64,
    },
    /// An application has started.
    ApplicationStarted {
        /// Its name.
        name: Arc<str>,
    },
    /// An application did not start.
    ApplicationFailed {
        /// Its name.
        name: Arc<str>,
        /// Why not.
        reason: ExitReason,
    },
    /// An application has ended.
    ApplicationExited {
        /// Its name.
        name: Arc<str>,
        /// Why its tree ended.
        reason: ExitReason,
        /// Whether somebody had asked for it.
        by_order: bool,
    },
    /// An application took longer to stop than all of them were given, and was killed.
    ApplicationSlow {
        /// Its name.
        name: Arc<str>,
        /// How long all of them were given.
        within: Duration,
    },
}

/// How much a report matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// All is well. Subscribers get it, and it is not printed.
    Info,
    /// Something may be wrong.
    Warning,
    /// Something went wrong.
    Error,
}

impl Event {
    /// How much it matters.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::ApplicationStarted { .. } => Level::Info,
            Self::ApplicationExited { reason, by_order, .. } => {
                if *by_order || reason.is_normal() {
                    Level::Info
                } else {
                    Level::Error
                }
            }
            Self::Stopped { report } if report.is_clean() => Level::Info,
            Self::Stopped { .. }
            | Self::Unexpected { .. }
            | Self::Blocking { .. }
            | Self::ShutdownOverdue { .. }
            | Self::ScheduleMissed { .. }
            | Self::ScheduleSkipped { .. }
            | Self::ChildRestarted { .. } => Level::Warning,
            _ => Level::Error,
        }
    }
}

impl Report {
    /// The report as a text. A value in it that cannot be shown costs the rest, but not whom it is about.
    fn text(&self) -> String {
        guard::catch(|| self.to_string()).unwrap_or_else(|_| {
            let mut text = String::new();
            // Nothing fails that is written to a string.
            let _never = write!(OneLine(&mut text), "{}: {}", self.label, guard::UNSHOWN);
            text
        })
    }
}

/// On one line, but for the backtrace of a panic: what would end it is shown as an escape.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OneLine(&mut *f).write_str(&self.label)?;
        write!(f, ": {}", self.event)
    }
}

/// On one line, but for the backtrace of a panic: what would end it is shown as an escape.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(OneLine(&mut *f), "{}", Told(self))?;
        match self {
            Self::Crashed { reason, .. } => {
                match reason.as_panic().and_then(PanicInfo::backtrace) {
                    Some(backtrace) => write!(f, "\n{backtrace}"),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

/// An event without its backtrace, in the words of the user.
struct Told<'a>(&'a Event);

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.tell(f)
    }
}

impl Event {
    fn tell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crashed { .. } => self.crash(f),
            Self::Unexpected { signal } => write!(f, "dropped {signal}: no handler for it"),
            Self::Blocking { message, for_how_long } => {
                write!(f, "was to end {for_how_long:?} ago and blocks its thread")?;
                match message {
                    Some(message) => write!(f, " in `{message}`"),
                    None => Ok(()),
                }
            }
            Self::Stopped { report } => fmt::Display::fmt(report, f),
            Self::ShutdownOverdue { id, pid, for_how_long } => {
                let since = format!("{for_how_long:?} after it was asked to stop");
                write!(f, "child `{id}` {pid} still blocks its thread, {since}")
            }
            Self::ChildTerminated { id, reason, restarts } => {
                write!(f, "child `{id}` ended: {reason} (restarts in the window: {restarts})")
            }
            Self::ChildRestarted { id, pid, reason, restarts, max } => {
                write!(
                    f,
                    "child `{id}` runs again as {pid}: restart {restarts} of {max}, after: {reason}"
                )
            }
            Self::StartFailed { id, reason } => write!(f, "child `{id}` did not start: {reason}"),
            Self::ShutdownFailed { id, reason } => {
                write!(f, "child `{id}` did not stop as asked: {reason}")
            }
            Self::GaveUp { id, reason } => {
                write!(f, "gives up: too many restarts, the last for child `{id}`: {reason}")
            }
            Self::ScheduleMissed { schedule, times } => {
                write!(f, "the schedule `{schedule}` missed {times} of its times")
            }
            Self::ScheduleSkipped { schedule, times } => {
                write!(f, "the schedule `{schedule}` was due {times} more times while it ran")
            }
            Self::ApplicationStarted { name } => write!(f, "the application `{name}` has started"),
            Self::ApplicationFailed { name, reason } => {
                write!(f, "the application `{name}` did not start: {reason}")
            }
            Self::ApplicationExited { name, reason, .. } => {
                write!(f, "the application `{name}` has ended: {reason}")
            }
            Self::ApplicationSlow { name, within } => {
                write!(f, "the application `{name}` did not stop within {within:?} and is killed")
            }
        }
    }
}

impl Event {
    fn crash(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Crashed { reason, message, caller, state, ancestors, callers, .. } = self else {
            return Ok(());
        };
        write!(f, "ended: {reason}")?;
        if let Some(message) = message {
            write!(f, "; last message: {message}")?;
        }
        if let Some(caller) = caller {
            write!(f, " from {caller}")?;
        }
        self.mail(f)?;
        if let Some(state) = state {
            write!(f, "; state: {state}")?;
        }
        line(f, "ancestors", ancestors)?;
        line(f, "callers", callers)
    }
}

/// Lists processes, those by name that have one and live.
fn line(f: &mut fmt::Formatter<'_>, what: &str, pids: &[Pid]) -> fmt::Result {
    for (at, pid) in pids.iter().enumerate() {
        let start = if at == 0 { format!("; {what}:") } else { ",".to_owned() };
        match process::info(*pid).and_then(|info| info.name) {
            Some(name) => write!(f, "{start} {name} {pid}")?,
            None => write!(f, "{start} {pid}")?,
        }
    }
    Ok(())
}

/// Receives every report from now on. They are still printed, unless it is made
/// [`quiet`](Reports::quiet).
///
/// # Examples
///
/// ```
/// let mut reports = switchboard::report::subscribe();
/// assert!(reports.try_next().is_none());
/// ```
#[must_use]
pub fn subscribe() -> Reports {
    let (sender, receiver) = mpsc::channel(CAPACITY);
    let shared = Arc::<Shared>::default();
    SUBSCRIBERS.lock().push(Subscriber { sender, shared: Arc::clone(&shared) });
    Reports { receiver, shared }
}

/// Sets whether the panic hook that was set before the first process was started hears of the panics
/// of processes too. It does not, unless told so: a crash report says what it would say.
pub fn forward_panics(forward: bool) {
    guard::forward(forward);
}

/// The reports since [`subscribe`].
#[derive(Debug)]
pub struct Reports {
    receiver: mpsc::Receiver<Box<Report>>,
    shared: Arc<Shared>,
}

impl Reports {
    /// Takes over from standard error: as long as this lives, nothing is printed.
    #[must_use]
    pub fn quiet(self) -> Self {
        self.shared.quiet.store(true, Ordering::Relaxed);
        self
    }

    /// Waits for the next report.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn next(&mut self) -> Report {
        match self.receiver.recv().await {
            Some(report) => *report,
            // The sender lives as long as this.
            None => std::future::pending().await,
        }
    }

    /// The next report, if there is one already.
    pub fn try_next(&mut self) -> Option<Report> {
        self.receiver.try_recv().ok().map(|report| *report)
    }

    /// How many reports were dropped because 65,536 waited already.
    #[must_use]
    pub fn missed(&self) -> u64 {
        self.shared.missed.load(Ordering::Relaxed)
    }
}

fn send(process: &dyn Process, event: Event) {
    let report = Box::new(Report { pid: process.core().pid, label: label(process), event });
    #[cfg(feature = "tracing")]
    tracing::emit(&report);
    let mut subscribers = SUBSCRIBERS.lock();
    subscribers.retain(|subscriber| !subscriber.sender.is_closed());
    let quiet =
        subscribers.iter().any(|subscriber| subscriber.shared.quiet.load(Ordering::Relaxed));
    let mut printed = Some(report);
    for (left, Subscriber { sender, shared }) in subscribers.iter().enumerate().rev() {
        // The last one need not get a copy, when nothing is printed.
        let report = if quiet && left == 0 { printed.take() } else { printed.clone() };
        if report.is_some_and(|report| sender.try_send(report).is_err()) {
            shared.missed.fetch_add(1, Ordering::Relaxed);
        }
    }
    drop(subscribers);
    if let Some(report) = printed
        && !guard::is_quiet()
        && report.event.level() > Level::Info
    {
        print(&report.text());
    }
}

/// Writes one line to standard error. Nobody may be there any more to read it.
pub(crate) fn print(line: &str) {
    let _closed = writeln!(io::stderr(), "switchboard: {line}");
}

/// A process ended abnormally.
pub(crate) fn crashed(
    process: &dyn Process,
    reason: &ExitReason,
    message: Option<&'static str>,
    caller: Option<Pid>,
    state: Option<String>,
) {
    server_crashed(process, reason, Crash { message, caller, state, ..Crash::default() });
}

/// A server ended abnormally.
pub(crate) fn server_crashed(process: &dyn Process, reason: &ExitReason, crash: Crash) {
    send(process, crash.into_event(&process.core().line, reason));
}

/// A process stopped, and there is something to tell.
pub(crate) fn stopped(process: &dyn Process, report: StopReport) {
    send(process, Event::Stopped { report: Box::new(report) });
}

/// A notice had no handler.
pub(crate) fn unexpected(process: &dyn Process, signal: &Signal) {
    let signal = guard::shown(|| format!("{signal:?}"));
    send(process, Event::Unexpected { signal });
}

/// Something about a supervisor's child.
pub(crate) fn child(process: &dyn Process, event: Event) {
    send(process, event);
}

/// A server's state, as it may be shown. What `format_status` fails to redact is not shown at all.
pub(crate) fn state<S: GenServer>(state: &S) -> String {
    let mut text = String::new();
    match guard::catch(|| write!(text, "{}", Shown(state))) {
        Ok(Ok(())) => text,
        Ok(Err(_)) => "format_status failed".to_owned(),
        Err(_) => "format_status panicked".to_owned(),
    }
}

/// Something about a process.
pub(crate) fn process(process: &dyn Process, event: Event) {
    send(process, event);
}

/// Something about an application.
pub(crate) fn application(master: &dyn Process, event: Event) {
    send(master, event);
}

/// Shows a server's state through its own `format_status`.
struct Shown<'a, S>(&'a S);

impl<S: GenServer> fmt::Display for Shown<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format_status(f)
    }
}
