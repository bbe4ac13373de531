//! How applications start: after what they need, once, and all or nothing.

#[path = "support/app.rs"]
mod app;
#[path = "support/inside.rs"]
mod inside;
mod support;

use std::sync::Arc;

use app::App;
use support::Log;
use switchboard::application::{self, ApplicationError};
use switchboard::prelude::*;
use switchboard::process;
use tokio::sync::Notify;

fn failure() -> StartError {
    StartError::Failed(ExitReason::custom("told not to start"))
}

fn name(name: &str) -> Arc<str> {
    Arc::from(name)
}

/// 391: an application does not start before what it needs.
#[tokio::test(start_paused = true)]
async fn a_start_names_what_it_needs_and_does_not_run() {
    let log = Log::new();
    let (_base, top) =
        (App::new("391.base", &log).load(), App::new("391.top", &log).needs(&["391.base"]).load());
    let outcome = application::start("391.top", Restart::Temporary).await;
    assert_eq!(outcome, Err(ApplicationError::NotStarted(name("391.base"))));
    assert!(!top.runs() && log.take().is_empty());

    application::start("391.base", Restart::Temporary).await.expect("a start");
    application::start("391.top", Restart::Temporary).await.expect("a start");
    assert!(top.runs());
    assert_eq!(log.take(), ["start 391.base", "start 391.top"]);
}

/// 391: everything that is needed starts first, each once, and what was started is named in order.
#[tokio::test(start_paused = true)]
async fn all_that_is_needed_starts_first() {
    let log = Log::new();
    App::new("391.all.a", &log).load();
    App::new("391.all.b", &log).needs(&["391.all.a"]).load();
    App::new("391.all.c", &log).needs(&["391.all.a"]).load();
    App::new("391.all.d", &log).needs(&["391.all.b", "391.all.c"]).load();
    application::start("391.all.a", Restart::Temporary).await.expect("a start");
    let started = application::ensure_all_started("391.all.d", Restart::Temporary).await;
    assert_eq!(started, Ok(vec![name("391.all.b"), name("391.all.c"), name("391.all.d")]));
    let starts = ["start 391.all.a", "start 391.all.b", "start 391.all.c", "start 391.all.d"];
    assert_eq!(log.take(), starts);
    let again = application::ensure_all_started("391.all.d", Restart::Temporary).await;
    assert_eq!(again, Ok(Vec::new()));
}

/// 391: what is needed and not known, or needs itself, is an error before anything starts.
#[tokio::test(start_paused = true)]
async fn needs_that_cannot_be_met_start_nothing() {
    let log = Log::new();
    App::new("391.bad.a", &log).load();
    App::new("391.bad.b", &log).needs(&["391.bad.a", "391.bad.nobody"]).load();
    App::new("391.bad.c", &log).needs(&["391.bad.d"]).load();
    App::new("391.bad.d", &log).needs(&["391.bad.c"]).load();
    let unknown = application::ensure_all_started("391.bad.b", Restart::Temporary).await;
    assert_eq!(unknown, Err(ApplicationError::NotLoaded(name("391.bad.nobody"))));
    let ring = application::ensure_all_started("391.bad.c", Restart::Temporary).await;
    assert_eq!(ring, Err(ApplicationError::Cycle(name("391.bad.c"))));
    assert!(log.take().is_empty());
}

/// 392: when one start fails, those before it are stopped again, and who ran before is untouched.
#[tokio::test(start_paused = true)]
async fn a_failure_midway_takes_back_what_was_started() {
    let log = Log::new();
    let before = App::new("392.before", &log).load();
    let first = App::new("392.first", &log).needs(&["392.before"]).load();
    let second = App::new("392.second", &log).needs(&["392.first"]).load();
    App::new("392.fails", &log).needs(&["392.second"]).hook(|_| async { Err(failure()) }).load();
    App::new("392.top", &log).needs(&["392.fails"]).load();
    application::start("392.before", Restart::Temporary).await.expect("a start");
    log.take();
    let outcome = application::ensure_all_started("392.top", Restart::Temporary).await;
    let expected = ApplicationError::Failed { name: name("392.fails"), error: failure() };
    assert_eq!(outcome, Err(expected));
    assert!(before.runs() && !first.runs() && !second.runs());
    let steps = [
        "start 392.first",
        "start 392.second",
        "prep_stop 392.second",
        "stop 392.second: shutdown",
        "after 392.second",
        "prep_stop 392.first",
        "stop 392.first: shutdown",
        "after 392.first",
    ];
    assert_eq!(log.take(), steps);
}

/// 393: a second start is an error, and `ensure_started` is not.
#[tokio::test(start_paused = true)]
async fn a_start_of_what_runs_is_an_error_unless_it_only_has_to_run() {
    let log = Log::new();
    App::new("393.twice", &log).load();
    let unknown = application::start("393.nobody", Restart::Temporary).await;
    assert_eq!(unknown, Err(ApplicationError::NotLoaded(name("393.nobody"))));
    application::ensure_started("393.twice", Restart::Temporary).await.expect("a start");
    let twice = application::start("393.twice", Restart::Temporary).await;
    assert_eq!(twice, Err(ApplicationError::AlreadyStarted(name("393.twice"))));
    assert_eq!(application::ensure_started("393.twice", Restart::Temporary).await, Ok(()));
    assert_eq!(log.take(), ["start 393.twice"]);
}

/// An application whose start waits for the test, and then does as it is told.
fn gated(at: &'static str, log: &Log, fail: bool) -> (Arc<Notify>, Arc<Notify>) {
    let (begun, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let gates = (Arc::clone(&begun), Arc::clone(&go));
    let app = App::new(at, log).hook(move |step| {
        let (begun, go) = (Arc::clone(&begun), Arc::clone(&go));
        async move {
            if step == "start" {
                begun.notify_one();
                go.notified().await;
            }
            if fail { Err(failure()) } else { Ok(()) }
        }
    });
    app.load();
    gates
}

/// 393: two that start it at the same time share one start and its outcome.
#[tokio::test(start_paused = true)]
async fn two_starters_have_one_outcome() {
    for (at, fail) in [("393.good", false), ("393.bad", true)] {
        let log = Log::new();
        let (begun, go) = gated(at, &log, fail);
        let first = Task::spawn(application::start(at, Restart::Temporary));
        begun.notified().await;
        let second = Task::spawn(application::start(at, Restart::Temporary));
        let third = Task::spawn(application::ensure_started(at, Restart::Temporary));
        // They wait by now: the clock only moves when nobody has anything to do.
        inside::pass(std::time::Duration::from_secs(1)).await;
        go.notify_one();
        let failed = ApplicationError::Failed { name: name(at), error: failure() };
        let expected = if fail { Err(failed) } else { Ok(()) };
        for starter in [first, second, third] {
            assert_eq!(starter.await, Ok(expected.clone()));
        }
        let starts = if fail { vec![] } else { vec![format!("start {at}")] };
        assert_eq!(log.take(), starts);
    }
}

/// 393: a starter that gives up leaves the start to itself.
#[tokio::test(start_paused = true)]
async fn a_start_goes_on_without_its_starter() {
    let log = Log::new();
    let (begun, go) = gated("393.left", &log, false);
    let first = Task::spawn(application::start("393.left", Restart::Temporary));
    begun.notified().await;
    drop(first);
    let second = Task::spawn(application::start("393.left", Restart::Temporary));
    inside::pass(std::time::Duration::from_secs(1)).await;
    go.notify_one();
    assert_eq!(second.await, Ok(Ok(())));
}

/// 394: a start that fails or panics is an error value, nothing of it is left, and it can be tried again.
#[tokio::test(start_paused = true)]
async fn a_failed_start_leaves_nothing() {
    let log = Log::new();
    let left = Arc::new(std::sync::Mutex::new(Vec::new()));
    let spawned = Arc::clone(&left);
    let app = App::new("394.fails", &log).hook(move |_| {
        let spawned = Arc::clone(&spawned);
        async move {
            let stray = process::spawn(inside::obey).expect("a runtime");
            let mut spawned = spawned.lock().expect("nobody panics with it");
            spawned.push(stray.pid());
            match spawned.len() {
                1 => Err(failure()),
                2 => {
                    drop(spawned);
                    panic!("told to crash")
                }
                _ => Ok(()),
            }
        }
    });
    let app = app.load();
    let outcome = application::start("394.fails", Restart::Temporary).await;
    let expected = ApplicationError::Failed { name: name("394.fails"), error: failure() };
    assert_eq!(outcome, Err(expected));
    let outcome = application::start("394.fails", Restart::Temporary).await;
    let Err(ApplicationError::Failed { error: StartError::Failed(reason), .. }) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(reason.as_panic().map(switchboard::PanicInfo::message), Some("told to crash"));
    assert!(!app.runs() && log.take().is_empty());
    let strays = left.lock().expect("nobody panics with it").clone();
    assert!(strays.iter().all(|stray| !process::is_alive(*stray)));
    application::start("394.fails", Restart::Temporary).await.expect("the third time");
    assert!(app.runs());
}

/// 398: a start that is asked for by the start itself, or by what that waits for, is an error.
#[tokio::test(start_paused = true)]
async fn a_start_inside_of_its_own_start_is_an_error() {
    let log = Log::new();
    let told = log.clone();
    App::new("398.self", &log)
        .hook(move |step| {
            let told = told.clone();
            async move {
                if step == "start" {
                    let again = || application::start("398.self", Restart::Temporary);
                    told.push(format!("{}", again().await.expect_err("it waits")));
                    let child = Task::spawn(again());
                    told.push(format!("{}", child.await.expect("no panic").expect_err("it waits")));
                }
                Ok(())
            }
        })
        .load();
    application::start("398.self", Restart::Temporary).await.expect("a start");
    let error = "the start of the application `398.self` waits for the one that asks for it";
    assert_eq!(log.take(), [error, error, "start 398.self"]);
}
