//! What servers do, as metrics: `cargo test --features metrics`.

#![cfg(feature = "metrics")]

mod support;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use support::{breathe, while_it_takes};
use switchboard::observe;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{CastError, ServerConfig, Tree};
use tokio::sync::Notify;

/// Keeps what is recorded: counts, and all values of a histogram.
#[derive(Clone, Debug, Default)]
struct Book(Arc<Mutex<Pages>>);

#[derive(Debug, Default)]
struct Pages {
    counts: BTreeMap<String, u64>,
    times: BTreeMap<String, Vec<f64>>,
    described: BTreeMap<String, (Option<Unit>, String)>,
}

/// One line of the book.
struct Line(Book, String);

impl Line {
    fn of(book: &Book, key: &Key) -> Arc<Self> {
        let labels: Vec<String> =
            key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        Arc::new(Self(book.clone(), format!("{} {}", key.name(), labels.join(" "))))
    }
}

impl CounterFn for Line {
    fn increment(&self, value: u64) {
        *self.0.pages().counts.entry(self.1.clone()).or_default() += value;
    }

    fn absolute(&self, value: u64) {
        self.0.pages().counts.insert(self.1.clone(), value);
    }
}

impl HistogramFn for Line {
    fn record(&self, value: f64) {
        self.0.pages().times.entry(self.1.clone()).or_default().push(value);
    }
}

impl Book {
    fn pages(&self) -> std::sync::MutexGuard<'_, Pages> {
        self.0.lock().expect("no test panics inside")
    }

    fn count(&self, line: &str) -> u64 {
        self.pages().counts.get(line).copied().unwrap_or(0)
    }

    fn times(&self, line: &str) -> Vec<f64> {
        self.pages().times.get(line).cloned().unwrap_or_default()
    }
}

impl Recorder for Book {
    fn describe_counter(&self, key: KeyName, unit: Option<Unit>, text: SharedString) {
        let name = key.as_str().to_owned();
        self.pages().described.insert(name, (unit, text.to_string()));
    }

    fn describe_gauge(&self, _key: KeyName, _unit: Option<Unit>, _text: SharedString) {}

    fn describe_histogram(&self, key: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_counter(key, unit, text);
    }

    fn register_counter(&self, key: &Key, _metadata: &Metadata<'_>) -> Counter {
        Counter::from_arc(Line::of(self, key))
    }

    fn register_gauge(&self, _key: &Key, _metadata: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _metadata: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Line::of(self, key))
    }
}

/// Takes its time.
#[derive(GenServer)]
#[server(mailbox = 2)]
struct Baker {
    gate: Arc<Notify>,
}

#[gen_server]
impl Baker {
    #[init]
    fn open(gate: Arc<Notify>) -> Self {
        Self { gate }
    }

    #[call]
    fn price(&self) -> u64 {
        3
    }

    #[call(timeout = "1s")]
    async fn bake(&mut self) {
        self.gate.notified().await;
    }

    #[cast]
    async fn knead(&mut self) {
        self.gate.notified().await;
    }

    #[cast]
    fn burn(&mut self) {
        panic!("smoke");
    }

    #[info]
    fn bell(&mut self, _bell: u8) {}
}

async fn baker() -> (BakerRef, Arc<Notify>) {
    let gate = Arc::new(Notify::new());
    (Baker::start(Arc::clone(&gate)).await.expect("a start"), gate)
}

/// Each message is counted once, whether it runs on its caller or comes through the mailbox.
#[tokio::test(start_paused = true)]
async fn every_message_is_counted() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    let (baker, gate) = baker().await;
    for _ in 0..3 {
        assert_eq!(baker.price().await, Ok(3));
    }
    baker.knead().expect("room");
    baker.server().send(1_u8).expect("room");
    breathe().await;
    assert_eq!(book.count("switchboard_messages_total server=Baker message=price"), 3);
    assert_eq!(book.count("switchboard_messages_total server=Baker message=knead"), 1);
    assert_eq!(book.count("switchboard_messages_total server=Baker message=bell"), 0);
    gate.notify_one();
    breathe().await;
    assert_eq!(book.count("switchboard_messages_total server=Baker message=bell"), 1);
    let handled = "switchboard_message_handling_seconds server=Baker message=price";
    assert_eq!(book.times(handled), [0.0; 3]);
}

/// A handler is timed from its begin to its end, a message from its sending until it is taken; one that
/// runs on its caller has not waited.
#[tokio::test(start_paused = true)]
async fn waits_and_handlers_are_timed() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    let (baker, gate) = baker().await;
    baker.knead().expect("room");
    breathe().await;
    while_it_takes(Duration::from_secs(1)).await;
    let call = baker.clone();
    let price = Task::spawn(async move { call.price().await });
    breathe().await;
    while_it_takes(Duration::from_secs(2)).await;
    gate.notify_one();
    assert_eq!(price.await, Ok(Ok(3)));
    let times = |what: &str, message: &str| {
        book.times(&format!("switchboard_message_{what}_seconds server=Baker message={message}"))
    };
    assert_eq!((times("wait", "knead"), times("handling", "knead")), (vec![0.0], vec![3.0]));
    assert_eq!((times("wait", "price"), times("handling", "price")), (vec![2.0], vec![0.0]));
    assert_eq!(baker.price().await, Ok(3));
    assert_eq!((times("wait", "price").len(), times("handling", "price").len()), (1, 2));
    // Begun by its caller, it goes on in the server.
    let bake = baker.clone();
    let bake = Task::spawn(async move { bake.bake().await });
    breathe().await;
    while_it_takes(Duration::from_millis(500)).await;
    gate.notify_one();
    assert_eq!(bake.await, Ok(Ok(())));
    assert_eq!((times("wait", "bake"), times("handling", "bake")), (vec![], vec![0.5]));
    assert_eq!(book.count("switchboard_messages_total server=Baker message=bake"), 1);
}

/// A handler that is cut short is timed as well.
#[tokio::test(start_paused = true)]
async fn a_handler_that_is_cut_short_is_timed() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    let (baker, _gate) = baker().await;
    baker.knead().expect("room");
    breathe().await;
    while_it_takes(Duration::from_secs(4)).await;
    baker.server().kill();
    baker.server().ended().await;
    let handled = "switchboard_message_handling_seconds server=Baker message=knead";
    assert_eq!(book.times(handled), [4.0]);
    assert_eq!(book.count("switchboard_processes_exited_total server=Baker reason=killed"), 1);
}

/// A caller that ran out of patience is counted, whether its call waits in the mailbox or was begun.
#[tokio::test(start_paused = true)]
async fn timeouts_are_counted() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    let (baker, _gate) = baker().await;
    assert!(matches!(baker.bake().await, Err(CallError::Timeout { .. })));
    assert!(matches!(baker.bake().await, Err(CallError::Timeout { .. })));
    let request = baker.server().send_request::<u64>(BakerCall::Price {});
    let price = request.within(Duration::from_secs(1)).await;
    assert!(matches!(price, Err(CallError::Timeout { .. })));
    assert_eq!(book.count("switchboard_call_timeouts_total server=Baker message=bake"), 2);
    assert_eq!(book.count("switchboard_call_timeouts_total server=Baker message=price"), 1);
}

/// Drops what it has no room for.
#[derive(GenServer, Default)]
#[server(mailbox = 2, overflow = drop_newest)]
struct Newest;

#[gen_server]
impl Newest {
    #[cast]
    async fn hold(&mut self, gate: Arc<Notify>) {
        gate.notified().await;
    }

    #[cast]
    fn note(&mut self) {}
}

/// Drops what has waited longest.
#[derive(GenServer, Default)]
#[server(mailbox = 2, overflow = drop_oldest)]
struct Oldest;

#[gen_server]
impl Oldest {
    #[cast]
    async fn hold(&mut self, gate: Arc<Notify>) {
        gate.notified().await;
    }

    #[cast]
    fn first(&mut self) {}

    #[cast]
    fn note(&mut self) {}
}

/// What a full mailbox drops is counted by its own name, and so is what it gives back.
#[tokio::test(start_paused = true)]
async fn overflow_is_counted() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    let (gate, newest, oldest) =
        (Arc::new(Notify::new()), Newest::start().await, Oldest::start().await);
    let (newest, oldest) = (newest.expect("a start"), oldest.expect("a start"));
    let (baker, _gate) = baker().await;
    newest.hold(Arc::clone(&gate)).expect("room");
    oldest.hold(Arc::clone(&gate)).expect("room");
    baker.knead().expect("room");
    breathe().await;
    for _ in 0..4 {
        newest.note().expect("it is dropped");
    }
    oldest.first().expect("room");
    for _ in 0..3 {
        oldest.note().expect("another one is dropped");
    }
    baker.knead().expect("room");
    baker.server().send(1_u8).expect("room");
    assert!(matches!(baker.knead(), Err(CastError::Full(_))));
    assert!(matches!(baker.server().send(1_u8), Err(CastError::Full(_))));
    let dropped = |line: &str| book.count(&format!("switchboard_messages_dropped_total {line}"));
    assert_eq!(dropped("server=Newest message=note"), 2);
    assert_eq!(dropped("server=Oldest message=first"), 1);
    assert_eq!(dropped("server=Oldest message=note"), 1);
    let refused = |line: &str| book.count(&format!("switchboard_messages_refused_total {line}"));
    assert_eq!(refused("server=Baker message=knead"), 1);
    assert_eq!(refused("server=Baker message=bell"), 1);
    assert_eq!(Baker::OPTIONS, switchboard::ServerOptions::new().mailbox(2));
}

/// Starts, ends by the class of their reason, and restarts are counted by the type of the process.
#[tokio::test(start_paused = true)]
async fn lives_are_counted() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    let _quiet = switchboard::report::subscribe().quiet();
    let mut tree = Tree::new(SupervisorOptions::new(), "Bakery");
    let gate = Arc::new(Notify::new());
    let baker: Child<Baker> = tree.child("baker", Baker::child(gate), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    baker.burn().expect("room");
    baker.server().ended().await;
    support::settle(&supervisor).await;
    assert_eq!(book.count("switchboard_restarts_total server=Baker"), 1);
    supervisor.stop().await.expect("it runs");
    let plain = process::spawn(|mut inbox: Inbox<u8>| async move {
        inbox.message().await;
    });
    let plain = plain.expect("a start");
    plain.send(1).expect("it runs");
    plain.ended().await;
    let started = |kind: &str| book.count(&format!("switchboard_processes_started_total {kind}"));
    assert_eq!(
        (started("server=Baker"), started("server=Bakery"), started("server=u8")),
        (2, 1, 1)
    );
    let exited = |line: &str| book.count(&format!("switchboard_processes_exited_total {line}"));
    assert_eq!(exited("server=Baker reason=panic"), 1);
    assert_eq!(exited("server=Baker reason=shutdown"), 1);
    assert_eq!(exited("server=Bakery reason=normal"), 1);
    assert_eq!(exited("server=u8 reason=normal"), 1);
}

/// Labels are names of the program's own text: a type, a handler, a class of reasons.
#[tokio::test(start_paused = true)]
async fn labels_are_few() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    for _ in 0..50 {
        let (baker, _gate) = baker().await;
        baker.price().await.expect("a reply");
        baker.server().stop().await.expect("it runs");
    }
    let pages = book.pages();
    assert_eq!(pages.counts.len() + pages.times.len(), 4, "{pages:?}");
}

/// Each metric that is recorded has a text and a unit.
#[tokio::test(start_paused = true)]
async fn every_metric_is_described() {
    let book = Book::default();
    let _recording = metrics::set_default_local_recorder(&book);
    observe::describe_metrics();
    let pages = book.pages();
    assert_eq!(pages.described.len(), 9);
    for (name, (unit, text)) in &pages.described {
        let seconds = name.ends_with("_seconds");
        assert_eq!(*unit, Some(if seconds { Unit::Seconds } else { Unit::Count }), "{name}");
        assert!(seconds || name.ends_with("_total"), "{name}");
        assert!(name.starts_with("switchboard_") && !text.is_empty(), "{name}");
    }
}

/// Fails at everything.
struct Broken;

impl Recorder for Broken {
    fn describe_counter(&self, _key: KeyName, _unit: Option<Unit>, _text: SharedString) {}

    fn describe_gauge(&self, _key: KeyName, _unit: Option<Unit>, _text: SharedString) {}

    fn describe_histogram(&self, _key: KeyName, _unit: Option<Unit>, _text: SharedString) {}

    fn register_counter(&self, _key: &Key, _metadata: &Metadata<'_>) -> Counter {
        panic!("no counters")
    }

    fn register_gauge(&self, _key: &Key, _metadata: &Metadata<'_>) -> Gauge {
        panic!("no gauges")
    }

    fn register_histogram(&self, _key: &Key, _metadata: &Metadata<'_>) -> Histogram {
        panic!("no histograms")
    }
}

/// A recorder that panics takes no process along.
#[tokio::test(start_paused = true)]
async fn a_recorder_that_fails_does_no_harm() {
    let _recording = metrics::set_default_local_recorder(&Broken);
    let (baker, gate) = baker().await;
    baker.knead().expect("room");
    gate.notify_one();
    breathe().await;
    assert_eq!(baker.price().await, Ok(3));
    baker.server().stop().await.expect("it runs");
}
