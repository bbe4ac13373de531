//! Spans that follow messages from process to process: `cargo test --features tracing`.

#![cfg(feature = "tracing")]

mod support;

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use support::{breathe, while_it_takes};
use switchboard::prelude::*;
use switchboard::protocol;
use tokio::sync::Notify;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_core::span::Current;

/// Keeps the spans and events that it hears, each with the one that it is below.
#[derive(Clone)]
struct Ear {
    heard: Arc<Mutex<Heard>>,
    most: Level,
}

#[derive(Default)]
struct Heard {
    /// Each span by its id less one.
    spans: Vec<Span>,
    /// Those that are entered, and how they are called.
    entered: Vec<(Id, &'static Metadata<'static>)>,
    /// The events, each with the span that it was in.
    events: Vec<(String, Option<usize>)>,
}

#[derive(Clone, Debug)]
struct Span {
    text: String,
    parent: Option<usize>,
    metadata: &'static Metadata<'static>,
}

/// The fields, as one text.
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _always = write!(self.0, " {}={value:?}", field.name());
    }
}

fn place(id: &Id) -> usize {
    usize::try_from(id.into_u64() - 1).expect("a small number")
}

impl Heard {
    fn current(&self) -> Option<usize> {
        self.entered.last().map(|(id, _)| place(id))
    }
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.most
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut heard = self.heard.lock().expect("nobody panics with it");
        let parent = match span.parent() {
            Some(parent) => Some(place(parent)),
            None if span.is_contextual() => heard.current(),
            None => None,
        };
        let mut text = Text(span.metadata().name().to_owned());
        span.record(&mut text);
        heard.spans.push(Span { text: text.0, parent, metadata: span.metadata() });
        Id::from_u64(heard.spans.len() as u64)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        let mut heard = self.heard.lock().expect("nobody panics with it");
        let within = heard.current();
        heard.events.push((text.0, within));
    }

    fn enter(&self, span: &Id) {
        let mut heard = self.heard.lock().expect("nobody panics with it");
        let metadata = heard.spans[place(span)].metadata;
        heard.entered.push((span.clone(), metadata));
    }

    fn exit(&self, span: &Id) {
        let mut heard = self.heard.lock().expect("nobody panics with it");
        let at = heard.entered.iter().rposition(|(id, _)| id == span).expect("it was entered");
        heard.entered.remove(at);
    }

    fn current_span(&self) -> Current {
        let heard = self.heard.lock().expect("nobody panics with it");
        match heard.entered.last() {
            Some((id, metadata)) => Current::new(id.clone(), metadata),
            None => Current::none(),
        }
    }
}

impl Ear {
    fn listen(most: Level) -> (Self, DefaultGuard) {
        let ear = Self { heard: Arc::default(), most };
        let guard = tracing::subscriber::set_default(ear.clone());
        (ear, guard)
    }

    /// The spans from this one up to its root: `Server.message`, or the name of a span of the test.
    fn line(&self, mut at: Option<usize>) -> Vec<String> {
        let heard = self.heard.lock().expect("nobody panics with it");
        let mut line = Vec::new();
        while let Some(span) = at.map(|at| heard.spans[at].clone()) {
            line.push(short(&span.text));
            at = span.parent;
        }
        line
    }

    /// The lines of all spans of this message.
    fn lines_of(&self, message: &str) -> Vec<Vec<String>> {
        let at: Vec<usize> = {
            let heard = self.heard.lock().expect("nobody panics with it");
            let mine = |(_, span): &(usize, &Span)| short(&span.text) == message;
            heard.spans.iter().enumerate().filter(mine).map(|(at, _)| at).collect()
        };
        at.into_iter().map(|at| self.line(Some(at))).collect()
    }

    /// The line of the span that this event was in.
    fn line_of_event(&self, text: &str) -> Vec<String> {
        let within = {
            let heard = self.heard.lock().expect("nobody panics with it");
            let event = heard.events.iter().find(|(event, _)| event.contains(text));
            event.unwrap_or_else(|| panic!("no event {text}")).1
        };
        self.line(within)
    }

    fn is_out(&self) -> bool {
        self.heard.lock().expect("nobody panics with it").entered.is_empty()
    }
}

fn short(text: &str) -> String {
    let field = |name: &str| {
        let from = text.find(&format!("{name}=\""))? + name.len() + 2;
        text[from..].split('"').next()
    };
    match (field("server"), field("message")) {
        (Some(server), Some(message)) => format!("{server}.{message}"),
        _ => text.to_owned(),
    }
}

/// Passes on what it gets.
#[derive(GenServer)]
struct Post {
    next: Option<PostRef>,
    gate: Arc<Notify>,
}

#[gen_server]
impl Post {
    #[init]
    fn open(next: Option<PostRef>, gate: Arc<Notify>) -> Self {
        Self { next, gate }
    }

    #[call]
    fn stamp(&self, note: &'static str) {
        tracing::info!("{note}");
    }

    #[call]
    async fn forward(&mut self, note: &'static str) -> u32 {
        let before = match &self.next {
            Some(next) => next.forward(note).await.expect("a reply"),
            None => 0,
        };
        tracing::info!("{note} {before}");
        before + 1
    }

    #[call]
    async fn hold(&mut self, note: &'static str) {
        tracing::info!("{note} before");
        self.gate.notified().await;
        tracing::info!("{note} after");
    }

    #[cast]
    fn drop_in(&mut self, note: &'static str) {
        if let Some(next) = &self.next {
            next.drop_in(note).expect("room");
        }
        tracing::info!("{note}");
    }

    #[info]
    fn ring(&mut self, bell: u8, cx: &mut Context<Self>) {
        tracing::info!("bell {bell}");
        if bell == 1 {
            cx.send_after(Duration::from_secs(1), 2_u8);
        }
    }
}

async fn post(next: Option<&PostRef>) -> (PostRef, Arc<Notify>) {
    let gate = Arc::new(Notify::new());
    (Post::start(next.cloned(), Arc::clone(&gate)).await.expect("a start"), gate)
}

/// A call that runs on its caller is a span below the caller's, with server, message and pid.
#[tokio::test(start_paused = true)]
async fn a_call_on_its_caller_is_below_the_span_there() {
    let (ear, _listening) = Ear::listen(Level::DEBUG);
    let (post, _gate) = post(None).await;
    let pid = post.server().pid().expect("it runs");
    let asks = tracing::info_span!("asks").entered();
    let call = post.stamp("inline");
    let mut call = std::pin::pin!(call);
    let polled = std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx))).await;
    assert!(polled.is_ready());
    drop(asks);
    assert_eq!(ear.line_of_event("inline"), ["Post.stamp", "asks"]);
    let heard = ear.heard.lock().expect("nobody panics with it");
    let span = heard.spans.iter().find(|span| span.text.starts_with("handle")).expect("a span");
    assert_eq!(span.text, format!("handle server=\"Post\" message=\"stamp\" pid={pid}"));
    assert_eq!((span.metadata.target(), *span.metadata.level()), ("switchboard", Level::DEBUG));
}

/// A cast is below the span that it was sent in, also when that is over; what its handler casts is below
/// the handler.
#[tokio::test(start_paused = true)]
async fn a_cast_is_below_the_span_that_it_was_sent_in() {
    let (ear, _listening) = Ear::listen(Level::DEBUG);
    let (last, _gate) = post(None).await;
    let (first, _gate) = post(Some(&last)).await;
    tracing::info_span!("visits").in_scope(|| first.drop_in("letter")).expect("room");
    breathe().await;
    let lines = ear.lines_of("Post.drop_in");
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], ["Post.drop_in", "visits"]);
    assert_eq!(lines[1], ["Post.drop_in", "Post.drop_in", "visits"]);
    assert!(ear.is_out());
}

/// Calls from handler to handler make one line, whichever way each of them takes.
#[tokio::test(start_paused = true)]
async fn calls_from_server_to_server_make_a_line() {
    let (ear, _listening) = Ear::listen(Level::DEBUG);
    let (third, _gate) = post(None).await;
    let (second, _gate) = post(Some(&third)).await;
    let (first, _gate) = post(Some(&second)).await;
    let root = tracing::info_span!("request");
    let walk = tracing::Instrument::instrument(async { first.forward("parcel").await }, root);
    assert_eq!(walk.await, Ok(3));
    let lines: Vec<usize> = ear.lines_of("Post.forward").iter().map(Vec::len).collect();
    assert_eq!(lines, [2, 3, 4]);
    assert_eq!(ear.line_of_event("parcel 0").last().map(String::as_str), Some("request"));
    assert_eq!(ear.line_of_event("parcel 0").len(), 4);
    assert_eq!(ear.line_of_event("parcel 2"), ["Post.forward", "request"]);
    assert!(ear.is_out());
}

/// A handler that waits is in its span before and after, and nobody else is meanwhile; a call that waits
/// in the mailbox is below the span of its caller.
#[tokio::test(start_paused = true)]
async fn a_handler_that_waits_keeps_its_span() {
    let (ear, _listening) = Ear::listen(Level::DEBUG);
    let (post, gate) = post(None).await;
    let spawn = |name: &'static str, post: PostRef| {
        Task::spawn(tracing::Instrument::instrument(
            async move { post.hold(name).await },
            tracing::info_span!("caller", name),
        ))
    };
    let (one, two) = (spawn("one", post.clone()), spawn("two", post.clone()));
    breathe().await;
    assert!(ear.is_out());
    gate.notify_one();
    assert_eq!(one.await, Ok(Ok(())));
    breathe().await;
    gate.notify_one();
    assert_eq!(two.await, Ok(Ok(())));
    for name in ["one", "two"] {
        let caller = format!("caller name=\"{name}\"");
        for event in ["before", "after"] {
            let line = ear.line_of_event(&format!("{name} {event}"));
            assert_eq!(line, ["Post.hold", &*caller], "{name} {event}");
        }
    }
    assert!(ear.is_out());
}

/// A plain message is below the span that it was sent in; what a timer sends begins a trace, and so does
/// what nobody's span has sent.
#[tokio::test(start_paused = true)]
async fn what_nobody_sent_begins_a_trace() {
    let (ear, _listening) = Ear::listen(Level::DEBUG);
    let (post, _gate) = post(None).await;
    tracing::info_span!("rings").in_scope(|| post.server().send(1_u8)).expect("room");
    breathe().await;
    while_it_takes(Duration::from_secs(2)).await;
    assert_eq!(ear.line_of_event("bell 1"), ["Post.ring", "rings"]);
    assert_eq!(ear.line_of_event("bell 2"), ["Post.ring"]);
    post.drop_in("alone").expect("room");
    breathe().await;
    assert_eq!(ear.line_of_event("alone"), ["Post.drop_in"]);
}

/// A server of any kind that can be asked.
#[protocol]
trait Desk {
    #[call]
    fn open_at(&self) -> u32;

    #[cast]
    fn shut(&mut self);
}

#[derive(GenServer, Default)]
struct Hall {}

#[gen_server]
impl Hall {
    #[cast]
    fn noop(&mut self) {}
}

impl Desk for Hall {
    fn open_at(&self) -> u32 {
        tracing::info!("asked");
        8
    }

    fn shut(&mut self) {
        tracing::info!("shut");
    }
}

/// Messages of a protocol are spans as any other.
#[tokio::test(start_paused = true)]
async fn messages_of_a_protocol_are_spans() {
    let (ear, _listening) = Ear::listen(Level::DEBUG);
    let hall = Hall::start().await.expect("a start");
    let desk = DeskProtocolRef::new(&hall);
    let asks = tracing::info_span!("asks");
    tracing::Instrument::instrument(desk.open_at(), asks.clone()).await.expect("a reply");
    asks.in_scope(|| desk.shut()).expect("room");
    breathe().await;
    assert_eq!(ear.line_of_event("asked"), ["Hall.Desk::open_at", "asks"]);
    assert_eq!(ear.line_of_event("shut"), ["Hall.Desk::shut", "asks"]);
}

/// A subscriber that does not want to know of handlers hears of none, and its own spans are its own.
#[tokio::test(start_paused = true)]
async fn who_is_not_interested_hears_nothing() {
    let (ear, _listening) = Ear::listen(Level::INFO);
    let (last, _gate) = post(None).await;
    let (first, _gate) = post(Some(&last)).await;
    tracing::info_span!("visits").in_scope(|| first.drop_in("letter")).expect("room");
    first.forward("parcel").await.expect("a reply");
    breathe().await;
    let heard = ear.heard.lock().expect("nobody panics with it");
    let spans: Vec<&str> = heard.spans.iter().map(|span| &*span.text).collect();
    assert_eq!(spans, ["visits"]);
    assert!(heard.events.iter().all(|(_, within)| within.is_none()));
}

/// A subscriber that fails whenever a span is entered.
struct Fails;

impl Subscriber for Fails {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {
        panic!("a subscriber's fault");
    }

    fn exit(&self, _: &Id) {}
}

#[derive(GenServer, Default)]
struct Frail {
    told: u8,
}

#[gen_server]
impl Frail {
    #[call]
    fn told(&self) -> u8 {
        self.told
    }

    #[cast]
    fn tell(&mut self) {
        self.told += 1;
    }

    #[cast]
    fn crash(&mut self) {
        panic!("as told");
    }
}

#[tokio::test]
async fn a_subscriber_that_fails_loses_neither_messages_nor_exits() {
    let _quiet = switchboard::report::subscribe().quiet();
    let _subscriber = tracing::subscriber::set_default(Fails);
    let mut tree = switchboard::Tree::new(SupervisorOptions::new(), "Tree");
    let child: Child<Frail> = tree.child("child", Frail::child(), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    child.tell().expect("room");
    breathe().await;
    assert_eq!(child.told().await, Ok(1));
    let before = Child::pid(&child);
    child.crash().expect("room");
    Child::incarnation_after(&child, before).await.expect("a restart");
    assert_eq!(child.told().await, Ok(0));
    supervisor.stop().await.expect("a stop");
}
