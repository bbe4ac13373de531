//! The owner's side of a task.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::cell;
use super::error::TaskError;
use crate::clock;
use crate::process::core::Process;
use crate::process::reply::{AnySlot, Settled, Slot};
use crate::process::{self, ExitReason, Pid, StartError, directory, wait};

/// A process that computes one value, in the hands of its owner.
///
/// A task is linked with the process that spawned it: if it crashes, so does an owner that does not
/// trap exits, whether it awaits the task or not; if the owner ends abnormally, so does the task. An
/// owner that is no process has no link, and learns of a crash when it awaits.
///
/// Dropping the handle leaves the task alone; its value is dropped.
///
/// # Examples
///
/// ```
/// use switchboard::Task;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let (a, b) = (Task::spawn(async { 20 }), Task::spawn(async { 22 }));
/// assert_eq!(a.await? + b.await?, 42);
/// # Ok(()) }
/// ```
#[must_use = "a task's value is lost when nobody awaits it"]
pub struct Task<T: Send + 'static> {
    slot: Arc<Slot<T>>,
    process: Result<Arc<dyn Process>, StartError>,
}

impl<T: Send + 'static> Task<T> {
    /// Starts a task that is linked with the current process, if there is one.
    ///
    /// Outside of a tokio runtime the task is over at once, with
    /// [`NoRuntime`](crate::process::NoRuntime) as the reason.
    pub fn spawn(code: impl Future<Output = T> + Send + 'static) -> Self {
        let slot = Slot::new();
        let me = process::current();
        let process = cell::launch(code, Arc::clone(&slot), me, me);
        Self { slot, process: process.map(|cell| cell as Arc<dyn Process>) }
    }

    pub(super) fn of(slot: Arc<Slot<T>>, process: Arc<dyn Process>) -> Self {
        Self { slot, process: Ok(process) }
    }

    /// Its identity; `None` when it could not be started.
    #[must_use]
    pub fn pid(&self) -> Option<Pid> {
        self.process.as_ref().ok().map(|process| process.core().pid)
    }

    /// Waits for the value, but not longer than `limit`; then the task is killed.
    ///
    /// # Errors
    ///
    /// [`TaskError`] when there is no value.
    ///
    /// # Cancel safety
    ///
    /// The task goes on when the future is dropped; its value is lost.
    pub async fn within(mut self, limit: Duration) -> Result<T, TaskError> {
        if let Some(outcome) = self.yield_within(limit).await {
            return outcome;
        }
        self.shutdown_with(None).await.unwrap_or(Err(TaskError::Timeout))
    }

    /// Waits for the value for a while; `None` when there is none yet. Can be asked again.
    ///
    /// # Errors
    ///
    /// [`TaskError`] when there will be no value.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn yield_within(&mut self, limit: Duration) -> Option<Result<T, TaskError>> {
        clock::within(limit, self.outcome()).await
    }

    /// Asks the task to end, and kills it when it takes longer than `limit`. Gives its outcome if
    /// it had one before, and `None` when it ended as it was asked to.
    ///
    /// # Errors
    ///
    /// [`TaskError::Exited`] when it had ended by itself, or had to be killed.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn shutdown(self, limit: Duration) -> Option<Result<T, TaskError>> {
        self.shutdown_with(Some(limit)).await
    }

    /// Kills the task; otherwise as [`shutdown`](Self::shutdown).
    ///
    /// # Errors
    ///
    /// [`TaskError::Exited`] when it had ended by itself.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn kill(self) -> Option<Result<T, TaskError>> {
        self.shutdown_with(None).await
    }

    async fn shutdown_with(self, limit: Option<Duration>) -> Option<Result<T, TaskError>> {
        let process = match &self.process {
            Ok(process) => process,
            Err(error) => return Some(Err(TaskError::Exited(error.reason()))),
        };
        // It ends because its owner wants it to, which is no failure of the owner.
        if let Some(me) = process::current().and_then(directory::find) {
            process::unlink_cores(me.core(), process.core().pid);
        }
        let mut asked = ExitReason::Shutdown;
        let mut ended = None;
        if let Some(limit) = limit {
            process::exit(process.core().pid, ExitReason::Shutdown);
            ended = clock::within(limit, process.core().wait_end()).await;
        }
        let reason = match ended {
            Some(reason) => reason,
            None => {
                if limit.is_none() {
                    asked = ExitReason::Killed;
                }
                process.core().condemn(ExitReason::Killed);
                process.core().wait_end().await
            }
        };
        match self.slot.leave() {
            Some(Settled::Reply(value)) => Some(Ok(value)),
            _ if reason == asked => None,
            _ => Some(Err(TaskError::Exited(reason))),
        }
    }

    /// The value, or why there is none.
    async fn outcome(&self) -> Result<T, TaskError> {
        let process = match &self.process {
            Ok(process) => process,
            Err(error) => return Err(TaskError::Exited(error.reason())),
        };
        let slot: Arc<dyn AnySlot> = self.slot.clone();
        let edge = wait::begin(process::current(), process.core().pid, &slot)
            .map_err(TaskError::Deadlock)?;
        let settled = poll_fn(|cx| self.slot.poll(cx)).await;
        drop(edge);
        match settled {
            Settled::Reply(value) => Ok(value),
            _ => Err(TaskError::Exited(process.core().wait_end().await)),
        }
    }
}

/// Waits for the value, for as long as it takes.
impl<T: Send + 'static> IntoFuture for Task<T> {
    type Output = Result<T, TaskError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.outcome().await })
    }
}

impl<T: Send + 'static> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").field("pid", &self.pid()).finish_non_exhaustive()
    }
}
