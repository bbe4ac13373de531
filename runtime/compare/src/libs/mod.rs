//! The libraries that are compared, each behind the same trait.

mod actix;
mod kameo;
mod ractor;
mod raw;
mod spawned;
mod switchboard;
mod xtra;

use std::future::Future;

use tokio::runtime::{Builder, Runtime};

pub use self::actix::Actix;
pub use self::kameo::Kameo;
pub use self::ractor::Ractor;
pub use self::raw::Raw;
pub use self::spawned::Spawned;
pub use self::switchboard::Switchboard;
pub use self::xtra::Xtra;

/// How many messages wait for one process, where a library lets its user choose.
pub const CAPACITY: usize = 1024;

/// What a process that is to crash panics with; the panic hook says nothing about it.
pub const CRASH: &str = "crash for the comparison";

/// The scheduler that the processes run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// tokio's `multi_thread` with two workers, or what a library has in its place.
    MultiThread,
    /// tokio's `current_thread`.
    CurrentThread,
}

impl Flavour {
    /// tokio's name for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MultiThread => "multi_thread",
            Self::CurrentThread => "current_thread",
        }
    }

    fn runtime(self) -> Runtime {
        let mut builder = match self {
            Self::MultiThread => Builder::new_multi_thread(),
            Self::CurrentThread => Builder::new_current_thread(),
        };
        builder.worker_threads(2).enable_all().build().expect("a runtime can be built")
    }
}

/// The place of a process or a caller among those of its kind. Only a library that ties a process to
/// a thread needs it, to choose that thread.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    /// From 0.
    pub index: usize,
    /// How many there are.
    pub of: usize,
}

impl Seat {
    /// The seat of one that is alone.
    pub const ONLY: Self = Self { index: 0, of: 1 };
}

/// A message body of one KiB.
pub trait Payload: Send + Sync + Unpin + 'static {
    /// A body with something to add up in it.
    fn filled(with: u8) -> Self;

    /// What the receiver adds to its total.
    fn value(&self) -> u64;
}

/// A body that lies in the message.
pub struct Inline([u8; 1024]);

/// A body that the message points to.
pub struct Boxed(Box<[u8; 1024]>);

impl Payload for Inline {
    fn filled(with: u8) -> Self {
        Self([with; 1024])
    }

    fn value(&self) -> u64 {
        u64::from(self.0[1023])
    }
}

impl Payload for Boxed {
    fn filled(with: u8) -> Self {
        Self(Box::new([with; 1024]))
    }

    fn value(&self) -> u64 {
        u64::from(self.0[1023])
    }
}

/// One library. Every server has a total, which is what its calls reply with.
///
/// A method fails by a panic: an operation that is lost must not make a library look fast.
pub trait Library: 'static {
    /// Its name, as in the manifest.
    const NAME: &'static str;

    /// A handle of a server that adds up numbers.
    type Server: Clone + Send + Sync + 'static;
    /// A handle of a server that adds up bodies.
    type Carrier<P: Payload>: Clone + Send + Sync + 'static;
    /// A handle of a member of a ring.
    type Node: Clone + Send + Sync + 'static;
    /// What leads to a server across its restarts.
    type Supervised: Send + Sync + 'static;

    /// Runs `work` on a scheduler of its own, as a caller on [`Seat::ONLY`].
    fn run<T, F>(flavour: Flavour, work: F) -> T
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let runtime = flavour.runtime();
        runtime.block_on(async { tokio::spawn(work).await.expect("the work does not fail") })
    }

    /// Runs `work` beside its caller, on `seat`.
    fn spawn<T, F>(_seat: Seat, work: F) -> impl Future<Output = T> + Send
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let task = tokio::spawn(work);
        async { task.await.expect("a caller does not fail") }
    }

    /// Starts a server.
    fn start(seat: Seat) -> impl Future<Output = Self::Server> + Send;

    /// A call whose handler never waits: adds `by` and gives the total.
    fn call(server: &Self::Server, by: u64) -> impl Future<Output = u64> + Send;

    /// A call whose handler is `async` and has nothing to wait for.
    fn call_async(server: &Self::Server, by: u64) -> impl Future<Output = u64> + Send;

    /// A cast that adds `by`. Waits for room where the mailbox is bounded, and lets others run at
    /// times where it is not.
    fn cast(server: &Self::Server, by: u64) -> impl Future<Output = ()> + Send;

    /// The total once all casts that this task sent before are handled: a call, where messages stay
    /// in order.
    fn total(server: &Self::Server) -> impl Future<Output = u64> + Send {
        Self::call(server, 0)
    }

    /// The life of a server: starts it, calls it once to add `by`, stops it and waits for its end.
    fn live(by: u64) -> impl Future<Output = u64> + Send;

    /// Starts a server that adds up bodies.
    fn carrier<P: Payload>() -> impl Future<Output = Self::Carrier<P>> + Send;

    /// A call with a body.
    fn carry_call<P: Payload>(
        carrier: &Self::Carrier<P>,
        body: P,
    ) -> impl Future<Output = u64> + Send;

    /// A cast with a body.
    fn carry_cast<P: Payload>(
        carrier: &Self::Carrier<P>,
        body: P,
    ) -> impl Future<Output = ()> + Send;

    /// The total of a carrier, as [`total`](Library::total).
    fn carried<P: Payload>(carrier: &Self::Carrier<P>) -> impl Future<Output = u64> + Send {
        Self::carry_call(carrier, P::filled(0))
    }

    /// Starts a member of a ring that passes messages on to `next`.
    fn node(seat: Seat, next: Option<Self::Node>) -> impl Future<Output = Self::Node> + Send;

    /// Gives the first-made member its successor.
    fn close(node: &Self::Node, next: Self::Node) -> impl Future<Output = ()> + Send;

    /// Sends a message on its way, by a cast. The member that gets it with no `hops` left tells `done`.
    fn pass(node: &Self::Node, token: Token) -> impl Future<Output = ()> + Send;

    /// How often a member got the message, by a call.
    fn passed(node: &Self::Node) -> impl Future<Output = u64> + Send;

    /// Starts a server that is started again when it crashes, however often.
    fn supervise() -> impl Future<Output = Self::Supervised> + Send;

    /// Crashes the server, then calls its replacement, as soon as there is one, to add `by`.
    fn crash(server: &Self::Supervised, by: u64) -> impl Future<Output = u64> + Send;
}

/// What goes round a ring.
#[derive(Debug)]
pub struct Token {
    /// How often it is still passed on.
    pub hops: u64,
    /// Hears of the end.
    pub done: tokio::sync::oneshot::Sender<()>,
}

impl Token {
    /// The token for the next member, or none at its end.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        if self.hops == 0 {
            // Whoever no longer waits needs no answer.
            let _gone = self.done.send(());
            return None;
        }
        Some(Self { hops: self.hops - 1, done: self.done })
    }
}
