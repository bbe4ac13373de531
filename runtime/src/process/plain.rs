//! A plain process: a future with a mailbox of the user's own message type.

use std::any::Any;
use std::sync::Arc;

use super::alias::Gate;
use super::cell::{Cell, Guarded};
use super::core::{Core, Process};
use super::error::StartError;
use super::exit::{ExitReason, IntoExit};
use super::inbox::Inbox;
use super::lineage::{Line, Starter};
use super::mailbox::{Entry, Inlet, Overflow, Weight};
use super::name::Name;
use super::pid::Pid;
use super::process_ref::ProcessRef;
use super::signal::{MonitorRef, Signal};
use super::spawn::launch;
use super::stance::{Holder, Stance};
use super::timer::Queued;
use super::{directory, links};
use crate::observe::meter;
use crate::report;

/// How many user messages a mailbox takes unless told otherwise.
pub(crate) const DEFAULT_CAPACITY: usize = 65_536;

/// One entry of a plain process's mailbox.
pub(super) enum PlainEntry<M> {
    Message(M),
    /// A message past the capacity.
    Apart(M, Apart),
    Signal(Signal),
}

/// Why a message does not count against the capacity.
pub(super) enum Apart {
    Timer,
    Tick(Queued),
    Alias(Gate),
}

impl<M> Entry for PlainEntry<M> {
    type Light = M;

    #[inline]
    fn of(message: M) -> Self {
        Self::Message(message)
    }

    fn weight(&self) -> Weight {
        match self {
            Self::Message(_) => Weight::Cast,
            Self::Apart(..) | Self::Signal(_) => Weight::Control,
        }
    }
}

impl Guarded for () {}

impl<M: Send> Guarded for PlainEntry<M> {}

pub(super) type PlainCell<M> = Cell<(), PlainEntry<M>>;

impl<M: Send + 'static> Process for PlainCell<M> {
    fn core(&self) -> &Core {
        &self.core
    }

    fn deliver(&self, signal: Signal) -> bool {
        self.control(PlainEntry::Signal(signal))
    }

    fn mailbox_len(&self) -> usize {
        self.mailbox().len()
    }

    fn mailbox_dropped(&self) -> u64 {
        self.mailbox().dropped()
    }

    fn stance(&self) -> Stance {
        Stance { holder: Holder::Unknown, capacity: self.mailbox().bound(), ..Stance::default() }
    }

    fn shut(&self) {
        let _waiting = self.mailbox().stop();
    }

    fn try_release(&self) -> Option<Result<(), ExitReason>> {
        // Its state is its future, which is gone by now.
        Some(Ok(()))
    }

    fn discard_mail(&self) {
        drop(super::guard::drop_each(self.mailbox().close()));
    }

    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}

/// How to start a plain process.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard::process::{self, Inbox, ProcessOptions};
///
/// let echo = ProcessOptions::new().name("plain.echo").spawn(|mut inbox: Inbox<String>| async move {
///     while inbox.message().await != "stop" {}
/// })?;
/// assert_eq!(process::whereis("plain.echo"), Some(echo.pid()));
/// echo.send("stop".to_owned())?;
/// assert!(echo.ended().await.is_normal());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ProcessOptions {
    name: Option<Name>,
    capacity: usize,
    overflow: Overflow,
    trap_exit: bool,
    link: bool,
    /// What reports call it, when it is the root of a line of its own.
    root: Option<&'static str>,
}

impl Default for ProcessOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl ProcessOptions {
    /// No name, 65,536 messages, no link, no trap.
    pub fn new() -> Self {
        Self {
            name: None,
            capacity: DEFAULT_CAPACITY,
            overflow: Overflow::Refuse,
            trap_exit: false,
            link: false,
            root: None,
        }
    }

    /// Whether nobody is its ancestor, whoever starts it; `kind` is what reports call it.
    pub(crate) fn root(mut self, kind: &'static str) -> Self {
        self.root = Some(kind);
        self
    }

    /// The name to claim.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// How many messages may wait.
    pub fn mailbox(mut self, messages: usize) -> Self {
        self.capacity = messages;
        self
    }

    /// What a full mailbox does.
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    /// Whether exit signals arrive as messages, from the first instruction on.
    pub fn trap_exit(mut self, trap: bool) -> Self {
        self.trap_exit = trap;
        self
    }

    /// Whether to link with the current process, if there is one.
    pub fn link(mut self, link: bool) -> Self {
        self.link = link;
        self
    }

    /// Starts the process; it ends with what its future returns.
    ///
    /// # Errors
    ///
    /// [`StartError::AlreadyStarted`] when the name is taken, [`StartError::NoRuntime`] outside of a
    /// tokio runtime, [`StartError::BadSpec`] for an empty name.
    pub fn spawn<M, F, Fut>(self, code: F) -> Result<ProcessRef<M>, StartError>
    where
        M: Send + 'static,
        F: FnOnce(Inbox<M>) -> Fut + Send + 'static,
        Fut: Future<Output: IntoExit> + Send + 'static,
    {
        self.begin(code, |_| ())
    }

    /// Starts the process, watched by the current one from its first instruction on.
    ///
    /// # Errors
    ///
    /// As [`spawn`](Self::spawn), and [`StartError::NotInProcess`] outside of a process.
    pub fn spawn_monitor<M, F, Fut>(
        self,
        code: F,
    ) -> Result<(ProcessRef<M>, MonitorRef), StartError>
    where
        M: Send + 'static,
        F: FnOnce(Inbox<M>) -> Fut + Send + 'static,
        Fut: Future<Output: IntoExit> + Send + 'static,
    {
        let me = links::with_current(Arc::clone)?;
        let mut monitor = None;
        let process = self.begin(code, |pid| {
            monitor = Some(links::monitor_as(&me, Some(pid), None, None));
        });
        match (process, monitor) {
            (Ok(process), Some(monitor)) => Ok((process, monitor)),
            (Ok(_), None) => Err(StartError::NotInProcess),
            (Err(error), monitor) => {
                if let Some(monitor) = monitor {
                    links::demonitor_as(me.core(), monitor, true);
                }
                Err(error)
            }
        }
    }

    /// Starts the process; `enrolled` sees it before its first instruction.
    fn begin<M, F, Fut>(
        self,
        code: F,
        enrolled: impl FnOnce(Pid),
    ) -> Result<ProcessRef<M>, StartError>
    where
        M: Send + 'static,
        F: FnOnce(Inbox<M>) -> Fut + Send + 'static,
        Fut: Future<Output: IntoExit> + Send + 'static,
    {
        let starter = Starter::current();
        let core = match self.root {
            Some(kind) => Core::new(kind, None, self.trap_exit, Line::default()),
            None => {
                let kind = std::any::type_name::<M>();
                Core::new(kind, starter.pid, self.trap_exit, starter.line())
            }
        };
        let cell = Arc::new(PlainCell::new(core, Inlet::new(self.capacity, self.overflow)));
        // Nobody but the task ever touches it, and it needs the token only to read its mail.
        drop(cell.first_hold());
        let link = starter.process.as_ref().filter(|_| self.link);
        let process: Arc<dyn Process> = cell.clone();
        enroll(Arc::clone(&process), self.name.as_ref(), link)?;
        enrolled(cell.core.pid);
        let inbox = Inbox::of(Arc::clone(&cell));
        let me = Arc::clone(&cell);
        let run = async move {
            let reason = code(inbox).await.into_exit();
            if reason.is_abnormal() {
                report::crashed(&*me, &reason, None, None, None);
            }
            reason
        };
        if let Err(no_runtime) = launch(Arc::clone(&cell), run) {
            withdraw(&process, link.map(|parent| parent.core().pid));
            return Err(no_runtime.into());
        }
        Ok(ProcessRef::to(cell))
    }
}

/// Lists a new process under its pid and name, and links it: all before its first instruction.
pub(crate) fn enroll(
    process: Arc<dyn Process>,
    name: Option<&Name>,
    link: Option<&Arc<dyn Process>>,
) -> Result<(), StartError> {
    let kind = process.core().kind;
    if name.is_none() && link.is_none() {
        directory::insert(process);
    } else {
        // Listed first, for a registrar knows a process by its pid.
        directory::insert(Arc::clone(&process));
        let core = process.core();
        if let Some(Err(error)) = name.map(|name| name.claim(&process)) {
            directory::remove(core.pid);
            return Err(error);
        }
        if let Some(parent) = link {
            links::link_both(parent, Some(core), core.pid);
        }
    }
    meter::started(kind);
    Ok(())
}

/// Takes a new process back that could not be started.
pub(crate) fn withdraw(process: &Arc<dyn Process>, link: Option<Pid>) {
    let pid = process.core().pid;
    if let Some(parent) = link.and_then(directory::find) {
        parent.core().remove_link(pid);
    }
    process.core().begin_end(&ExitReason::NoProc);
    directory::release(&**process);
    if let Some(extras) = process.core().close_extras() {
        extras.holdings.release(pid);
    }
    directory::remove(pid);
    if let Some(mut legacy) = process.core().end(&ExitReason::NoProc) {
        process.core().tell_waiting(&mut legacy, &ExitReason::NoProc);
    }
}

/// Starts a plain process with a mailbox of `M`s.
///
/// # Errors
///
/// [`StartError::NoRuntime`] outside of a tokio runtime.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard::process::{self, Inbox, Mail};
///
/// enum Job { Add(u64), Finish }
///
/// let adder = process::spawn(|mut inbox: Inbox<Job>| async move {
///     let mut total = 0;
///     while let Mail::Message(Job::Add(n)) = inbox.recv().await {
///         total += n;
///     }
///     assert_eq!(total, 5);
/// })?;
/// adder.send(Job::Add(2))?;
/// adder.send(Job::Add(3))?;
/// adder.send(Job::Finish)?;
/// assert!(adder.ended().await.is_normal());
/// # Ok(()) }
/// ```
pub fn spawn<M, F, Fut>(code: F) -> Result<ProcessRef<M>, StartError>
where
    M: Send + 'static,
    F: FnOnce(Inbox<M>) -> Fut + Send + 'static,
    Fut: Future<Output: IntoExit> + Send + 'static,
{
    ProcessOptions::new().spawn(code)
}

/// As [`spawn`], linked with the current process from the first instruction on.
///
/// # Errors
///
/// As [`spawn`].
pub fn spawn_link<M, F, Fut>(code: F) -> Result<ProcessRef<M>, StartError>
where
    M: Send + 'static,
    F: FnOnce(Inbox<M>) -> Fut + Send + 'static,
    Fut: Future<Output: IntoExit> + Send + 'static,
{
    ProcessOptions::new().link(true).spawn(code)
}

/// As [`spawn`], watched by the current process from its first instruction on.
///
/// # Errors
///
/// As [`spawn`], and [`StartError::NotInProcess`] outside of a process.
pub fn spawn_monitor<M, F, Fut>(code: F) -> Result<(ProcessRef<M>, MonitorRef), StartError>
where
    M: Send + 'static,
    F: FnOnce(Inbox<M>) -> Fut + Send + 'static,
    Fut: Future<Output: IntoExit> + Send + 'static,
{
    ProcessOptions::new().spawn_monitor(code)
}

/// The process that holds a name.
#[must_use]
pub fn whereis(name: &str) -> Option<Pid> {
    directory::named(name).map(|process| process.core().pid)
}
