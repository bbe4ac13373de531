//! The supervisor of tasks (conformance P).

mod support;

use std::future::{pending, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use support::{Log, settle};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail};
use tokio::sync::oneshot;

const EVER: Duration = Duration::MAX;

async fn supervisor() -> TaskSupervisor {
    TaskSupervisor::spec().start().await.expect("a start")
}

/// The tasks of a supervisor that has dealt with all that it has heard of.
async fn children(tasks: &TaskSupervisor) -> Vec<Pid> {
    settle(tasks.supervisor()).await;
    tasks.children().await.expect("a reply")
}

fn exited<T>(reason: ExitReason) -> Result<T, TaskError> {
    Err(TaskError::Exited(reason))
}

fn crash() -> impl Future<Output = u8> + Send + 'static {
    poll_fn(|_| std::panic::panic_any(ExitReason::custom("out")))
}

/// Polls a future for the first time; whether it waits for something.
fn begins<F: Future>(future: Pin<&mut F>) -> bool {
    future.poll(&mut std::task::Context::from_waker(std::task::Waker::noop())).is_pending()
}

/// 296: a task is a child of the supervisor and linked with its owner, who gets the value.
#[tokio::test(start_paused = true)]
async fn a_task_has_a_supervisor_and_an_owner() {
    let tasks = supervisor().await;
    let of = tasks.clone();
    let owner = Task::spawn(async move {
        let (gate, wait) = oneshot::channel::<u8>();
        let links = async { process::links().expect("a process") };
        let task = of.spawn(async move { (links.await, wait.await) }).await.expect("room");
        let pid = task.pid().expect("it runs");
        let listed = children(&of).await == [pid] && process::links() == Ok(vec![pid]);
        gate.send(3).expect("it waits");
        (process::current(), listed, task.await)
    });
    let (owner, listed, value) = owner.await.expect("a value");
    let (mut links, value) = value.expect("a value");
    let mut expected = vec![owner.expect("a process"), tasks.supervisor().pid().expect("it runs")];
    links.sort_unstable();
    expected.sort_unstable();
    assert!(listed);
    assert_eq!((links, value), (expected, Ok(3)));
    assert_eq!(children(&tasks).await, []);
}

/// 296: a crash of the task takes its owner along; the supervisor stays.
#[tokio::test(start_paused = true)]
async fn a_crash_takes_the_owner_along() {
    let tasks = supervisor().await;
    let of = tasks.clone();
    let owner = Task::spawn(async move {
        let _task = of.spawn(crash()).await.expect("room");
        pending::<()>().await;
    });
    assert_eq!(owner.await, exited(ExitReason::custom("out")));
    assert_eq!(children(&tasks).await, []);
}

/// A task may be over before anybody can link with it; its owner hears of the crash all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_crash_comes_too_early_for_its_link() {
    let tasks = supervisor().await;
    for _ in 0..200 {
        let of = tasks.clone();
        let owner = Task::spawn(async move {
            let _task = of.spawn(crash()).await;
            pending::<()>().await;
        });
        assert_eq!(owner.await, exited(ExitReason::custom("out")));
        let of = tasks.clone();
        let owner = Task::spawn(async move {
            let value = of.spawn(async { 1 }).await.expect("room").await;
            while process::links() != Ok(vec![]) {
                tokio::task::yield_now().await;
            }
            value
        });
        assert_eq!(owner.await, Ok(Ok(1)));
    }
}

/// 297: without a link the owner lives, and has the reason as a value and as a down.
#[tokio::test(start_paused = true)]
async fn without_a_link_a_crash_is_a_value() {
    let tasks = supervisor().await;
    let owner = process::spawn(|mut inbox: Inbox<()>| async move {
        let (gate, wait) = oneshot::channel::<()>();
        let task = tasks.spawn_nolink(async {
            drop(wait.await);
            crash().await
        });
        let task = task.await.expect("room");
        process::monitor(task.pid().expect("it runs")).expect("a process");
        drop(gate);
        let value = task.await;
        let Mail::Down(down) = inbox.recv().await else { panic!("a down") };
        if value == exited(ExitReason::custom("out")) { down.reason } else { ExitReason::Normal }
    });
    assert_eq!(owner.expect("a start").ended().await, ExitReason::custom("out"));
}

/// 298: when there is no room, every way to start a task says so.
#[tokio::test(start_paused = true)]
async fn no_room_is_said_to_whoever_asks() {
    let tasks = TaskSupervisor::spec().max_children(1).start().await.expect("a start");
    let first = tasks.spawn_nolink(pending::<()>()).await.expect("room");
    assert_eq!(tasks.spawn(async {}).await.err(), Some(StartError::MaxChildren));
    assert_eq!(tasks.spawn_nolink(async {}).await.err(), Some(StartError::MaxChildren));
    assert_eq!(tasks.start_child(async {}).await, Err(StartError::MaxChildren));
    let with = tasks.start_child_with(ChildOptions::new(), || async {}).await;
    assert_eq!(with, Err(StartError::MaxChildren));
    assert!(StartError::MaxChildren.to_string().contains("all the children it may have"));
    assert_eq!(first.kill().await, None);
    assert!(tasks.start_child(async {}).await.is_ok());
}

/// 299: one that crashes runs again when it is permanent or transient, and not when it is temporary.
#[tokio::test(start_paused = true)]
async fn a_function_may_run_again() {
    for (restart, runs, last) in [
        (Some(Restart::Permanent), 4, Ok(())),
        (Some(Restart::Transient), 3, Ok(())),
        (Some(Restart::Temporary), 1, Err(ExitReason::custom("again"))),
        (None, 1, Err(ExitReason::custom("again"))),
    ] {
        let tasks = TaskSupervisor::spec().max_restarts(3).start().await.expect("a start");
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let options =
            restart.map_or_else(ChildOptions::new, |restart| ChildOptions::new().restart(restart));
        let start = tasks.start_child_with(options, move || {
            let run = counted.fetch_add(1, Ordering::Relaxed);
            async move {
                match run {
                    0 | 1 => Err(ExitReason::custom("again")),
                    // A permanent one runs again although it has done its work.
                    2 => Ok(()),
                    _ => pending().await,
                }
            }
        });
        assert!(start.await.is_ok());
        let left = children(&tasks).await.len();
        assert_eq!(count.load(Ordering::Relaxed), runs, "{restart:?} {last:?}");
        assert_eq!(left, usize::from(restart == Some(Restart::Permanent)));
        tasks.supervisor().stop().await.expect("a stop");
    }
}

/// 300: a deaf task is given the time that was asked for, or none.
#[tokio::test(start_paused = true)]
async fn a_task_is_given_its_time_to_end() {
    let given = Duration::from_secs(2);
    for (shutdown, done) in [
        (Shutdown::After(given), true),
        (Shutdown::Infinity, true),
        (Shutdown::After(given / 2), false),
        (Shutdown::BrutalKill, false),
    ] {
        for way in 0..3 {
            let tasks = supervisor().await;
            let (log, ready) = (Log::new(), Arc::new(tokio::sync::Notify::new()));
            let (to, is_ready) = (log.clone(), Arc::clone(&ready));
            let code = move || {
                let (log, ready) = (to.clone(), Arc::clone(&is_ready));
                async move {
                    process::trap_exit(true).expect("a process");
                    ready.notify_one();
                    let mut slow = Task::spawn(pending::<()>());
                    slow.yield_within(given.mul_f32(0.9)).await;
                    log.push("done");
                }
            };
            let own = tasks.with_shutdown(shutdown);
            let options = ChildOptions::new().shutdown(shutdown);
            let started = match way {
                0 => tasks.start_child_with(options, code).await.map(Some),
                1 => own.start_child(code()).await.map(Some),
                _ => own.spawn(code()).await.map(|task| task.pid()),
            };
            let pid = started.expect("room").expect("it runs");
            ready.notified().await;
            tasks.supervisor().stop().await.expect("a stop");
            assert!(!process::is_alive(pid));
            assert_eq!(!log.take().is_empty(), done, "{shutdown:?}, way {way}");
        }
    }
}

/// 302: whoever asked for a task leads its callers, and the supervisor is not among them.
#[tokio::test(start_paused = true)]
async fn the_requester_leads_the_callers() {
    let tasks = supervisor().await;
    let outer = Task::spawn(async move {
        let inner = Task::spawn(async move {
            let (to, from) = oneshot::channel();
            let child = tasks.start_child(async move { drop(to.send(process::callers())) });
            child.await.expect("room");
            let mut stream = tasks.stream([()], |()| async { process::callers() });
            let callers = async || process::callers();
            let seen = [
                Ok(from.await.expect("an answer")),
                tasks.spawn(callers()).await.expect("room").await,
                tasks.spawn_nolink(callers()).await.expect("room").await,
                stream.next().await.expect("an outcome"),
            ];
            (process::current().expect("a process"), seen)
        });
        (process::current().expect("a process"), inner.await.expect("a value"))
    });
    let (outer, (inner, seen)) = outer.await.expect("a value");
    for callers in seen {
        assert_eq!(callers, Ok(Ok(vec![inner, outer])));
    }
}

/// 303: a stream under a supervisor gives what others give; when it is dropped early no child is left.
#[tokio::test(start_paused = true)]
async fn a_supervised_stream_leaves_no_child() {
    let tasks = supervisor().await;
    for ordered in [true, false] {
        let mut all = Vec::new();
        let doubled = tasks.stream(1..=9, |n| async move { n * 2 });
        let mut doubled = doubled.max_concurrency(4).ordered(ordered);
        while let Some(outcome) = doubled.next().await {
            all.push(outcome.expect("a value"));
        }
        all.sort_unstable();
        assert_eq!(all, [2, 4, 6, 8, 10, 12, 14, 16, 18]);
    }
    let mut stream = tasks
        .stream(0..9, |n| async move { if n > 0 { pending().await } else { n } })
        .max_concurrency(3)
        .timeout(EVER);
    assert_eq!(stream.next().await, Some(Ok(0)));
    let more = tokio::time::timeout(Duration::from_millis(1), stream.next()).await;
    assert!(more.is_err(), "nobody else is done");
    assert_eq!(children(&tasks).await.len(), 3);
    drop(stream);
    assert_eq!(children(&tasks).await, []);
}

/// 303: one that closes the stream finds no child left, whatever was being started.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_closed_stream_has_no_child_left() {
    let tasks = supervisor().await;
    for polls in 0..60 {
        let mut stream = tasks.stream_nolink(0..9, |_| pending::<()>()).max_concurrency(4);
        for _ in 0..polls % 6 {
            // A start may be under way, answered, or not yet asked for.
            assert!(tokio::time::timeout(Duration::ZERO, stream.next()).await.is_err());
        }
        stream.close().await;
        assert_eq!(tasks.children().await, Ok(vec![]));
    }
}

/// 303: a stream or a start that is dropped while the supervisor starts a task leaves none.
#[tokio::test(start_paused = true)]
async fn a_start_that_is_given_up_leaves_no_task() {
    let tasks = supervisor().await;
    for yields in 0..6 {
        let mut start = Box::pin(tasks.spawn_nolink(pending::<()>()));
        let mut stream = tasks.stream([()], |()| pending::<()>());
        let mut next = Box::pin(stream.next());
        assert!(begins(start.as_mut()) && begins(next.as_mut()), "nobody was asked yet");
        for _ in 0..yields {
            tokio::task::yield_now().await;
        }
        drop(start);
        drop(next);
        drop(stream);
        assert_eq!(children(&tasks).await, [], "after {yields} yields");
    }
}

/// Who gives up the start of a linked task is not killed by that.
#[tokio::test(start_paused = true)]
async fn a_start_is_given_up_without_harm() {
    let tasks = supervisor().await;
    let of = tasks.clone();
    let owner = Task::spawn(async move {
        for yields in 0..6 {
            let mut start = Box::pin(of.spawn(pending::<()>()));
            assert!(begins(start.as_mut()), "the supervisor has not been asked yet");
            for _ in 0..yields {
                tokio::task::yield_now().await;
            }
            drop(start);
            settle(of.supervisor()).await;
            assert_eq!(process::links(), Ok(vec![]));
        }
    });
    assert_eq!(owner.await, Ok(()));
    assert_eq!(children(&tasks).await, []);
}

/// 303: when there is no room midway, the last outcome says so, and nothing is left.
#[tokio::test(start_paused = true)]
async fn no_room_midway_ends_a_stream() {
    let tasks = TaskSupervisor::spec().max_children(2).start().await.expect("a start");
    let mut stream = tasks.stream(0..9, |_| pending::<()>()).max_concurrency(4).timeout(EVER);
    let Some(Err(TaskError::Exited(reason))) = stream.next().await else { panic!("no room") };
    assert_eq!(reason.downcast_ref(), Some(&StartError::MaxChildren));
    assert_eq!(tasks.children().await, Ok(vec![]));
    assert_eq!(stream.next().await, None);
    tasks.supervisor().stop().await.expect("a stop");
    let mut stream = tasks.stream_nolink([1], |n| async move { n });
    assert_eq!(stream.next().await, Some(exited(ExitReason::NoProc)));
}

/// 304: crashes of a stream without links are outcomes, and a consumer that does not trap lives.
#[tokio::test(start_paused = true)]
async fn crashes_without_links_are_outcomes() {
    let tasks = supervisor().await;
    let of = tasks.clone();
    let run = |n| async move { if n == 1 { crash().await } else { n } };
    let consumer = Task::spawn(async move {
        let mut stream = of.stream_nolink(0..3, run);
        [stream.next().await, stream.next().await, stream.next().await, stream.next().await]
    });
    let out = Some(exited(ExitReason::custom("out")));
    assert_eq!(consumer.await, Ok([Some(Ok(0)), out, Some(Ok(2)), None]));
    let linked = Task::spawn(async move {
        let mut stream = tasks.stream(0..3, run);
        while stream.next().await.is_some() {}
    });
    assert_eq!(linked.await, exited(ExitReason::custom("out")));
}

/// Tasks are stopped one by one; one that is not there is not found.
#[tokio::test(start_paused = true)]
async fn a_task_is_stopped_by_its_pid() {
    let tasks = supervisor().await;
    let pid = tasks.start_child(pending::<()>()).await.expect("room");
    assert_eq!(tasks.children().await, Ok(vec![pid]));
    assert!(tasks.terminate_child(pid).await.is_ok());
    assert!(!process::is_alive(pid));
    assert!(tasks.terminate_child(pid).await.is_err());
    assert_eq!(tasks.children().await, Ok(vec![]));
}
