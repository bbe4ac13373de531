//! How applications stop: callbacks around the end of the tree, nothing left over, no deadlock.

#[path = "support/app.rs"]
mod app;
#[path = "support/inside.rs"]
mod inside;
mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::App;
use support::Log;
use switchboard::application::{self, ApplicationError};
use switchboard::prelude::*;
use switchboard::process::{self, ProcessOptions};
use switchboard::report::{self, Event, Report, Reports};

fn name(name: &str) -> Arc<str> {
    Arc::from(name)
}

/// The reports about one application.
fn about(reports: &mut Reports, name: &str) -> Vec<Event> {
    let next = std::iter::from_fn(|| reports.try_next());
    let ours = next.filter(|report: &Report| report.label.contains(name));
    ours.map(|report| report.event).collect()
}

/// 395: `prep_stop`, then the tree, then `stop`; when the stop returns, all of it is done.
#[tokio::test(start_paused = true)]
async fn the_callbacks_run_around_the_end_of_the_tree() {
    let log = Log::new();
    let mut reports = report::subscribe();
    let app = App::new("395.order", &log).load();
    application::start("395.order", Restart::Permanent).await.expect("a start");
    let pid = Child::pid(&app.worker()).expect("it runs");
    assert_eq!(
        application::unload("395.order"),
        Err(ApplicationError::AlreadyStarted(name("395.order")))
    );
    application::stop("395.order").await.expect("a stop");
    let steps =
        ["start 395.order", "prep_stop 395.order", "stop 395.order: shutdown", "after 395.order"];
    assert_eq!(log.take(), steps);
    assert!(!process::is_alive(pid) && !app.runs());
    let again = application::stop("395.order").await;
    assert_eq!(again, Err(ApplicationError::NotStarted(name("395.order"))));
    let events = about(&mut reports, "395.order");
    let told = matches!(
        &events[..],
        [Event::ApplicationStarted { .. }, Event::ApplicationExited { by_order: true, .. }]
    );
    assert!(told, "{events:?}");
    application::start("395.order", Restart::Temporary).await.expect("it starts again");
    application::stop("395.order").await.expect("a stop");
    application::unload("395.order").expect("it has stopped");
    let unknown = application::stop("395.order").await;
    assert_eq!(unknown, Err(ApplicationError::NotLoaded(name("395.order"))));
}

/// 395: processes that the application has started outside of its tree, and theirs, are killed, also
/// when they trap exits; those of an application that it has started are not.
#[tokio::test(start_paused = true)]
async fn stray_processes_are_killed() {
    let log = Log::new();
    let pids = Arc::new(Mutex::new(Vec::new()));
    let other = App::new("395.other", &log).load();
    let strays = Arc::clone(&pids);
    let app = App::new("395.stray", &log).hook(move |step| {
        let strays = Arc::clone(&strays);
        async move {
            if step == "start" {
                application::start("395.other", Restart::Temporary).await.expect("a start");
                let options = ProcessOptions::new().trap_exit(true);
                let stray = options.spawn(|inbox| async move {
                    let child = inside::peer().pid();
                    strays.lock().expect("nobody panics with it").push(child);
                    let me = process::current().expect("a process");
                    strays.lock().expect("nobody panics with it").push(me);
                    inside::obey(inbox).await
                });
                drop(stray.expect("a runtime"));
            }
            Ok(())
        }
    });
    app.load();
    application::start("395.stray", Restart::Temporary).await.expect("a start");
    inside::pass(Duration::from_secs(1)).await;
    let pids = pids.lock().expect("nobody panics with it").clone();
    assert!(pids.len() == 2 && pids.iter().all(|pid| process::is_alive(*pid)));
    application::stop("395.stray").await.expect("a stop");
    assert!(pids.iter().all(|pid| !process::is_alive(*pid)));
    assert!(other.runs() && Child::is_alive(&other.worker()));
}

/// 395: a callback that panics is reported, and the next step comes all the same.
#[tokio::test(start_paused = true)]
async fn a_callback_that_panics_does_not_keep_the_rest_from_running() {
    let log = Log::new();
    let mut reports = report::subscribe().quiet();
    let app = App::new("395.panic", &log)
        .hook(|step| async move { if step == "start" { Ok(()) } else { panic!("in {step}") } })
        .load();
    application::start("395.panic", Restart::Temporary).await.expect("a start");
    application::stop("395.panic").await.expect("a stop");
    let steps =
        ["start 395.panic", "prep_stop 395.panic", "stop 395.panic: shutdown", "after 395.panic"];
    assert_eq!(log.take(), steps);
    assert!(!app.runs());
    let panics: Vec<_> = about(&mut reports, "395.panic")
        .into_iter()
        .filter_map(|event| match event {
            Event::Crashed { message, .. } => message,
            _ => None,
        })
        .collect();
    assert_eq!(panics, ["prep_stop", "stop"]);
}

/// 395: a stop while the application starts waits for the start, and then stops it.
#[tokio::test(start_paused = true)]
async fn a_stop_during_the_start_comes_after_it() {
    let log = Log::new();
    let go = Arc::new(tokio::sync::Notify::new());
    let gate = Arc::clone(&go);
    App::new("395.early", &log)
        .hook(move |step| {
            let gate = Arc::clone(&gate);
            async move {
                if step == "start" {
                    gate.notified().await;
                }
                Ok(())
            }
        })
        .load();
    let start = Task::spawn(application::start("395.early", Restart::Temporary));
    inside::pass(Duration::from_secs(1)).await;
    let stop = Task::spawn(application::stop("395.early"));
    inside::pass(Duration::from_secs(1)).await;
    assert!(log.take().is_empty());
    go.notify_one();
    assert_eq!(start.await, Ok(Ok(())));
    assert!(matches!(stop.await, Ok(Ok(Some(_)))));
    let steps =
        ["start 395.early", "prep_stop 395.early", "stop 395.early: shutdown", "after 395.early"];
    assert_eq!(log.take(), steps);
}

/// 396: a tree that ends by itself: both callbacks run, the application no longer runs, and one that
/// is temporary is only reported.
#[tokio::test(start_paused = true)]
async fn a_tree_that_gives_up_ends_its_application() {
    let log = Log::new();
    let mut reports = report::subscribe().quiet();
    let app = App::new("396.gives_up", &log).load();
    application::start("396.gives_up", Restart::Temporary).await.expect("a start");
    let supervisor = Child::supervisor(&app.worker()).clone();
    support::crash(&app.worker()).await;
    assert!(app.runs());
    support::crash(&app.worker()).await;
    assert_eq!(supervisor.ended().await, ExitReason::Shutdown);
    inside::pass(Duration::from_secs(1)).await;
    let steps = [
        "start 396.gives_up",
        "crash 396.gives_up",
        "start 396.gives_up",
        "crash 396.gives_up",
        "prep_stop 396.gives_up",
        "after 396.gives_up",
    ];
    assert_eq!(log.take(), steps);
    assert!(!app.runs());
    let events = about(&mut reports, "396.gives_up");
    let exited = events.iter().any(|event| {
        matches!(
            event,
            Event::ApplicationExited { reason: ExitReason::Shutdown, by_order: false, .. }
        )
    });
    assert!(exited, "{events:?}");
}

/// 396: a master that is killed takes everything of its application along.
#[tokio::test(start_paused = true)]
async fn a_killed_master_leaves_nothing() {
    let log = Log::new();
    let app = App::new("396.killed", &log).load();
    application::start("396.killed", Restart::Temporary).await.expect("a start");
    let worker = Child::pid(&app.worker()).expect("it runs");
    let master = process::info(worker).expect("it runs").ancestors.pop().expect("it has a line");
    process::exit(master, ExitReason::Kill);
    inside::pass(Duration::from_secs(10)).await;
    assert!(!app.runs() && !process::is_alive(worker));
    application::start("396.killed", Restart::Temporary).await.expect("it starts again");
}

/// 398: a stop that is asked for in a callback does not wait for itself, and is obeyed.
#[tokio::test(start_paused = true)]
async fn a_stop_inside_of_a_callback_is_obeyed() {
    for step in ["start", "prep_stop", "stop"] {
        let at: &'static str = match step {
            "start" => "398.start",
            "prep_stop" => "398.prep_stop",
            _ => "398.stop",
        };
        let log = Log::new();
        let told = log.clone();
        let hook = move |now| {
            let told = told.clone();
            async move {
                if now == step {
                    told.push(format!("{:?}", application::stop(at).await.map(drop)));
                }
                Ok(())
            }
        };
        let app = App::new(at, &log).hook(hook).load();
        application::start(at, Restart::Temporary).await.expect("a start");
        if step == "start" {
            inside::pass(Duration::from_secs(1)).await;
        } else {
            application::stop(at).await.expect("a stop");
        }
        assert!(!app.runs());
        let log = log.take();
        assert!(log.contains(&"Ok(())".to_owned()), "{log:?}");
        assert!(log.contains(&format!("after {at}")), "{log:?}");
    }
}

/// Stops an application in its handler.
#[derive(GenServer, Default)]
#[server(trap_exit, shutdown = infinity)]
struct Stopper;

#[gen_server]
impl Stopper {
    #[call(timeout = infinity)]
    async fn stop(&self, name: &'static str) -> Result<(), ApplicationError> {
        application::stop(name).await.map(drop)
    }
}

/// 398: a stop in a handler of the tree that never gives up, and a stop by a process that a callback
/// waits for.
#[tokio::test(start_paused = true)]
async fn a_stop_by_whom_the_application_waits_for_does_not_hang() {
    let log = Log::new();
    let inner: Arc<Mutex<Option<StopperRef>>> = Arc::default();
    let outer = Stopper::start().await.expect("a start");
    let (kept, partner, told) = (Arc::clone(&inner), outer.clone(), log.clone());
    let app = App::new("398.ring", &log)
        .hook(move |step| {
            let (kept, partner, told) = (Arc::clone(&kept), partner.clone(), told.clone());
            async move {
                match step {
                    "start" => {
                        let stopper = Stopper::start_link().await?;
                        *kept.lock().expect("nobody panics with it") = Some(stopper);
                    }
                    "prep_stop" => {
                        // Through the mailbox: the stop sees that it is waited for, and does not wait.
                        let call = StopperCall::Stop { name: "398.ring" };
                        let queued: Result<Result<(), ApplicationError>, CallError> =
                            partner.server().call(call).await;
                        told.push(format!("{queued:?}"));
                        // On the caller: the stop waits before the call does, which sees the ring.
                        let inline = partner.stop("398.ring").await;
                        let ring = matches!(inline, Err(CallError::Deadlock { .. }));
                        told.push(format!("ring: {ring}"));
                    }
                    _ => {}
                }
                Ok(())
            }
        })
        .load();
    application::start("398.ring", Restart::Temporary).await.expect("a start");
    let inner = inner.lock().expect("nobody panics with it").clone().expect("it was started");
    assert_eq!(inner.stop("398.ring").await, Ok(Ok(())));
    inside::pass(Duration::from_secs(1)).await;
    assert!(!app.runs() && !inner.server().is_alive() && outer.server().is_alive());
    let steps = [
        "start 398.ring",
        "prep_stop 398.ring",
        "Ok(Ok(()))",
        "ring: true",
        "stop 398.ring: shutdown",
        "after 398.ring",
    ];
    assert_eq!(log.take(), steps);
}
