//! Subscriptions of processes.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::error::PubSubError;
use super::{PubSub, Topics};
use crate::gen_server::{Context, GenServer, IntoInfo};
use crate::process::{Inbox, Pid, directory};
use crate::registry::Entry;

/// What a subscription carries for [`PubSub::dispatch`]; `()` when it carries nothing.
pub trait Metadata: Any + Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: Any + Send + Sync> Metadata for T {}

/// What the registry holds of a subscription.
pub(super) struct Link<M> {
    deliver: Box<dyn Fn(M) -> bool + Send + Sync>,
    metadata: Box<dyn Any + Send + Sync>,
}

impl<M> Link<M> {
    pub(super) fn new(
        deliver: impl Fn(M) -> bool + Send + Sync + 'static,
        metadata: impl Metadata,
    ) -> Self {
        Self { deliver: Box::new(deliver), metadata: Box::new(metadata) }
    }
}

impl<M> Link<M> {
    /// Takes a message to the subscriber; `false` when it was refused.
    pub(super) fn send(&self, message: M) -> bool {
        (self.deliver)(message)
    }
}

/// One subscription, as a dispatch sees it.
pub struct Subscriber<M>(Entry<Arc<str>, Link<M>>);

impl<M> Subscriber<M> {
    pub(super) fn of(entry: &Entry<Arc<str>, Link<M>>) -> Self {
        Self(entry.clone())
    }

    /// The process that has subscribed; of a stream the one that stands for it.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.0.pid()
    }

    /// The topic.
    #[must_use]
    pub fn topic(&self) -> &str {
        self.0.key()
    }

    /// What it was subscribed with, if that is of this type.
    #[must_use]
    pub fn metadata<T: Metadata>(&self) -> Option<&T> {
        self.0.value().metadata.downcast_ref()
    }

    /// Sends it a message, without waiting; `false` when it did not take it.
    pub fn send(&self, message: M) -> bool {
        self.0.value().send(message)
    }
}

impl<M> Clone for Subscriber<M> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<M> fmt::Debug for Subscriber<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriber")
            .field("topic", &self.topic())
            .field("pid", &self.pid())
            .finish_non_exhaustive()
    }
}

/// Enters a subscription of a process.
pub(super) fn enter<M: Clone + Send + 'static>(
    topics: &Topics<M>,
    pid: Pid,
    topic: Arc<str>,
    link: Link<M>,
) -> Result<(), PubSubError> {
    let process = directory::find(pid).ok_or(PubSubError::NoProc)?;
    Ok(topics.register_as(&process, topic, link)?)
}

#[cfg(feature = "test-util")]
impl<M: Clone + Send + 'static> PubSub<M> {
    /// Subscribes a process from outside of it.
    pub(crate) fn subscribe_process<T: From<M> + Send + 'static>(
        &self,
        process: &crate::process::ProcessRef<T>,
        topic: impl Into<Arc<str>>,
    ) -> Result<(), PubSubError> {
        let (pid, process) = (process.pid(), process.clone());
        let link = Link::new(move |message: M| process.send(message.into()).is_ok(), ());
        enter(&self.topics, pid, topic.into(), link)
    }
}

impl<S: GenServer> Context<S> {
    /// Subscribes this server to a topic: its messages arrive as infos. Each call is a subscription of
    /// its own, with a copy of each message.
    ///
    /// The mailbox of the server is the bound, and its overflow policy decides what is lost when the
    /// server does not keep up.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`], [`PubSubError::NoProc`].
    pub fn subscribe<M: IntoInfo<S> + Clone + Send + 'static>(
        &self,
        pubsub: &PubSub<M>,
        topic: impl Into<Arc<str>>,
    ) -> Result<(), PubSubError> {
        self.subscribe_with(pubsub, topic, ())
    }

    /// As [`subscribe`](Self::subscribe), with something for [`PubSub::dispatch`] to see.
    ///
    /// # Errors
    ///
    /// As [`subscribe`](Self::subscribe).
    pub fn subscribe_with<M: IntoInfo<S> + Clone + Send + 'static>(
        &self,
        pubsub: &PubSub<M>,
        topic: impl Into<Arc<str>>,
        metadata: impl Metadata,
    ) -> Result<(), PubSubError> {
        let server = self.self_ref().as_ref().clone();
        let link = Link::new(move |message: M| server.send(message).is_ok(), metadata);
        enter(&pubsub.topics, self.pid(), topic.into(), link)
    }

    /// Ends all subscriptions of this server to a topic; there need not be any.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`].
    pub fn unsubscribe<M: Clone + Send + 'static>(
        &self,
        pubsub: &PubSub<M>,
        topic: &str,
    ) -> Result<(), PubSubError> {
        Ok(self.unregister(&pubsub.topics, topic)?)
    }
}

impl<T: Send + 'static> Inbox<T> {
    /// Subscribes this process to a topic: its messages arrive in the inbox. Each call is a
    /// subscription of its own, with a copy of each message.
    ///
    /// The mailbox of the process is the bound: what it refuses is lost.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`], [`PubSubError::NoProc`].
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::PubSub;
    /// use switchboard::process::{self, Inbox};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let news: PubSub<u32> = PubSub::spec().start().await?;
    /// let (ready, is_ready) = tokio::sync::oneshot::channel();
    /// let listener = process::spawn({
    ///     let news = news.clone();
    ///     |mut inbox: Inbox<u64>| async move {
    ///         inbox.subscribe(&news, "temperature").expect("it runs");
    ///         ready.send(()).expect("somebody waits");
    ///         assert_eq!(inbox.message().await, 21);
    ///     }
    /// })?;
    /// is_ready.await?;
    /// news.broadcast("temperature", 21)?;
    /// assert!(listener.ended().await.is_normal());
    /// # Ok(()) }
    /// ```
    pub fn subscribe<M: Into<T> + Clone + Send + 'static>(
        &self,
        pubsub: &PubSub<M>,
        topic: impl Into<Arc<str>>,
    ) -> Result<(), PubSubError> {
        self.subscribe_with(pubsub, topic, ())
    }

    /// As [`subscribe`](Self::subscribe), with something for [`PubSub::dispatch`] to see.
    ///
    /// # Errors
    ///
    /// As [`subscribe`](Self::subscribe).
    pub fn subscribe_with<M: Into<T> + Clone + Send + 'static>(
        &self,
        pubsub: &PubSub<M>,
        topic: impl Into<Arc<str>>,
        metadata: impl Metadata,
    ) -> Result<(), PubSubError> {
        let process = self.self_ref();
        let link = Link::new(move |message: M| process.send(message.into()).is_ok(), metadata);
        enter(&pubsub.topics, self.pid(), topic.into(), link)
    }
}
