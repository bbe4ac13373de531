//! Reports as events of the `tracing` crate: `cargo test --features tracing`.

#![cfg(feature = "tracing")]

#[path = "support/app.rs"]
mod app;
mod support;

use std::error::Error;
use std::fmt::{self, Debug, Write as _};
use std::sync::{Arc, Mutex};

use app::App;
use support::Log;
use switchboard::application;
use switchboard::prelude::*;
use switchboard::report;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Keeps what it hears.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<(Level, String)>>>);

/// The fields of an event, as one text.
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _always = write!(self.0, "{}={value:?} ", field.name());
    }
}

impl Subscriber for Ear {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "switchboard"
    }

    fn new_span(&self, _span: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, _values: &Record<'_>) {}

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        let mut heard = self.0.lock().expect("nobody panics with it");
        heard.push((*event.metadata().level(), text.0));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

/// Each report is one event, with its level, the process and the line that is printed; a panic is
/// one event more than none.
#[tokio::test(start_paused = true)]
async fn every_report_is_an_event() {
    let ear = Ear::default();
    let _listening = tracing::subscriber::set_default(ear.clone());
    let _quiet = report::subscribe().quiet();
    let app = App::new("tracing.app", &Log::new()).load();
    application::start("tracing.app", Restart::Temporary).await.expect("a start");
    let pid = Child::pid(&app.worker()).expect("it runs");
    support::crash(&app.worker()).await;
    application::stop("tracing.app").await.expect("a stop");
    let heard = ear.0.lock().expect("nobody panics with it").clone();
    let levels: Vec<Level> = heard.iter().map(|(level, _)| *level).collect();
    let about_the_crash = heard.iter().filter(|(_, text)| text.contains(&format!("pid={pid} ")));
    assert_eq!(about_the_crash.count(), 1, "{heard:?}");
    assert_eq!(levels.first(), Some(&Level::INFO), "{heard:?}");
    assert_eq!(levels.last(), Some(&Level::INFO), "{heard:?}");
    assert!(levels.contains(&Level::ERROR), "{heard:?}");
    assert!(heard[0].1.contains("the application `tracing.app` has started"), "{heard:?}");
}

/// An error that cannot be shown.
#[derive(Debug)]
struct Unspeakable;

impl fmt::Display for Unspeakable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("unspeakable")
    }
}

impl Error for Unspeakable {}

/// Ends with it.
#[derive(GenServer, Default)]
struct Mute;

#[gen_server]
impl Mute {
    #[cast]
    fn fail(&mut self, cx: &mut Context<Self>) {
        cx.stop(ExitReason::error(Unspeakable));
    }
}

/// A text that cannot be had costs the rest of the line, and not whom it is about.
#[tokio::test(start_paused = true)]
async fn a_reason_that_cannot_be_shown_does_not_hide_the_process() {
    let ear = Ear::default();
    let _listening = tracing::subscriber::set_default(ear.clone());
    let _quiet = report::subscribe().quiet();
    let mute = Mute::start().await.expect("a start");
    let pid = mute.server().pid().expect("it runs");
    mute.fail().expect("room");
    mute.server().ended().await;
    let heard = ear.0.lock().expect("nobody panics with it").clone();
    let told = format!("Mute {pid}: a value that panics when it is shown");
    assert!(heard.iter().any(|(_, text)| text.contains(&told)), "{heard:?}");
}
