//! Broadcasts to processes: who gets what, and who is forgotten.

mod support;

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use support::{Log, breathe};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{Delivery, PubSubError, Relay, StreamOptions};

/// What is said.
#[derive(Clone, Debug, PartialEq)]
struct Said(String);

impl From<Said> for String {
    fn from(Said(text): Said) -> Self {
        text
    }
}

fn said(text: &str) -> Said {
    Said(text.to_owned())
}

type Chat = PubSub<Said>;

async fn chat() -> Chat {
    PubSub::spec().start().await.expect("a start")
}

/// Subscribes as it is told, and notes what it hears.
#[derive(GenServer)]
#[server(mailbox = 4)]
struct Ear {
    name: &'static str,
    chat: Chat,
    log: Log,
}

#[gen_server]
impl Ear {
    #[init]
    fn open(
        name: &'static str,
        chat: Chat,
        log: Log,
        topics: Vec<&'static str>,
        cx: &mut Context<Self>,
    ) -> Result<Self, PubSubError> {
        for topic in topics {
            cx.subscribe(&chat, topic)?;
        }
        Ok(Self { name, chat, log })
    }

    #[call]
    fn unsubscribe(&self, topic: &'static str, cx: &mut Context<Self>) {
        cx.unsubscribe(&self.chat, topic).expect("it runs");
    }

    #[call]
    fn shout(&self, text: &'static str, cx: &mut Context<Self>) -> Delivery {
        self.chat.broadcast_from(cx.pid(), "room", said(text)).expect("it runs")
    }

    #[info]
    fn said(&mut self, said: Said) {
        self.log.push(format!("{}: {}", self.name, said.0));
    }

    #[call]
    fn sync(&self) {}
}

async fn ear(name: &'static str, chat: &Chat, log: &Log, topics: &[&'static str]) -> EarRef {
    Ear::start(name, chat.clone(), log.clone(), topics.to_vec()).await.expect("a start")
}

fn delivered(delivery: Result<Delivery, PubSubError>) -> (usize, usize) {
    let delivery = delivery.expect("it runs");
    (delivery.reached, delivery.refused)
}

#[tokio::test]
async fn a_broadcast_reaches_the_subscribers_of_its_topic_in_order() {
    let (chat, log) = (chat().await, Log::new());
    let ear = ear("a", &chat, &log, &["room", "hall"]).await;
    for text in ["1", "2", "3"] {
        assert_eq!(delivered(chat.broadcast("room", said(text))), (1, 0));
    }
    assert_eq!(delivered(chat.broadcast("attic", said("4"))), (0, 0));
    assert_eq!(delivered(chat.broadcast("hall", said("5"))), (1, 0));
    ear.sync().await.expect("a reply");
    assert_eq!(log.take(), ["a: 1", "a: 2", "a: 3", "a: 5"]);
}

#[tokio::test]
async fn who_subscribes_twice_gets_two_copies_and_unsubscribes_once() {
    let (chat, log) = (chat().await, Log::new());
    let ear = ear("a", &chat, &log, &["room", "room"]).await;
    assert_eq!(delivered(chat.broadcast("room", said("hi"))), (2, 0));
    ear.sync().await.expect("a reply");
    assert_eq!(log.take(), ["a: hi", "a: hi"]);
    ear.unsubscribe("room").await.expect("a reply");
    assert_eq!(delivered(chat.broadcast("room", said("hi"))), (0, 0));
}

#[tokio::test]
async fn broadcast_from_skips_one_process() {
    let (chat, log) = (chat().await, Log::new());
    let first = ear("a", &chat, &log, &["room", "room"]).await;
    let second = ear("b", &chat, &log, &["room"]).await;
    let delivery = first.shout("hi").await.expect("a reply");
    assert_eq!((delivery.reached, delivery.refused), (1, 0));
    for ear in [&first, &second] {
        ear.sync().await.expect("a reply");
    }
    assert_eq!(log.take(), ["b: hi"]);
}

/// A mailbox is the bound of a process, and its policy decides.
#[tokio::test]
async fn a_slow_process_loses_what_its_mailbox_refuses_and_holds_up_nobody() {
    let (chat, log) = (chat().await, Log::new());
    let slow = ear("slow", &chat, &log, &["room"]).await;
    let mut quick = chat.stream("room").expect("it runs");
    // Nobody else runs on this thread before the first await.
    let all: Vec<_> =
        (0..6).map(|n| delivered(chat.broadcast("room", said(&n.to_string())))).collect();
    assert_eq!(all, [(2, 0), (2, 0), (2, 0), (2, 0), (1, 1), (1, 1)]);
    for n in 0..6 {
        assert_eq!(quick.recv().await, Some(Ok(said(&n.to_string()))));
    }
    slow.sync().await.expect("a reply");
    assert_eq!(log.take().len(), 4);
}

#[tokio::test]
async fn nothing_is_left_of_a_process_when_its_end_is_seen() {
    let (chat, log) = (chat().await, Log::new());
    for kill in [false, true] {
        let ear = ear("a", &chat, &log, &["room", "room", "hall"]).await;
        assert_eq!(chat.subscribers("room").expect("it runs").len(), 2);
        if kill {
            ear.server().kill();
        } else {
            ear.server().stop().await.expect("a stop");
        }
        ear.server().ended().await;
        assert!(chat.subscribers("room").expect("it runs").is_empty());
        assert!(chat.subscribers("hall").expect("it runs").is_empty());
        assert_eq!(delivered(chat.broadcast("room", said("hi"))), (0, 0));
    }
}

/// Experiment 21, for subscriptions.
#[tokio::test]
async fn twenty_thousand_short_lives_leave_nothing() {
    let chat = chat().await;
    for _ in 0..20_000 {
        let chat = chat.clone();
        let short = process::spawn(|inbox: Inbox<Said>| async move {
            inbox.subscribe(&chat, "room").expect("it runs");
            inbox.subscribe(&chat, "hall").expect("it runs");
        });
        short.expect("a start").ended().await;
    }
    assert!(chat.subscribers("room").expect("it runs").is_empty());
}

#[tokio::test]
async fn a_plain_process_gets_messages_of_its_own_type() {
    let chat = chat().await;
    let (ready, is_ready) = tokio::sync::oneshot::channel();
    let listener = process::spawn({
        let chat = chat.clone();
        |mut inbox: Inbox<String>| async move {
            inbox.subscribe_with(&chat, "room", "plain").expect("it runs");
            ready.send(()).expect("the test waits");
            assert_eq!(inbox.message().await, "one");
            chat.unsubscribe("room").expect("it runs");
        }
    });
    is_ready.await.expect("it subscribes");
    assert_eq!(delivered(chat.broadcast("room", said("one"))), (1, 0));
    assert!(listener.expect("a start").ended().await.is_normal());
}

#[tokio::test]
async fn a_dispatch_sees_the_metadata_and_sends_what_it_likes() {
    let chat = chat().await;
    let mut plain = chat.stream("room").expect("it runs");
    let mut loud = chat.stream_with("room", StreamOptions::new(), 7_u8).expect("it runs");
    chat.dispatch("room", |subscriber| {
        assert_eq!(subscriber.topic(), "room");
        match subscriber.metadata::<u8>() {
            Some(volume) => assert!(subscriber.send(said(&volume.to_string()))),
            None => assert_eq!(subscriber.metadata::<()>(), Some(&())),
        }
    })
    .expect("it runs");
    chat.broadcast("room", said("all")).expect("it runs");
    assert_eq!(plain.recv().await, Some(Ok(said("all"))));
    assert_eq!(loud.recv().await, Some(Ok(said("7"))));
}

/// Notes what it is to carry, or fails.
struct Wire(Log, Arc<AtomicBool>);

impl Relay<Said> for Wire {
    fn relay(&self, topic: &str, message: &Said) -> Result<(), Box<dyn Error + Send + Sync>> {
        if self.1.load(Ordering::Relaxed) {
            return Err("the line is cut".into());
        }
        self.0.push(format!("wire {topic}: {}", message.0));
        Ok(())
    }
}

#[tokio::test]
async fn the_relay_comes_first_and_a_local_broadcast_stays() {
    let (log, cut) = (Log::new(), Arc::new(AtomicBool::new(false)));
    let wire = Wire(log.clone(), Arc::clone(&cut));
    let spec = PubSub::spec().name("pubsub of the relay").relay(wire);
    let _chat = spec.start().await.expect("a start");
    // Who finds it by its name goes through the same relay.
    let chat = Chat::named("pubsub of the relay").expect("it runs");
    let ear = ear("a", &chat, &log, &["room"]).await;
    chat.broadcast("room", said("far")).expect("it runs");
    chat.broadcast_from(ear.server().pid().expect("it runs"), "room", said("from"))
        .expect("it runs");
    chat.local_broadcast("room", said("near")).expect("it runs");
    ear.sync().await.expect("a reply");
    assert_eq!(log.take(), ["wire room: far", "wire room: from", "a: far", "a: near"]);

    cut.store(true, Ordering::Relaxed);
    let error = chat.broadcast("room", said("lost")).expect_err("it is cut");
    assert_eq!(error.to_string(), "the relay to other nodes failed: the line is cut");
    ear.sync().await.expect("a reply");
    assert!(log.take().is_empty(), "nobody here gets what did not go out");
}

#[derive(Supervisor)]
struct House {
    #[child]
    chat: PubSub<Said>,
    #[child(start = PubSub::spec().name("pubsub of the house").partitions(4))]
    named: PubSub<Said>,
}

#[tokio::test]
async fn it_is_a_child_of_a_tree_and_has_a_name() {
    let house = House::start_link().await.expect("a start");
    let log = Log::new();
    let named = Chat::named("pubsub of the house").expect("it runs");
    let ears = [ear("a", &named, &log, &["room"]).await, ear("b", &named, &log, &["room"]).await];
    assert_eq!(delivered(house.named.broadcast("room", said("hi"))), (2, 0));
    assert_eq!(delivered(house.chat.broadcast("room", said("hi"))), (0, 0));
    for ear in &ears {
        ear.sync().await.expect("a reply");
    }
    assert_eq!(log.take().len(), 2);
    assert!(matches!(PubSub::<u8>::named("pubsub of the house"), Err(PubSubError::WrongType)));

    house.supervisor().stop().await.expect("a stop");
    assert!(matches!(Chat::named("pubsub of the house"), Err(PubSubError::NotRunning)));
    assert!(matches!(named.broadcast("room", said("hi")), Err(PubSubError::NotRunning)));
    // Subscribers are linked with it, so that nobody believes to hear what nobody sends.
    for ear in &ears {
        assert_eq!(ear.server().ended().await, ExitReason::Shutdown);
    }
    breathe().await;
}
