//! Trials of ends: of processes that are gone before anybody watches them, and what everybody is told of
//! the reason.

#[path = "support/inside.rs"]
mod inside;
#[path = "support/threads.rs"]
mod threads;

use std::sync::{Arc, Mutex};

use inside::{down_of, exit_of, trapping};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use switchboard::report::{self, Event};
use switchboard::{Tree, process::ProcessRef};
use threads::{at_all, in_full, rounds};
use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;

/// A reason that is a value of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Why(u32);

fn why(reason: &ExitReason) -> Option<Why> {
    match reason {
        ExitReason::Custom(value) => value.downcast_ref().copied(),
        _ => None,
    }
}

/// Experiment 19: of a process that ends in its first poll there is one down and one exit, with its own
/// reason; of one that is long dead there is one of each that says so.
#[test]
fn whoever_dies_before_it_is_watched_is_heard_of_once() {
    let _quiet = report::subscribe().quiet();
    at_all(|_| async {
        trapping(|mut inbox: Inbox<()>| async move {
            for n in 0..1000 {
                let at_once = move |_: Inbox<()>| async move { ExitReason::custom(Why(n)) };
                let (peer, monitor) = process::spawn_monitor(at_once).expect("a runtime");
                let down = down_of(&mut inbox).await;
                assert_eq!((down.monitor, down.pid), (monitor, Some(peer.pid())));
                assert_eq!(why(&down.reason), Some(Why(n)));
                let peer = process::spawn_link(at_once).expect("a runtime");
                let exit = exit_of(&mut inbox).await;
                assert_eq!((exit.from, why(&exit.reason)), (peer.pid(), Some(Why(n))));

                let monitor = process::monitor(peer.pid()).expect("in a process");
                let down = down_of(&mut inbox).await;
                assert_eq!((down.monitor, down.reason), (monitor, ExitReason::NoProc));
                process::link(peer.pid()).expect("in a process");
                let exit = exit_of(&mut inbox).await;
                assert_eq!((exit.from, exit.reason), (peer.pid(), ExitReason::NoProc));
            }
            inside::nothing_more(&mut inbox).await;
        })
        .await;
    });
}

/// Experiment 19: a child that ends in its first poll is restarted as often as its supervisor may.
#[test]
fn a_child_that_dies_at_once_is_restarted() {
    let _quiet = report::subscribe().quiet();
    at_all(|_| async {
        const RESTARTS: usize = 500;
        let (tell, mut told) = mpsc::unbounded_channel();
        let options = SupervisorOptions::new().max_restarts(RESTARTS);
        let mut tree = Tree::new(options, "Trial");
        let code = move || {
            tell.send(()).expect("the test listens");
            async { Err::<(), _>(ExitReason::custom(Why(19))) }
        };
        let permanent = ChildOptions::new().restart(Restart::Permanent);
        let child: Child<Task<()>> = tree.child("at once", Task::child(code), permanent);
        let supervisor = tree.start().await.expect("a start");
        assert_eq!(supervisor.ended().await, ExitReason::Shutdown);
        assert!(supervisor.gave_up() && !Child::is_alive(&child));
        let mut runs = 0;
        while told.try_recv().is_ok() {
            runs += 1;
        }
        assert_eq!(runs, RESTARTS + 1);
    });
}

/// Ends as it is told, and notes what its last hook was told.
#[derive(GenServer)]
#[server(trap_exit)]
struct Leaf {
    hook: mpsc::UnboundedSender<ExitReason>,
}

/// What a leaf panics with.
const LAST_WORDS: &str = "the last words";

#[gen_server]
impl Leaf {
    #[init]
    fn begin(hook: mpsc::UnboundedSender<ExitReason>) -> Self {
        Self { hook }
    }

    #[cast]
    fn end(&mut self, reason: Option<ExitReason>, cx: &mut Context<Self>) {
        match reason {
            Some(reason) => cx.stop(reason),
            None => panic!("{LAST_WORDS}"),
        }
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        // A test that has seen enough does not listen.
        drop(self.hook.send(reason.clone()));
    }
}

/// The last of `layers` processes of which each is linked with the one before, and the first with `pid`.
async fn line_from(pid: Pid, layers: usize) -> Pid {
    let mut before = pid;
    for _ in 0..layers {
        let (tell, told) = oneshot::channel();
        let code = move |mut inbox: Inbox<()>| async move {
            process::link(before).expect("in a process");
            tell.send(()).expect("somebody waits");
            inbox.message().await;
        };
        before = process::spawn(code).expect("a runtime").pid();
        told.await.expect("it is linked");
    }
    before
}

/// One end, and what each who can be told of it was told.
async fn told_by_all(end: Option<ExitReason>, kill: bool) -> Vec<(&'static str, ExitReason)> {
    let (hook, mut hooked) = mpsc::unbounded_channel();
    let mut tree = Tree::new(SupervisorOptions::new(), "Trial");
    let spec = ChildSpec::<Leaf>::with(move || (hook.clone(),)).restart(Restart::Temporary);
    let leaf: Child<Leaf> = tree.child("leaf", spec, ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let pid = Child::pid(&leaf).expect("it runs");
    let mut reports = report::subscribe().quiet();
    let target = leaf.clone();
    let mut all = trapping(move |mut inbox: Inbox<()>| async move {
        process::monitor(pid).expect("in a process");
        let third = line_from(pid, 2).await;
        process::link(third).expect("in a process");
        let ended = target.server().ended();
        if kill {
            target.server().kill();
        } else {
            target.end(end).expect("room");
        }
        let reason = ended.await;
        // The third link is told by another process, so it may be first.
        let told = if reason == ExitReason::Normal { 1 } else { 2 };
        let mut all = vec![("join", reason)];
        for _ in 0..told {
            all.push(match inbox.recv().await {
                Mail::Down(down) => ("monitor", down.reason),
                Mail::Exit(exit) => ("third link", exit.reason),
                other => panic!("{other:?}"),
            });
        }
        all
    })
    .await;
    if !kill {
        all.push(("hook", hooked.recv().await.expect("it says goodbye")));
    }
    assert!(hooked.try_recv().is_err(), "once, and never after a kill");
    for _ in 0..3 {
        supervisor.count_children().await.expect("it lives");
    }
    while let Some(report) = reports.try_next() {
        if let Event::ChildTerminated { reason, .. } = report.event
            && report.pid == supervisor.pid().expect("it lives")
        {
            all.push(("supervisor", reason));
        }
    }
    supervisor.stop().await.expect("a stop");
    all
}

/// Experiment 20: monitors, links over three layers, the supervisor's report, `terminate` and whoever waits
/// for the end are told the very same reason, with the value, the error or the panic in it.
#[test]
fn everybody_is_told_the_same_reason() {
    at_all(|_| async {
        for _ in 0..rounds(300) {
            one_of_each().await;
        }
    });
}

async fn one_of_each() {
    let all_are = |all: &[(&str, ExitReason)], is: &dyn Fn(&ExitReason) -> bool, places: usize| {
        assert_eq!(all.len(), places, "{all:?}");
        assert!(all.iter().all(|(_, reason)| is(reason)), "{all:?}");
    };
    let normal = told_by_all(Some(ExitReason::Normal), false).await;
    all_are(&normal, &|reason| *reason == ExitReason::Normal, 3);
    let shutdown = told_by_all(Some(ExitReason::Shutdown), false).await;
    all_are(&shutdown, &|reason| *reason == ExitReason::Shutdown, 4);
    let custom = told_by_all(Some(ExitReason::custom(Why(20))), false).await;
    all_are(&custom, &|reason| why(reason) == Some(Why(20)), 5);
    let error = std::io::Error::from(std::io::ErrorKind::AddrInUse);
    let error = told_by_all(Some(ExitReason::error(error)), false).await;
    let is = |reason: &ExitReason| {
        let error = reason.downcast_ref::<std::io::Error>();
        error.is_some_and(|error| error.kind() == std::io::ErrorKind::AddrInUse)
    };
    all_are(&error, &is, 5);
    let panic = told_by_all(None, false).await;
    let is =
        |reason: &ExitReason| reason.as_panic().is_some_and(|panic| panic.message() == LAST_WORDS);
    all_are(&panic, &is, 5);
    let killed = told_by_all(None, true).await;
    all_are(&killed, &|reason| *reason == ExitReason::Killed, 4);
}

/// Experiment 20: at the far end of a hundred layers the value of a reason is still the one that was given,
/// and not a copy of it.
#[test]
fn a_reason_goes_through_a_hundred_layers() {
    at_all(|_| async {
        for _ in 0..rounds(300) {
            let value = Arc::new(Mutex::new(20));
            let reason = ExitReason::custom(Arc::clone(&value));
            let (first, mut told) = line(100).await;
            first.exit(reason);
            let end = told.recv().await.expect("the far end tells");
            let ExitReason::Custom(found) = end else { panic!("{end:?}") };
            let found = found.downcast_ref::<Arc<Mutex<i32>>>().expect("its type");
            assert!(Arc::ptr_eq(found, &value));
        }
    });
}

type End = (ProcessRef<()>, mpsc::UnboundedReceiver<ExitReason>);

/// A line of linked processes: the first of them, and what the last one is told.
async fn line(length: usize) -> End {
    let first: ProcessRef<()> =
        process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await }).expect("one");
    let last = line_from(first.pid(), length).await;
    let (tell, told) = mpsc::unbounded_channel();
    let (linked, is_linked) = oneshot::channel();
    let code = move |mut inbox: Inbox<()>| async move {
        process::link(last).expect("in a process");
        linked.send(()).expect("the test listens");
        tell.send(exit_of(&mut inbox).await.reason).expect("the test listens");
    };
    ProcessOptions::new().trap_exit(true).spawn(code).expect("a runtime");
    is_linked.await.expect("it is linked");
    (first, told)
}

/// Experiment 20: 100,000 processes that are linked in a line all end by one exit of the first: no stack is
/// too small for that, and each ends once.
#[test]
fn a_very_long_line_ends_by_one_exit() {
    at_all(|threads| async move {
        let before = process::count();
        let length = if threads == 1 || in_full() { 100_000 } else { 30_000 };
        let (first, mut told) = line(length).await;
        first.exit(ExitReason::custom(Why(1)));
        assert_eq!(told.recv().await.as_ref().and_then(why), Some(Why(1)));
        while process::count() > before {
            yield_now().await;
        }
    });
}
