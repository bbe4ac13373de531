//! What only Rust can get wrong: dropped futures, destructors, panics, bare tasks (conformance Z).

mod support;

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use support::{Log, Loud, breathe, settle};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, NotInProcess, ProcessOptions};
use switchboard::{ServerRef, Start, Tree};
use tokio::sync::{Notify, mpsc, oneshot};

/// Holds a name.
#[derive(GenServer, Default)]
struct Quick;

#[gen_server]
impl Quick {
    #[call]
    fn ping(&self) {}
}

/// Waits where it is told.
#[derive(GenServer)]
struct Gated {
    log: Log,
    gate: Arc<Notify>,
    handled: u32,
    kept: Vec<ReplyTo<u32>>,
    _state: Loud,
}

#[gen_server]
impl Gated {
    #[init]
    fn open(log: Log, gate: Arc<Notify>) -> Self {
        let state = Loud(log.clone(), "state");
        Self { log, gate, handled: 0, kept: Vec::new(), _state: state }
    }

    #[call]
    async fn wait(&mut self) -> u32 {
        let _local = Loud(self.log.clone(), "local");
        self.gate.notified().await;
        self.handled += 1;
        self.handled
    }

    #[call]
    fn handled(&self) -> u32 {
        self.handled
    }

    #[call]
    fn keep(&mut self, reply: ReplyTo<u32>) {
        self.kept.push(reply);
    }

    #[cast]
    fn forget(&mut self) {
        self.kept.clear();
    }

    #[call]
    fn half(&mut self) {
        self.handled = 99;
        panic!("halfway")
    }

    #[terminate]
    fn close(&mut self) {
        self.log.push(format!("terminate {}", self.handled));
    }
}

async fn gated() -> (GatedRef, Log, Arc<Notify>) {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let server = Gated::start(log.clone(), Arc::clone(&gate)).await.expect("a start");
    (server, log, gate)
}

/// Z3: a call whose future is dropped is handled, and its answer goes nowhere.
#[tokio::test(start_paused = true)]
async fn a_dropped_call_disturbs_nobody() {
    let (server, _log, gate) = gated().await;
    for round in 1..=3 {
        tokio::select! {
            biased;
            _ = server.wait() => panic!("the gate is closed"),
            () = breathe() => {}
        }
        gate.notify_one();
        assert_eq!(server.handled().await, Ok(round));
    }
}

/// Z4: when a down arrives, the locals of the handler and the state have been dropped.
#[tokio::test(start_paused = true)]
async fn a_down_comes_after_every_drop() {
    let (server, log, _gate) = gated().await;
    let waiting = server.clone();
    let _call = Task::spawn(async move { waiting.wait().await });
    breathe().await;
    let (told, seen) = oneshot::channel();
    let (victim, events) = (server.clone(), log.clone());
    let watcher = move |mut inbox: Inbox<()>| async move {
        victim.server().monitor().expect("in a process");
        victim.server().kill();
        let mail = inbox.recv().await;
        assert!(matches!(mail, Mail::Down(down) if down.reason == ExitReason::Killed));
        told.send(events.take()).expect("the test listens");
    };
    process::spawn(watcher).expect("a runtime");
    assert_eq!(seen.await.expect("a down"), ["drop local", "drop state"]);
}

/// Owns a port.
#[derive(GenServer)]
struct Listener {
    port: u16,
    _socket: TcpListener,
}

#[gen_server]
impl Listener {
    #[init]
    fn bind(port: u16) -> std::io::Result<Self> {
        let socket = TcpListener::bind(("127.0.0.1", port))?;
        Ok(Self { port: socket.local_addr()?.port(), _socket: socket })
    }

    #[call]
    fn port(&self) -> u16 {
        self.port
    }

    #[call]
    fn crash(&mut self) {
        panic!("told to")
    }
}

/// Z5: a restarted server can take what the one before it held.
///
/// Experiment 13: a port.
#[tokio::test(start_paused = true)]
async fn a_restart_finds_its_resource_free() {
    let free = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let mut tree = Tree::new(SupervisorOptions::new(), "Listeners");
    let listener: Child<Listener> =
        tree.child("listener", Listener::child(port), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    for _ in 0..3 {
        listener.crash().await.expect_err("a crash");
        settle(&supervisor).await;
        assert_eq!(listener.port().await, Ok(port));
    }
    let listed = supervisor.which_children().await.expect("an answer");
    assert!(listed[0].pid().is_some());
}

/// Z6: a server outlives its handles.
#[tokio::test(start_paused = true)]
async fn a_server_outlives_its_handles() {
    drop(Start::<Quick>::new(()).name("hazards.outlives").run().await.expect("a start"));
    tokio::time::advance(Duration::from_hours(1)).await;
    breathe().await;
    let found = ServerRef::<Quick>::whereis("hazards.outlives").expect("it lives");
    assert_eq!(QuickRef::from(found).ping().await, Ok(()));
}

/// Z7: a reply that is dropped releases its caller at once; after the end, with the reason.
#[tokio::test(start_paused = true)]
async fn a_dropped_reply_releases_its_caller() {
    let (server, _log, _gate) = gated().await;
    let caller = server.clone();
    let call = Task::spawn(async move { caller.keep().await });
    breathe().await;
    server.forget().expect("room");
    let outcome = call.await.expect("the task lives");
    assert!(matches!(outcome, Err(CallError::NoReply { .. })), "{outcome:?}");

    let caller = server.clone();
    let call = Task::spawn(async move { caller.keep().await });
    breathe().await;
    server.server().kill();
    let outcome = call.await.expect("the task lives");
    assert!(
        matches!(&outcome, Err(CallError::Exited { reason, .. }) if *reason == ExitReason::Killed),
        "{outcome:?}"
    );
}

/// Panics wherever it is told.
#[derive(GenServer)]
struct Bomb {
    place: &'static str,
}

#[gen_server]
impl Bomb {
    #[init]
    fn open(place: &'static str) -> Self {
        assert_ne!(place, "init", "boom in init");
        Self { place }
    }

    #[call]
    fn now(&self) {
        assert_ne!(self.place, "call", "boom in call");
    }

    #[call]
    async fn later(&self) {
        assert_ne!(self.place, "async call", "boom in async call");
    }

    #[cast]
    fn cast(&self) {
        assert_ne!(self.place, "cast", "boom in cast");
    }

    #[terminate]
    fn close(&self) {
        assert_ne!(self.place, "terminate", "boom in terminate");
    }
}

/// Z8: a panic becomes a reason with message and place, and everything else goes on working.
#[tokio::test(start_paused = true)]
async fn a_panic_becomes_a_reason() {
    for place in ["init", "call", "async call", "cast", "terminate"] {
        let reason = match Bomb::start(place).await {
            Err(StartError::Failed(reason)) => reason,
            Err(error) => panic!("{error}"),
            Ok(bomb) => {
                drop(bomb.now().await);
                drop(bomb.later().await);
                drop(bomb.cast());
                drop(bomb.server().stop().await);
                bomb.server().ended().await
            }
        };
        let text = reason.to_string();
        assert!(text.contains(&format!("boom in {place}")), "{place}: {text}");
        assert!(text.contains("hazards_life.rs"), "{place}: no place in {text}");
    }
    let task = Task::spawn(async { panic!("boom in a task") });
    let outcome: Result<(), TaskError> = task.await;
    assert!(outcome.expect_err("a panic").to_string().contains("boom in a task"));
    assert_eq!(Quick::start().await.expect("a start").ping().await, Ok(()));
}

/// Its destructor fails.
#[derive(GenServer, Default)]
#[server(name = "hazards.bad_drop")]
struct BadDrop;

impl Drop for BadDrop {
    fn drop(&mut self) {
        panic!("boom in drop");
    }
}

#[gen_server]
impl BadDrop {}

/// Z9: a destructor of the state that panics keeps nobody from hearing of the end.
#[tokio::test(start_paused = true)]
async fn a_bad_destructor_does_not_hide_the_end() {
    let server = BadDrop::start().await.expect("a start");
    let (told, seen) = oneshot::channel();
    let watched = server.clone();
    let watcher = move |mut inbox: Inbox<()>| async move {
        process::link(watched.server().pid().expect("it runs")).expect("in a process");
        watched.server().monitor().expect("in a process");
        watched.server().exit(ExitReason::custom("end"));
        told.send([inbox.recv().await, inbox.recv().await]).expect("the test listens");
    };
    ProcessOptions::new().trap_exit(true).spawn(watcher).expect("a runtime");
    let mails = seen.await.expect("two notices");
    assert!(mails.iter().any(|mail| matches!(mail, Mail::Down(_))), "{mails:?}");
    assert!(mails.iter().any(|mail| matches!(mail, Mail::Exit(_))), "{mails:?}");
    assert_eq!(process::whereis("hazards.bad_drop"), None);
}

/// Z10: after a panic, terminate sees what the handler left, and nothing more is handled.
#[tokio::test(start_paused = true)]
async fn terminate_sees_the_torn_state() {
    let (server, log, _gate) = gated().await;
    let crash = server.half();
    let after = server.handled();
    let (crash, after) = tokio::join!(crash, after);
    assert!(matches!(crash, Err(CallError::Exited { .. })));
    assert!(after.is_err(), "handled after the panic: {after:?}");
    assert_eq!(log.take(), ["terminate 99", "drop state"]);
}

/// Z13: code outside of any process is told so, and is nobody.
#[tokio::test(start_paused = true)]
async fn a_bare_task_is_no_process() {
    let (server, _log, _gate) = gated().await;
    let pid = server.server().pid().expect("it runs");
    assert_eq!(process::current(), None);
    assert_eq!(process::link(pid), Err(NotInProcess));
    assert_eq!(process::monitor(pid).err(), Some(NotInProcess));
    assert_eq!(process::trap_exit(true), Err(NotInProcess));
    assert_eq!(process::links(), Err(NotInProcess));
    // Also not while one of its calls runs a handler on this very thread, nor afterwards.
    server.handled().await.expect("a reply");
    assert_eq!(process::current(), None);
}

/// Counts what arrives.
#[derive(GenServer)]
#[server(mailbox = 2, trap_exit)]
struct Full {
    gate: Arc<Notify>,
    seen: Arc<AtomicUsize>,
}

#[gen_server]
impl Full {
    #[init]
    fn open(gate: Arc<Notify>, seen: Arc<AtomicUsize>) -> Self {
        Self { gate, seen }
    }

    #[cast]
    async fn block(&mut self) {
        self.gate.notified().await;
    }

    #[cast]
    fn nothing(&mut self) {}

    #[info]
    fn exited(&mut self, _exit: Exit) {
        self.seen.fetch_add(1, Ordering::Relaxed);
    }

    #[info]
    fn down(&mut self, _down: Down) {
        self.seen.fetch_add(1, Ordering::Relaxed);
    }

    #[call]
    fn watch(&mut self, pid: Pid, cx: &mut Context<Self>) {
        cx.monitor(pid);
    }
}

/// Z16: a full mailbox refuses casts, gives them back, and lets exits, downs and stops through.
#[tokio::test(start_paused = true)]
async fn a_full_mailbox_lets_notices_through() {
    let (gate, seen) = (Arc::new(Notify::new()), Arc::new(AtomicUsize::new(0)));
    let full = Full::start(Arc::clone(&gate), Arc::clone(&seen)).await.expect("a start");
    let watched = process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await });
    let watched = watched.expect("a runtime");
    full.watch(watched.pid()).await.expect("a reply");
    full.block().expect("room");
    breathe().await;
    while full.nothing().is_ok() {}
    let refused = full.nothing().expect_err("it is full");
    assert!(refused.is_full());
    assert!(matches!(refused.into_message(), FullCast::Nothing));
    full.server().exit(ExitReason::custom("a signal"));
    watched.send(()).expect("room");
    watched.ended().await;
    let stop = full.clone();
    let stopping = Task::spawn(async move { stop.server().stop().await });
    breathe().await;
    gate.notify_one();
    assert!(matches!(stopping.await, Ok(Ok(_))));
    assert_eq!(seen.load(Ordering::Relaxed), 2);
}

#[derive(Supervisor)]
#[supervisor(args = Log)]
struct Pair {
    #[child(start = support::Worker::child(support::Plan::new("first", &args)))]
    _first: Child<support::Worker>,
    #[child(start = support::Worker::child(support::Plan::new("second", &args)))]
    _second: Child<support::Worker>,
}

/// Z17: the end of a runtime after a stop finds nothing to do; without one, only drops run.
#[test]
fn the_end_of_a_runtime_runs_drops_only() {
    for stopped in [true, false] {
        let log = Log::new();
        let (dropped, mut drops) = mpsc::unbounded_channel::<()>();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        runtime.block_on(async {
            let pair = Pair::start(log.clone()).await.expect("a start");
            process::spawn(|_: Inbox<()>| async move {
                let _dropped = dropped;
                std::future::pending::<()>().await;
            })
            .expect("a runtime");
            if stopped {
                pair.supervisor().stop().await.expect("a stop");
            }
        });
        drop(runtime);
        let events = log.take();
        let ends = ["stop second: shutdown", "stop first: shutdown"];
        assert_eq!(events[2..], ends[..if stopped { 2 } else { 0 }]);
        assert!(drops.blocking_recv().is_none(), "the state was dropped");
    }
}
