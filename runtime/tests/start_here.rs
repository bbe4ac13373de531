//! `init` runs on whoever starts the server, and a server that rests has no task: what that must not change.

#[path = "support/mod.rs"]
mod support;

use std::future::poll_fn;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::task::Poll;
use std::thread::{self, ThreadId};

use support::Log;
use switchboard::prelude::*;
use switchboard::{Start, StartError, process};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

fn one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Where its code ran, and as whom.
#[derive(GenServer)]
struct Witness {
    began: (ThreadId, Option<Pid>),
}

#[gen_server]
impl Witness {
    #[init]
    async fn init(waits: bool) -> Self {
        if waits {
            tokio::task::yield_now().await;
        }
        Self { began: (thread::current().id(), process::current()) }
    }

    #[call]
    fn began(&self) -> (ThreadId, Option<Pid>) {
        self.began
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn init_runs_on_its_starter_as_the_server() {
    // This is no worker's thread, so nothing else of the runtime runs on it.
    let here = thread::current().id();
    let server = Witness::start(false).await.expect("a start");
    assert_eq!(server.began().await, Ok((here, server.server().pid())));
    let server = Witness::start(true).await.expect("a start");
    let (there, pid) = server.began().await.expect("a reply");
    assert_ne!(there, here, "one that waits goes on in its own task");
    assert_eq!(pid, server.server().pid());
    assert_eq!(process::current(), None);
}

/// Does what may take long after its start.
#[derive(GenServer)]
struct Loader {
    gate: Option<mpsc::Receiver<u32>>,
    loaded: u32,
}

#[gen_server]
impl Loader {
    #[init]
    async fn init(gate: mpsc::Receiver<u32>, cx: &mut Context<Self>) -> Self {
        cx.continue_with(LoaderContinue::Load {});
        Self { gate: Some(gate), loaded: 0 }
    }

    #[continue_with]
    fn load(&mut self) {
        let gate = self.gate.take();
        self.loaded = gate.and_then(|gate| gate.recv().ok()).unwrap_or(0);
    }

    #[call]
    fn loaded(&self) -> u32 {
        self.loaded
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_starts_a_server_does_not_wait_for_what_init_leaves_for_later() {
    let (open, gate) = mpsc::channel();
    let loader = Loader::start(gate).await.expect("a start");
    open.send(7).expect("it waits for this");
    assert_eq!(loader.loaded().await, Ok(7));
}

/// Starts the next one in its `init`, until there are enough.
#[derive(GenServer)]
struct Link {
    below: u32,
}

#[gen_server]
impl Link {
    #[init]
    async fn init(left: u32) -> Self {
        if left == 0 {
            return Self { below: 0 };
        }
        let next: std::pin::Pin<Box<dyn Future<Output = _> + Send>> =
            Box::pin(Link::start(left - 1));
        let next = next.await.expect("a start");
        Self { below: 1 + next.below().await.expect("a reply") }
    }

    #[call]
    fn below(&self) -> u32 {
        self.below
    }
}

#[test]
fn a_chain_of_starts_is_no_chain_of_stack_frames() {
    let deep = || {
        one_thread().block_on(async {
            let first = Link::start(5_000).await.expect("a start");
            assert_eq!(first.below().await, Ok(5_000));
        });
    };
    let thread = thread::Builder::new().stack_size(1 << 20).spawn(deep).expect("a thread");
    thread.join().expect("it has room");
}

/// Waits for the next turn in the queue; `yield_now` would wait until the queue is empty, or for long.
async fn next_turn() {
    let mut polled = false;
    poll_fn(|cx| {
        if std::mem::replace(&mut polled, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Its `init` waits to be let in.
#[derive(GenServer)]
struct Guest;

#[gen_server]
impl Guest {
    #[init]
    async fn init(gate: Arc<Notify>) -> Self {
        gate.notified().await;
        Self
    }
}

/// Runs another runtime in its `init`, and on it the task of a server that somebody starts there.
#[derive(GenServer)]
struct Host;

#[gen_server]
impl Host {
    #[init]
    fn init(
        other: Runtime,
        guest: JoinHandle<Option<Pid>>,
        gate: Arc<Notify>,
    ) -> Result<Self, String> {
        let came = tokio::task::block_in_place(move || {
            gate.notify_one();
            let guest = other.block_on(guest).expect("it does not panic");
            guest.is_some_and(process::is_alive)
        });
        Err(format!("for {came}"))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::disallowed_methods, reason = "who starts the server must be no process")]
async fn what_is_told_of_a_server_is_heard_by_its_own_starter() {
    let gate = Arc::new(Notify::new());
    let (other, to) = (one_thread(), Arc::clone(&gate));
    let guest = other
        .spawn(async move { Guest::start(to).await.ok().and_then(|guest| guest.server().pid()) });
    // The start begins there, before the host's.
    let other = thread::spawn(move || {
        other.block_on(next_turn());
        other
    });
    let other = other.join().expect("nothing panics");
    let host = tokio::spawn(Host::start(other, guest, gate)).await.expect("it does not panic");
    let error = host.expect_err("init fails");
    assert!(error.to_string().contains("for true"), "{error}");
}

/// What is started outside of a process has no place for the outcome before it is needed.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "who starts the server must be no process")]
async fn an_init_that_waits_is_heard_however_it_ends() {
    let gate = Arc::new(Notify::new());
    let start = tokio::spawn(Guest::start(Arc::clone(&gate)));
    next_turn().await;
    gate.notify_one();
    let guest = start.await.expect("it does not panic").expect("a start");
    assert!(guest.server().is_alive());

    let name = "start_here.guest";
    let waiting = || tokio::spawn(Start::<Guest>::new((Arc::new(Notify::new()),)).name(name).run());
    let killed = waiting();
    next_turn().await;
    process::exit(process::whereis(name).expect("it waits"), ExitReason::Kill);
    let outcome = killed.await.expect("it does not panic").map(drop);
    assert_eq!(outcome, Err(StartError::Failed(ExitReason::Killed)));

    let given_up = waiting();
    next_turn().await;
    let pid = process::whereis(name).expect("it waits");
    given_up.abort();
    assert!(given_up.await.is_err());
    while process::is_alive(pid) {
        next_turn().await;
    }
}

/// The most starts that may pass in one turn: eight for each of tokio's 128 units, and those before the
/// first look at the clock.
const A_TURN: u64 = 8 * 128 + 64;

#[tokio::test]
async fn a_loop_of_starts_and_stops_leaves_the_others_their_turns() {
    let done = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&done);
    let task = Task::spawn(async move {
        for _ in 0..10_000 {
            let server = Witness::start(false).await.expect("a start");
            server.server().stop().await.expect("it runs");
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    let pid = task.pid().expect("a task is a process");
    // A task as well: what runs in `block_on` has one turn in many of theirs.
    let neighbour = Task::spawn(async move {
        let (mut most, mut last) = (0, 0);
        while process::is_alive(pid) {
            next_turn().await;
            let now = done.load(Ordering::Relaxed);
            most = most.max(now - last);
            last = now;
        }
        task.await.expect("it comes to its end");
        most
    });
    let most = neighbour.await.expect("so does this");
    assert!(most <= A_TURN, "{most} in one turn");
}

/// Says when it is dropped.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[derive(GenServer)]
struct Holder {
    _held: Dropped,
    seen: u32,
}

#[gen_server]
impl Holder {
    #[init]
    async fn init(held: Dropped) -> Self {
        Self { _held: held, seen: 0 }
    }

    #[cast]
    fn see(&mut self) {
        self.seen += 1;
    }

    #[call]
    fn seen(&self) -> u32 {
        self.seen
    }
}

#[test]
fn the_end_of_a_runtime_is_the_end_of_those_that_rest_on_it() {
    let dropped = Arc::new(AtomicBool::new(false));
    let runtime = one_thread();
    let start = Start::<Holder>::new((Dropped(Arc::clone(&dropped)),)).name("start_here.rests");
    let server = runtime.block_on(start.run()).expect("a start");
    assert!(process::whereis("start_here.rests").is_some());
    drop(runtime);
    assert!(dropped.load(Ordering::Relaxed), "its state is dropped");
    assert_eq!(process::whereis("start_here.rests"), None, "and its name is free");
    assert!(!server.server().is_alive());
    assert!(server.see().is_ok(), "a cast to a process that has ended falls, and says nothing");
    let other = one_thread();
    assert!(matches!(other.block_on(server.seen()), Err(CallError::NoProc { .. })));
    let dropped = Dropped(Arc::default());
    let again = Start::<Holder>::new((dropped,)).name("start_here.rests");
    assert!(other.block_on(again.run()).is_ok());
}

/// Is linked with the one before.
#[derive(GenServer)]
struct Linked;

#[gen_server]
impl Linked {
    #[init]
    async fn init(before: Option<Pid>) -> Self {
        if let Some(before) = before {
            process::link(before).expect("this is a process");
        }
        Self
    }
}

#[test]
fn a_line_of_links_ends_with_its_runtime() {
    let all = || {
        let runtime = one_thread();
        let last = runtime.block_on(async {
            let mut last = None;
            for _ in 0..20_000 {
                last = Linked::start(last).await.expect("a start").server().pid();
            }
            last.expect("there are some")
        });
        drop(runtime);
        assert!(!process::is_alive(last));
    };
    let thread = thread::Builder::new().stack_size(1 << 20).spawn(all).expect("a thread");
    thread.join().expect("it has room");
}

#[tokio::test]
async fn a_server_at_rest_is_woken_by_whatever_comes() {
    let holder = || async { Holder::start(Dropped(Arc::default())).await.expect("a start") };
    let by_cast = holder().await;
    by_cast.see().expect("room");
    assert_eq!(by_cast.seen().await, Ok(1));

    let by_thread = holder().await;
    let sender = by_thread.clone();
    thread::spawn(move || sender.see()).join().expect("no panic").expect("room");
    assert_eq!(by_thread.seen().await, Ok(1));

    let by_kill = holder().await;
    by_kill.server().kill();
    assert_eq!(by_kill.server().ended().await, ExitReason::Killed);

    let by_exit = holder().await;
    process::exit(by_exit.server().pid().expect("it runs"), ExitReason::Shutdown);
    assert_eq!(by_exit.server().ended().await, ExitReason::Shutdown);

    let by_stop = holder().await;
    by_stop.see().expect("room");
    let report = by_stop.server().stop().await.expect("it runs");
    assert_eq!(report.reason, Some(ExitReason::Normal));
}

/// Takes its time to say goodbye.
#[derive(GenServer)]
struct Leaving {
    log: Log,
    gate: Arc<Notify>,
}

#[gen_server]
impl Leaving {
    #[init]
    async fn init(log: Log, gate: Arc<Notify>) -> Self {
        Self { log, gate }
    }

    #[terminate]
    async fn terminate(&mut self) {
        self.log.push("begins to end");
        self.gate.notified().await;
        self.log.push("ends");
    }
}

#[tokio::test]
async fn what_terminate_waits_for_is_waited_for() {
    let (log, gate) = (Log::new(), Arc::new(Notify::new()));
    let server = Leaving::start(log.clone(), Arc::clone(&gate)).await.expect("a start");
    let stop = async {
        let report = server.server().stop().await.expect("it runs");
        log.push("stopped");
        report
    };
    let open = async {
        assert_eq!(log.take(), ["begins to end"]);
        assert!(server.server().stop().await.is_ok(), "a second stop waits as well");
    };
    let let_go = async { gate.notify_one() };
    let (report, (), ()) = tokio::join!(stop, open, let_go);
    assert_eq!(report.reason, Some(ExitReason::Normal));
    assert_eq!(log.take(), ["ends", "stopped"]);
}
