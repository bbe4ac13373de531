//! The library of this repository, as its book says: default options throughout.

use std::marker::PhantomData;
use std::sync::Mutex;

use switchboard::prelude::*;
use switchboard::report::{self, Reports};
use tokio::task::{consume_budget, yield_now};

use super::{CRASH, Library, Payload, Seat, Token};

/// This repository.
pub struct Switchboard;

/// Adds up numbers.
#[derive(GenServer, Default)]
pub struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[call]
    async fn add_async(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[cast]
    fn bump(&mut self, by: u64) {
        self.total += by;
    }

    #[cast]
    fn crash(&mut self) {
        panic!("{CRASH}");
    }
}

/// Adds up bodies.
#[derive(GenServer)]
pub struct Bodies<P: Payload> {
    total: u64,
    body: PhantomData<fn(P)>,
}

#[gen_server]
impl<P: Payload> Bodies<P> {
    #[init]
    fn empty() -> Self {
        Self { total: 0, body: PhantomData }
    }

    #[call]
    fn take(&mut self, body: P) -> u64 {
        self.total += body.value();
        self.total
    }

    #[cast]
    fn drop_off(&mut self, body: P) {
        self.total += body.value();
    }
}

/// Passes a token on.
#[derive(GenServer)]
pub struct Member {
    next: Option<MemberRef>,
    passed: u64,
}

#[gen_server]
impl Member {
    #[init]
    fn before(next: Option<MemberRef>) -> Self {
        Self { next, passed: 0 }
    }

    #[call]
    fn close(&mut self, next: MemberRef) {
        self.next = Some(next);
    }

    #[call]
    fn passed(&self) -> u64 {
        self.passed
    }

    #[cast]
    fn pass(&mut self, token: Token) {
        self.passed += 1;
        if let Some(token) = token.next() {
            let next = self.next.as_ref().expect("the ring is closed");
            next.pass(token).expect("the next member lives and has room");
        }
    }
}

/// Restarts the counter as often as it crashes.
#[derive(Supervisor)]
#[supervisor(max_restarts = 1_000_000, max_seconds = 1)]
pub struct Tree {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
}

/// The tree, and its reports: an operator reads them, so that they are not printed and none is kept.
pub struct Watched {
    tree: Tree,
    reports: Mutex<Reports>,
}

/// Sends a refused cast again until there is room: what a bounded mailbox of another library does.
#[cold]
async fn until_there_is_room<S: GenServer>(server: &ServerRef<S>, mut refused: CastError<S::Cast>) {
    loop {
        assert!(refused.is_full(), "the server lives");
        yield_now().await;
        match server.cast(refused.into_message()) {
            Ok(()) => return,
            Err(again) => refused = again,
        }
    }
}

impl Library for Switchboard {
    const NAME: &'static str = "switchboard";

    type Server = CounterRef;
    type Carrier<P: Payload> = BodiesRef<P>;
    type Node = MemberRef;
    type Supervised = Watched;

    async fn start(_seat: Seat) -> CounterRef {
        Counter::start().await.expect("a server starts")
    }

    async fn call(server: &CounterRef, by: u64) -> u64 {
        server.add(by).await.expect("the server answers")
    }

    async fn call_async(server: &CounterRef, by: u64) -> u64 {
        server.add_async(by).await.expect("the server answers")
    }

    async fn cast(server: &CounterRef, by: u64) {
        if let Err(refused) = server.bump(by) {
            until_there_is_room(server.server(), refused).await;
        }
        consume_budget().await;
    }

    async fn live(by: u64) -> u64 {
        let server = Counter::start().await.expect("a server starts");
        let total = server.add(by).await.expect("the server answers");
        server.server().stop().await.expect("the server stops");
        total
    }

    async fn carrier<P: Payload>() -> BodiesRef<P> {
        Bodies::start().await.expect("a server starts")
    }

    async fn carry_call<P: Payload>(carrier: &BodiesRef<P>, body: P) -> u64 {
        carrier.take(body).await.expect("the server answers")
    }

    async fn carry_cast<P: Payload>(carrier: &BodiesRef<P>, body: P) {
        if let Err(refused) = carrier.drop_off(body) {
            until_there_is_room(carrier.server(), refused).await;
        }
        consume_budget().await;
    }

    async fn node(_seat: Seat, next: Option<MemberRef>) -> MemberRef {
        Member::start(next).await.expect("a server starts")
    }

    async fn close(node: &MemberRef, next: MemberRef) {
        node.close(next).await.expect("the server answers");
    }

    async fn pass(node: &MemberRef, token: Token) {
        node.pass(token).expect("there is room");
    }

    async fn passed(node: &MemberRef) -> u64 {
        node.passed().await.expect("the server answers")
    }

    async fn supervise() -> Watched {
        let reports = report::subscribe().quiet();
        Watched {
            tree: Tree::start().await.expect("the tree starts"),
            reports: Mutex::new(reports),
        }
    }

    async fn crash(Watched { tree, reports }: &Watched, by: u64) -> u64 {
        while reports.lock().expect("nobody panics with it").try_next().is_some() {}
        let before = Child::pid(&tree.counter);
        tree.counter.crash().expect("there is room");
        let after = Child::incarnation_after(&tree.counter, before).await;
        after.expect("the supervisor starts it again");
        tree.counter.add(by).await.expect("the replacement answers")
    }
}
