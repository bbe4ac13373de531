//! What people write by hand: a task, a bounded channel of a plain enum, a oneshot for each reply.

use tokio::sync::{mpsc, oneshot, watch};

use super::{CAPACITY, CRASH, Library, Payload, Seat, Token};

/// Bare tokio.
pub struct Raw;

/// The server's messages.
pub enum Message {
    Add(u64, oneshot::Sender<u64>),
    AddAsync(u64, oneshot::Sender<u64>),
    Bump(u64),
    Crash,
}

/// The carrier's messages.
pub enum Carry<P> {
    Call(P, oneshot::Sender<u64>),
    Cast(P),
}

/// The ring member's messages.
pub enum Ring {
    Close(mpsc::Sender<Ring>),
    Pass(Token),
    Passed(oneshot::Sender<u64>),
}

async fn serve(mut messages: mpsc::Receiver<Message>) {
    let mut total = 0_u64;
    while let Some(message) = messages.recv().await {
        match message {
            Message::Add(by, reply) => {
                total += by;
                // A caller that is gone has no use for the reply; so below.
                let _gone = reply.send(total);
            }
            Message::AddAsync(by, reply) => {
                total = add(total, by).await;
                let _gone = reply.send(total);
            }
            Message::Bump(by) => total += by,
            Message::Crash => panic!("{CRASH}"),
        }
    }
}

#[expect(clippy::unused_async, reason = "the handler that is async and does not wait")]
async fn add(total: u64, by: u64) -> u64 {
    total + by
}

async fn carry<P: Payload>(mut messages: mpsc::Receiver<Carry<P>>) {
    let mut total = 0_u64;
    while let Some(message) = messages.recv().await {
        match message {
            Carry::Call(body, reply) => {
                total += body.value();
                let _gone = reply.send(total);
            }
            Carry::Cast(body) => total += body.value(),
        }
    }
}

async fn pass_on(mut messages: mpsc::Receiver<Ring>, mut next: Option<mpsc::Sender<Ring>>) {
    let mut passed = 0_u64;
    while let Some(message) = messages.recv().await {
        match message {
            Ring::Close(first) => next = Some(first),
            Ring::Pass(token) => {
                passed += 1;
                if let Some(token) = token.next() {
                    let next = next.as_ref().expect("the ring is closed");
                    send(next, Ring::Pass(token)).await;
                }
            }
            Ring::Passed(reply) => {
                let _gone = reply.send(passed);
            }
        }
    }
}

async fn send<M>(to: &mpsc::Sender<M>, message: M) {
    assert!(to.send(message).await.is_ok(), "the server lives");
}

async fn ask<M>(to: &mpsc::Sender<M>, message: impl FnOnce(oneshot::Sender<u64>) -> M) -> u64 {
    let (reply, answer) = oneshot::channel();
    send(to, message(reply)).await;
    answer.await.expect("the server answers")
}

impl Library for Raw {
    const NAME: &'static str = "raw";

    type Server = mpsc::Sender<Message>;
    type Carrier<P: Payload> = mpsc::Sender<Carry<P>>;
    type Node = mpsc::Sender<Ring>;
    type Supervised = watch::Receiver<mpsc::Sender<Message>>;

    async fn start(_seat: Seat) -> Self::Server {
        let (messages, receiver) = mpsc::channel(CAPACITY);
        tokio::spawn(serve(receiver));
        messages
    }

    async fn call(server: &Self::Server, by: u64) -> u64 {
        ask(server, |reply| Message::Add(by, reply)).await
    }

    async fn call_async(server: &Self::Server, by: u64) -> u64 {
        ask(server, |reply| Message::AddAsync(by, reply)).await
    }

    async fn cast(server: &Self::Server, by: u64) {
        send(server, Message::Bump(by)).await;
    }

    async fn live(by: u64) -> u64 {
        let (messages, receiver) = mpsc::channel(CAPACITY);
        let task = tokio::spawn(serve(receiver));
        let total = ask(&messages, |reply| Message::Add(by, reply)).await;
        drop(messages);
        task.await.expect("the server does not fail");
        total
    }

    async fn carrier<P: Payload>() -> mpsc::Sender<Carry<P>> {
        let (messages, receiver) = mpsc::channel(CAPACITY);
        tokio::spawn(carry(receiver));
        messages
    }

    async fn carry_call<P: Payload>(carrier: &mpsc::Sender<Carry<P>>, body: P) -> u64 {
        ask(carrier, |reply| Carry::Call(body, reply)).await
    }

    async fn carry_cast<P: Payload>(carrier: &mpsc::Sender<Carry<P>>, body: P) {
        send(carrier, Carry::Cast(body)).await;
    }

    async fn node(_seat: Seat, next: Option<Self::Node>) -> Self::Node {
        let (messages, receiver) = mpsc::channel(CAPACITY);
        tokio::spawn(pass_on(receiver, next));
        messages
    }

    async fn close(node: &Self::Node, next: Self::Node) {
        send(node, Ring::Close(next)).await;
    }

    async fn pass(node: &Self::Node, token: Token) {
        send(node, Ring::Pass(token)).await;
    }

    async fn passed(node: &Self::Node) -> u64 {
        ask(node, Ring::Passed).await
    }

    async fn supervise() -> Self::Supervised {
        let (first, mut receiver) = mpsc::channel(CAPACITY);
        let (address, current) = watch::channel(first);
        tokio::spawn(async move {
            while tokio::spawn(serve(receiver)).await.is_err() {
                let (sender, next) = mpsc::channel(CAPACITY);
                receiver = next;
                if address.send(sender).is_err() {
                    break;
                }
            }
        });
        current
    }

    async fn crash(server: &Self::Supervised, by: u64) -> u64 {
        let mut server = server.clone();
        let address = server.borrow_and_update().clone();
        send(&address, Message::Crash).await;
        server.changed().await.expect("the supervisor lives");
        let address = server.borrow().clone();
        ask(&address, |reply| Message::Add(by, reply)).await
    }
}
