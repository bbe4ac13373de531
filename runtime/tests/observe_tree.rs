//! The tree of processes as data: who is below whom, and what each does.

mod support;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use support::{Log, Outcome, Plan, Worker, breathe, while_it_takes};
use switchboard::observe::{self, ProcessKind, ProcessNode, ProcessState, ProcessTree};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{Backoff, Tree};
use tokio::sync::Notify;

/// Does as it is told, at its own pace.
#[derive(GenServer)]
#[server(mailbox = 16)]
struct Clerk {
    gate: Arc<Notify>,
}

#[gen_server]
impl Clerk {
    #[init]
    fn hire(gate: Arc<Notify>) -> Self {
        Self { gate }
    }

    #[call]
    fn hello(&self) {}

    #[call(timeout = "1ms")]
    fn soon(&self) {}

    #[call(timeout = "50ms")]
    fn later(&self) {}

    #[cast]
    async fn file(&mut self) {
        self.gate.notified().await;
    }

    #[cast]
    async fn ask(&mut self, other: ClerkRef) {
        drop(other.hello().await);
    }

    /// What the tree says of the server itself, in the middle of a handler.
    #[call]
    fn look(&self, cx: &mut Context<Self>) -> ProcessNode {
        node(cx.pid())
    }

    #[call]
    fn block(&self, entered: Sender<()>, leave: Arc<Mutex<Receiver<()>>>) {
        entered.send(()).expect("the test waits for it");
        leave.lock().expect("one comes here").recv().expect("the test lets it go");
    }

    #[terminate]
    async fn leave(&mut self) {
        self.gate.notified().await;
    }
}

/// Has a clerk block a thread until it is told to leave; whoever called it says whether that went well.
fn blocked(clerk: &ClerkRef) -> (Task<bool>, Sender<()>) {
    let ((entered, enters), (leaves, leave)) = (channel(), channel());
    let stuck = clerk.clone();
    let caller =
        Task::spawn(async move { stuck.block(entered, Arc::new(Mutex::new(leave))).await.is_ok() });
    tokio::task::block_in_place(|| enters.recv()).expect("it gets there");
    (caller, leaves)
}

fn tree_of(pid: Pid) -> ProcessTree {
    observe::tree_of(pid).expect("it runs")
}

fn node(pid: Pid) -> ProcessNode {
    tree_of(pid).processes.swap_remove(0)
}

fn pid_of(clerk: &ClerkRef) -> Pid {
    clerk.server().pid().expect("it runs")
}

async fn clerk() -> (ClerkRef, Pid, Arc<Notify>) {
    let gate = Arc::new(Notify::new());
    let clerk = Clerk::start(Arc::clone(&gate)).await.expect("a start");
    let pid = pid_of(&clerk);
    (clerk, pid, gate)
}

fn ids(tree: &ProcessTree, below: Pid) -> Vec<String> {
    let id = |child: &ProcessNode| child.id.as_deref().unwrap_or("-").to_owned();
    tree.children(below).map(id).collect()
}

/// A supervisor with some workers, and another supervisor in between.
fn office(log: &Log) -> (Tree, Vec<Child<Worker>>) {
    let options = SupervisorOptions::new().strategy(Strategy::OneForOne).max_restarts(100);
    let mut tree = Tree::new(options, "Office");
    let first = tree.child("first", Worker::child(Plan::new("first", log)), ChildOptions::new());
    let inner = Worker::dynamic();
    let rooms: DynamicSupervisor<Worker> = tree.child("rooms", inner, ChildOptions::new());
    drop(rooms);
    let last = tree.child("last", Worker::child(Plan::new("last", log)), ChildOptions::new());
    (tree, vec![first, last])
}

/// Each process is below the one that started it, with its id, kind and type; children stand in the
/// order of the specification, also after a restart, which is counted.
#[tokio::test(start_paused = true)]
async fn children_are_below_their_supervisor_in_start_order() {
    let _quiet = switchboard::report::subscribe().quiet();
    let (tree, workers) = office(&Log::new());
    let supervisor = tree.start().await.expect("a start");
    let me = supervisor.pid().expect("it runs");
    for _ in 0..2 {
        support::crash(&workers[0]).await;
    }
    let tree = tree_of(me);
    assert_eq!(ids(&tree, me), ["first", "rooms", "last"]);
    let root = &tree.processes[0];
    assert_eq!((root.kind, root.type_name, root.depth), (ProcessKind::Supervisor, "Office", 0));
    assert_eq!((root.parent, root.restarts, root.capacity), (None, None, None));
    let kinds: Vec<_> = tree.children(me).map(|child| (child.kind, child.restarts)).collect();
    let server = ProcessKind::Server;
    assert_eq!(kinds, [(server, Some(2)), (ProcessKind::Supervisor, Some(0)), (server, Some(0))]);
    let first = Child::pid(&workers[0]).expect("it runs");
    assert_eq!(root.children[0], first);
    let first = tree.get(first).expect("it is listed");
    assert_eq!((first.type_name, first.parent, first.depth), ("Worker", Some(me), 1));
    assert_eq!((first.state, first.message, first.queued), (ProcessState::Idle, None, 0));
    assert_eq!((first.busy_for, first.capacity), (None, Some(65_536)));
}

/// A child whose start is tried again is told beside those that run, also while its supervisor waits.
#[tokio::test(start_paused = true)]
async fn a_child_that_does_not_run_is_told() {
    let _quiet = switchboard::report::subscribe().quiet();
    let log = Log::new();
    let mut tree = Tree::new(SupervisorOptions::new().max_restarts(100), "Patient");
    let plan = Plan::new("worker", &log);
    let wait =
        ChildOptions::new().backoff(Backoff::new(Duration::from_mins(1), Duration::from_mins(1)));
    let worker: Child<Worker> = tree.child("worker", Worker::child(plan.clone()), wait);
    let other: Child<Worker> =
        tree.child("other", Worker::child(Plan::new("other", &log)), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let me = supervisor.pid().expect("it runs");
    plan.next(&[Outcome::Fail]);
    worker.crash().expect("it runs");
    worker.server().ended().await;
    breathe().await;
    supervisor.terminate_child("other").await.expect("it runs");
    assert!(!Child::is_alive(&other));
    let down: Vec<_> = tree_of(me)
        .processes
        .swap_remove(0)
        .not_running
        .into_iter()
        .map(|child| (child.id.to_string(), child.restarting, child.restarts))
        .collect();
    assert_eq!(down, [("worker".to_owned(), true, 0), ("other".to_owned(), false, 0)]);
    while_it_takes(Duration::from_secs(200)).await;
    let tree = tree_of(me);
    assert_eq!(ids(&tree, me), ["worker"]);
    assert_eq!(tree.children(me).next().and_then(|child| child.restarts), Some(1));
}

/// The children of a dynamic supervisor stand in the order of their starts; one that was restarted has
/// its count.
#[tokio::test(start_paused = true)]
async fn children_of_a_dynamic_supervisor_stand_as_they_started() {
    let _quiet = switchboard::report::subscribe().quiet();
    let log = Log::new();
    let crew = Worker::dynamic().max_restarts(10).start().await.expect("a start");
    let me = crew.supervisor().pid().expect("it runs");
    let mut children = Vec::new();
    for name in ["a", "b", "c"] {
        let spec = Worker::child(Plan::new(name, &log));
        children.push(crew.start_child(spec).await.expect("a start"));
    }
    let pids: Vec<Pid> = children.iter().filter_map(Child::pid).collect();
    let tree = tree_of(me);
    assert_eq!(tree.processes[0].children, pids);
    assert_eq!(tree.processes[0].type_name, "DynamicSupervisor");
    support::crash(&children[1]).await;
    let tree = tree_of(me);
    let told = |child: &ProcessNode| (child.id.as_deref().map(str::to_owned), child.restarts);
    let id = Some("Worker".to_owned());
    // The one that was restarted has started last.
    let expected = [(id.clone(), Some(0)), (id.clone(), Some(0)), (id, Some(1))];
    assert_eq!(tree.children(me).map(told).collect::<Vec<_>>(), expected);
    crew.terminate_child(Child::pid(&children[1]).expect("it runs")).await.expect("it runs");
    let tree = tree_of(me);
    assert_eq!(tree.processes[0].children, [pids[0], pids[2]]);
    assert_eq!(tree.processes[0].not_running, []);
}

/// A child of a dynamic supervisor has its id from its start on, be it that of all or its own; what a child
/// has started has none.
#[tokio::test(start_paused = true)]
async fn a_child_of_a_dynamic_supervisor_has_its_id_from_the_start() {
    let log = Log::new();
    let crew = Worker::dynamic().start().await.expect("a start");
    let me = crew.supervisor().pid().expect("it runs");
    for id in ["first", "second", "first"] {
        let spec = Worker::child(Plan::new("worker", &log)).id(id);
        crew.start_child(spec).await.expect("a start");
    }
    let tree = tree_of(me);
    assert_eq!(ids(&tree, me), ["first", "second", "first"]);
    assert!(tree.children(me).all(|child| child.restarts == Some(0)));
    let second = tree.processes[0].children[1];
    crew.terminate_child(second).await.expect("it runs");
    assert_eq!(ids(&tree_of(me), me), ["first", "first"]);
}

/// A server that handles a message: which, what waits behind it, and for how long it has been so.
#[tokio::test(start_paused = true)]
async fn a_busy_server_shows_its_message_and_its_mailbox() {
    let (clerk, pid, gate) = clerk().await;
    process::register(pid, "observe.clerk").expect("the name is free");
    clerk.file().expect("room");
    clerk.file().expect("room");
    clerk.file().expect("room");
    breathe().await;
    let first = node(pid);
    assert_eq!((first.state, first.message), (ProcessState::Running, Some("file")));
    assert_eq!((first.queued, first.capacity), (2, Some(16)));
    assert_eq!((first.name.as_deref(), first.label), (Some("observe.clerk"), None));
    while_it_takes(Duration::from_secs(7)).await;
    let later = node(pid);
    assert!(later.busy_for >= Some(Duration::from_secs(6)), "{later}");
    gate.notify_one();
    breathe().await;
    let next = node(pid);
    assert_eq!((next.queued, next.message), (1, Some("file")));
    assert!(next.busy_for < Some(Duration::from_secs(1)), "{next}");
}

/// A handler that waits is known from the moment at which it began to, also if nobody has ever looked:
/// the first look at a program that hangs says for how long.
#[tokio::test(start_paused = true)]
async fn the_first_look_knows_how_long_a_handler_has_waited() {
    let (clerk, pid, gate) = clerk().await;
    let (waits, from, _gate) = self::clerk().await;
    clerk.file().expect("room");
    waits.ask(clerk.clone()).expect("room");
    breathe().await;
    while_it_takes(Duration::from_secs(3)).await;
    let (least, most) = (Duration::from_millis(2_900), Duration::from_millis(3_100));
    for pid in [pid, from] {
        let busy_for = node(pid).busy_for.expect("it is busy");
        assert!((least..most).contains(&busy_for), "{busy_for:?}");
    }
    gate.notify_one();
    breathe().await;
    assert_eq!(node(pid).busy_for, None);
}

/// A handler that keeps its thread is known from the first call on that ran out of time meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_runs_out_of_time_is_a_look() {
    let (clerk, pid, _gate) = clerk().await;
    let (caller, leaves) = blocked(&clerk);
    for late in [clerk.soon().await, clerk.later().await] {
        assert!(matches!(late, Err(CallError::Timeout { .. })), "{late:?}");
    }
    // At least the time of the second one.
    let busy_for = node(pid).busy_for.expect("it is busy");
    assert!(busy_for >= Duration::from_millis(10), "{busy_for:?}");
    leaves.send(()).expect("it waits for that");
    assert_eq!(caller.await, Ok(true));
}

/// With times noted, the first look at a message knows how long it has been handled.
#[tokio::test(start_paused = true)]
async fn a_time_that_was_noted_is_known_at_the_first_look() {
    let (clerk, pid, _gate) = clerk().await;
    observe::set_timed(true);
    clerk.file().expect("room");
    breathe().await;
    observe::set_timed(false);
    while_it_takes(Duration::from_secs(3)).await;
    let (least, most) = (Duration::from_millis(2_900), Duration::from_millis(3_100));
    let busy_for = node(pid).busy_for.expect("it is busy");
    assert!((least..most).contains(&busy_for), "{busy_for:?}");
}

/// A handler that runs on its caller is seen as any other.
#[tokio::test]
async fn a_call_that_runs_on_its_caller_is_seen() {
    let (clerk, pid, _gate) = clerk().await;
    clerk.hello().await.expect("a reply");
    assert_eq!((node(pid).state, node(pid).message), (ProcessState::Idle, None));
    let seen = clerk.look().await.expect("a reply");
    assert_eq!((seen.state, seen.message), (ProcessState::Running, Some("look")));
}

/// A server that blocks its thread keeps nobody from taking the tree, and is in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_blocks_its_thread_is_seen() {
    let (clerk, pid, _gate) = clerk().await;
    let (caller, leaves) = blocked(&clerk);
    let seen = node(pid);
    assert_eq!((seen.state, seen.message), (ProcessState::Running, Some("block")));
    assert!(observe::tree().get(pid).is_some());
    leaves.send(()).expect("it waits for that");
    assert_eq!(caller.await, Ok(true));
}

/// Whoever waits for another process says for which.
#[tokio::test(start_paused = true)]
async fn a_wait_is_an_edge() {
    let (busy, to, gate) = clerk().await;
    let (waits, from, _gate) = clerk().await;
    busy.file().expect("room");
    breathe().await;
    waits.ask(busy.clone()).expect("room");
    let task = Task::spawn(async move { busy.hello().await.is_ok() });
    breathe().await;
    let seen = node(from);
    assert_eq!((seen.state, seen.message), (ProcessState::Waiting, Some("ask")));
    assert_eq!(seen.waits_for, [to]);
    let seen = node(task.pid().expect("it runs"));
    assert_eq!((seen.kind, seen.state), (ProcessKind::Task, ProcessState::Waiting));
    assert!(seen.code.is_some_and(|code| code.contains("a_wait_is_an_edge")), "{seen}");
    assert!(observe::tree().waits().contains(&(from, to)));
    gate.notify_one();
    assert_eq!(task.await, Ok(true));
    let seen = node(from);
    assert_eq!((seen.state, seen.waits_for), (ProcessState::Idle, vec![]));
}

/// A server that is suspended says so, until it is resumed.
#[tokio::test(start_paused = true)]
async fn a_suspended_server_says_so() {
    let (clerk, pid, _gate) = clerk().await;
    let sys = clerk.server().sys();
    sys.suspend().await.expect("an answer");
    breathe().await;
    clerk.file().expect("room");
    breathe().await;
    let seen = node(pid);
    assert_eq!((seen.state, seen.message, seen.queued), (ProcessState::Suspended, None, 1));
    assert!(seen.busy_for.is_some(), "it takes no message");
    sys.statistics(true).await.expect("an answer");
    sys.resume().await.expect("an answer");
    breathe().await;
    assert_eq!(node(pid).state, ProcessState::Running, "watched is not suspended");
}

/// A server on its way out is told as such, with what it does there; then it is gone.
#[tokio::test(start_paused = true)]
async fn a_server_that_ends_says_so() {
    let (clerk, pid, gate) = clerk().await;
    let task = Task::spawn(async move { clerk.server().stop().await.is_ok() });
    breathe().await;
    let seen = node(pid);
    assert_eq!((seen.state, seen.message), (ProcessState::Stopping, Some("terminate")));
    gate.notify_one();
    assert_eq!(task.await, Ok(true));
    assert_eq!(observe::tree_of(pid), None);
}

/// Hangs in its start.
#[derive(GenServer)]
struct Slow {}

#[gen_server]
impl Slow {
    #[init]
    async fn begin(gate: Arc<Notify>) -> Self {
        gate.notified().await;
        Self {}
    }
}

/// A supervisor that is stuck in the start of a child waits for it, and its other children are told
/// with their ids all the same.
#[tokio::test(start_paused = true)]
async fn a_supervisor_that_is_stuck_in_a_start_is_seen() {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let mut tree = Tree::new(SupervisorOptions::new(), "Stuck");
    let worker = Worker::child(Plan::new("worker", &log));
    let _worker: Child<Worker> = tree.child("worker", worker, ChildOptions::new());
    let slow: Child<Slow> = tree.child("slow", Slow::child(Arc::clone(&gate)), ChildOptions::new());
    let supervisor = tree.supervisor();
    let start = Task::spawn(async move { tree.start().await.is_ok() });
    breathe().await;
    let task = tree_of(start.pid().expect("it runs"));
    let me = task.children(task.processes[0].pid).next().expect("it has been started").pid;
    let tree = tree_of(me);
    assert_eq!(tree.processes[0].state, ProcessState::Waiting);
    assert_eq!(ids(&tree, me), ["worker", "-"]);
    let slow_node = tree.children(me).last().expect("two children");
    assert_eq!(slow_node.message, Some("init"));
    assert_eq!(tree.processes[0].waits_for, [slow_node.pid]);
    gate.notify_one();
    assert_eq!(start.await, Ok(true));
    assert_eq!(ids(&tree_of(me), me), ["worker", "slow"]);
    assert!(Child::is_alive(&slow));
    supervisor.stop().await.expect("it runs");
}

/// A line of processes of any length is listed, each below the one before; when one ends, what it has
/// started moves up to the next one that lives.
#[tokio::test]
async fn a_long_line_is_listed() {
    const LONG: usize = 5_000;
    let last = Arc::new(Notify::new());
    let told = Arc::clone(&last);
    let first = process::spawn(|inbox| line(inbox, LONG, told)).expect("a start");
    last.notified().await;
    let tree = tree_of(first.pid());
    let depths: Vec<usize> = tree.processes.iter().map(|process| process.depth).collect();
    assert_eq!(depths, (0..LONG).collect::<Vec<_>>());
    let (third, fourth) = (tree.processes[2].pid, tree.processes[3].pid);
    process::exit(third, ExitReason::Kill);
    while observe::tree_of(third).is_some() {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        tree_of(first.pid()).get(fourth).and_then(|node| node.parent),
        Some(tree.processes[1].pid)
    );
    assert_eq!(tree.to_string().lines().count(), LONG);
    let seen = &tree.processes[1];
    assert_eq!(
        (seen.kind, seen.state, seen.type_name),
        (ProcessKind::Plain, ProcessState::Live, "()")
    );
    for process in &tree.processes {
        process::exit(process.pid, ExitReason::Kill);
    }
}

type Line = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// Starts the next one, and waits for ever.
fn line(mut inbox: Inbox<()>, left: usize, last: Arc<Notify>) -> Line {
    Box::pin(async move {
        if left == 1 {
            last.notify_one();
        } else {
            process::spawn(move |inbox| line(inbox, left - 1, last)).expect("a start");
        }
        inbox.message().await;
    })
}

/// A process that has ended is in no tree, and a tree of it is nothing.
#[tokio::test]
async fn what_has_ended_is_not_listed() {
    let idle = process::spawn(|mut inbox: Inbox<u8>| async move {
        inbox.message().await;
    });
    let idle = idle.expect("a start");
    assert!(observe::tree().roots().any(|root| root.pid == idle.pid()));
    idle.send(1).expect("it runs");
    idle.ended().await;
    assert_eq!(observe::tree_of(idle.pid()), None);
    assert!(observe::tree().get(idle.pid()).is_none());
}
