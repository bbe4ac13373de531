//! What only Rust can get wrong at a start: dropped futures, kills before the first poll, a runtime
//! that cannot do it (conformance Z).

mod support;

use support::{Log, Loud, breathe};
use switchboard::Start;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};

/// Never gets through its init.
#[derive(GenServer)]
struct Stuck;

#[gen_server]
impl Stuck {
    #[init]
    async fn open(log: Log) -> Self {
        let _local = Loud(log, "local of init");
        std::future::pending().await
    }
}

/// Polls a start until it waits for init, then drops it.
async fn begin_and_drop(log: &Log, name: &'static str, link: bool) {
    let start = Start::<Stuck>::new((log.clone(),)).name(name).link(link).run();
    tokio::select! {
        biased;
        _ = start => panic!("init never ends"),
        () = breathe() => {}
    }
}

/// Z1: a start whose future is dropped leaves nothing: the child is killed, its locals are dropped,
/// its name is free.
#[tokio::test(start_paused = true)]
async fn a_dropped_start_leaves_nothing() {
    let log = Log::new();
    for link in [false, true] {
        begin_and_drop(&log, "hazards.dropped", link).await;
        breathe().await;
        assert_eq!(log.take(), ["drop local of init"]);
        assert_eq!(process::whereis("hazards.dropped"), None);
    }
}

/// Z1, for a server that was never polled: it has no locals, and its token has no holder.
#[tokio::test(start_paused = true)]
async fn a_start_that_is_dropped_at_once_leaves_nothing() {
    for round in 0..10 {
        let start = Start::<Stuck>::new((Log::new(),)).name("hazards.at_once").run();
        tokio::select! {
            biased;
            _ = start => panic!("init never ends"),
            () = std::future::ready(()) => {}
        }
        breathe().await;
        assert_eq!(process::whereis("hazards.at_once"), None, "round {round}");
    }
}

/// Z1, for a server that is killed before it was ever polled.
#[tokio::test(start_paused = true)]
async fn a_kill_before_the_first_poll_ends_a_process() {
    let killed = process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await });
    let killed = killed.expect("a runtime");
    killed.exit(ExitReason::Kill);
    assert_eq!(killed.ended().await, ExitReason::Killed);
    let task = Task::spawn(std::future::pending::<()>());
    process::exit(task.pid().expect("it runs"), ExitReason::Kill);
    assert_eq!(task.await, Err(TaskError::Exited(ExitReason::Killed)));
}

/// Holds a name.
#[derive(GenServer, Default)]
struct Quick;

#[gen_server]
impl Quick {
    #[call]
    fn ping(&self) {}
}

/// Z2: right after a dropped start, the next one under the same name succeeds.
#[tokio::test(start_paused = true)]
async fn a_second_start_under_the_same_name_succeeds() {
    begin_and_drop(&Log::new(), "hazards.again", true).await;
    let quick = Start::<Quick>::new(()).name("hazards.again").run().await.expect("a start");
    assert_eq!(quick.ping().await, Ok(()));
}

/// A runtime without timers is no place for processes, and says so before one is started.
#[test]
fn a_runtime_without_timers_is_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        assert_eq!(Quick::start().await.err(), Some(StartError::NoRuntime));
        let process = process::spawn(|_: Inbox<()>| async {});
        assert_eq!(process.err(), Some(StartError::NoRuntime));
        assert!(matches!(Task::spawn(async {}).await, Err(TaskError::Exited(_))));
    });
    let outside = at_once(Quick::start());
    assert_eq!(outside.err(), Some(StartError::NoRuntime));
}

/// Polls a future that is ready, with nothing around it.
fn at_once<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut cx) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("it waits"),
    }
}
