//! actix: an actor stays on the thread of its arbiter, and a system is a set of arbiters.

use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;

use actix::prelude::*;
use tokio::sync::oneshot;
use tokio::task::{consume_budget, yield_now};

use super::{CAPACITY, Flavour, Library, Payload, Seat, Token};

/// actix.
pub struct Actix;

thread_local! {
    /// The second arbiter, as the thread of the first knows it.
    static SECOND: RefCell<Option<ArbiterHandle>> = const { RefCell::new(None) };
}

/// The arbiter for a seat, when it is not the first: each gets its half of the seats, so that
/// neighbours share a thread and whoever is alone is where its callers are.
fn second(seat: Seat) -> Option<ArbiterHandle> {
    let upper = seat.index >= seat.of.div_ceil(2);
    SECOND.with_borrow(|second| second.clone().filter(|_| upper))
}

/// Adds up numbers.
#[derive(Default)]
pub struct Counter {
    total: u64,
    /// Dropped with the actor: there is no other way to wait for the end of one.
    _ended: Option<oneshot::Sender<()>>,
}

impl Actor for Counter {
    type Context = Context<Self>;
}

impl Supervised for Counter {
    fn restarting(&mut self, _cx: &mut Context<Self>) {
        self.total = 0;
    }
}

#[derive(Message)]
#[rtype(result = "u64")]
struct Add(u64);

#[derive(Message)]
#[rtype(result = "u64")]
struct AddAsync(u64);

#[derive(Message)]
#[rtype(result = "()")]
struct Bump(u64);

#[derive(Message)]
#[rtype(result = "()")]
struct Crash;

impl Handler<Add> for Counter {
    type Result = u64;

    fn handle(&mut self, Add(by): Add, _cx: &mut Context<Self>) -> u64 {
        self.total += by;
        self.total
    }
}

impl Handler<AddAsync> for Counter {
    type Result = AtomicResponse<Self, u64>;

    fn handle(&mut self, AddAsync(by): AddAsync, _cx: &mut Context<Self>) -> Self::Result {
        // What the manual gives for a handler that is async and keeps others out meanwhile.
        let work = async move { by }.into_actor(self).map(|by, counter, _cx| {
            counter.total += by;
            counter.total
        });
        AtomicResponse::new(Box::pin(work))
    }
}

impl Handler<Bump> for Counter {
    type Result = ();

    fn handle(&mut self, Bump(by): Bump, _cx: &mut Context<Self>) {
        self.total += by;
    }
}

impl Handler<Crash> for Counter {
    type Result = ();

    fn handle(&mut self, _crash: Crash, cx: &mut Context<Self>) {
        // A panic would end the arbiter: what a supervisor restarts is an actor that stopped.
        cx.stop();
    }
}

/// Adds up bodies.
pub struct Bodies<P> {
    total: u64,
    body: PhantomData<P>,
}

impl<P: Payload> Actor for Bodies<P> {
    type Context = Context<Self>;
}

struct Take<P>(P);
struct DropOff<P>(P);

impl<P: Payload> Message for Take<P> {
    type Result = u64;
}

impl<P: Payload> Message for DropOff<P> {
    type Result = ();
}

impl<P: Payload> Handler<Take<P>> for Bodies<P> {
    type Result = u64;

    fn handle(&mut self, Take(body): Take<P>, _cx: &mut Context<Self>) -> u64 {
        self.total += body.value();
        self.total
    }
}

impl<P: Payload> Handler<DropOff<P>> for Bodies<P> {
    type Result = ();

    fn handle(&mut self, DropOff(body): DropOff<P>, _cx: &mut Context<Self>) {
        self.total += body.value();
    }
}

/// Passes a token on.
pub struct Member {
    next: Option<Addr<Member>>,
    passed: u64,
}

impl Actor for Member {
    type Context = Context<Self>;
}

#[derive(Message)]
#[rtype(result = "()")]
struct Close(Addr<Member>);

#[derive(Message)]
#[rtype(result = "()")]
struct Pass(Token);

#[derive(Message)]
#[rtype(result = "u64")]
struct Passed;

impl Handler<Close> for Member {
    type Result = ();

    fn handle(&mut self, Close(first): Close, _cx: &mut Context<Self>) {
        self.next = Some(first);
    }
}

impl Handler<Pass> for Member {
    type Result = ();

    fn handle(&mut self, Pass(token): Pass, _cx: &mut Context<Self>) {
        self.passed += 1;
        if let Some(token) = token.next() {
            self.next.as_ref().expect("the ring is closed").do_send(Pass(token));
        }
    }
}

impl Handler<Passed> for Member {
    type Result = u64;

    fn handle(&mut self, _passed: Passed, _cx: &mut Context<Self>) -> u64 {
        self.passed
    }
}

fn start_at<A>(seat: Seat, actor: A) -> Addr<A>
where
    A: Actor<Context = Context<A>> + Send,
{
    let make = |cx: &mut Context<A>| {
        cx.set_mailbox_capacity(CAPACITY);
        actor
    };
    match second(seat) {
        Some(arbiter) => A::start_in_arbiter(&arbiter, make),
        None => A::create(make),
    }
}

impl Library for Actix {
    const NAME: &'static str = "actix";

    type Server = Addr<Counter>;
    type Carrier<P: Payload> = Addr<Bodies<P>>;
    type Node = Addr<Member>;
    type Supervised = Addr<Counter>;

    fn run<T, F>(flavour: Flavour, work: F) -> T
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let system = System::new();
        let arbiter = (flavour == Flavour::MultiThread).then(Arbiter::new);
        SECOND.set(arbiter.as_ref().map(Arbiter::handle));
        let done = system.block_on(async { actix::spawn(work).await.expect("the work is done") });
        SECOND.set(None);
        if let Some(arbiter) = arbiter {
            arbiter.stop();
            arbiter.join().expect("an arbiter ends");
        }
        done
    }

    fn spawn<T, F>(seat: Seat, work: F) -> impl Future<Output = T> + Send
    where
        T: Send + 'static,
        F: Future<Output = T> + Send + 'static,
    {
        let (result, done) = oneshot::channel();
        let work = async move {
            // Whoever no longer waits needs no result.
            let _gone = result.send(work.await);
        };
        match second(seat) {
            Some(arbiter) => assert!(arbiter.spawn(work), "the arbiter lives"),
            None => drop(actix::spawn(work)),
        }
        async { done.await.expect("a caller does not fail") }
    }

    async fn start(seat: Seat) -> Self::Server {
        start_at(seat, Counter::default())
    }

    async fn call(server: &Self::Server, by: u64) -> u64 {
        server.send(Add(by)).await.expect("the actor answers")
    }

    async fn call_async(server: &Self::Server, by: u64) -> u64 {
        server.send(AddAsync(by)).await.expect("the actor answers")
    }

    async fn cast(server: &Self::Server, by: u64) {
        server.do_send(Bump(by));
        consume_budget().await;
    }

    async fn live(by: u64) -> u64 {
        let (sender, ended) = oneshot::channel();
        let server = start_at(Seat::ONLY, Counter { total: 0, _ended: Some(sender) });
        let total = Self::call(&server, by).await;
        drop(server);
        assert!(ended.await.is_err(), "nothing is sent: it is dropped");
        total
    }

    async fn carrier<P: Payload>() -> Self::Carrier<P> {
        start_at(Seat::ONLY, Bodies { total: 0, body: PhantomData })
    }

    async fn carry_call<P: Payload>(carrier: &Self::Carrier<P>, body: P) -> u64 {
        carrier.send(Take(body)).await.expect("the actor answers")
    }

    async fn carry_cast<P: Payload>(carrier: &Self::Carrier<P>, body: P) {
        carrier.do_send(DropOff(body));
        consume_budget().await;
    }

    async fn node(seat: Seat, next: Option<Self::Node>) -> Self::Node {
        start_at(seat, Member { next, passed: 0 })
    }

    async fn close(node: &Self::Node, next: Self::Node) {
        node.send(Close(next)).await.expect("the actor answers");
    }

    async fn pass(node: &Self::Node, token: Token) {
        node.do_send(Pass(token));
    }

    async fn passed(node: &Self::Node) -> u64 {
        node.send(Passed).await.expect("the actor answers")
    }

    async fn supervise() -> Self::Supervised {
        Supervisor::start(|_cx| Counter::default())
    }

    async fn crash(server: &Self::Supervised, by: u64) -> u64 {
        server.do_send(Crash);
        loop {
            // What arrives before the restart is dropped.
            if let Ok(total) = server.send(Add(by)).await {
                return total;
            }
            yield_now().await;
        }
    }
}
