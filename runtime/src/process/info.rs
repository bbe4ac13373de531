//! What can be asked about a process, and the names and labels that it goes by.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::core::Process;
use super::directory;
use super::error::RegisterError;
use super::links::{NotInProcess, with_current};
use super::pid::Pid;
use super::stance::Sketch;

/// What a process says about itself, all of one moment.
pub(crate) struct Facts {
    pub(crate) trap_exit: bool,
    pub(crate) name: Option<Arc<str>>,
    pub(crate) label: Option<Arc<str>>,
    pub(crate) links: Vec<Pid>,
    pub(crate) monitors: Vec<Pid>,
    pub(crate) monitored_by: Vec<Pid>,
}

/// What there is to know about a process, all of one moment.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProcessInfo {
    /// Its identity.
    pub pid: Pid,
    /// What kind of process it is: the type of the server, of the task's value, or of the messages.
    pub kind: &'static str,
    /// The name that it holds.
    pub name: Option<Arc<str>>,
    /// What it calls itself; see [`set_label`].
    pub label: Option<Arc<str>>,
    /// The process that it belongs to: for a server, the one that it is linked with from its start.
    pub parent: Option<Pid>,
    /// Who started it, nearest first; see [`ancestors`](super::ancestors).
    pub ancestors: Vec<Pid>,
    /// Who asked for its work, nearest first; see [`callers`](super::callers).
    pub callers: Vec<Pid>,
    /// The processes that it is linked with, in no order.
    pub links: Vec<Pid>,
    /// The processes that it watches, one entry for each monitor, in no order.
    pub monitors: Vec<Pid>,
    /// The processes that watch it, one entry for each monitor, in no order.
    pub monitored_by: Vec<Pid>,
    /// How many user messages wait.
    pub mailbox_len: usize,
    /// How many messages its mailbox has dropped by its policy, because it was full.
    pub dropped: u64,
    /// How many calls it has not handled because nobody waited for them any more.
    pub abandoned: u64,
    /// Whether exit signals reach it as messages.
    pub trap_exit: bool,
}

/// What there is to know about a process; `None` when it has ended or has begun to.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard::process::{self, Inbox};
///
/// let idle = process::spawn(|mut inbox: Inbox<u8>| async move { inbox.message().await; })?;
/// let info = process::info(idle.pid()).ok_or("it runs")?;
/// assert_eq!((info.kind, info.mailbox_len, info.trap_exit), ("u8", 0, false));
/// idle.send(1)?;
/// idle.ended().await;
/// assert!(process::info(idle.pid()).is_none());
/// # Ok(()) }
/// ```
#[must_use]
pub fn info(pid: Pid) -> Option<ProcessInfo> {
    let process = directory::find(pid)?;
    let core = process.core();
    let facts = core.facts()?;
    Some(ProcessInfo {
        pid,
        kind: core.kind,
        name: facts.name,
        label: facts.label,
        parent: core.parent,
        ancestors: core.line.ancestors().to_vec(),
        callers: core.line.callers().to_vec(),
        links: facts.links,
        monitors: facts.monitors,
        monitored_by: facts.monitored_by,
        mailbox_len: process.mailbox_len(),
        dropped: process.mailbox_dropped(),
        abandoned: core.known_extras().map_or(0, |extras| extras.abandoned.load(Ordering::Relaxed)),
        trap_exit: facts.trap_exit,
    })
}

/// Says what the current process is about, for reports and for [`info`]; gives back what it said before.
///
/// A label is no name: many processes may have the same, and nobody is found by it.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn set_label(label: impl Into<Arc<str>>) -> Result<Option<Arc<str>>, NotInProcess> {
    let label = label.into();
    with_current(|me| me.core().set_label(Some(label)))
}

/// The label of a process, if it has set one and lives.
#[must_use]
pub fn get_label(pid: Pid) -> Option<Arc<str>> {
    directory::find(pid)?.core().label()
}

/// Gives a running process a name, by which it is found until it ends or is unregistered.
///
/// # Errors
///
/// [`RegisterError`] when the name is empty or taken, or the process is gone or has a name.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard::process::{self, Inbox};
///
/// let idle = process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await })?;
/// process::register(idle.pid(), "info.idle")?;
/// assert_eq!(process::whereis("info.idle"), Some(idle.pid()));
/// process::unregister("info.idle")?;
/// assert_eq!(process::whereis("info.idle"), None);
/// # Ok(()) }
/// ```
pub fn register(pid: Pid, name: impl Into<Arc<str>>) -> Result<(), RegisterError> {
    let process = directory::find(pid).ok_or(RegisterError::NoProc)?;
    directory::claim(&name.into(), &process)
}

/// Frees a name, whoever holds it.
///
/// # Errors
///
/// [`RegisterError::Unknown`] when nobody does.
pub fn unregister(name: &str) -> Result<(), RegisterError> {
    directory::disclaim(name)
}

/// All names that are held, in no order.
#[must_use]
pub fn registered() -> Vec<Arc<str>> {
    directory::names()
}

/// How a process is called in reports: its name or kind, its pid, and its label.
pub(crate) fn describe(process: &dyn Process) -> String {
    let core = process.core();
    let Sketch { name, label, .. } = core.sketch();
    // Long enough for most, so that it does not grow piece by piece.
    let mut text = String::with_capacity(48);
    text.push_str(name.as_deref().unwrap_or_else(|| super::short_type(core.kind)));
    // As a pid is shown, but a restart writes three of these, and a formatter takes as long as the rest.
    text.extend([" <", &core.pid.as_u64().to_string(), ">"]);
    if let Some(label) = label {
        text.extend([" (", &*label, ")"]);
    }
    text
}
