//! Waiting for several tasks at once.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::bell::Bells;
use super::error::TaskError;
use super::handle::Task;
use crate::clock;
use crate::process::Ring;

/// What becomes of the tasks that are not done when [`Task::yield_many`]'s time is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnTimeout {
    /// They go on, and may be asked again.
    #[default]
    Nothing,
    /// They are killed.
    Kill,
    /// They go on without a link, and their results are dropped; see [`Task::ignore`].
    Ignore,
}

type Outcome<T> = Result<T, TaskError>;

/// A wait for all of several tasks; [`Task::await_many`] makes it.
///
/// # Errors
///
/// [`TaskError`] of the first task that has no value; the others are killed then.
///
/// # Cancel safety
///
/// The tasks go on when the future is dropped; their values are lost.
#[must_use = "nothing is awaited until this is"]
pub struct AwaitMany<T: Send + 'static> {
    tasks: Vec<Task<T>>,
    limit: Duration,
}

impl<T: Send + 'static> AwaitMany<T> {
    pub(super) fn new(tasks: Vec<Task<T>>) -> Self {
        Self { tasks, limit: Duration::MAX }
    }

    /// How long to wait at most; then all that are not done are killed, and the outcome is
    /// [`TaskError::Timeout`].
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    async fn all(mut self) -> Result<Vec<T>, TaskError> {
        let mut values: Vec<Option<T>> = self.tasks.iter().map(|_| None).collect();
        let mut failed = None;
        let gathered = gather(&mut self.tasks, true, |at, task, ring| {
            match ring.map_or_else(|| task.take(), |ring| Err(TaskError::Deadlock(ring))) {
                Ok(value) => values[at] = Some(value),
                Err(error) => failed = Some(error),
            }
            failed.is_some()
        });
        let in_time = clock::within(self.limit, gathered).await.is_some();
        if let Some(error) = failed.or((!in_time).then_some(TaskError::Timeout)) {
            self.tasks.iter().for_each(Task::abandon);
            return Err(error);
        }
        Ok(values.into_iter().flatten().collect())
    }
}

impl<T: Send + 'static> IntoFuture for AwaitMany<T> {
    type Output = Result<Vec<T>, TaskError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.all())
    }
}

impl<T: Send + 'static> fmt::Debug for AwaitMany<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwaitMany").field("tasks", &self.tasks).finish_non_exhaustive()
    }
}

/// A wait for some of several tasks; [`Task::yield_many`] makes it.
///
/// # Cancel safety
///
/// Nothing is lost when the future is dropped, unless it was just killing tasks.
#[must_use = "nothing is awaited until this is"]
pub struct YieldMany<'a, T: Send + 'static> {
    tasks: &'a mut [Task<T>],
    enough: usize,
    limit: Duration,
    on_timeout: OnTimeout,
}

impl<'a, T: Send + 'static> YieldMany<'a, T> {
    pub(super) fn new(tasks: &'a mut [Task<T>]) -> Self {
        Self { tasks, enough: usize::MAX, limit: Duration::MAX, on_timeout: OnTimeout::Nothing }
    }

    /// How long to wait at most; the default is for ever.
    pub fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// How many outcomes are enough, one at least; the default is all.
    pub fn limit(mut self, outcomes: usize) -> Self {
        self.enough = outcomes.max(1);
        self
    }

    /// What becomes of the tasks that are not done when the time is over, but not when enough are.
    pub fn on_timeout(mut self, on_timeout: OnTimeout) -> Self {
        self.on_timeout = on_timeout;
        self
    }

    async fn some(self) -> Vec<Option<Outcome<T>>> {
        let Self { tasks, mut enough, limit, on_timeout } = self;
        // Outcomes stay with their tasks until the end, so that a dropped wait loses none.
        let mut done: Vec<Option<Option<Ring>>> = tasks.iter().map(|_| None).collect();
        // A wait for any of many is no ring.
        let all = enough >= tasks.len();
        let gathered = gather(tasks, all, |at, _, ring| {
            done[at] = Some(ring);
            enough = enough.saturating_sub(1);
            enough == 0
        });
        let in_time = clock::within(limit, gathered).await.is_some();
        let mut outcomes = Vec::with_capacity(done.len());
        if !in_time && on_timeout == OnTimeout::Kill {
            // All at once, so that they end side by side.
            for (task, _) in tasks.iter().zip(&done).filter(|(_, done)| done.is_none()) {
                task.abandon();
            }
        }
        for (task, done) in tasks.iter_mut().zip(done) {
            outcomes.push(match (done, in_time, on_timeout) {
                (Some(Some(ring)), ..) => Some(Err(TaskError::Deadlock(ring))),
                (Some(None), ..) => Some(task.take()),
                (None, false, OnTimeout::Kill) => task.shut_down(None).await,
                (None, false, OnTimeout::Ignore) => task.let_go(),
                (None, ..) => None,
            });
        }
        outcomes
    }
}

impl<'a, T: Send + 'static> IntoFuture for YieldMany<'a, T> {
    type Output = Vec<Option<Outcome<T>>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.some())
    }
}

impl<T: Send + 'static> fmt::Debug for YieldMany<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("YieldMany").field("tasks", &self.tasks).finish_non_exhaustive()
    }
}

/// Hands each task that is done to `done`, as they are done, until that says that it is enough. A
/// task that waits for the current process comes with the ring.
async fn gather<T: Send + 'static>(
    tasks: &mut [Task<T>],
    all: bool,
    mut done: impl FnMut(usize, &mut Task<T>, Option<Ring>) -> bool,
) {
    let mut edges = Vec::with_capacity(tasks.len());
    let mut open = Vec::with_capacity(tasks.len());
    for (at, task) in tasks.iter_mut().enumerate() {
        let edge = if all { task.wait_edge() } else { Ok(None) };
        match edge {
            Ok(edge) => {
                edges.push(edge);
                open.push(at as u64);
            }
            Err(ring) => {
                edges.push(None);
                if done(at, task, Some(ring)) {
                    return;
                }
            }
        }
    }
    let bells = Bells::new();
    let mut left = open.len();
    for at in open {
        bells.ring(at);
    }
    while left > 0 {
        let at = poll_fn(|cx| poll_next(tasks, &bells, cx)).await;
        left -= 1;
        edges[at] = None;
        if done(at, &mut tasks[at], None) {
            return;
        }
    }
}

fn poll_next<T: Send + 'static>(
    tasks: &[Task<T>],
    bells: &std::sync::Arc<Bells>,
    cx: &Context<'_>,
) -> Poll<usize> {
    loop {
        let at = ready!(bells.poll(cx));
        let index = usize::try_from(at).unwrap_or(usize::MAX);
        let bell = bells.bell(at);
        if tasks[index].slot().poll_settled(&Context::from_waker(&bell)).is_ready() {
            return Poll::Ready(index);
        }
    }
}
