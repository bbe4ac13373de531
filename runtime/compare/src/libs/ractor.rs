//! ractor: a message enum with reply ports, state apart from the actor, supervision by events.

use std::marker::PhantomData;

use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort, SupervisionEvent, call};
use tokio::sync::watch;
use tokio::task::consume_budget;

use super::{CRASH, Library, Payload, Seat, Token};

/// ractor.
pub struct Ractor;

/// Adds up numbers.
struct Counter;

/// The counter's messages.
pub enum Message {
    Add(u64, RpcReplyPort<u64>),
    AddAsync(u64, RpcReplyPort<u64>),
    Bump(u64),
    Crash,
}

type Handled = Result<(), ActorProcessingErr>;

impl Actor for Counter {
    type Msg = Message;
    type State = u64;
    type Arguments = ();

    async fn pre_start(&self, _me: ActorRef<Message>, (): ()) -> Result<u64, ActorProcessingErr> {
        Ok(0)
    }

    async fn handle(&self, _me: ActorRef<Message>, message: Message, total: &mut u64) -> Handled {
        match message {
            // Every handler is async here, so both kinds of call are the same.
            Message::Add(by, reply) | Message::AddAsync(by, reply) => {
                *total += by;
                reply.send(*total)?;
            }
            Message::Bump(by) => *total += by,
            Message::Crash => panic!("{CRASH}"),
        }
        Ok(())
    }
}

/// Adds up bodies.
struct Bodies<P>(PhantomData<fn(P)>);

/// The messages with a body.
pub enum Carry<P> {
    Call(P, RpcReplyPort<u64>),
    Cast(P),
}

impl<P: Payload> Actor for Bodies<P> {
    type Msg = Carry<P>;
    type State = u64;
    type Arguments = ();

    async fn pre_start(&self, _me: ActorRef<Carry<P>>, (): ()) -> Result<u64, ActorProcessingErr> {
        Ok(0)
    }

    async fn handle(&self, _me: ActorRef<Carry<P>>, message: Carry<P>, total: &mut u64) -> Handled {
        match message {
            Carry::Call(body, reply) => {
                *total += body.value();
                reply.send(*total)?;
            }
            Carry::Cast(body) => *total += body.value(),
        }
        Ok(())
    }
}

/// Passes a token on.
struct Member;

/// What a member of the ring keeps.
struct Place {
    next: Option<ActorRef<Ring>>,
    passed: u64,
}

/// The ring's messages.
pub enum Ring {
    Close(ActorRef<Ring>),
    Pass(Token),
    Passed(RpcReplyPort<u64>),
}

impl Actor for Member {
    type Msg = Ring;
    type State = Place;
    type Arguments = Option<ActorRef<Ring>>;

    async fn pre_start(
        &self,
        _me: ActorRef<Ring>,
        next: Option<ActorRef<Ring>>,
    ) -> Result<Place, ActorProcessingErr> {
        Ok(Place { next, passed: 0 })
    }

    async fn handle(&self, _me: ActorRef<Ring>, message: Ring, place: &mut Place) -> Handled {
        match message {
            Ring::Close(first) => place.next = Some(first),
            Ring::Pass(token) => {
                place.passed += 1;
                if let Some(token) = token.next() {
                    place.next.as_ref().expect("the ring is closed").cast(Ring::Pass(token))?;
                }
            }
            Ring::Passed(reply) => reply.send(place.passed)?,
        }
        Ok(())
    }
}

/// Starts the counter again whenever it fails.
struct Supervisor;

type Address = watch::Sender<Option<ActorRef<Message>>>;

impl Actor for Supervisor {
    type Msg = ();
    type State = Address;
    type Arguments = Address;

    async fn pre_start(
        &self,
        me: ActorRef<()>,
        address: Address,
    ) -> Result<Address, ActorProcessingErr> {
        let (first, _) = Actor::spawn_linked(None, Counter, (), me.get_cell()).await?;
        address.send_replace(Some(first));
        Ok(address)
    }

    async fn handle_supervisor_evt(
        &self,
        me: ActorRef<()>,
        event: SupervisionEvent,
        address: &mut Address,
    ) -> Handled {
        if let SupervisionEvent::ActorFailed(..) = event {
            let (next, _) = Actor::spawn_linked(None, Counter, (), me.get_cell()).await?;
            address.send_replace(Some(next));
        }
        Ok(())
    }
}

async fn spawn<A: Actor>(actor: A, arguments: A::Arguments) -> ActorRef<A::Msg> {
    Actor::spawn(None, actor, arguments).await.expect("an actor starts").0
}

impl Library for Ractor {
    const NAME: &'static str = "ractor";

    type Server = ActorRef<Message>;
    type Carrier<P: Payload> = ActorRef<Carry<P>>;
    type Node = ActorRef<Ring>;
    type Supervised = watch::Receiver<Option<ActorRef<Message>>>;

    async fn start(_seat: Seat) -> Self::Server {
        spawn(Counter, ()).await
    }

    async fn call(server: &Self::Server, by: u64) -> u64 {
        call!(server, |reply| Message::Add(by, reply)).expect("the actor answers")
    }

    async fn call_async(server: &Self::Server, by: u64) -> u64 {
        call!(server, |reply| Message::AddAsync(by, reply)).expect("the actor answers")
    }

    async fn cast(server: &Self::Server, by: u64) {
        server.cast(Message::Bump(by)).expect("the actor lives");
        consume_budget().await;
    }

    async fn live(by: u64) -> u64 {
        let (actor, ended) = Actor::spawn(None, Counter, ()).await.expect("an actor starts");
        let total = Self::call(&actor, by).await;
        actor.stop(None);
        ended.await.expect("the actor does not fail");
        total
    }

    async fn carrier<P: Payload>() -> Self::Carrier<P> {
        spawn(Bodies(PhantomData), ()).await
    }

    async fn carry_call<P: Payload>(carrier: &Self::Carrier<P>, body: P) -> u64 {
        call!(carrier, |reply| Carry::Call(body, reply)).expect("the actor answers")
    }

    async fn carry_cast<P: Payload>(carrier: &Self::Carrier<P>, body: P) {
        assert!(carrier.cast(Carry::Cast(body)).is_ok(), "the actor lives");
        consume_budget().await;
    }

    async fn node(_seat: Seat, next: Option<Self::Node>) -> Self::Node {
        spawn(Member, next).await
    }

    async fn close(node: &Self::Node, next: Self::Node) {
        node.cast(Ring::Close(next)).expect("the actor lives");
    }

    async fn pass(node: &Self::Node, token: Token) {
        node.cast(Ring::Pass(token)).expect("the actor lives");
    }

    async fn passed(node: &Self::Node) -> u64 {
        call!(node, Ring::Passed).expect("the actor answers")
    }

    async fn supervise() -> Self::Supervised {
        let (address, current) = watch::channel(None);
        spawn(Supervisor, address).await;
        current
    }

    async fn crash(server: &Self::Supervised, by: u64) -> u64 {
        let mut server = server.clone();
        let before = server.borrow_and_update().clone().expect("the child is started");
        before.cast(Message::Crash).expect("the actor lives");
        server.changed().await.expect("the supervisor lives");
        let after = server.borrow().clone().expect("the child is started");
        Self::call(&after, by).await
    }
}
