//! What the end of an application does to the whole system, and the stop of everything.

#[path = "support/app.rs"]
mod app;
#[path = "support/inside.rs"]
mod inside;
mod support;

use std::sync::Arc;
use std::time::Duration;

use app::App;
use support::Log;
use switchboard::application::{self, ApplicationError, SystemWatch};
use switchboard::prelude::*;
use switchboard::report::{self, Event, Reports};
use tokio::sync::{Mutex, MutexGuard, Notify};

/// There is one system for all tests of this file.
async fn alone() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::const_new(());
    TURN.lock().await
}

/// Whether the system stops within a minute, and what it says then.
async fn stops(system: &mut SystemWatch) -> Option<(Arc<str>, ExitReason, Vec<Arc<str>>)> {
    let stop = tokio::time::timeout(Duration::from_mins(1), system.stopped()).await.ok()?;
    Some((stop.application, stop.reason, stop.report.stopped))
}

fn name(name: &str) -> Arc<str> {
    Arc::from(name)
}

/// Crashes the worker until its tree gives up.
async fn exhaust(app: &App) {
    support::crash(&app.worker()).await;
    support::crash(&app.worker()).await;
}

fn quiet() -> Reports {
    report::subscribe().quiet()
}

/// 396, 394: a permanent or transient application whose tree exhausts its budget stops the system,
/// after its own callbacks, the others in the reverse order; a temporary one does not.
#[tokio::test(start_paused = true)]
async fn a_tree_that_gives_up_stops_the_system_unless_it_is_temporary() {
    let (_alone, _reports) = (alone().await, quiet());
    let log = Log::new();
    let (one, two) = (App::new("396.one", &log).load(), App::new("396.two", &log).load());
    let falls = App::new("396.falls", &log).load();
    for kind in [Restart::Permanent, Restart::Transient, Restart::Temporary] {
        let mut system = application::watch_system();
        application::ensure_started("396.one", Restart::Temporary).await.expect("a start");
        application::ensure_started("396.two", Restart::Permanent).await.expect("a start");
        application::start("396.falls", kind).await.expect("a start");
        log.take();
        exhaust(&falls).await;
        let stopped = stops(&mut system).await;
        assert!(!falls.runs());
        if kind == Restart::Temporary {
            assert_eq!(stopped, None);
            assert!(one.runs() && two.runs());
            continue;
        }
        let order = vec![name("396.two"), name("396.one")];
        assert_eq!(stopped, Some((name("396.falls"), ExitReason::Shutdown, order)));
        assert!(!one.runs() && !two.runs());
        let steps = [
            "crash 396.falls",
            "start 396.falls",
            "crash 396.falls",
            "prep_stop 396.falls",
            "after 396.falls",
            "prep_stop 396.two",
            "stop 396.two: shutdown",
            "after 396.two",
            "prep_stop 396.one",
            "stop 396.one: shutdown",
            "after 396.one",
        ];
        assert_eq!(log.take(), steps);
    }
    application::stop_all(Duration::MAX).await;
}

/// 396: an end with exactly `Normal` stops the system for a permanent application only.
#[tokio::test(start_paused = true)]
async fn a_normal_end_stops_the_system_only_if_permanent() {
    let (_alone, _reports) = (alone().await, quiet());
    let falls = App::new("396.normal", &Log::new()).load();
    for (kind, expected) in [(Restart::Permanent, true), (Restart::Transient, false)] {
        let mut system = application::watch_system();
        application::start("396.normal", kind).await.expect("a start");
        let supervisor = Child::supervisor(&falls.worker()).clone();
        supervisor.stop_with(ExitReason::Normal, Duration::MAX).await.expect("a stop");
        assert_eq!(stops(&mut system).await.is_some(), expected, "{kind:?}");
        assert!(!falls.runs());
    }
}

/// 396: a stop on purpose stops nobody else, whatever the application was started as.
#[tokio::test(start_paused = true)]
async fn a_stop_on_purpose_takes_nothing_down() {
    let (_alone, _reports) = (alone().await, quiet());
    let app = App::new("396.purpose", &Log::new()).load();
    for kind in [Restart::Permanent, Restart::Transient] {
        let mut system = application::watch_system();
        application::start("396.purpose", kind).await.expect("a start");
        application::stop("396.purpose").await.expect("a stop");
        assert_eq!(stops(&mut system).await, None);
    }
    assert!(!app.runs());
}

/// 394: a permanent or transient application that does not start takes the system down.
#[tokio::test(start_paused = true)]
async fn a_failed_start_stops_the_system_unless_it_is_temporary() {
    let (_alone, _reports) = (alone().await, quiet());
    let log = Log::new();
    let bystander = App::new("394.bystander", &log).load();
    let error = || StartError::Failed(ExitReason::custom("told not to start"));
    App::new("394.system", &log).hook(move |_| async move { Err(error()) }).load();
    for (kind, expected) in
        [(Restart::Permanent, true), (Restart::Transient, true), (Restart::Temporary, false)]
    {
        let mut system = application::watch_system();
        application::start("394.bystander", Restart::Temporary).await.expect("a start");
        let outcome = application::start("394.system", kind).await;
        let failed = ApplicationError::Failed { name: name("394.system"), error: error() };
        assert_eq!(outcome, Err(failed));
        let stopped = stops(&mut system).await;
        let reason = ExitReason::custom("told not to start");
        let order = vec![name("394.bystander")];
        assert_eq!(stopped, expected.then(|| (name("394.system"), reason, order)));
        assert_eq!(bystander.runs(), !expected);
    }
    application::stop_all(Duration::MAX).await;
}

/// An application that stops when it is let.
fn sluggish(at: &'static str, log: &Log) -> (App, Arc<Notify>) {
    let go = Arc::new(Notify::new());
    let gate = Arc::clone(&go);
    let hook = move |step| {
        let gate = Arc::clone(&gate);
        async move {
            if step == "prep_stop" {
                gate.notified().await;
            }
            Ok(())
        }
    };
    (App::new(at, log).hook(hook).load(), go)
}

/// 396, 395: everything stops in the reverse order within one deadline for all; who was slow is
/// reported and killed.
#[tokio::test(start_paused = true)]
async fn a_stop_of_everything_has_a_deadline() {
    let (_alone, mut reports) = (alone().await, quiet());
    let log = Log::new();
    let first = App::new("395.first", &log).load();
    let (slow, _go) = sluggish("395.slow", &log);
    let last = App::new("395.last", &log).load();
    for app in [&first, &slow, &last] {
        application::start(app.name, Restart::Permanent).await.expect("a start");
    }
    let worker = slow.worker();
    let mut system = application::watch_system();
    let report = application::stop_all(Duration::from_secs(3)).await;
    assert_eq!(report.stopped, [name("395.last")]);
    assert_eq!(report.trees.len(), 1);
    assert!(report.trees[0].1.is_clean(), "{}", report.trees[0].1);
    assert_eq!(report.slow, [name("395.slow"), name("395.first")]);
    // They were permanent, and ended on purpose.
    assert_eq!(stops(&mut system).await, None);
    assert!(application::running().is_empty() && !Child::is_alive(&worker));
    let slow: Vec<_> = std::iter::from_fn(|| reports.try_next())
        .filter_map(|report| match report.event {
            Event::ApplicationSlow { name, within } => Some((name, within.as_secs())),
            _ => None,
        })
        .collect();
    assert_eq!(slow, [(name("395.slow"), 3), (name("395.first"), 3)]);
}

/// 398: an application that stops everything from within does not wait for itself, and everything
/// stops.
#[tokio::test(start_paused = true)]
async fn a_stop_of_everything_from_within_is_obeyed() {
    let (_alone, _reports) = (alone().await, quiet());
    let log = Log::new();
    let told = log.clone();
    let base = App::new("398.base", &log).load();
    let hook = move |step| {
        let told = told.clone();
        async move {
            if step == "start" {
                let report = application::stop_all(Duration::MAX).await;
                told.push(format!("{} stopped", report.stopped.len()));
            }
            Ok(())
        }
    };
    let within = App::new("398.within", &log).hook(hook).load();
    application::start("398.base", Restart::Temporary).await.expect("a start");
    application::start("398.within", Restart::Temporary).await.expect("a start");
    inside::pass(Duration::from_secs(1)).await;
    assert!(!base.runs() && !within.runs());
    let steps = [
        "start 398.base",
        "0 stopped",
        "start 398.within",
        "prep_stop 398.within",
        "stop 398.within: shutdown",
        "after 398.within",
        "prep_stop 398.base",
        "stop 398.base: shutdown",
        "after 398.base",
    ];
    assert_eq!(log.take(), steps);
}
