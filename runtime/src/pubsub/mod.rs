//! `PubSub`: messages by topic, to whoever has subscribed.
//!
//! It is a registry with duplicate keys: a topic is a key, a subscription an entry. So a broadcast runs
//! in its sender, no process stands between, and a subscription ends with its process.

mod error;
mod queue;
mod spec;
mod stream;
mod subscribe;

use std::error::Error;
use std::fmt;
use std::sync::Arc;

pub use self::error::PubSubError;
pub use self::queue::{Lagged, OnLag};
pub use self::spec::PubSubSpec;
pub use self::stream::{StreamOptions, Subscription};
pub use self::subscribe::{Metadata, Subscriber};

use self::subscribe::Link;
use crate::gen_server::StopError;
use crate::process::{Pid, StopReport};
use crate::registry::Registry;
use crate::supervisor::SupervisorRef;

/// The registry of the subscriptions, by topic.
type Topics<M> = Registry<Arc<str>, Link<M>>;

/// Messages of one type, by topic, to whoever has subscribed.
///
/// A server subscribes with [`Context::subscribe`](crate::Context::subscribe) and handles the message
/// in an `#[info]`; a plain process with [`Inbox::subscribe`](crate::process::Inbox::subscribe); any
/// other code with [`stream`](Self::stream). Who subscribes twice gets two copies. A subscription ends
/// with its process, before anyone sees the [`Down`](crate::Down).
///
/// What one sender broadcasts arrives in order, each message at most once; there is no order between
/// senders. A broadcast never waits: a subscriber that does not keep up loses messages by its own rule,
/// which for a process is that of its mailbox, and for a stream is in its [`StreamOptions`].
///
/// The handle follows the pubsub across restarts. It is a field of a supervision tree like any other
/// child: `#[child] events: PubSub<Event>`.
///
/// # Examples
///
/// ```
/// use switchboard::PubSub;
/// use switchboard::prelude::*;
///
/// #[derive(Clone)]
/// struct Said(&'static str);
///
/// #[derive(GenServer)]
/// struct Listener { heard: Vec<&'static str> }
///
/// #[gen_server]
/// impl Listener {
///     #[init]
///     fn listen(chat: PubSub<Said>, cx: &mut Context<Self>) -> Result<Self, switchboard::PubSubError> {
///         cx.subscribe(&chat, "room:1")?;
///         Ok(Self { heard: Vec::new() })
///     }
///
///     #[info]
///     fn said(&mut self, Said(words): Said) { self.heard.push(words) }
///
///     #[call]
///     fn heard(&self) -> Vec<&'static str> { self.heard.clone() }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let chat = PubSub::spec().start().await?;
/// let listener = Listener::start(chat.clone()).await?;
/// chat.broadcast("room:1", Said("hello"))?;
/// chat.broadcast("room:2", Said("nobody is here"))?;
/// assert_eq!(listener.heard().await?, ["hello"]);
/// # Ok(()) }
/// ```
pub struct PubSub<M: Clone + Send + 'static> {
    topics: Topics<M>,
    relay: Option<Arc<dyn Relay<M>>>,
}

/// The way to the pubsubs of other nodes: it takes every broadcast along.
///
/// What arrives there goes to [`PubSub::local_broadcast`]. It runs in whoever broadcasts, and a panic
/// of it is a panic of theirs.
pub trait Relay<M>: Send + Sync + 'static {
    /// Passes a broadcast on, without waiting.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being passed on; then it is not broadcast here either.
    fn relay(&self, topic: &str, message: &M) -> Result<(), Box<dyn Error + Send + Sync>>;
}

/// How far a broadcast got on this node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// How many subscriptions took it.
    pub reached: usize,
    /// How many did not, because they are full or stop.
    pub refused: usize,
}

impl<M: Clone + Send + 'static> PubSub<M> {
    /// How to start one.
    pub fn spec() -> PubSubSpec<M> {
        PubSubSpec::new()
    }

    /// The one that runs under this name.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`] when there is none, [`PubSubError::WrongType`] when its messages are
    /// of another type.
    pub fn named(name: &str) -> Result<Self, PubSubError> {
        let topics = Topics::<M>::named(name)?;
        let relay = spec::relay_of(&topics);
        Ok(Self { topics, relay })
    }

    /// Sends a message to every subscriber of a topic, the sender as well if it is one: first to the
    /// other nodes, then here.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`], [`PubSubError::Relay`]; then nobody here has got it.
    pub fn broadcast(&self, topic: &str, message: M) -> Result<Delivery, PubSubError> {
        self.pass_on(topic, &message)?;
        self.local_broadcast(topic, message)
    }

    /// As [`broadcast`](Self::broadcast), past the subscriptions of one process, which is most often
    /// the sender.
    ///
    /// # Errors
    ///
    /// As [`broadcast`](Self::broadcast).
    pub fn broadcast_from(
        &self,
        from: Pid,
        topic: &str,
        message: M,
    ) -> Result<Delivery, PubSubError> {
        self.pass_on(topic, &message)?;
        self.local_broadcast_from(from, topic, message)
    }

    /// As [`broadcast`](Self::broadcast), on this node only.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`].
    #[expect(clippy::needless_pass_by_value, reason = "it is sent, whoever gets it")]
    pub fn local_broadcast(&self, topic: &str, message: M) -> Result<Delivery, PubSubError> {
        self.deliver(None, topic, &message)
    }

    /// As [`broadcast_from`](Self::broadcast_from), on this node only.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`].
    #[expect(clippy::needless_pass_by_value, reason = "it is sent, whoever gets it")]
    pub fn local_broadcast_from(
        &self,
        from: Pid,
        topic: &str,
        message: M,
    ) -> Result<Delivery, PubSubError> {
        self.deliver(Some(from), topic, &message)
    }

    /// Calls a function with each subscription to a topic on this node, in the caller, to send what
    /// depends on the subscriber: see [`Subscriber::metadata`].
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`].
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::{PubSub, StreamOptions};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let prices: PubSub<String> = PubSub::spec().start().await?;
    /// let mut french = prices.stream_with("tea", StreamOptions::new(), "fr")?;
    /// prices.dispatch("tea", |subscriber| {
    ///     let word = if subscriber.metadata() == Some(&"fr") { "thé" } else { "tea" };
    ///     subscriber.send(word.to_owned());
    /// })?;
    /// assert_eq!(french.recv().await, Some(Ok("thé".to_owned())));
    /// # Ok(()) }
    /// ```
    pub fn dispatch(
        &self,
        topic: &str,
        mut dispatch: impl FnMut(&Subscriber<M>),
    ) -> Result<(), PubSubError> {
        Ok(self.topics.dispatch(topic, |entries| {
            for entry in entries {
                dispatch(&Subscriber::of(entry));
            }
        })?)
    }

    /// The subscriptions to a topic on this node.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`].
    pub fn subscribers(&self, topic: &str) -> Result<Vec<Subscriber<M>>, PubSubError> {
        Ok(self.topics.lookup(topic)?.iter().map(Subscriber::of).collect())
    }

    /// Ends all subscriptions of the current process to a topic; there need not be any.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotInProcess`], [`PubSubError::NotRunning`].
    pub fn unsubscribe(&self, topic: &str) -> Result<(), PubSubError> {
        Ok(self.topics.unregister(topic)?)
    }

    /// The supervisor of its tables.
    #[must_use]
    pub fn supervisor(&self) -> SupervisorRef {
        self.topics.supervisor()
    }

    /// Stops it. Subscribers hear of it over their links, and streams end.
    ///
    /// # Errors
    ///
    /// As [`SupervisorRef::stop`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop(&self) -> Result<StopReport, StopError> {
        self.topics.stop().await
    }

    fn pass_on(&self, topic: &str, message: &M) -> Result<(), PubSubError> {
        match &self.relay {
            Some(relay) => {
                relay.relay(topic, message).map_err(|error| PubSubError::Relay(error.into()))
            }
            None => Ok(()),
        }
    }

    fn deliver(
        &self,
        past: Option<Pid>,
        topic: &str,
        message: &M,
    ) -> Result<Delivery, PubSubError> {
        let mut delivery = Delivery::default();
        self.topics.dispatch(topic, |entries| {
            for entry in entries.iter().filter(|entry| past != Some(entry.pid())) {
                if entry.value().send(message.clone()) {
                    delivery.reached += 1;
                } else {
                    delivery.refused += 1;
                }
            }
        })?;
        Ok(delivery)
    }
}

impl<M: Clone + Send + 'static> Clone for PubSub<M> {
    fn clone(&self) -> Self {
        Self { topics: self.topics.clone(), relay: self.relay.clone() }
    }
}

impl<M: Clone + Send + 'static> fmt::Debug for PubSub<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PubSub").field("topics", &self.topics).finish_non_exhaustive()
    }
}
