//! `TaskStream`: a task for each item, several at a time, outcomes as they are asked for.

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::num::NonZeroUsize;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use super::cell::{self, Birth, TaskCell};
use super::error::TaskError;
use super::flock::{Done, Flock};
use super::supervisor::TaskSupervisor;
use crate::process::reply::Slot;
use crate::process::wait::Waiting;
use crate::process::{self, StartError};

/// How long each task of a stream may take unless told otherwise, as in Elixir.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);

/// What a stream keeps of an item whose task runs.
#[doc(hidden)]
pub trait KeepInput<Item> {
    /// What is kept.
    type Kept;
    /// What stands for a task without a value.
    type Error;

    /// Keeps what is needed.
    fn keep(item: &Item) -> Self::Kept;
    /// Says why there is no value.
    fn error(kept: Self::Kept, error: TaskError) -> Self::Error;
}

/// Keeps nothing of an item: an outcome without a value is a [`TaskError`].
#[derive(Clone, Copy, Debug)]
pub struct ErrorOnly;

impl<Item> KeepInput<Item> for ErrorOnly {
    type Kept = ();
    type Error = TaskError;

    fn keep(_item: &Item) {}

    fn error((): (), error: TaskError) -> TaskError {
        error
    }
}

/// Keeps a copy of an item: an outcome without a value is the item and a [`TaskError`].
#[derive(Clone, Copy, Debug)]
pub struct WithInput;

impl<Item: Clone> KeepInput<Item> for WithInput {
    type Kept = Item;
    type Error = (Item, TaskError);

    fn keep(item: &Item) -> Item {
        item.clone()
    }

    fn error(kept: Item, error: TaskError) -> (Item, TaskError) {
        (kept, error)
    }
}

/// A start that a supervisor has been asked for.
type Starting = Pin<Box<dyn Future<Output = Result<Arc<TaskCell>, StartError>> + Send>>;

/// Tasks for the items of an iterator, several at a time; [`Task::stream`](crate::Task::stream) and
/// [`TaskSupervisor::stream`] make it.
///
/// It is lazy: an item is taken, and its task started, when the stream is asked for an outcome and
/// there is room. It runs in whichever process asks. An outcome is the task's value, or why there
/// is none. A task that is too slow is killed and ends the stream: the others are killed as well,
/// and when they have ended, [`TaskError::Timeout`] is the last outcome; see
/// [`kill_on_timeout`](Self::kill_on_timeout). So does one that cannot be started.
///
/// Dropping the stream kills the tasks that still run; [`close`](Self::close) waits for their ends
/// too.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use switchboard::Task;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let mut lengths = Task::stream_nolink(["one", "", "three"], |word| async move {
///     assert!(!word.is_empty());
///     word.len()
/// })
/// .max_concurrency(2)
/// .timeout(Duration::from_secs(1))
/// .zip_input_on_exit();
/// assert_eq!(lengths.next().await, Some(Ok(3)));
/// assert!(matches!(lengths.next().await, Some(Err(("", _)))));
/// assert_eq!(lengths.next().await, Some(Ok(5)));
/// assert_eq!(lengths.next().await, None);
/// # }
/// ```
#[must_use = "a stream does nothing until it is asked for an outcome"]
pub struct TaskStream<I: Iterator, F, T: Send + 'static, K: KeepInput<I::Item> = ErrorOnly> {
    /// Dropped when it has no more items, or none are wanted.
    items: Option<I>,
    code: F,
    supervisor: Option<TaskSupervisor>,
    /// Whether a task that crashes takes the consumer along.
    linked: bool,
    options: Options,
    next_item: u64,
    next_outcome: u64,
    flock: Flock<T, K::Kept>,
    /// Outcomes that are early, in an ordered stream.
    early: BTreeMap<u64, Result<T, K::Error>>,
    starting: Option<Begun<T, K::Kept>>,
    /// The outcome that ends the stream once all tasks have ended.
    last: Option<K::Error>,
    keep: PhantomData<fn() -> K>,
}

struct Begun<T, K> {
    start: Starting,
    slot: Arc<Slot<T>>,
    kept: K,
}

#[derive(Clone, Copy)]
struct Options {
    max_concurrency: usize,
    ordered: bool,
    timeout: Duration,
    kill_on_timeout: bool,
}

impl<I, F, T> TaskStream<I, F, T, ErrorOnly>
where
    I: Iterator,
    T: Send + 'static,
{
    pub(super) fn new(items: I, code: F, supervisor: Option<TaskSupervisor>, linked: bool) -> Self {
        let options = Options {
            max_concurrency: std::thread::available_parallelism().map_or(1, NonZeroUsize::get),
            ordered: true,
            timeout: DEFAULT_TIMEOUT,
            kill_on_timeout: false,
        };
        Self::with(items, code, supervisor, linked, options)
    }

    /// Gives the item along with the error when its task has no value.
    ///
    /// # Panics
    ///
    /// When the stream has been asked for an outcome already.
    #[track_caller]
    pub fn zip_input_on_exit(self) -> TaskStream<I, F, T, WithInput>
    where
        I::Item: Clone,
    {
        let begun = self.next_item > 0 || self.starting.is_some();
        let items = self.items.filter(|_| !begun);
        let items = items.expect("`zip_input_on_exit` comes before the first outcome");
        TaskStream::with(items, self.code, self.supervisor, self.linked, self.options)
    }
}

impl<I, F, T, K> TaskStream<I, F, T, K>
where
    I: Iterator,
    T: Send + 'static,
    K: KeepInput<I::Item>,
{
    fn with(
        items: I,
        code: F,
        supervisor: Option<TaskSupervisor>,
        linked: bool,
        options: Options,
    ) -> Self {
        Self {
            items: Some(items),
            code,
            supervisor,
            linked,
            options,
            next_item: 0,
            next_outcome: 0,
            flock: Flock::new(),
            early: BTreeMap::new(),
            starting: None,
            last: None,
            keep: PhantomData,
        }
    }

    /// How many tasks run at a time; the default is the number of processors. An outcome that waits
    /// for an earlier one counts.
    ///
    /// # Panics
    ///
    /// When `tasks` is zero.
    #[track_caller]
    pub fn max_concurrency(mut self, tasks: usize) -> Self {
        assert!(tasks > 0, "`max_concurrency` must be at least 1");
        self.options.max_concurrency = tasks;
        self
    }

    /// Whether outcomes come in the order of the items, which is the default, or as they are there.
    pub fn ordered(mut self, ordered: bool) -> Self {
        self.options.ordered = ordered;
        self
    }

    /// How long each task may take from its start; five seconds is the default.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = timeout;
        self
    }

    /// Whether a task that is too slow leaves the others alone, instead of ending the stream.
    pub fn kill_on_timeout(mut self, kill: bool) -> Self {
        self.options.kill_on_timeout = kill;
        self
    }

    /// Kills the tasks that still run, and waits for their ends.
    ///
    /// # Cancel safety
    ///
    /// The tasks are killed all the same when the future is dropped.
    pub async fn close(mut self) {
        self.items = None;
        self.flock.kill();
        if let Some(begun) = self.starting.take()
            && let Ok(cell) = begun.start.await
        {
            self.flock.add(self.next_item, cell, begun.slot, begun.kept);
        }
        self.flock.close().await;
    }

    fn in_flight(&self) -> usize {
        self.flock.len() + self.early.len()
    }

    /// Ends the stream: no more items, no more tasks, and one last outcome.
    fn fail(&mut self, kept: K::Kept, error: TaskError) {
        self.items = None;
        self.starting = None;
        self.early.clear();
        self.flock.kill();
        self.last = Some(K::error(kept, error));
    }
}

impl<I, F, Fut, T, K> TaskStream<I, F, T, K>
where
    I: Iterator,
    F: FnMut(I::Item) -> Fut,
    Fut: Future<Output = T> + Send + 'static,
    T: Send + 'static,
    K: KeepInput<I::Item>,
{
    /// Waits for the next outcome; `None` when there are no more.
    ///
    /// # Errors
    ///
    /// [`TaskError`] when the task has no value.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped, and the tasks go on; dropping the stream kills
    /// them.
    pub async fn next(&mut self) -> Option<Result<T, K::Error>> {
        let mut asked = None;
        poll_fn(|cx| {
            loop {
                let poll = self.poll(cx);
                if poll.is_ready() || !self.wait_for_head(&mut asked) {
                    return poll;
                }
            }
        })
        .await
    }

    /// Notes that the current process waits for the one task whose turn it is, while it does; `true`
    /// when that task waits for the current process, and its outcome is that.
    fn wait_for_head(&mut self, asked: &mut Option<(u64, Waiting)>) -> bool {
        let head = self.next_outcome;
        // Without order any task will do, and a wait for any of many is no ring.
        if !self.options.ordered || asked.as_ref().is_some_and(|(at, _)| *at == head) {
            return false;
        }
        *asked = None;
        match self.flock.wait_for(head) {
            Ok(edge) => {
                *asked = edge.map(|edge| (head, edge));
                false
            }
            Err((kept, ring)) => {
                self.early.insert(head, Err(K::error(kept, TaskError::Deadlock(ring))));
                true
            }
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, K::Error>>> {
        loop {
            self.fill(cx);
            if self.last.is_some() && self.flock.len() == 0 {
                return Poll::Ready(self.last.take().map(Err));
            }
            if let Some(outcome) = self.early.remove(&self.next_outcome) {
                self.next_outcome += 1;
                return Poll::Ready(Some(outcome));
            }
            if self.items.is_none() && self.starting.is_none() && self.flock.len() == 0 {
                return Poll::Ready(None);
            }
            let Poll::Ready(done) = self.flock.poll_done(cx) else {
                return Poll::Pending;
            };
            if let Some(outcome) = self.sort(done) {
                return Poll::Ready(Some(outcome));
            }
        }
    }

    /// What becomes of an outcome; it is given back if its turn has come whatever the order.
    fn sort(&mut self, done: Done<T, K::Kept>) -> Option<Result<T, K::Error>> {
        let Done { at, kept, outcome } = done;
        if self.last.is_some() {
            return None;
        }
        if matches!(outcome, Err(TaskError::Timeout)) && !self.options.kill_on_timeout {
            self.fail(kept, TaskError::Timeout);
            return None;
        }
        let outcome = outcome.map_err(|error| K::error(kept, error));
        if !self.options.ordered {
            return Some(outcome);
        }
        self.early.insert(at, outcome);
        None
    }

    /// Starts tasks as long as there is room and there are items.
    fn fill(&mut self, cx: &mut Context<'_>) {
        loop {
            if let Some(begun) = &mut self.starting {
                let Poll::Ready(started) = begun.start.as_mut().poll(cx) else {
                    return;
                };
                let Some(Begun { slot, kept, .. }) = self.starting.take() else {
                    return;
                };
                self.started(started, slot, kept);
            }
            if self.in_flight() >= self.options.max_concurrency {
                return;
            }
            let Some(items) = &mut self.items else {
                return;
            };
            let Some(item) = items.next() else {
                self.items = None;
                return;
            };
            self.start(item);
        }
    }

    fn start(&mut self, item: I::Item) {
        let kept = K::keep(&item);
        let code = (self.code)(item);
        let slot = Slot::new();
        let birth = Birth {
            heir: process::current().filter(|_| self.linked),
            limit: Some(self.options.timeout),
            ..Birth::here()
        };
        let to = Arc::clone(&slot);
        match self.supervisor.clone() {
            None => {
                let started = cell::launch_late(code, to, birth);
                self.started(started, slot, kept);
            }
            Some(supervisor) => {
                let start = Box::pin(async move {
                    let owner = birth.owner;
                    supervisor
                        .launch(owner, move || cell::launch_late(code, to, birth.of_parent()))
                        .await
                });
                self.starting = Some(Begun { start, slot, kept });
            }
        }
    }

    fn started(
        &mut self,
        started: Result<Arc<TaskCell>, StartError>,
        slot: Arc<Slot<T>>,
        kept: K::Kept,
    ) {
        match started {
            Ok(cell) => {
                self.flock.add(self.next_item, cell, slot, kept);
                self.next_item += 1;
            }
            Err(error) => self.fail(kept, TaskError::Exited(error.reason())),
        }
    }
}

/// Nothing in it is ever pinned in place.
impl<I: Iterator, F, T: Send + 'static, K: KeepInput<I::Item>> Unpin for TaskStream<I, F, T, K> {}

impl<I, F, Fut, T, K> Stream for TaskStream<I, F, T, K>
where
    I: Iterator,
    F: FnMut(I::Item) -> Fut,
    Fut: Future<Output = T> + Send + 'static,
    T: Send + 'static,
    K: KeepInput<I::Item>,
{
    type Item = Result<T, K::Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(cx)
    }
}

impl<I: Iterator, F, T: Send + 'static, K: KeepInput<I::Item>> fmt::Debug
    for TaskStream<I, F, T, K>
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskStream").field("running", &self.flock.len()).finish_non_exhaustive()
    }
}
