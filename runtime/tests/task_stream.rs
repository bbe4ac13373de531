//! Streams of tasks (conformance O).
//!
//! 294 in part: a timeout is a `Duration`, and what happens on it a `bool`, so only the number of
//! tasks can be wrong.

#[path = "support/tasks.rs"]
mod tasks;

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use futures_core::Stream;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail};
use tasks::{Pids, collect};
use tokio::sync::{Barrier, Notify};

const SHORT: Duration = Duration::from_millis(10);
const EVER: Duration = Duration::MAX;

/// 284: as many outcomes as items, in their order, with less room than items, as much, and more.
#[tokio::test(start_paused = true)]
async fn outcomes_come_in_the_order_of_the_items() {
    for room in [1, 2, 4, 9] {
        // The first is the slowest.
        let stream = Task::stream([4_u64, 3, 2, 1], |n| async move {
            for _ in 0..n * 3 {
                tokio::task::yield_now().await;
            }
            n * 2
        });
        let all = collect(stream.max_concurrency(room)).await;
        assert_eq!(all, [Ok(8), Ok(6), Ok(4), Ok(2)], "room for {room}");
    }
    assert_eq!(collect(Task::stream(0..0, async |n| n)).await, []);
}

/// 284: the same on several threads.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn order_holds_on_several_threads() {
    let stream = Task::stream(0..2_000_u32, |n| async move { n }).max_concurrency(16);
    let all: Result<Vec<u32>, TaskError> = collect(stream).await.into_iter().collect();
    assert_eq!(all, Ok((0..2_000).collect()));
    let stream = Task::stream(0..2_000_u32, |n| async move { n }).max_concurrency(16);
    let all: Result<Vec<u32>, TaskError> =
        collect(stream.ordered(false)).await.into_iter().collect();
    let mut all = all.expect("values");
    all.sort_unstable();
    assert_eq!(all, (0..2_000).collect::<Vec<_>>());
}

/// 284: without order they come as they are there.
#[tokio::test(start_paused = true)]
async fn without_order_they_come_as_they_are_there() {
    let gate = Arc::new(Notify::new());
    let mut stream = Task::stream(["slow", "a", "b"], |name| {
        let gate = Arc::clone(&gate);
        async move {
            if name == "slow" {
                gate.notified().await;
            }
            name
        }
    })
    .max_concurrency(2)
    .ordered(false);
    assert_eq!(stream.next().await, Some(Ok("a")));
    assert_eq!(stream.next().await, Some(Ok("b")));
    gate.notify_one();
    assert_eq!(stream.next().await, Some(Ok("slow")));
    assert_eq!(stream.next().await, None);
    assert_eq!(stream.next().await, None, "and it stays at its end");
}

/// 286: nothing starts before it is asked for; then there are never more tasks, nor more items taken
/// beyond what was given, than there is room for.
#[tokio::test(start_paused = true)]
async fn items_are_taken_only_for_a_free_place() {
    for ordered in [true, false] {
        let (taken, live, most) =
            <(Arc<AtomicUsize>, Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
        let items = (0..20).inspect(|_| {
            taken.fetch_add(1, Ordering::Relaxed);
        });
        let meeting = Arc::new(Barrier::new(3));
        let mut stream = Task::stream(items, |n| {
            let (live, most) = (Arc::clone(&live), Arc::clone(&most));
            let meeting = Arc::clone(&meeting);
            async move {
                most.fetch_max(live.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                if n < 3 {
                    // The first three do run at the same time.
                    meeting.wait().await;
                }
                for _ in 0..n % 5 {
                    tokio::task::yield_now().await;
                }
                live.fetch_sub(1, Ordering::Relaxed);
            }
        })
        .max_concurrency(3)
        .ordered(ordered);
        assert_eq!(taken.load(Ordering::Relaxed), 0, "it is lazy");
        for given in 1..=20 {
            assert_eq!(stream.next().await, Some(Ok(())));
            // A consumer that takes its time lets nobody in.
            for _ in 0..30 {
                tokio::task::yield_now().await;
            }
            let ahead = taken.load(Ordering::Relaxed) - given;
            assert!(ahead < 3, "{ahead} ahead of {given}");
        }
        assert_eq!(stream.next().await, None);
        assert_eq!(most.load(Ordering::Relaxed), 3);
    }
}

/// 287: an item that is too slow is the end: the last outcome says so, and by then no task is left. A
/// consumer that passes it on ends with it. (A failure is a value here and no exit, as everywhere: D7.)
#[tokio::test(start_paused = true)]
async fn a_slow_item_ends_the_stream() {
    let pids = Pids::default();
    let noted = pids.clone();
    let consumer = Task::spawn(async move {
        let mut stream = Task::stream(0..9, |n| {
            let pids = noted.clone();
            async move {
                pids.note();
                if n != 1 {
                    pending::<()>().await;
                }
            }
        })
        .max_concurrency(3)
        .timeout(SHORT);
        let outcome = stream.next().await;
        let ended = (noted.all().len(), noted.alive());
        (outcome, ended, stream.next().await)
    });
    let (outcome, ended, after) = consumer.await.expect("the consumer decides");
    assert_eq!((outcome, after), (Some(Err(TaskError::Timeout)), None));
    assert_eq!(ended, (3, 0));
    let failing: Result<Pid, StartError> = Task::start(async {
        let mut stream = Task::stream([()], |()| pending::<()>()).timeout(SHORT);
        while let Some(outcome) = stream.next().await {
            outcome?;
        }
        Ok::<_, TaskError>(())
    });
    let pid = failing.expect("a start");
    let watcher = process::spawn(move |mut inbox: Inbox<()>| async move {
        process::monitor(pid).expect("a process");
        match inbox.recv().await {
            Mail::Down(down) => down.reason,
            _ => ExitReason::Normal,
        }
    });
    let reason = watcher.expect("a start").ended().await;
    assert_eq!(reason, ExitReason::error(TaskError::Timeout));
}

/// 287: those that have time left are not given it when the stream ends.
#[tokio::test(start_paused = true)]
async fn a_slow_item_ends_the_others_at_once() {
    let pids = Pids::default();
    let mut stream = Task::stream_nolink(0..3, |n| {
        let pids = pids.clone();
        async move {
            pids.note();
            if n == 0 {
                let _late = Task::spawn(pending::<()>()).within(SHORT / 2).await;
            } else {
                pending::<()>().await;
            }
        }
    })
    .max_concurrency(2)
    .timeout(SHORT);
    let both = async { (stream.next().await, stream.next().await) };
    // The third begins when the first is done, and could take until one and a half.
    let both = tokio::time::timeout(SHORT + SHORT / 4, both).await;
    assert_eq!(both, Ok((Some(Ok(())), Some(Err(TaskError::Timeout)))));
    assert_eq!((pids.all().len(), pids.alive()), (3, 0));
}

/// 288: or only its own place says so, and the others are given, in order or not.
#[tokio::test(start_paused = true)]
async fn a_slow_item_may_be_one_of_many() {
    for ordered in [true, false] {
        let pids = Pids::default();
        let stream = Task::stream(0..4, |n| {
            let pids = pids.clone();
            async move {
                pids.note();
                if n == 1 {
                    pending::<()>().await;
                }
                n
            }
        });
        let stream = stream.max_concurrency(2).timeout(SHORT).kill_on_timeout(true);
        let all = collect(stream.ordered(ordered)).await;
        let (slow, rest): (Vec<_>, Vec<_>) = all.iter().partition(|outcome| outcome.is_err());
        assert_eq!(slow, [&Err(TaskError::Timeout)]);
        assert_eq!(rest, [&Ok(0), &Ok(2), &Ok(3)]);
        assert_eq!(all[if ordered { 1 } else { 3 }], Err(TaskError::Timeout));
        assert_eq!((pids.all().len(), pids.alive()), (4, 0));
    }
}

/// A timeout counts from the start of its own task, may be for ever, and does not need somebody who
/// waits.
#[tokio::test(start_paused = true)]
async fn each_task_has_its_own_time() {
    let waits = |n: u64| async move {
        let slow = Task::spawn(pending::<()>());
        slow.within(Duration::from_millis(n)).await == Err(TaskError::Timeout)
    };
    let stream = Task::stream_nolink([6, 6, 6], waits).max_concurrency(1).timeout(SHORT);
    assert_eq!(collect(stream).await, [Ok(true), Ok(true), Ok(true)]);
    let year = 1000 * 3600 * 24 * 365;
    let stream = Task::stream_nolink([year], waits).timeout(EVER);
    assert_eq!(collect(stream).await, [Ok(true)]);
    let pids = Pids::default();
    let mut stream = Task::stream(0..2, |n| {
        let pids = pids.clone();
        async move {
            pids.note();
            if n == 1 {
                pending::<()>().await;
            }
        }
    })
    .max_concurrency(2)
    .timeout(SHORT);
    assert_eq!(stream.next().await, Some(Ok(())));
    tokio::time::advance(SHORT * 2).await;
    pids.gone().await;
    assert_eq!(stream.next().await, Some(Err(TaskError::Timeout)));
}

/// 289: the item comes with the reason, be it an exit, a timeout, or the end of the stream.
#[tokio::test(start_paused = true)]
async fn the_item_comes_with_the_reason() {
    let run = |name: &'static str| async move {
        match name {
            "crash" => std::panic::panic_any(ExitReason::custom("out")),
            "slow" => pending().await,
            name => name.len(),
        }
    };
    let zipped = Task::stream_nolink(["crash", "ok", "slow"], run).timeout(SHORT);
    let all = collect(zipped.kill_on_timeout(true).zip_input_on_exit()).await;
    let out = TaskError::Exited(ExitReason::custom("out"));
    assert_eq!(all, [Err(("crash", out)), Ok(2), Err(("slow", TaskError::Timeout))]);
    let mut fatal = Task::stream_nolink(["slow", "ok"], run).timeout(SHORT).zip_input_on_exit();
    assert_eq!(fatal.next().await, Some(Err(("slow", TaskError::Timeout))));
    assert_eq!(fatal.next().await, None);
}

/// 294: no tasks at a time is refused before anything runs.
#[test]
#[should_panic(expected = "`max_concurrency` must be at least 1")]
fn no_tasks_at_a_time_is_refused() {
    let _stream = Task::stream([1], |n| async move { n }).max_concurrency(0);
}

/// 294: the item cannot be asked for when it is gone already.
#[tokio::test(start_paused = true)]
#[should_panic(expected = "comes before the first outcome")]
async fn items_are_kept_from_the_first_on() {
    let mut stream = Task::stream([1, 2], |n| async move { n });
    assert_eq!(stream.next().await, Some(Ok(1)));
    let _stream = stream.zip_input_on_exit();
}

/// Asking and giving up in between loses nothing.
#[tokio::test(start_paused = true)]
async fn an_outcome_that_was_not_waited_for_comes_next() {
    let gate = Arc::new(Notify::new());
    let mut stream = Task::stream(0..2, |n| {
        let gate = Arc::clone(&gate);
        async move {
            gate.notified().await;
            n
        }
    });
    assert!(tokio::time::timeout(SHORT, stream.next()).await.is_err());
    gate.notify_waiters();
    assert_eq!((stream.next().await, stream.next().await), (Some(Ok(0)), Some(Ok(1))));
}

/// It is a `Stream` like others: here polled by hand.
#[tokio::test(start_paused = true)]
async fn it_is_a_stream() {
    async fn first<S: Stream + Unpin>(mut stream: S) -> Option<S::Item> {
        std::future::poll_fn(|cx| std::pin::Pin::new(&mut stream).poll_next(cx)).await
    }
    let sent = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&sent);
    let stream = Task::stream([7], move |n| {
        seen.store(true, Ordering::Relaxed);
        async move { n }
    });
    assert_eq!(first(stream).await, Some(Ok(7)));
    assert!(sent.load(Ordering::Relaxed));
}
