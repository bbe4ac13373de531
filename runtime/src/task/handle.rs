//! The owner's side of a task.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::cell::{self, Birth, TaskCell};
use super::error::TaskError;
use super::many::{AwaitMany, YieldMany};
use super::stream::{ErrorOnly, TaskStream};
use crate::clock;
use crate::process::core::Process;
use crate::process::reply::{AnySlot, Settled, Slot};
use crate::process::{self, ExitReason, IntoExit, Pid, Ring, StartError, directory, wait};

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
    /// `None` when there never was a process.
    cell: Option<Arc<TaskCell>>,
    /// Its outcome was handed out.
    taken: bool,
}

/// Tasks that nobody waits for.
impl Task<()> {
    /// Starts a task that is linked with nobody; a result that is an error is a crash of the task.
    ///
    /// # Errors
    ///
    /// [`StartError::NoRuntime`] outside of a tokio runtime.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::{ExitReason, Task};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let (to, from) = tokio::sync::oneshot::channel();
    /// Task::start(async move { to.send("done").map_err(|_| ExitReason::custom("nobody listens")) })?;
    /// assert_eq!(from.await?, "done");
    /// # Ok(()) }
    /// ```
    pub fn start(code: impl Future<Output: IntoExit> + Send + 'static) -> Result<Pid, StartError> {
        Ok(cell::launch_silent(code, Birth::here())?.core().pid)
    }

    /// As [`start`](Self::start), linked with the current process, if there is one.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    pub fn start_link(
        code: impl Future<Output: IntoExit> + Send + 'static,
    ) -> Result<Pid, StartError> {
        let birth = Birth { link: true, ..Birth::here() };
        Ok(cell::launch_silent(code, birth)?.core().pid)
    }
}

impl<T: Send + 'static> Task<T> {
    /// Starts a task that is linked with the current process, if there is one.
    ///
    /// Outside of a tokio runtime the task is over at once, with
    /// [`NoRuntime`](crate::process::NoRuntime) as the reason.
    pub fn spawn(code: impl Future<Output = T> + Send + 'static) -> Self {
        let slot = Slot::new();
        let birth = Birth { link: true, ..Birth::here() };
        match cell::launch(code, Arc::clone(&slot), birth) {
            Ok(cell) => Self::of(slot, cell),
            Err(error) => Self::over(Settled::Released(error.reason())),
        }
    }

    /// A task that is done already, for where a task is asked for and the value is at hand. There is
    /// no process.
    pub fn completed(value: T) -> Self {
        Self::over(Settled::Reply(value))
    }

    pub(super) fn of(slot: Arc<Slot<T>>, cell: Arc<TaskCell>) -> Self {
        Self { slot, cell: Some(cell), taken: false }
    }

    fn over(outcome: Settled<T>) -> Self {
        let slot = Slot::new();
        slot.settle(outcome);
        Self { slot, cell: None, taken: false }
    }

    /// Waits for the values of several tasks; they come in the order of the tasks. The first that
    /// has no value ends the wait at once, and the others are killed.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::Task;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let tasks = (1..=3).map(|n| Task::spawn(async move { n * n }));
    /// assert_eq!(Task::await_many(tasks).await?, [1, 4, 9]);
    /// # Ok(()) }
    /// ```
    pub fn await_many(tasks: impl IntoIterator<Item = Self>) -> AwaitMany<T> {
        AwaitMany::new(tasks.into_iter().collect())
    }

    /// Waits until several tasks are done, or some of them, or a time is over. Gives an outcome for
    /// each task, in their order; `None` for one that is not done, which may be asked again. One whose
    /// outcome was given is over: ask again without it, or it counts as gone.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::pending;
    /// use std::time::Duration;
    /// use switchboard::{OnTimeout, Task};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() {
    /// let mut tasks = [Task::completed(1), Task::spawn(pending())];
    /// let outcomes = Task::yield_many(&mut tasks)
    ///     .within(Duration::from_millis(1))
    ///     .on_timeout(OnTimeout::Kill)
    ///     .await;
    /// assert_eq!(outcomes, [Some(Ok(1)), None]);
    /// # }
    /// ```
    pub fn yield_many(tasks: &mut [Self]) -> YieldMany<'_, T> {
        YieldMany::new(tasks)
    }

    /// Runs `code` for each item as a task of its own, several at a time, and gives the outcomes as
    /// they are asked for: OTP's `async_stream`.
    ///
    /// A task that crashes takes the process that consumes the stream along, unless that one traps
    /// exits; see [`stream_nolink`](Self::stream_nolink).
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::Task;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut squares = Task::stream(1..=3, |n| async move { n * n }).max_concurrency(2);
    /// let mut total = 0;
    /// while let Some(square) = squares.next().await {
    ///     total += square?;
    /// }
    /// assert_eq!(total, 14);
    /// # Ok(()) }
    /// ```
    pub fn stream<I, F, Fut>(items: I, code: F) -> TaskStream<I::IntoIter, F, T, ErrorOnly>
    where
        I: IntoIterator,
        F: FnMut(I::Item) -> Fut,
        Fut: Future<Output = T> + Send + 'static,
    {
        TaskStream::new(items.into_iter(), code, None, true)
    }

    /// As [`stream`](Self::stream), but a task that crashes is an outcome and nothing else.
    pub fn stream_nolink<I, F, Fut>(items: I, code: F) -> TaskStream<I::IntoIter, F, T, ErrorOnly>
    where
        I: IntoIterator,
        F: FnMut(I::Item) -> Fut,
        Fut: Future<Output = T> + Send + 'static,
    {
        TaskStream::new(items.into_iter(), code, None, false)
    }

    /// Its identity; `None` when it never was a process.
    #[must_use]
    pub fn pid(&self) -> Option<Pid> {
        self.cell.as_ref().map(|cell| cell.core().pid)
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
        self.shut_down(None).await.unwrap_or(Err(TaskError::Timeout))
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
    pub async fn shutdown(mut self, limit: Duration) -> Option<Result<T, TaskError>> {
        self.shut_down(Some(limit)).await
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
    pub async fn kill(mut self) -> Option<Result<T, TaskError>> {
        self.shut_down(None).await
    }

    /// Lets go of the task: gives its outcome if it has one, else lets it run on, without a link,
    /// for nobody.
    ///
    /// # Errors
    ///
    /// [`TaskError::Exited`] when it has ended without a value.
    pub fn ignore(mut self) -> Option<Result<T, TaskError>> {
        self.let_go()
    }

    pub(super) fn let_go(&mut self) -> Option<Result<T, TaskError>> {
        self.unlink();
        self.taken = true;
        match self.slot.leave()? {
            Settled::Reply(value) => Some(Ok(value)),
            other => Some(Err(failure(other))),
        }
    }

    /// Whatever becomes of it, its owner does not hear of it over a link any more.
    fn unlink(&self) {
        if let (Some(cell), Some(me)) = (&self.cell, process::current().and_then(directory::find)) {
            process::unlink_cores(me.core(), cell.core().pid);
        }
    }

    /// Kills it, and does not wait for its end.
    pub(super) fn abandon(&self) {
        self.unlink();
        if let Some(cell) = &self.cell {
            cell.kill();
        }
    }

    /// It ends because its owner wants it to, which is no failure of the owner.
    pub(super) async fn shut_down(
        &mut self,
        limit: Option<Duration>,
    ) -> Option<Result<T, TaskError>> {
        let Some(cell) = self.cell.clone() else {
            return self.let_go();
        };
        if self.taken {
            return Some(Err(TaskError::Exited(ExitReason::NoProc)));
        }
        self.unlink();
        let mut ended = None;
        if let Some(limit) = limit {
            process::exit(cell.core().pid, ExitReason::Shutdown);
            ended = clock::within(limit, cell.core().wait_end()).await;
        }
        let reason = match ended {
            Some(reason) => reason,
            None => {
                cell.kill();
                cell.core().wait_end().await
            }
        };
        // The end can be seen a moment before everybody has been told of it.
        poll_fn(|cx| self.slot.poll_settled(cx)).await;
        self.taken = true;
        let asked = if limit.is_some() { ExitReason::Shutdown } else { ExitReason::Killed };
        match self.slot.leave() {
            Some(Settled::Reply(value)) => Some(Ok(value)),
            _ if reason == asked => None,
            _ => Some(Err(TaskError::Exited(reason))),
        }
    }

    /// Notes that the current process waits for it, while there is something to wait for.
    pub(super) fn wait_edge(&self) -> Result<Option<wait::Waiting>, Ring> {
        let Some(cell) = &self.cell else {
            return Ok(None);
        };
        let slot: Arc<dyn AnySlot> = self.slot.clone();
        wait::begin(process::current(), cell.core().pid, &slot).map(Some)
    }

    pub(crate) fn slot(&self) -> &Slot<T> {
        &self.slot
    }

    /// The outcome of a task that has one.
    pub(crate) fn take(&mut self) -> Result<T, TaskError> {
        self.taken = true;
        match self.slot.leave() {
            Some(Settled::Reply(value)) => Ok(value),
            Some(other) => Err(failure(other)),
            None => Err(TaskError::Exited(ExitReason::NoProc)),
        }
    }

    /// The value, or why there is none.
    async fn outcome(&mut self) -> Result<T, TaskError> {
        let edge = self.wait_edge().map_err(TaskError::Deadlock)?;
        poll_fn(|cx| self.slot.poll_settled(cx)).await;
        drop(edge);
        self.take()
    }
}

/// What an outcome without a value says.
pub(super) fn failure<T>(settled: Settled<T>) -> TaskError {
    match settled {
        Settled::Released(reason) => TaskError::Exited(reason),
        // Nobody but the task's own process settles its slot, and only with a value or its end.
        _ => TaskError::Exited(ExitReason::NoProc),
    }
}

/// Waits for the value, for as long as it takes.
impl<T: Send + 'static> IntoFuture for Task<T> {
    type Output = Result<T, TaskError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(mut self) -> Self::IntoFuture {
        Box::pin(async move { self.outcome().await })
    }
}

/// A result that comes later is for nobody.
impl<T: Send + 'static> Drop for Task<T> {
    fn drop(&mut self) {
        drop(self.slot.leave());
    }
}

impl<T: Send + 'static> fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task").field("pid", &self.pid()).finish_non_exhaustive()
    }
}
