//! xtra: a message type per handler, one mailbox that outlives its actor.

use std::marker::PhantomData;

use tokio::task::consume_budget;
use xtra::{Actor, Address, Context, Handler, Mailbox};

use super::{CAPACITY, CRASH, Library, Payload, Seat, Token};

/// xtra.
pub struct Xtra;

/// Adds up numbers.
#[derive(Default, Actor)]
pub struct Counter {
    total: u64,
}

struct Add(u64);
struct AddAsync(u64);
struct Bump(u64);
struct Crash;

impl Handler<Add> for Counter {
    type Return = u64;

    async fn handle(&mut self, Add(by): Add, _cx: &mut Context<Self>) -> u64 {
        self.total += by;
        self.total
    }
}

impl Handler<AddAsync> for Counter {
    type Return = u64;

    async fn handle(&mut self, AddAsync(by): AddAsync, _cx: &mut Context<Self>) -> u64 {
        self.total += by;
        self.total
    }
}

impl Handler<Bump> for Counter {
    type Return = ();

    async fn handle(&mut self, Bump(by): Bump, _cx: &mut Context<Self>) {
        self.total += by;
    }
}

impl Handler<Crash> for Counter {
    type Return = ();

    async fn handle(&mut self, _crash: Crash, _cx: &mut Context<Self>) {
        panic!("{CRASH}");
    }
}

/// Adds up bodies.
#[derive(Actor)]
pub struct Bodies<P: Payload> {
    total: u64,
    body: PhantomData<P>,
}

struct Take<P>(P);
struct DropOff<P>(P);

impl<P: Payload> Handler<Take<P>> for Bodies<P> {
    type Return = u64;

    async fn handle(&mut self, Take(body): Take<P>, _cx: &mut Context<Self>) -> u64 {
        self.total += body.value();
        self.total
    }
}

impl<P: Payload> Handler<DropOff<P>> for Bodies<P> {
    type Return = ();

    async fn handle(&mut self, DropOff(body): DropOff<P>, _cx: &mut Context<Self>) {
        self.total += body.value();
    }
}

/// Passes a token on.
#[derive(Actor)]
pub struct Member {
    next: Option<Address<Member>>,
    passed: u64,
}

struct Close(Address<Member>);
struct Passed;

impl Handler<Close> for Member {
    type Return = ();

    async fn handle(&mut self, Close(first): Close, _cx: &mut Context<Self>) {
        self.next = Some(first);
    }
}

impl Handler<Token> for Member {
    type Return = ();

    async fn handle(&mut self, token: Token, _cx: &mut Context<Self>) {
        self.passed += 1;
        if let Some(token) = token.next() {
            let next = self.next.as_ref().expect("the ring is closed");
            cast(next, token).await;
        }
    }
}

impl Handler<Passed> for Member {
    type Return = u64;

    async fn handle(&mut self, _passed: Passed, _cx: &mut Context<Self>) -> u64 {
        self.passed
    }
}

fn spawn<A: Actor<Stop = ()>>(actor: A) -> Address<A> {
    xtra::spawn_tokio(actor, Mailbox::bounded(CAPACITY))
}

/// Waits until the message is in the mailbox, as [`detach`](xtra::SendFuture::detach) says.
async fn cast<A: Handler<M>, M: Send + 'static>(to: &Address<A>, message: M) {
    // The receiver of the reply; nobody waits for it.
    drop(to.send(message).detach().await);
}

/// Asks once the mailbox is empty: it is a heap, in which a call may overtake the casts before it.
async fn emptied<A, F: Future<Output = u64>>(to: &Address<A>, ask: impl Fn() -> F) -> u64 {
    while !to.is_empty() {
        ask().await;
    }
    ask().await
}

impl Library for Xtra {
    const NAME: &'static str = "xtra";

    type Server = Address<Counter>;
    type Carrier<P: Payload> = Address<Bodies<P>>;
    type Node = Address<Member>;
    type Supervised = Address<Counter>;

    async fn start(_seat: Seat) -> Self::Server {
        spawn(Counter::default())
    }

    async fn call(server: &Self::Server, by: u64) -> u64 {
        server.send(Add(by)).await.expect("the actor answers")
    }

    async fn call_async(server: &Self::Server, by: u64) -> u64 {
        server.send(AddAsync(by)).await.expect("the actor answers")
    }

    async fn cast(server: &Self::Server, by: u64) {
        cast(server, Bump(by)).await;
        consume_budget().await;
    }

    async fn total(server: &Self::Server) -> u64 {
        emptied(server, || Self::call(server, 0)).await
    }

    async fn live(by: u64) -> u64 {
        let server = spawn(Counter::default());
        let total = Self::call(&server, by).await;
        let ended = server.join();
        // An actor ends when nobody can reach it.
        drop(server);
        ended.await;
        total
    }

    async fn carrier<P: Payload>() -> Self::Carrier<P> {
        spawn(Bodies { total: 0, body: PhantomData })
    }

    async fn carry_call<P: Payload>(carrier: &Self::Carrier<P>, body: P) -> u64 {
        carrier.send(Take(body)).await.expect("the actor answers")
    }

    async fn carry_cast<P: Payload>(carrier: &Self::Carrier<P>, body: P) {
        cast(carrier, DropOff(body)).await;
        consume_budget().await;
    }

    async fn carried<P: Payload>(carrier: &Self::Carrier<P>) -> u64 {
        emptied(carrier, || Self::carry_call(carrier, P::filled(0))).await
    }

    async fn node(_seat: Seat, next: Option<Self::Node>) -> Self::Node {
        spawn(Member { next, passed: 0 })
    }

    async fn close(node: &Self::Node, next: Self::Node) {
        node.send(Close(next)).await.expect("the actor answers");
    }

    async fn pass(node: &Self::Node, token: Token) {
        cast(node, token).await;
    }

    async fn passed(node: &Self::Node) -> u64 {
        node.send(Passed).await.expect("the actor answers")
    }

    async fn supervise() -> Self::Supervised {
        let (address, mailbox) = Mailbox::bounded(CAPACITY);
        // By hand: there are no supervisors. The next actor takes the same mailbox.
        tokio::spawn(async move {
            loop {
                let running = xtra::run(mailbox.clone(), Counter::default());
                if tokio::spawn(running).await.is_ok() {
                    break;
                }
            }
        });
        address
    }

    async fn crash(server: &Self::Supervised, by: u64) -> u64 {
        cast(server, Crash).await;
        Self::call(server, by).await
    }
}
