//! A process that a test holds in its hand: it gets messages, and the test looks at them.

use std::fmt::{self, Debug};
use std::future::{Future, poll_fn};
use std::panic::Location;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::sync::mpsc::{self, UnboundedReceiver};

use super::down::Watched;
use crate::clock;
use crate::gen_server::ReplyTo;
use crate::process::reply::{AnySlot as _, Parties, Settled, Slot};
use crate::process::{
    self, Down, ExitReason, Inbox, Mail, MonitorRef, Name, Pid, ProcessOptions, ProcessRef,
};
use crate::pubsub::{PubSub, PubSubError};

/// How long a probe waits for what is expected.
const PATIENCE: Duration = Duration::from_secs(5);

/// A process that receives messages of type `M` for a test, in the order of their arrival.
///
/// It stands for whoever the code under test sends to: as a plain process
/// ([`process_ref`](Self::process_ref)), as a caller ([`reply_to`](Self::reply_to)), as a subscriber
/// ([`subscribe`](Self::subscribe)), or as one who [monitors](Self::monitor). It traps exits, and ends
/// when it is dropped.
///
/// What is expected has to come within five seconds, or [`patience`](Self::patience); with a paused
/// clock these take no time.
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
/// use switchboard::testing::Probe;
///
/// #[derive(GenServer, Default)]
/// struct Account { balance: i64, waiting: Vec<(i64, ReplyTo<i64>)> }
///
/// #[gen_server]
/// impl Account {
///     #[cast]
///     fn deposit(&mut self, amount: i64) {
///         self.balance += amount;
///         let balance = self.balance;
///         for (_, reply) in self.waiting.extract_if(.., |(least, _)| *least <= balance) {
///             reply.send(balance);
///         }
///     }
///
///     #[call]
///     fn notify_when(&mut self, at_least: i64, reply: ReplyTo<i64>) {
///         self.waiting.push((at_least, reply));
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
/// // A handler is a method, so this needs no server: only somebody who is answered.
/// let mut probe = Probe::start();
/// let mut account = Account::default();
/// account.notify_when(100, probe.reply_to());
/// account.deposit(70);
/// probe.expect_none(std::time::Duration::from_secs(1)).await;
/// account.deposit(70);
/// probe.expect_eq(140).await;
/// # }
/// ```
pub struct Probe<M: Send + 'static> {
    process: ProcessRef<M>,
    arrivals: UnboundedReceiver<Mail<M>>,
    replies: Vec<Arc<Slot<M>>>,
    patience: Duration,
}

impl<M: Send + 'static> Probe<M> {
    /// Starts a probe.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime.
    #[must_use]
    #[track_caller]
    pub fn start() -> Self {
        Self::with(ProcessOptions::new())
    }

    /// Starts a probe that holds a name.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime, and when the name is taken or empty.
    #[must_use]
    #[track_caller]
    pub fn named(name: impl Into<Name>) -> Self {
        Self::with(ProcessOptions::new().name(name))
    }

    #[track_caller]
    fn with(options: ProcessOptions) -> Self {
        let (tell, arrivals) = mpsc::unbounded_channel();
        let started = options.trap_exit(true).spawn(|mut inbox: Inbox<M>| async move {
            while tell.send(inbox.recv().await).is_ok() {}
        });
        match started {
            Ok(process) => Self { process, arrivals, replies: Vec::new(), patience: PATIENCE },
            Err(error) => panic!("the probe did not start: {error}"),
        }
    }

    /// Sets how long it waits for what is expected.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Its identity.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.process.pid()
    }

    /// Its address, for who sends to a plain process.
    #[must_use]
    pub fn process_ref(&self) -> ProcessRef<M> {
        self.process.clone()
    }

    /// The right to answer it once. The answer arrives as a message; one that is dropped unanswered
    /// fails the wait for it.
    pub fn reply_to(&mut self) -> ReplyTo<M> {
        let (server, caller) = (self.pid(), Some(self.pid()));
        let slot = Slot::of_call(None, Parties { server, caller });
        self.replies.push(Arc::clone(&slot));
        ReplyTo::at(slot)
    }

    /// Subscribes it to a topic.
    ///
    /// # Errors
    ///
    /// [`PubSubError::NotRunning`].
    pub fn subscribe<N: Clone + Send + 'static>(
        &self,
        pubsub: &PubSub<N>,
        topic: impl Into<Arc<str>>,
    ) -> Result<(), PubSubError>
    where
        M: From<N>,
    {
        pubsub.subscribe_process(&self.process, topic)
    }

    /// Watches a process; its [`Down`] is waited for with [`down`](Self::down).
    pub fn monitor(&self, who: impl Watched) -> MonitorRef {
        process::monitor_as(&self.process.any(), who.watched().pid(), None, None)
    }

    /// The next arrival, whatever it is, or nothing within `limit`.
    async fn next_within(&mut self, limit: Duration) -> Option<Result<Mail<M>, &'static str>> {
        clock::within(limit, poll_fn(|cx| self.poll_next(cx))).await
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Mail<M>, &'static str>> {
        if let Poll::Ready(mail) = self.arrivals.poll_recv(cx) {
            return Poll::Ready(mail.ok_or("the probe was killed"));
        }
        for index in 0..self.replies.len() {
            if let Poll::Ready(settled) = self.replies[index].poll(cx) {
                self.replies.remove(index);
                return Poll::Ready(match settled {
                    Settled::Reply(reply) => Ok(Mail::Message(reply)),
                    _ => Err("a reply to the probe was dropped unanswered"),
                });
            }
        }
        Poll::Pending
    }

    async fn next(&mut self, at: &'static Location<'static>) -> Mail<M> {
        let patience = self.patience;
        match self.next_within(patience).await {
            Some(Ok(mail)) => mail,
            Some(Err(what)) => panic!("{what}, at {at}"),
            None => panic!("nothing came within {patience:?}, at {at}"),
        }
    }

    /// The next arrival: a message, an exit or a down.
    ///
    /// # Panics
    ///
    /// When nothing comes in time.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    #[track_caller]
    pub fn recv_mail(&mut self) -> impl Future<Output = Mail<M>> + use<'_, M> {
        self.next(Location::caller())
    }

    /// The next arrival, which is a message.
    ///
    /// # Panics
    ///
    /// When nothing comes in time, or an exit or a down does.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = M> + use<'_, M> {
        let at = Location::caller();
        async move {
            match self.next(at).await {
                Mail::Message(message) => message,
                Mail::Exit(exit) => panic!("{exit:?} came before a message, at {at}"),
                Mail::Down(down) => panic!("{down:?} came before a message, at {at}"),
            }
        }
    }

    /// The next arrival, which is the end of a process that is [monitored](Self::monitor).
    ///
    /// # Panics
    ///
    /// When nothing comes in time, or something else does.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    #[track_caller]
    pub fn down(&mut self) -> impl Future<Output = Down> + use<'_, M> {
        let at = Location::caller();
        async move {
            match self.next(at).await {
                Mail::Down(down) => down,
                Mail::Exit(exit) => panic!("{exit:?} came before a down, at {at}"),
                Mail::Message(_) => panic!("a message came before a down, at {at}"),
            }
        }
    }

    /// The next arrival, which is a message that `matches`.
    ///
    /// # Panics
    ///
    /// When nothing comes in time, or something that does not match.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use switchboard::testing::Probe;
    ///
    /// let mut probe = Probe::<Option<u8>>::start();
    /// probe.process_ref().send(Some(3))?;
    /// let message = probe.expect(|message| message.is_some()).await;
    /// assert_eq!(message, Some(3));
    /// # Ok(()) }
    /// ```
    #[track_caller]
    pub fn expect<F>(&mut self, matches: F) -> impl Future<Output = M> + use<'_, M, F>
    where
        M: Debug,
        F: FnOnce(&M) -> bool,
    {
        let (at, message) = (Location::caller(), self.recv());
        async move {
            let message = message.await;
            assert!(matches(&message), "this is not what was expected: {message:?}, at {at}");
            message
        }
    }

    /// The next arrival, which is this message.
    ///
    /// # Panics
    ///
    /// When nothing comes in time, or something else.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    #[track_caller]
    pub fn expect_eq(&mut self, expected: M) -> impl Future<Output = ()> + use<'_, M>
    where
        M: Debug + PartialEq,
    {
        let (at, message) = (Location::caller(), self.recv());
        async move {
            let message = message.await;
            assert!(message == expected, "{message:?} came, and not {expected:?}, at {at}");
        }
    }

    /// Nothing arrives for as long as `quiet`.
    ///
    /// # Panics
    ///
    /// When something does.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    #[track_caller]
    pub fn expect_none(&mut self, quiet: Duration) -> impl Future<Output = ()> + use<'_, M>
    where
        M: Debug,
    {
        let at = Location::caller();
        async move {
            match self.next_within(quiet).await {
                None => {}
                Some(Ok(mail)) => panic!("nothing was expected, and this came: {mail:?}, at {at}"),
                Some(Err(what)) => panic!("{what}, at {at}"),
            }
        }
    }
}

impl<M: Send + 'static> Drop for Probe<M> {
    fn drop(&mut self) {
        for slot in &self.replies {
            slot.release(&ExitReason::Normal);
        }
        self.process.exit(ExitReason::Kill);
    }
}

impl<M: Send + 'static> Debug for Probe<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Probe").field("pid", &self.pid()).finish_non_exhaustive()
    }
}
