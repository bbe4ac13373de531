//! How streams of tasks end: crashes, enough, failures, and nothing that is left (conformance O).
//!
//! 295 in part: outcomes travel in slots and not in the consumer's mailbox, so nothing in the mailbox
//! can be taken for one.

mod support;
#[path = "support/tasks.rs"]
mod tasks;

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use support::Log;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use switchboard::{ErrorOnly, TaskStream};
use tasks::{Pids, collect, exited};
use tokio::sync::oneshot;

const SHORT: Duration = Duration::from_millis(10);
const EVER: Duration = Duration::MAX;

/// A crashing task among others.
fn risky(n: u8) -> impl Future<Output = u8> + Send + 'static {
    poll_fn(move |_| {
        if n == 1 {
            std::panic::panic_any(ExitReason::custom("out"));
        }
        Poll::Ready(n)
    })
}

/// 290: one that traps exits has the reason in its place, and no message; one that does not dies of it.
#[tokio::test(start_paused = true)]
async fn a_crash_takes_a_consumer_along_that_does_not_trap() {
    let (to, from) = oneshot::channel();
    let trapping = ProcessOptions::new().trap_exit(true).spawn(|mut inbox: Inbox<()>| async move {
        let all = collect(Task::stream(0..3, risky)).await;
        let links = process::links();
        inbox.self_ref().send(()).expect("room");
        let first = matches!(inbox.recv().await, Mail::Message(()));
        to.send((all, links, first)).expect("the test waits");
    });
    trapping.expect("a start");
    let (all, links, first) = from.await.expect("it lives");
    assert_eq!(all, [Ok(0), exited(ExitReason::custom("out")), Ok(2)]);
    assert_eq!((links, first), (Ok(vec![]), true));
    let dies = Task::spawn(async { collect(Task::stream(0..3, risky)).await });
    assert_eq!(dies.await, exited(ExitReason::custom("out")));
    // Also one that does something else meanwhile, as with a link.
    let dies = Task::spawn(async {
        let mut stream = Task::stream(0..3, risky).max_concurrency(2);
        assert_eq!(stream.next().await, Some(Ok(0)));
        pending::<()>().await;
    });
    assert_eq!(dies.await, exited(ExitReason::custom("out")));
    let lives = Task::spawn(async { collect(Task::stream_nolink(0..3, risky)).await.len() });
    assert_eq!(lives.await, Ok(3));
}

/// A stream of tasks that note their pids, of which all but the first `quick` never end.
fn few_of_many(
    pids: &Pids,
    quick: u8,
) -> TaskStream<std::ops::Range<u8>, impl FnMut(u8) -> Hang + use<>, u8, ErrorOnly> {
    let pids = pids.clone();
    Task::stream(0..20, move |n| {
        let pids = pids.clone();
        let hang: Hang = Box::pin(async move {
            pids.note();
            if n >= quick {
                pending::<()>().await;
            }
            n
        });
        hang
    })
    .max_concurrency(5)
    .timeout(EVER)
}

type Hang = Pin<Box<dyn Future<Output = u8> + Send>>;

/// 291: a consumer that has enough leaves no task, no link and no message.
#[tokio::test(start_paused = true)]
async fn enough_is_enough() {
    let pids = Pids::default();
    let noted = pids.clone();
    let (to, from) = oneshot::channel();
    let consumer = ProcessOptions::new().trap_exit(true).spawn(|mut inbox: Inbox<()>| async move {
        let mut stream = few_of_many(&noted, 2);
        let two = (stream.next().await, stream.next().await);
        drop(stream);
        noted.gone().await;
        inbox.self_ref().send(()).expect("room");
        let first = matches!(inbox.recv().await, Mail::Message(()));
        to.send((two, process::links(), first)).expect("the test waits");
    });
    consumer.expect("a start");
    let (two, links, first) = from.await.expect("it lives");
    assert_eq!(two, (Some(Ok(0)), Some(Ok(1))));
    assert_eq!((links, first), (Ok(vec![]), true));
    assert!(pids.all().len() > 2, "more than two had begun");
}

/// 291: closing a stream waits for the ends of its tasks.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn closing_waits_for_the_ends() {
    for _ in 0..50 {
        let pids = Pids::default();
        let mut stream = few_of_many(&pids, 1);
        assert_eq!(stream.next().await, Some(Ok(0)));
        stream.close().await;
        assert_eq!(pids.alive(), 0);
    }
}

/// Items that end in a panic, and tell when they are dropped.
struct Source {
    left: usize,
    dropped: Log,
}

impl Iterator for Source {
    type Item = ();

    fn next(&mut self) -> Option<()> {
        assert!(self.left > 0, "the source fails");
        self.left -= 1;
        Some(())
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.dropped.push("source dropped");
    }
}

/// 292: when the source or the consumer fails, the tasks are killed, and the source is dropped once.
#[tokio::test(start_paused = true)]
async fn a_failure_of_source_or_consumer_kills_the_tasks() {
    for (left, what) in [(3, "the source fails"), (99, "the consumer fails")] {
        let (pids, log) = (Pids::default(), Log::new());
        let (noted, dropped) = (pids.clone(), log.clone());
        let consumer = Task::spawn(async move {
            let mut number = 0;
            let mut stream = Task::stream(Source { left, dropped }, |()| {
                let (first, pids) = (number == 0, noted.clone());
                number += 1;
                async move {
                    pids.note();
                    if !first {
                        pending::<()>().await;
                    }
                }
            })
            .max_concurrency(3);
            assert_eq!(stream.next().await, Some(Ok(())));
            assert!(left != 99, "the consumer fails");
            stream.next().await
        });
        let Err(TaskError::Exited(reason)) = consumer.await else { panic!("it failed") };
        assert_eq!(reason.as_panic().expect("a panic").message(), what);
        pids.gone().await;
        assert!(pids.all().len() >= 2, "some had begun");
        assert_eq!(log.take(), ["source dropped"]);
    }
}

/// 292: the source goes when it has no more, not when the stream does.
#[tokio::test(start_paused = true)]
async fn a_source_without_more_is_dropped() {
    let log = Log::new();
    let items = Source { left: 2, dropped: log.clone() }.take(2);
    let mut stream = Task::stream(items, |()| async {}).max_concurrency(3);
    assert_eq!(stream.next().await, Some(Ok(())));
    assert_eq!(log.take(), ["source dropped"]);
    assert_eq!((stream.next().await, stream.next().await), (Some(Ok(())), None));
    assert_eq!(log.take(), <Vec<String>>::new());
}

/// 295: a stream that was made here runs where it is consumed: there it belongs to.
#[tokio::test(start_paused = true)]
async fn a_stream_is_consumed_in_another_process() {
    let stream = Task::stream(0..3, |_| async { process::callers().expect("a process") });
    let consumer = Task::spawn(async move { (process::current(), collect(stream).await) });
    let (consumer, all) = consumer.await.expect("it lives");
    let consumer = consumer.expect("a process");
    assert_eq!(all, [Ok(vec![consumer]), Ok(vec![consumer]), Ok(vec![consumer])]);
    let stream = Task::stream(0..3, risky);
    let consumer = Task::spawn(async move { collect(stream).await });
    assert_eq!(consumer.await, exited(ExitReason::custom("out")));
}

/// Z15: a consumer that is dropped midway, or killed, leaves no task.
#[tokio::test(start_paused = true)]
async fn a_dropped_consumer_leaves_no_task() {
    let pids = Pids::default();
    let dropped = tokio::time::timeout(SHORT, collect(few_of_many(&pids, 3))).await;
    assert!(dropped.is_err());
    pids.gone().await;
    let noted = pids.clone();
    let consumer = Task::spawn(async move { collect(few_of_many(&noted, 3)).await });
    while pids.alive() < 5 {
        tokio::task::yield_now().await;
    }
    assert_eq!(consumer.kill().await, None);
    pids.gone().await;
    assert!(pids.all().len() >= 10);
}

/// Counts through a stream of tasks that ask it something meanwhile.
#[derive(GenServer, Default)]
struct Reader;

#[gen_server]
impl Reader {
    #[call]
    fn ping(&self) {}

    /// How many of the tasks were told that they ask somebody who waits for them.
    #[call]
    async fn read(&mut self, cx: &mut Context<Self>) -> Vec<Result<bool, TaskError>> {
        let me: ReaderRef = cx.self_ref();
        let ask = |_| {
            let me = me.clone();
            async move { matches!(me.ping().await, Err(CallError::Deadlock { .. })) }
        };
        collect(Task::stream(0..3, ask).max_concurrency(1)).await
    }

    #[call]
    async fn late(&mut self, cx: &mut Context<Self>) -> Option<Result<(), TaskError>> {
        let me: ReaderRef = cx.self_ref();
        let ask = |n| {
            let me = me.clone();
            async move {
                if n == 1 {
                    drop(me.ping().await);
                }
            }
        };
        let mut stream = Task::stream(0..2, ask).max_concurrency(2);
        assert_eq!(stream.next().await, Some(Ok(())));
        // By now the second waits for this very handler.
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        stream.next().await
    }
}

/// A task that calls the server which waits for its outcome is told of the ring at once, and so is
/// that server when the call was first.
#[tokio::test(start_paused = true)]
async fn a_ring_through_a_stream_is_told() {
    let reader = Reader::start().await.expect("a start");
    assert_eq!(reader.read().await, Ok(vec![Ok(true); 3]));
    let late = reader.late().await.expect("a reply");
    assert!(matches!(late, Some(Err(TaskError::Deadlock(_)))), "{late:?}");
    assert_eq!(reader.ping().await, Ok(()));
}
