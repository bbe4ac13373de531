//! Faults on purpose: a server that crashes, dawdles or loses a message when a test says so.

use std::ops::ControlFlow;
use std::time::Duration;

use crate::clock;
use crate::gen_server::{GenServer, ServerEntry, ServerRef};
use crate::process::{ExitReason, guard};
use crate::sys::{Sys, SysError};

/// Prepares a fault of a server: at its next message, unless [`nth`](Fault::nth) or
/// [`on`](Fault::on) says otherwise.
///
/// Messages are what the server handles: calls, casts, infos that somebody sends and schedules, counted
/// from now; exits, downs, timeouts and `continue_with` are not among them. It is the incarnation of
/// right now that fails; one that is started anew is sound. As long as a fault waits for its message,
/// calls go through the mailbox.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use switchboard::prelude::*;
/// use switchboard::testing::{expect_down, fault};
///
/// #[derive(GenServer, Default)]
/// struct Counter { total: u64 }
///
/// #[gen_server]
/// impl Counter {
///     #[call]
///     fn add(&mut self, by: u64) -> u64 { self.total += by; self.total }
/// }
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let counter = Counter::start().await?;
/// fault(counter.server()).on("add").nth(2).crash().await?;
/// assert_eq!(counter.add(1).await?, 1);
/// assert!(matches!(counter.add(1).await, Err(CallError::Exited { .. })));
/// expect_down(counter.server(), Duration::from_secs(1)).await;
/// # Ok(()) }
/// ```
pub fn fault<S: GenServer>(server: &ServerRef<S>) -> Fault<'_, S> {
    Fault { server, on: None, nth: 1 }
}

/// A fault that is being prepared; see [`fault`].
#[derive(Debug)]
#[must_use = "it does nothing until it is told what is to happen"]
pub struct Fault<'a, S: GenServer> {
    server: &'a ServerRef<S>,
    on: Option<&'static str>,
    nth: u32,
}

impl<S: GenServer> Fault<'_, S> {
    /// Counts only messages of this name: that of the handler, or `every` for the runs of schedules.
    pub fn on(mut self, message: &'static str) -> Self {
        self.on = Some(message);
        self
    }

    /// Which message it is, counted from one.
    pub fn nth(mut self, n: u32) -> Self {
        self.nth = n.max(1);
        self
    }

    /// The server panics in place of handling the message.
    ///
    /// # Errors
    ///
    /// As a request of [`Sys`].
    ///
    /// # Cancel safety
    ///
    /// The fault stays when the future is dropped.
    pub async fn crash(self) -> Result<(), SysError> {
        self.set(Kind::Crash).await
    }

    /// The server waits before it handles the message, as if the handler took so long.
    ///
    /// # Errors
    ///
    /// As a request of [`Sys`].
    ///
    /// # Cancel safety
    ///
    /// The fault stays when the future is dropped.
    pub async fn delay(self, by: Duration) -> Result<(), SysError> {
        self.set(Kind::Delay(by)).await
    }

    /// The server drops the message unhandled; who calls gets
    /// [`CallError::NoReply`](crate::CallError::NoReply).
    ///
    /// # Errors
    ///
    /// As a request of [`Sys`].
    ///
    /// # Cancel safety
    ///
    /// The fault stays when the future is dropped.
    pub async fn lose(self) -> Result<(), SysError> {
        self.set(Kind::Lose).await
    }

    async fn set(self, kind: Kind) -> Result<(), SysError> {
        let plan = Plan { on: self.on, left: self.nth, kind };
        Sys::new(self.server).add_fault(plan).await
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Crash,
    Delay(Duration),
    Lose,
}

/// A fault that waits for its message.
#[derive(Debug)]
pub(crate) struct Plan {
    on: Option<&'static str>,
    left: u32,
    kind: Kind,
}

/// The faults that wait in one server.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Plan>);

impl Faults {
    pub(crate) fn add(&mut self, plan: Plan) {
        self.0.push(plan);
    }

    /// Whether one waits.
    pub(crate) fn any(&self) -> bool {
        !self.0.is_empty()
    }

    /// Counts a message, and takes out the faults that it is for.
    pub(crate) fn meet<S: GenServer>(&mut self, entry: &ServerEntry<S>) -> Due {
        let message = match entry {
            ServerEntry::Sys(_)
            | ServerEntry::Stop(_)
            | ServerEntry::Idle(_)
            | ServerEntry::Signal(_) => return Due(Vec::new()),
            entry => entry.name(),
        };
        for plan in self.0.iter_mut().filter(|plan| plan.on.is_none_or(|on| on == message)) {
            plan.left -= 1;
        }
        Due(self.0.extract_if(.., |plan| plan.left == 0).map(|plan| plan.kind).collect())
    }
}

/// A message that goes down with a panic, which its destructor must not make two of.
struct Falling<S: GenServer>(Option<ServerEntry<S>>);

impl<S: GenServer> Drop for Falling<S> {
    fn drop(&mut self) {
        drop(guard::drop_each(self.0.take()));
    }
}

/// What is to happen now.
pub(crate) struct Due(Vec<Kind>);

impl Due {
    /// Lets it happen; breaks with a panic, or gives the message back if it is still to be handled.
    pub(crate) async fn strike<S: GenServer>(
        self,
        entry: ServerEntry<S>,
    ) -> ControlFlow<ExitReason, Option<ServerEntry<S>>> {
        let mut entry = Some(entry);
        for kind in self.0 {
            match kind {
                Kind::Delay(by) => clock::Timer::new(by).await,
                Kind::Lose => drop(guard::drop_each(entry.take())),
                Kind::Crash => {
                    let crash = || {
                        // It goes down with the handler, so that its caller hears of a crash.
                        let message = Falling(entry.take());
                        let name = message.0.as_ref().map_or("a lost message", ServerEntry::name);
                        panic!("a fault of the test, at `{name}`")
                    };
                    let panic: Result<(), _> = guard::catch(crash);
                    if let Err(reason) = panic {
                        return ControlFlow::Break(reason);
                    }
                }
            }
        }
        ControlFlow::Continue(entry)
    }
}
