//! Callers of other runtimes and of none, callers that never give up, and rings that are no calls.

mod support;

use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use support::Log;
use switchboard::prelude::*;
use switchboard::process;
use switchboard::{ServerRef, Start, StopError, Tree};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;

fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
}

tokio::task_local! {
    static OF_THE_CALLER: u8;
}

/// Starts things in its handlers.
#[derive(GenServer, Default)]
struct Spawner {
    tasks: Vec<Task<()>>,
}

#[gen_server]
impl Spawner {
    #[call]
    fn start_one(&mut self) -> Option<Pid> {
        let task = Task::spawn(std::future::pending());
        let pid = task.pid();
        self.tasks.push(task);
        pid
    }

    #[call]
    async fn nap(&self) -> u8 {
        nap().await;
        1
    }

    #[call]
    fn crash(&self) {
        panic!("told to")
    }
}

/// Waits for a timer of its runtime.
async fn nap() {
    let time = Duration::from_millis(1);
    assert!(tokio::time::timeout(time, std::future::pending::<()>()).await.is_err());
}

#[test]
fn what_a_handler_starts_lives_in_the_runtime_of_its_server() {
    let (home, away) = (runtime(), runtime());
    let spawner = home.block_on(Spawner::start()).expect("a start");
    let task = away.block_on(spawner.start_one()).expect("a reply").expect("it was started");
    drop(away);
    assert!(process::is_alive(task) && spawner.server().is_alive());
    assert_eq!(home.block_on(spawner.nap()), Ok(1));
}

/// Drives a future on a thread that knows no runtime.
fn drive<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::task::Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut cx = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut cx) {
            std::task::Poll::Ready(value) => return value,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn a_caller_without_a_runtime_is_served_and_harms_nobody() {
    let home = runtime();
    let spawner = home.block_on(Spawner::start()).expect("a start");
    assert!(drive(spawner.start_one()).expect("a reply").is_some());
    assert_eq!(drive(spawner.nap()), Ok(1));
    let slow = drive(spawner.server().call_within::<u8>(Duration::ZERO, SpawnerCall::Nap));
    assert!(matches!(slow, Err(CallError::Timeout { .. })), "{slow:?}");
    assert!(matches!(drive(spawner.crash()), Err(CallError::Exited { .. })));
    assert_eq!(drive(spawner.server().stop()), Err(StopError::NoProc));
}

/// Takes a while to start.
#[derive(GenServer)]
struct Sluggish;

#[gen_server]
impl Sluggish {
    #[init]
    async fn open(first: Arc<std::sync::atomic::AtomicBool>) -> Self {
        if first.swap(true, std::sync::atomic::Ordering::Relaxed) {
            nap().await;
        }
        Self
    }

    #[call]
    async fn ping(&self) -> u8 {
        1
    }
}

#[test]
fn a_caller_that_tries_again_and_again_lets_the_others_run() {
    let single = Builder::new_current_thread().enable_all().build().expect("a runtime");
    single.block_on(async {
        let mut tree = Tree::new(SupervisorOptions::new(), "Tree");
        let child: Child<Sluggish> =
            tree.child("child", Sluggish::child(Arc::default()), ChildOptions::new());
        let supervisor = tree.start().await.expect("a start");
        child.server().kill();
        child.server().ended().await;
        // Nothing here waits, and the restart needs a timer of this very thread.
        while child.ping().await.is_err() {}
        supervisor.stop().await.expect("a stop");
    });
}

/// Starts its own successor when it goes.
#[derive(GenServer)]
#[server(trap_exit)]
struct Heir {
    told: mpsc::Sender<Option<StartError>>,
}

#[gen_server]
impl Heir {
    #[init]
    fn open(told: mpsc::Sender<Option<StartError>>) -> Self {
        Self { told }
    }

    #[terminate]
    async fn close(&mut self) {
        let start = Start::<Self>::new((self.told.clone(),)).name("hazards_runtime.heir");
        let outcome = start.run().await.err();
        self.told.send(outcome).expect("the test listens");
    }
}

#[tokio::test(start_paused = true)]
async fn a_successor_cannot_wait_for_the_one_that_starts_it() {
    let (told, hears) = mpsc::channel();
    let start = Start::<Heir>::new((told,)).name("hazards_runtime.heir");
    let heir = start.run().await.expect("a start");
    let pid = heir.server().pid().expect("it runs");
    assert_eq!(heir.server().stop().await.map(drop), Ok(()));
    assert_eq!(hears.recv(), Ok(Some(StartError::AlreadyStarted(pid))));
    assert_eq!(process::whereis("hazards_runtime.heir"), None);
}

/// Takes its time to say goodbye, or calls somebody on the way.
#[derive(GenServer)]
#[server(timeout = "3s")]
struct Leaver {
    gate: Arc<Notify>,
    calls: Option<PartnerRef>,
    log: Log,
}

#[gen_server]
impl Leaver {
    #[init]
    fn open(gate: Arc<Notify>, calls: Option<PartnerRef>, log: Log) -> Self {
        Self { gate, calls, log }
    }

    #[call(timeout = "100ms")]
    fn quit_soon(&mut self, cx: &mut Context<Self>) -> u8 {
        cx.stop(ExitReason::Normal);
        9
    }

    #[call(timeout = infinity)]
    fn quit_ever(&mut self, cx: &mut Context<Self>) -> u8 {
        cx.stop(ExitReason::Normal);
        9
    }

    #[terminate]
    async fn close(&mut self) {
        if let Some(partner) = &self.calls {
            let outcome = partner.ping().await;
            self.log.push(match outcome {
                Err(CallError::Deadlock { .. }) => "deadlock".to_owned(),
                other => format!("{other:?}"),
            });
        } else {
            self.gate.notified().await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_stops_its_server_keeps_its_own_timeout() {
    let gate = Arc::new(Notify::new());
    let start = || Leaver::start(Arc::clone(&gate), None, Log::new());
    let leaver = start().await.expect("a start");
    let outcome = leaver.quit_soon().await;
    assert!(
        matches!(outcome, Err(CallError::Timeout { after, .. }) if after.as_millis() == 100),
        "{outcome:?}"
    );
    gate.notify_one();
    leaver.server().ended().await;

    let leaver = start().await.expect("a start");
    let waiting = Task::spawn(async move { leaver.quit_ever().await });
    tokio::time::advance(Duration::from_hours(1)).await;
    gate.notify_one();
    assert_eq!(waiting.await, Ok(Ok(9)));
}

/// Calls a leaver that calls back, and stops one that stops it.
#[derive(GenServer, Default)]
struct Partner;

#[gen_server]
impl Partner {
    #[call]
    fn ping(&self) -> u8 {
        1
    }

    #[call]
    async fn see_off(&self, leaver: LeaverRef) -> Result<u8, CallError> {
        leaver.quit_ever().await
    }

    #[call(timeout = infinity)]
    async fn stop_the_other(
        &self,
        other: ServerRef<Partner>,
        gate: Arc<Notify>,
    ) -> Result<(), StopError> {
        gate.notified().await;
        other.stop().await.map(drop)
    }
}

#[tokio::test(start_paused = true)]
async fn a_goodbye_that_calls_who_waits_for_it_is_a_ring() {
    let partner = Partner::start().await.expect("a start");
    let log = Log::new();
    let leaver = Leaver::start(Arc::default(), Some(partner.clone()), log.clone()).await;
    let outcome = partner.see_off(leaver.expect("a start")).await;
    assert_eq!(outcome, Ok(Ok(9)));
    assert_eq!(log.take(), ["deadlock"]);
}

#[tokio::test(start_paused = true)]
async fn two_that_stop_each_other_are_a_ring() {
    let (a, b) =
        (Partner::start().await.expect("a start"), Partner::start().await.expect("a start"));
    let gates: [Arc<Notify>; 2] = Default::default();
    let first = Task::spawn({
        let (a, b, gate) = (a.clone(), b.server().clone(), Arc::clone(&gates[0]));
        async move { a.stop_the_other(b, gate).await }
    });
    let second = Task::spawn({
        let (b, a, gate) = (b.clone(), a.server().clone(), Arc::clone(&gates[1]));
        async move { b.stop_the_other(a, gate).await }
    });
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    for gate in &gates {
        gate.notify_one();
    }
    let (first, second) = (first.await.expect("a task"), second.await.expect("a task"));
    let rings = [&first, &second]
        .iter()
        .filter(|outcome| matches!(outcome, Ok(Err(StopError::Deadlock(_)))))
        .count();
    assert!(rings >= 1, "{first:?} {second:?}");
}
