//! More messages than a server can handle: who waits is served in order, and what the runtime sends is
//! neither refused nor lost.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use support::{Log, breathe};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use tokio::sync::{Semaphore, oneshot};

const ROOM: usize = 4;

/// Takes one message for each permit.
#[derive(GenServer)]
#[server(mailbox = 4, shutdown = "1s")]
struct Slow {
    permits: Arc<Semaphore>,
    seen: Vec<u32>,
}

#[gen_server]
impl Slow {
    #[init]
    fn open(permits: Arc<Semaphore>) -> Self {
        Self { permits, seen: Vec::new() }
    }

    #[cast]
    async fn put(&mut self, n: u32) {
        self.permits.acquire().await.expect("it stays open").forget();
        self.seen.push(n);
    }

    #[call]
    fn seen(&self) -> Vec<u32> {
        self.seen.clone()
    }
}

/// A server with a full mailbox.
async fn full() -> (SlowRef, Arc<Semaphore>) {
    let permits = Arc::new(Semaphore::new(0));
    let slow = Slow::start(Arc::clone(&permits)).await.expect("a start");
    slow.put(0).expect("room");
    breathe().await;
    for n in 1..=4 {
        slow.put(n).expect("room");
    }
    assert!(slow.put(9).is_err_and(|refused| refused.is_full()));
    (slow, permits)
}

/// Somebody who waits for room, says so, and uses it.
async fn waiter(slow: &SlowRef, log: &Log, n: u32) -> Task<Result<(), CallError>> {
    let (slow, log) = (slow.clone(), log.clone());
    let task = Task::spawn(async move {
        slow.server().ready().await?;
        log.push(n.to_string());
        slow.put(n).expect("nobody else sends");
        Ok(())
    });
    breathe().await;
    task
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_room_is_let_through_in_order() {
    let (slow, permits) = full().await;
    let log = Log::new();
    let mut waiting = Vec::new();
    for n in 10..14 {
        waiting.push(waiter(&slow, &log, n).await);
    }
    assert!(log.take().is_empty());
    for n in 10..14 {
        permits.add_permits(1);
        breathe().await;
        assert_eq!(log.take(), [n.to_string()], "one message makes room for one");
    }
    for waiter in waiting {
        assert_eq!(waiter.await, Ok(Ok(())));
    }
    permits.add_permits(100);
    breathe().await;
    assert_eq!(slow.seen().await, Ok([&[0, 1, 2, 3, 4][..], &[10, 11, 12, 13]].concat()));
}

/// A place that is given up goes to the next, also one whose turn has come already.
#[tokio::test(start_paused = true)]
async fn a_place_that_is_given_up_is_not_lost() {
    let (slow, permits) = full().await;
    let log = Log::new();
    let first = slow.clone();
    let mut first = Box::pin(async move { first.server().ready().await });
    assert!(tokio::time::timeout(Duration::ZERO, &mut first).await.is_err());
    let second = waiter(&slow, &log, 20).await;
    // It is told that there is room, and leaves before it looks.
    permits.add_permits(1);
    while slow.server().mailbox_len() == ROOM {
        tokio::task::yield_now().await;
    }
    drop(first);
    let second = tokio::time::timeout(Duration::from_mins(1), second).await;
    assert_eq!(second.expect("it is told"), Ok(Ok(())));
    assert_eq!(log.take(), ["20"]);
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_room_hears_of_the_end() {
    let (slow, permits) = full().await;
    let log = Log::new();
    let waiting = waiter(&slow, &log, 1).await;
    let stop = Task::spawn({
        let slow = slow.clone();
        async move { slow.server().stop_mode(switchboard::StopMode::Drain).await }
    });
    let outcome = waiting.await.expect("no crash");
    assert!(matches!(outcome, Err(CallError::Stopping { .. })), "{outcome:?}");
    permits.add_permits(10);
    assert_eq!(stop.await.map(|report| report.map(|report| report.drained)), Ok(Ok(4)));
    assert!(matches!(slow.server().ready().await, Err(CallError::NoProc { .. })));

    let (slow, _permits) = full().await;
    let waiting = waiter(&slow, &log, 1).await;
    slow.server().kill();
    assert!(waiting.await.expect("no crash").is_err());
    assert!(log.take().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_server_with_room_is_ready_at_once() {
    let slow = Slow::start(Arc::new(Semaphore::new(0))).await.expect("a start");
    assert_eq!(slow.server().ready().await, Ok(()));
}

/// Waits for room in its own mailbox.
#[derive(GenServer, Default)]
#[server(mailbox = 1)]
struct Selfish;

#[gen_server]
impl Selfish {
    #[call]
    async fn wait(&self, cx: &mut Context<Self>) -> Result<(), CallError> {
        let me = cx.self_ref();
        me.server().ready().await
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_room_at_itself() {
    let selfish = Selfish::start().await.expect("a start");
    let outcome = selfish.wait().await;
    assert!(matches!(outcome, Ok(Err(CallError::CallingSelf { .. }))), "{outcome:?}");
}

/// Counts what it handles, and hears of ends.
#[derive(GenServer)]
#[server(mailbox = 256, trap_exit)]
struct Flooded {
    handled: Arc<AtomicU64>,
    control: Log,
}

#[gen_server]
impl Flooded {
    #[init]
    fn open(handled: Arc<AtomicU64>, control: Log) -> Self {
        Self { handled, control }
    }

    #[cast]
    fn put(&mut self) {
        self.handled.fetch_add(1, Ordering::Relaxed);
    }

    #[call]
    fn watch(&mut self, pid: Pid, cx: &mut Context<Self>) {
        cx.link(pid);
        cx.monitor(pid);
    }

    #[info]
    fn exited(&mut self, _exit: Exit) {
        self.control.push("exit");
    }

    #[info]
    fn down(&mut self, _down: Down) {
        self.control.push("down");
    }
}

/// How many user messages may be handled before what the runtime sends: those that wait already, and the
/// batch that is worked through.
const BEFORE_CONTROL: u64 = 2 * 256;

/// What the runtime sends to a server that four producers keep full is never refused, and waits for nothing
/// that came later; a kill waits for nothing at all. Counted in messages, never in time.
///
/// Experiment 28: what is not to wait.
#[tokio::test]
async fn what_the_runtime_sends_passes_a_flood() {
    let (handled, control) = (Arc::new(AtomicU64::new(0)), Log::new());
    let flooded = Flooded::start(Arc::clone(&handled), control.clone()).await.expect("a start");
    let (end, ended) = oneshot::channel::<()>();
    let peer = process::spawn(|_: Inbox<()>| async move {
        ended.await.expect("the test says when");
        ExitReason::custom("gone")
    });
    flooded.watch(peer.expect("a runtime").pid()).await.expect("a reply");
    let producers: Vec<_> = (0..4)
        .map(|_| {
            let flooded = flooded.clone();
            Task::spawn(async move {
                let mut sent = 0_u64;
                while flooded.server().is_alive() {
                    match flooded.put() {
                        Ok(()) => sent += 1,
                        Err(_) if flooded.server().ready().await.is_err() => break,
                        Err(_) => {}
                    }
                    tokio::task::consume_budget().await;
                }
                sent
            })
        })
        .collect();
    while handled.load(Ordering::Relaxed) < 10_000 {
        tokio::task::yield_now().await;
    }
    let before = handled.load(Ordering::Relaxed);
    let status = flooded.server().sys().get_status().await.expect("a full mailbox takes it");
    drop(status);
    let passed = handled.load(Ordering::Relaxed) - before;
    assert!(passed <= BEFORE_CONTROL, "{passed} messages before a request of sys");

    end.send(()).expect("it waits");
    let mut heard = Vec::new();
    let before = handled.load(Ordering::Relaxed);
    while heard.len() < 2 {
        heard.extend(control.take());
        tokio::task::yield_now().await;
        let passed = handled.load(Ordering::Relaxed) - before;
        assert!(passed <= 4 * BEFORE_CONTROL, "{passed} messages, and {heard:?}");
    }
    heard.sort();
    assert_eq!(heard, ["down", "exit"]);
    assert!(flooded.server().mailbox_len() <= 256);

    let before = handled.load(Ordering::Relaxed);
    flooded.server().kill();
    flooded.server().ended().await;
    let passed = handled.load(Ordering::Relaxed) - before;
    assert!(passed <= 256, "{passed} messages after a kill");
    for producer in producers {
        assert!(producer.await.expect("no crash") > 0);
    }
}

/// Room for one.
#[derive(GenServer, Default)]
#[server(mailbox = 1)]
struct Narrow {
    seen: u64,
}

#[gen_server]
impl Narrow {
    #[cast]
    fn put(&mut self) {
        self.seen += 1;
    }

    #[cast]
    async fn put_slowly(&mut self) {
        self.seen += 1;
        tokio::task::yield_now().await;
    }

    #[call]
    async fn ask(&mut self) -> u64 {
        self.seen
    }
}

/// Nobody who waits for room is forgotten, however many race for it, and also if some give up.
#[test]
fn no_wake_up_is_lost() {
    for threads in [1, 2, 4] {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let narrow = Narrow::start().await.expect("a start");
            let senders: Vec<_> = (0..16_u64)
                .map(|sender| {
                    let narrow = narrow.clone();
                    Task::spawn(async move {
                        for n in 0..100 {
                            let put = if (sender + n) % 3 == 0 {
                                NarrowRef::put
                            } else {
                                NarrowRef::put_slowly
                            };
                            while put(&narrow).is_err() {
                                let ready = narrow.server().ready();
                                if (sender + n) % 5 == 0 {
                                    // Gives its place up at once, and comes again.
                                    drop(tokio::time::timeout(Duration::ZERO, ready).await);
                                } else {
                                    ready.await.expect("it runs");
                                }
                            }
                        }
                        narrow.ask().await.expect("a reply")
                    })
                })
                .collect();
            let all = async {
                for sender in senders {
                    sender.await.expect("no crash");
                }
            };
            tokio::time::timeout(Duration::from_mins(1), all).await.expect("nobody hangs");
            assert_eq!(narrow.ask().await, Ok(1600));
        });
    }
}
