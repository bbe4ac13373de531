//! A subscription as a stream, for code that is no process.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::oneshot;

use super::error::PubSubError;
use super::queue::{Lagged, OnLag, Queue};
use super::subscribe::{Link, Metadata, enter};
use super::{PubSub, Topics};
use crate::process::{Inbox, Pid, ProcessOptions, directory};

/// How much may wait for the reader of a stream, unless told otherwise.
const DEFAULT_CAPACITY: usize = 1024;

/// The bound of a stream, and what becomes of messages beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct StreamOptions {
    capacity: usize,
    on_lag: OnLag,
}

impl StreamOptions {
    /// 1,024 messages may wait; then the oldest makes room.
    pub const fn new() -> Self {
        Self { capacity: DEFAULT_CAPACITY, on_lag: OnLag::DropOldest }
    }

    /// How many messages may wait for the reader; at least one.
    pub const fn capacity(mut self, messages: usize) -> Self {
        self.capacity = messages;
        self
    }

    /// What becomes of messages beyond that.
    pub const fn on_lag(mut self, on_lag: OnLag) -> Self {
        self.on_lag = on_lag;
        self
    }
}

impl Default for StreamOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// The messages of a topic, as a stream. It ends when the pubsub stops; the subscription ends when this
/// is dropped.
///
/// A place where messages are lost because the reader did not keep up is an item of its own:
/// [`Lagged`], with their number.
#[must_use = "the subscription ends when it is dropped"]
pub struct Subscription<M: Clone + Send + 'static> {
    topics: Topics<M>,
    topic: Arc<str>,
    pid: Pid,
    queue: Arc<Queue<M>>,
    /// Lets the process that stands for this end.
    _alive: oneshot::Sender<()>,
}

/// What the process that stands for a stream would be sent; it never is.
struct Nothing;

/// Closes the queue when its process ends, whatever the reason.
struct Closing<M>(Arc<Queue<M>>);

impl<M> Drop for Closing<M> {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl<M: Clone + Send + 'static> PubSub<M> {
    /// Subscribes to a topic, from anywhere.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`]; [`PubSubError::NoRuntime`] outside of a tokio runtime.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::PubSub;
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let news = PubSub::spec().start().await?;
    /// let mut all = news.stream("weather")?;
    /// news.broadcast("weather", "rain")?;
    /// assert_eq!(all.recv().await, Some(Ok("rain")));
    /// # Ok(()) }
    /// ```
    pub fn stream(&self, topic: impl Into<Arc<str>>) -> Result<Subscription<M>, PubSubError> {
        self.stream_with(topic, StreamOptions::new(), ())
    }

    /// As [`stream`](Self::stream), with another bound, and with something for
    /// [`dispatch`](Self::dispatch) to see; `()` is nothing.
    ///
    /// # Errors
    ///
    /// As [`stream`](Self::stream).
    pub fn stream_with(
        &self,
        topic: impl Into<Arc<str>>,
        options: StreamOptions,
        metadata: impl Metadata,
    ) -> Result<Subscription<M>, PubSubError> {
        let topic = topic.into();
        let queue = Arc::new(Queue::new(options.capacity, options.on_lag));
        // Whoever subscribes is a process: its end takes the subscription along, and a link tells it
        // of the end of the pubsub. For a stream one stands in.
        let (alive, over) = oneshot::channel::<()>();
        let closing = Closing(Arc::clone(&queue));
        let stands_in = ProcessOptions::new().spawn(|_inbox: Inbox<Nothing>| async move {
            let _closing = closing;
            let _dropped = over.await;
        });
        let pid = stands_in.map_err(|_| PubSubError::NoRuntime)?.pid();
        let into = Arc::clone(&queue);
        let link = Link::new(move |message| into.push(message), metadata);
        enter(&self.topics, pid, Arc::clone(&topic), link)?;
        Ok(Subscription { topics: self.topics.clone(), topic, pid, queue, _alive: alive })
    }
}

impl<M: Clone + Send + 'static> Subscription<M> {
    /// The process that stands for this stream, for [`PubSub::broadcast_from`].
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// The topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Waits for the next message, or for the news that some were lost; `None` when the subscription
    /// has ended.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn recv(&mut self) -> Option<Result<M, Lagged>> {
        poll_fn(|cx| self.poll_recv(cx)).await
    }

    fn poll_recv(&mut self, cx: &Context<'_>) -> Poll<Option<Result<M, Lagged>>> {
        let polled = self.queue.poll(cx);
        if polled.is_ready() && self.queue.is_closed() {
            self.leave();
        }
        polled
    }

    fn leave(&self) {
        if let Some(process) = directory::find(self.pid) {
            // A pubsub that has stopped has no subscriptions.
            let _stopped = self.topics.unregister_as(&*process, &*self.topic);
        }
    }
}

impl<M: Clone + Send + 'static> Stream for Subscription<M> {
    type Item = Result<M, Lagged>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_recv(cx)
    }
}

impl<M: Clone + Send + 'static> Drop for Subscription<M> {
    fn drop(&mut self) {
        self.leave();
        self.queue.clear();
    }
}

impl<M: Clone + Send + 'static> fmt::Debug for Subscription<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("topic", &self.topic)
            .field("pid", &self.pid)
            .finish_non_exhaustive()
    }
}
