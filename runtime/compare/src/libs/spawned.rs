//! spawned-concurrency, its async half: a message type per handler, unbounded mailboxes.

use std::marker::PhantomData;

use spawned_concurrency::message::Message;
use spawned_concurrency::tasks::{Actor, ActorRef, ActorStart as _, Context, Handler};
use tokio::sync::watch;
use tokio::task::consume_budget;

use super::{CRASH, Library, Payload, Seat, Token};

/// spawned-concurrency.
pub struct Spawned;

/// Adds up numbers.
#[derive(Default)]
pub struct Counter {
    total: u64,
}

impl Actor for Counter {}

struct Add(u64);
struct AddAsync(u64);
struct Bump(u64);
struct Crash;

impl Message for Add {
    type Result = u64;
}

impl Message for AddAsync {
    type Result = u64;
}

impl Message for Bump {
    type Result = ();
}

impl Message for Crash {
    type Result = ();
}

impl Handler<Add> for Counter {
    async fn handle(&mut self, Add(by): Add, _cx: &Context<Self>) -> u64 {
        self.total += by;
        self.total
    }
}

impl Handler<AddAsync> for Counter {
    async fn handle(&mut self, AddAsync(by): AddAsync, _cx: &Context<Self>) -> u64 {
        self.total += by;
        self.total
    }
}

impl Handler<Bump> for Counter {
    async fn handle(&mut self, Bump(by): Bump, _cx: &Context<Self>) {
        self.total += by;
    }
}

impl Handler<Crash> for Counter {
    async fn handle(&mut self, _crash: Crash, _cx: &Context<Self>) {
        panic!("{CRASH}");
    }
}

/// Adds up bodies.
pub struct Bodies<P> {
    total: u64,
    body: PhantomData<P>,
}

impl<P: Payload> Actor for Bodies<P> {}

struct Take<P>(P);
struct DropOff<P>(P);

impl<P: Payload> Message for Take<P> {
    type Result = u64;
}

impl<P: Payload> Message for DropOff<P> {
    type Result = ();
}

impl<P: Payload> Handler<Take<P>> for Bodies<P> {
    async fn handle(&mut self, Take(body): Take<P>, _cx: &Context<Self>) -> u64 {
        self.total += body.value();
        self.total
    }
}

impl<P: Payload> Handler<DropOff<P>> for Bodies<P> {
    async fn handle(&mut self, DropOff(body): DropOff<P>, _cx: &Context<Self>) {
        self.total += body.value();
    }
}

/// Passes a token on.
pub struct Member {
    next: Option<ActorRef<Member>>,
    passed: u64,
}

impl Actor for Member {}

struct Close(ActorRef<Member>);
struct Passed;

impl Message for Close {
    type Result = ();
}

impl Message for Token {
    type Result = ();
}

impl Message for Passed {
    type Result = u64;
}

impl Handler<Close> for Member {
    async fn handle(&mut self, Close(first): Close, _cx: &Context<Self>) {
        self.next = Some(first);
    }
}

impl Handler<Token> for Member {
    async fn handle(&mut self, token: Token, _cx: &Context<Self>) {
        self.passed += 1;
        if let Some(token) = token.next() {
            let next = self.next.as_ref().expect("the ring is closed");
            next.send(token).expect("the next member lives");
        }
    }
}

impl Handler<Passed> for Member {
    async fn handle(&mut self, _passed: Passed, _cx: &Context<Self>) -> u64 {
        self.passed
    }
}

impl Library for Spawned {
    const NAME: &'static str = "spawned-concurrency";

    type Server = ActorRef<Counter>;
    type Carrier<P: Payload> = ActorRef<Bodies<P>>;
    type Node = ActorRef<Member>;
    type Supervised = watch::Receiver<ActorRef<Counter>>;

    async fn start(_seat: Seat) -> Self::Server {
        Counter::default().start()
    }

    async fn call(server: &Self::Server, by: u64) -> u64 {
        server.request(Add(by)).await.expect("the actor answers")
    }

    async fn call_async(server: &Self::Server, by: u64) -> u64 {
        server.request(AddAsync(by)).await.expect("the actor answers")
    }

    async fn cast(server: &Self::Server, by: u64) {
        server.send(Bump(by)).expect("the actor lives");
        consume_budget().await;
    }

    async fn live(by: u64) -> u64 {
        let server = Counter::default().start();
        let total = Self::call(&server, by).await;
        server.context().stop();
        server.join().await;
        total
    }

    async fn carrier<P: Payload>() -> Self::Carrier<P> {
        Bodies { total: 0, body: PhantomData }.start()
    }

    async fn carry_call<P: Payload>(carrier: &Self::Carrier<P>, body: P) -> u64 {
        carrier.request(Take(body)).await.expect("the actor answers")
    }

    async fn carry_cast<P: Payload>(carrier: &Self::Carrier<P>, body: P) {
        carrier.send(DropOff(body)).expect("the actor lives");
        consume_budget().await;
    }

    async fn node(_seat: Seat, next: Option<Self::Node>) -> Self::Node {
        Member { next, passed: 0 }.start()
    }

    async fn close(node: &Self::Node, next: Self::Node) {
        node.send(Close(next)).expect("the actor lives");
    }

    async fn pass(node: &Self::Node, token: Token) {
        node.send(token).expect("the actor lives");
    }

    async fn passed(node: &Self::Node) -> u64 {
        node.request(Passed).await.expect("the actor answers")
    }

    async fn supervise() -> Self::Supervised {
        let mut running = Counter::default().start();
        let (address, current) = watch::channel(running.clone());
        // By hand: there are no supervisors.
        tokio::spawn(async move {
            loop {
                running.join().await;
                running = Counter::default().start();
                if address.send(running.clone()).is_err() {
                    break;
                }
            }
        });
        current
    }

    async fn crash(server: &Self::Supervised, by: u64) -> u64 {
        let mut server = server.clone();
        let before = server.borrow_and_update().clone();
        before.send(Crash).expect("the actor lives");
        server.changed().await.expect("the supervisor lives");
        let after = server.borrow().clone();
        Self::call(&after, by).await
    }
}
