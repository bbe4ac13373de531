//! A supervisor that rests decides about the end of a child in the last turn of that child's task.

#[path = "support/mod.rs"]
mod support;

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context as TaskContext, Poll, Waker};
use std::thread;
use std::time::Duration;

use support::breathe;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{Tree, report};
use tokio::runtime::Builder;
use tokio::sync::Notify;
use tokio::task;

/// In which tasks workers began and crashed, and what their starts wait for.
#[derive(Clone, Default)]
struct Stage {
    began: Arc<Mutex<Vec<Option<task::Id>>>>,
    crashed: Arc<Mutex<Vec<Option<task::Id>>>>,
    gate: Option<Arc<Notify>>,
}

impl Stage {
    /// Each start waits at `gate`.
    fn that_waits(gate: &Arc<Notify>) -> Self {
        Self { gate: Some(Arc::clone(gate)), ..Self::default() }
    }

    fn starts(&self) -> usize {
        self.began.lock().expect("nobody panics with it").len()
    }

    fn crashes(&self) -> usize {
        self.crashed.lock().expect("nobody panics with it").len()
    }

    fn last(of: &Mutex<Vec<Option<task::Id>>>) -> Option<task::Id> {
        of.lock().expect("nobody panics with it").last().copied().flatten()
    }
}

#[derive(GenServer)]
struct Worker {
    stage: Stage,
}

#[gen_server]
impl Worker {
    #[init]
    async fn init(stage: Stage) -> Self {
        stage.began.lock().expect("nobody panics with it").push(task::try_id());
        if let Some(gate) = &stage.gate {
            gate.notified().await;
        }
        Self { stage }
    }

    #[call]
    fn starts(&self) -> usize {
        self.stage.starts()
    }

    #[cast]
    fn crash(&mut self) {
        self.stage.crashed.lock().expect("nobody panics with it").push(task::try_id());
        panic!("as told");
    }
}

fn tree(max_restarts: usize) -> Tree {
    Tree::new(SupervisorOptions::new().max_restarts(max_restarts), "Workers")
}

/// A supervisor with one child.
async fn one_worker(stage: &Stage) -> (SupervisorRef, Child<Worker>) {
    let mut tree = tree(10);
    let child = tree.child("worker", Worker::child(stage.clone()), ChildOptions::new());
    (tree.start().await.expect("a start"), child)
}

/// Crashes a child, and waits for the one that takes its place.
async fn crash(child: &Child<Worker>) {
    let before = Child::pid(child);
    child.crash().expect("room");
    Child::incarnation_after(child, before).await.expect("a restart");
}

#[tokio::test]
async fn the_replacement_begins_in_the_task_that_crashed() {
    let _quiet = report::subscribe().quiet();
    let stage = Stage::default();
    let (supervisor, child) = one_worker(&stage).await;
    for starts in 2..5 {
        crash(&child).await;
        assert_eq!(child.starts().await, Ok(starts));
        let crashed = Stage::last(&stage.crashed);
        assert!(crashed.is_some(), "a cast is handled in a task");
        assert_eq!(Stage::last(&stage.began), crashed);
    }
    supervisor.stop().await.expect("a stop");
}

/// Who is woken by the end must not wait for what the supervisor does then.
#[tokio::test]
async fn an_end_that_others_hear_of_is_told_by_mail() {
    let _quiet = report::subscribe().quiet();
    let stage = Stage::default();
    let (supervisor, child) = one_worker(&stage).await;
    let before = Child::pid(&child);
    let server = child.server().clone();
    let waits = process::spawn(move |_: Inbox<()>| async move {
        server.ended().await;
    });
    let watches = process::spawn(move |mut inbox: Inbox<()>| async move {
        process::monitor(before.expect("it runs")).expect("it is a process");
        inbox.recv().await;
    });
    breathe().await;
    for _ in 0..2 {
        crash(&child).await;
    }
    assert_eq!(stage.starts(), 3);
    let tasks = |of: &Mutex<Vec<_>>| of.lock().expect("nobody panics with it").clone();
    let (began, crashed) = (tasks(&stage.began), tasks(&stage.crashed));
    assert_ne!(began[1], crashed[0], "two heard of it");
    assert_eq!(began[2], crashed[1], "nobody else did");
    waits.expect("a process").ended().await;
    watches.expect("a process").ended().await;
    supervisor.stop().await.expect("a stop");
}

#[tokio::test]
async fn one_that_was_killed_starts_nothing_more() {
    let stage = Stage::default();
    let (supervisor, child) = one_worker(&stage).await;
    process::exit(Child::pid(&child).expect("it runs"), ExitReason::Killed);
    supervisor.kill();
    assert_eq!(supervisor.ended().await, ExitReason::Killed);
    breathe().await;
    assert_eq!((stage.starts(), Child::is_alive(&child)), (1, false));
}

/// A runtime goes down while one of its threads runs a handler for a caller, or a supervisor on the spot.
#[test]
fn the_state_goes_with_the_runtime_also_when_somebody_is_at_it() {
    let _quiet = report::subscribe().quiet();
    for on_the_spot in [false, true] {
        let (inside, is_inside) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let (gone, is_gone) = mpsc::channel();
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let held = Held {
            starts: Arc::default(),
            inside,
            may_go_on: Arc::new(Mutex::new(may_go_on)),
            _gone: Arc::new(Gone(gone)),
        };
        let alive = runtime.block_on(async {
            if on_the_spot {
                let mut tree = tree(10);
                let child: Child<Holder> =
                    tree.child("holder", Holder::child(held), ChildOptions::new());
                let supervisor = tree.start().await.expect("a start");
                child.crash().expect("room");
                supervisor.pid().expect("it runs")
            } else {
                let holder = Holder::start(held).await.expect("a start");
                let pid = holder.server().pid().expect("it runs");
                holder.get_a_task().expect("room");
                while process::info(pid).is_some_and(|info| info.mailbox_len > 0) {
                    task::yield_now().await;
                }
                let call = async move { drop(holder.hold().await) };
                drop(process::spawn(move |_: Inbox<()>| call).expect("a process"));
                pid
            }
        });
        is_inside.recv().expect("somebody runs it");
        runtime.shutdown_background();
        while process::is_alive(alive) {
            thread::yield_now();
        }
        assert!(is_gone.try_recv().is_err(), "somebody is at it");
        go_on.send(()).expect("it waits");
        is_gone.recv_timeout(Duration::from_mins(1)).expect("the state is dropped");
    }
}

/// Stays inside until it is told to go on.
#[derive(Clone)]
struct Held {
    starts: Arc<AtomicUsize>,
    inside: mpsc::Sender<()>,
    may_go_on: Arc<Mutex<mpsc::Receiver<()>>>,
    _gone: Arc<Gone>,
}

impl Held {
    fn hold(&self) {
        self.inside.send(()).expect("the test listens");
        self.may_go_on.lock().expect("nobody panics with it").recv().expect("the test says when");
    }
}

/// Says when the last of those is gone that share it.
struct Gone(mpsc::Sender<()>);

impl Drop for Gone {
    fn drop(&mut self) {
        // Nobody listens when the test has failed.
        let _over = self.0.send(());
    }
}

#[derive(GenServer)]
struct Holder {
    held: Held,
}

#[gen_server]
impl Holder {
    #[init]
    fn init(held: Held) -> Self {
        // The one that takes another's place.
        if held.starts.fetch_add(1, Ordering::Relaxed) > 0 {
            held.hold();
        }
        Self { held }
    }

    #[call]
    fn hold(&self) {
        self.held.hold();
    }

    #[cast]
    fn get_a_task(&self) {}

    #[cast]
    fn crash(&self) {
        panic!("as told");
    }
}

#[tokio::test]
async fn one_that_is_at_something_hears_of_it_by_mail() {
    let _quiet = report::subscribe().quiet();
    let stage = Stage::default();
    let (supervisor, child) = one_worker(&stage).await;
    let gate = Arc::new(Notify::new());
    let slow = Worker::child(Stage::that_waits(&gate)).id("slow");
    let starting = {
        let supervisor = supervisor.clone();
        process::spawn(move |_: Inbox<()>| async move {
            supervisor.start_child(slow).await.expect("a start");
        })
    };
    breathe().await;
    let before = Child::pid(&child);
    child.crash().expect("room");
    breathe().await;
    assert_eq!(stage.crashes(), 1);
    assert_eq!(Child::pid(&child), before, "the supervisor waits for the other start");
    gate.notify_one();
    starting.expect("a process").ended().await;
    Child::incarnation_after(&child, before).await.expect("a restart");
    assert_ne!(Stage::last(&stage.began), Stage::last(&stage.crashed));
    supervisor.stop().await.expect("a stop");
}

#[tokio::test]
async fn a_restart_that_waits_goes_on_in_the_supervisors_own_task() {
    let _quiet = report::subscribe().quiet();
    let gate = Arc::new(Notify::new());
    let (stage, mut tree) = (Stage::that_waits(&gate), tree(10));
    gate.notify_one();
    let child: Child<Worker> =
        tree.child("worker", Worker::child(stage.clone()), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let before = Child::pid(&child);
    child.crash().expect("room");
    breathe().await;
    assert_eq!((stage.starts(), Child::pid(&child)), (2, before), "the second start waits");
    let mut count = pin!(supervisor.count_children());
    let first = count.as_mut().poll(&mut TaskContext::from_waker(Waker::noop()));
    assert!(matches!(first, Poll::Pending), "what comes now waits behind the restart");
    gate.notify_one();
    assert_eq!(count.await.expect("an answer").active, 1);
    assert_ne!(Child::pid(&child), before);
    // One that is killed meanwhile ends as well, and nothing of the restart is left.
    child.crash().expect("room");
    breathe().await;
    supervisor.kill();
    assert_eq!(supervisor.ended().await, ExitReason::Killed);
    breathe().await;
    assert_eq!((stage.starts(), Child::is_alive(&child)), (3, false));
}

#[tokio::test]
async fn one_that_has_used_up_its_restarts_ends_with_its_children() {
    let _quiet = report::subscribe().quiet();
    let (stage, mut tree) = (Stage::default(), tree(1));
    let child: Child<Worker> =
        tree.child("worker", Worker::child(stage.clone()), ChildOptions::new());
    let other: Child<Worker> =
        tree.child("other", Worker::child(stage.clone()), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    crash(&child).await;
    child.crash().expect("room");
    assert_eq!(supervisor.ended().await, ExitReason::Shutdown);
    assert!(supervisor.gave_up() && !Child::is_alive(&other));
    assert_eq!(stage.starts(), 3);
}

#[tokio::test]
async fn the_end_of_a_peer_on_another_runtime_is_not_handled_there() {
    let (stage, mut tree) = (Stage::default(), tree(1));
    let child: Child<Worker> =
        tree.child("worker", Worker::child(stage.clone()), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let pid = supervisor.pid().expect("it runs");
    let elsewhere = thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let peer = process::spawn(move |_: Inbox<()>| async move {
                process::link(pid).expect("it is a process");
                ExitReason::custom("gone")
            });
            peer.expect("a process").ended().await
        })
    });
    assert_eq!(elsewhere.join().expect("no panic"), ExitReason::custom("gone"));
    assert_eq!(supervisor.count_children().await.expect("an answer").active, 1);
    assert_eq!(child.starts().await, Ok(1));
    supervisor.stop().await.expect("a stop");
}

/// Many children crash at once, on both threads, and each is started again once for each crash.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_ends_at_once_are_each_heard_of_once() {
    const MANY: usize = 200;
    const ROUNDS: usize = 5;
    let _quiet = report::subscribe().quiet();
    let (stage, mut tree) = (Stage::default(), tree(usize::MAX));
    let children: Vec<Child<Worker>> = (0..MANY)
        .map(|at| {
            let id = format!("worker {at}");
            tree.child(id, Worker::child(stage.clone()), ChildOptions::new())
        })
        .collect();
    let supervisor = tree.start().await.expect("a start");
    for round in 1..=ROUNDS {
        let before: Vec<_> = children.iter().map(Child::pid).collect();
        for child in &children {
            child.crash().expect("room");
        }
        for (child, before) in children.iter().zip(before) {
            Child::incarnation_after(child, before).await.expect("a restart");
        }
        assert_eq!(supervisor.count_children().await.expect("an answer").active, MANY);
        assert_eq!((stage.starts(), stage.crashes()), (MANY * (round + 1), MANY * round));
    }
    supervisor.stop().await.expect("a stop");
}
