//! kameo: a message type per handler, bounded mailboxes, supervisors that keep the child's handle.

use std::marker::PhantomData;
use std::time::Duration;

use kameo::Actor;
use kameo::actor::{ActorRef, Spawn};
use kameo::error::{Infallible, SendError};
use kameo::mailbox;
use kameo::message::{Context, Message};
use tokio::task::yield_now;

use super::{CAPACITY, CRASH, Library, Payload, Seat, Token};

/// kameo.
pub struct Kameo;

/// Adds up numbers.
#[derive(Actor, Clone, Default)]
pub struct Counter {
    total: u64,
}

struct Add(u64);
struct AddAsync(u64);
struct Bump(u64);
struct Crash;

impl Message<Add> for Counter {
    type Reply = u64;

    async fn handle(&mut self, Add(by): Add, _cx: &mut Context<Self, u64>) -> u64 {
        self.total += by;
        self.total
    }
}

impl Message<AddAsync> for Counter {
    type Reply = u64;

    async fn handle(&mut self, AddAsync(by): AddAsync, _cx: &mut Context<Self, u64>) -> u64 {
        self.total += by;
        self.total
    }
}

impl Message<Bump> for Counter {
    type Reply = ();

    async fn handle(&mut self, Bump(by): Bump, _cx: &mut Context<Self, ()>) {
        self.total += by;
    }
}

impl Message<Crash> for Counter {
    type Reply = ();

    async fn handle(&mut self, _crash: Crash, _cx: &mut Context<Self, ()>) {
        panic!("{CRASH}");
    }
}

/// Adds up bodies.
pub struct Bodies<P> {
    total: u64,
    body: PhantomData<fn(P)>,
}

impl<P: Payload> Actor for Bodies<P> {
    type Args = Self;
    type Error = Infallible;

    async fn on_start(bodies: Self, _me: ActorRef<Self>) -> Result<Self, Infallible> {
        Ok(bodies)
    }
}

struct Take<P>(P);
struct DropOff<P>(P);

impl<P: Payload> Message<Take<P>> for Bodies<P> {
    type Reply = u64;

    async fn handle(&mut self, Take(body): Take<P>, _cx: &mut Context<Self, u64>) -> u64 {
        self.total += body.value();
        self.total
    }
}

impl<P: Payload> Message<DropOff<P>> for Bodies<P> {
    type Reply = ();

    async fn handle(&mut self, DropOff(body): DropOff<P>, _cx: &mut Context<Self, ()>) {
        self.total += body.value();
    }
}

/// Passes a token on.
#[derive(Actor)]
pub struct Member {
    next: Option<ActorRef<Member>>,
    passed: u64,
}

struct Close(ActorRef<Member>);
struct Passed;

impl Message<Close> for Member {
    type Reply = ();

    async fn handle(&mut self, Close(first): Close, _cx: &mut Context<Self, ()>) {
        self.next = Some(first);
    }
}

impl Message<Token> for Member {
    type Reply = ();

    async fn handle(&mut self, token: Token, _cx: &mut Context<Self, ()>) {
        self.passed += 1;
        if let Some(token) = token.next() {
            let next = self.next.as_ref().expect("the ring is closed");
            next.tell(token).await.expect("the next member lives");
        }
    }
}

impl Message<Passed> for Member {
    type Reply = u64;

    async fn handle(&mut self, _passed: Passed, _cx: &mut Context<Self, u64>) -> u64 {
        self.passed
    }
}

/// Has the counter as its child.
#[derive(Actor)]
struct Supervisor;

/// The child's handle outlives the child, and the supervisor has to be kept.
pub struct Tree {
    _supervisor: ActorRef<Supervisor>,
    counter: ActorRef<Counter>,
}

fn spawn<A: Actor<Args = A>>(actor: A) -> ActorRef<A> {
    A::spawn_with_mailbox(actor, mailbox::bounded(CAPACITY))
}

impl Library for Kameo {
    const NAME: &'static str = "kameo";

    type Server = ActorRef<Counter>;
    type Carrier<P: Payload> = ActorRef<Bodies<P>>;
    type Node = ActorRef<Member>;
    type Supervised = Tree;

    async fn start(_seat: Seat) -> Self::Server {
        spawn(Counter::default())
    }

    async fn call(server: &Self::Server, by: u64) -> u64 {
        server.ask(Add(by)).await.expect("the actor answers")
    }

    async fn call_async(server: &Self::Server, by: u64) -> u64 {
        server.ask(AddAsync(by)).await.expect("the actor answers")
    }

    async fn cast(server: &Self::Server, by: u64) {
        server.tell(Bump(by)).await.expect("the actor lives");
    }

    async fn live(by: u64) -> u64 {
        let server = spawn(Counter::default());
        let total = Self::call(&server, by).await;
        server.stop_gracefully().await.expect("the actor lives");
        server.wait_for_shutdown().await;
        total
    }

    async fn carrier<P: Payload>() -> Self::Carrier<P> {
        spawn(Bodies { total: 0, body: PhantomData })
    }

    async fn carry_call<P: Payload>(carrier: &Self::Carrier<P>, body: P) -> u64 {
        match carrier.ask(Take(body)).await {
            Ok(total) => total,
            Err(error) => panic!("the actor answers: {error}"),
        }
    }

    async fn carry_cast<P: Payload>(carrier: &Self::Carrier<P>, body: P) {
        assert!(carrier.tell(DropOff(body)).await.is_ok(), "the actor lives");
    }

    async fn node(_seat: Seat, next: Option<Self::Node>) -> Self::Node {
        spawn(Member { next, passed: 0 })
    }

    async fn close(node: &Self::Node, next: Self::Node) {
        assert!(node.ask(Close(next)).await.is_ok(), "the actor answers");
    }

    async fn pass(node: &Self::Node, token: Token) {
        assert!(node.tell(token).await.is_ok(), "the actor lives");
    }

    async fn passed(node: &Self::Node) -> u64 {
        node.ask(Passed).await.expect("the actor answers")
    }

    async fn supervise() -> Tree {
        let supervisor = spawn(Supervisor);
        let counter = Counter::supervise(&supervisor, Counter::default())
            .restart_limit(u32::MAX, Duration::from_secs(1))
            .spawn_with_mailbox(mailbox::bounded(CAPACITY))
            .await;
        Tree { _supervisor: supervisor, counter }
    }

    async fn crash(tree: &Tree, by: u64) -> u64 {
        tree.counter.tell(Crash).await.expect("the actor lives");
        loop {
            match tree.counter.ask(Add(by)).await {
                Ok(total) => return total,
                // It met the gap.
                Err(SendError::ActorStopped | SendError::ActorNotRunning(_)) => yield_now().await,
                Err(error) => panic!("{error}"),
            }
        }
    }
}
