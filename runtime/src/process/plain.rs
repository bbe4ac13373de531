//! A plain process: a future with a mailbox of the user's own message type.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::task::Poll;

use super::cell::Cell;
use super::core::{Core, Process};
use super::current;
use super::error::{CastError, StartError};
use super::exit::{ExitReason, IntoExit};
use super::mailbox::{Entry, Mailbox, Overflow, Refused, Weight};
use super::name::Name;
use super::pid::Pid;
use super::signal::{Down, Exit, Signal};
use super::spawn::launch;
use super::token::Wake;
use super::{directory, links};

/// How many user messages a mailbox takes unless told otherwise.
pub(crate) const DEFAULT_CAPACITY: usize = 65_536;

/// What arrives in the mailbox of a plain process.
#[derive(Debug)]
#[non_exhaustive]
pub enum Mail<M> {
    /// A message.
    Message(M),
    /// An exit signal, when the process traps them.
    Exit(Exit),
    /// The end of a monitored process.
    Down(Down),
}

impl<M> Mail<M> {
    /// The message, if it is one.
    pub fn message(self) -> Option<M> {
        match self {
            Self::Message(message) => Some(message),
            _ => None,
        }
    }
}

enum PlainEntry<M> {
    Message(M),
    Signal(Signal),
}

impl<M> Entry for PlainEntry<M> {
    fn weight(&self) -> Weight {
        match self {
            Self::Message(_) => Weight::Cast,
            Self::Signal(_) => Weight::Control,
        }
    }
}

type PlainCell<M> = Cell<(), PlainEntry<M>>;

impl<M: Send + 'static> Process for PlainCell<M> {
    fn core(&self) -> &Core {
        &self.core
    }

    fn deliver(&self, signal: Signal) {
        // A process that has ended lets it fall.
        if let Ok(Wake::Yes) = self.mailbox.push_control(PlainEntry::Signal(signal), &self.token) {
            self.core.wake();
        }
    }

    fn shut(&self) {
        self.mailbox.stop();
    }

    fn try_release(&self) -> Option<Result<(), ExitReason>> {
        // Its state is its future, which is gone by now.
        Some(Ok(()))
    }

    fn discard_mail(&self) {
        drop(super::guard::drop_each(self.mailbox.close()));
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
        }
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
        let parent = current();
        let core = Core::new(std::any::type_name::<M>(), parent, self.trap_exit);
        let cell = Arc::new(PlainCell::new(core, Mailbox::new(self.capacity, self.overflow)));
        // Nobody but the task ever touches it, and it needs the token only to read its mail.
        drop(cell.first_hold());
        let link = if self.link { parent } else { None };
        let process: Arc<dyn Process> = cell.clone();
        enroll(&process, self.name.as_ref(), link)?;
        let inbox = Inbox { cell: Arc::clone(&cell), batch: VecDeque::new() };
        let run = async move { code(inbox).await.into_exit() };
        if let Err(no_runtime) = launch(Arc::clone(&cell), run) {
            withdraw(&process, link);
            return Err(no_runtime.into());
        }
        Ok(ProcessRef { cell })
    }
}

/// Lists a new process under its pid and name, and links it: all before its first instruction.
pub(crate) fn enroll(
    process: &Arc<dyn Process>,
    name: Option<&Name>,
    link: Option<Pid>,
) -> Result<(), StartError> {
    directory::insert(Arc::clone(process));
    // Listed first, for a registrar knows a process by its pid.
    if let Some(Err(error)) = name.map(|name| name.claim(process)) {
        directory::remove(process.core().pid);
        return Err(error);
    }
    if let Some(parent) = link.and_then(directory::find) {
        links::link_cores(&parent, process.core().pid);
    }
    Ok(())
}

/// Takes a new process back that could not be started.
pub(crate) fn withdraw(process: &Arc<dyn Process>, link: Option<Pid>) {
    let pid = process.core().pid;
    if let Some(parent) = link.and_then(directory::find) {
        parent.core().remove_link(pid);
    }
    directory::release(&**process);
    process.core().holdings.release(pid);
    directory::remove(pid);
    drop(process.core().end(&ExitReason::NoProc));
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

/// The process that holds a name.
#[must_use]
pub fn whereis(name: &str) -> Option<Pid> {
    directory::named(name).map(|process| process.core().pid)
}

/// The mailbox of a plain process, in the hands of its own code.
pub struct Inbox<M: Send + 'static> {
    cell: Arc<PlainCell<M>>,
    batch: VecDeque<PlainEntry<M>>,
}

impl<M: Send + 'static> Inbox<M> {
    /// The process itself.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.cell.core.pid
    }

    /// An address of the process itself.
    #[must_use]
    pub fn self_ref(&self) -> ProcessRef<M> {
        ProcessRef { cell: Arc::clone(&self.cell) }
    }

    /// Waits for the next arrival. The mailbox never ends: a process outlives its references.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn recv(&mut self) -> Mail<M> {
        tokio::task::consume_budget().await;
        std::future::poll_fn(|_| match self.next() {
            Some(PlainEntry::Message(message)) => {
                self.cell.mailbox.taken();
                Poll::Ready(Mail::Message(message))
            }
            Some(PlainEntry::Signal(Signal::Exit(exit))) => Poll::Ready(Mail::Exit(exit)),
            Some(PlainEntry::Signal(Signal::Down(down))) => Poll::Ready(Mail::Down(down)),
            // Idle timeouts are set by servers only.
            Some(PlainEntry::Signal(Signal::Timeout(_))) | None => Poll::Pending,
        })
        .await
    }

    /// Waits for the next message and drops exits and downs that come before it.
    ///
    /// # Cancel safety
    ///
    /// No message is lost when the future is dropped.
    pub async fn message(&mut self) -> M {
        loop {
            if let Mail::Message(message) = self.recv().await {
                return message;
            }
        }
    }

    fn next(&mut self) -> Option<PlainEntry<M>> {
        if self.batch.is_empty()
            && let Some(mut held) = self.cell.hold_if_work()
        {
            held.drain(&mut self.batch);
        }
        self.batch.pop_front()
    }
}

/// Two messages whose destructors panic must not end the program.
impl<M: Send + 'static> Drop for Inbox<M> {
    fn drop(&mut self) {
        drop(super::guard::drop_each(self.batch.drain(..)));
    }
}

impl<M: Send + 'static> fmt::Debug for Inbox<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").field("pid", &self.pid()).finish_non_exhaustive()
    }
}

/// The address of a plain process.
pub struct ProcessRef<M: Send + 'static> {
    cell: Arc<PlainCell<M>>,
}

impl<M: Send + 'static> ProcessRef<M> {
    /// Its identity.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.cell.core.pid
    }

    /// Sends a message. A process that has ended lets it fall, as in Erlang.
    ///
    /// # Errors
    ///
    /// [`CastError::Full`] gives the message back when the mailbox takes no more.
    pub fn send(&self, message: M) -> Result<(), CastError<M>> {
        match self.cell.mailbox.push(PlainEntry::Message(message), &self.cell.token) {
            Ok(Wake::Yes) => self.cell.core.wake(),
            Ok(Wake::No)
            | Err(
                Refused::Closed(_)
                | Refused::Stopping(_)
                // What was pushed comes back, and that was a message.
                | Refused::Full(PlainEntry::Signal(_)),
            ) => {}
            Err(Refused::Full(PlainEntry::Message(message))) => {
                return Err(CastError::Full(message));
            }
        }
        Ok(())
    }

    /// Sends an exit signal; see [`exit`](links::exit).
    pub fn exit(&self, reason: ExitReason) {
        links::exit(self.pid(), reason);
    }

    /// Whether the process runs and has not begun to end.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.cell.core.is_alive()
    }

    /// Waits for the end of the process and gives its reason.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn ended(&self) -> ExitReason {
        self.cell.core.wait_end().await
    }
}

impl<M: Send + 'static> Clone for ProcessRef<M> {
    fn clone(&self) -> Self {
        Self { cell: Arc::clone(&self.cell) }
    }
}

impl<M: Send + 'static> fmt::Debug for ProcessRef<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessRef").field("pid", &self.pid()).finish_non_exhaustive()
    }
}
