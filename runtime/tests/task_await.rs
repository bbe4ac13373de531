//! Tasks that are awaited, one or many, or let go (conformance N, without yield and shutdown).
//!
//! 267 needs no test: awaiting, ignoring and shutting down consume the handle, and asking again
//! borrows it, so only its one holder can (D8). 272: there is no mailbox that a wait for tasks
//! could read from; a result travels in a slot of its own, which takes one.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail};
use switchboard::report::{self, Event};
use tokio::sync::oneshot;

const LONG: Duration = Duration::from_hours(1);

/// Runs `code` in a process of its own, and gives what it gives, or why it ended without.
async fn in_process<T, F>(
    trap: bool,
    code: impl FnOnce() -> F + Send + 'static,
) -> Result<T, TaskError>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Task::spawn(async move {
        process::trap_exit(trap).expect("a process");
        code().await
    })
    .await
}

fn exited<T>(reason: ExitReason) -> Result<T, TaskError> {
    Err(TaskError::Exited(reason))
}

/// 259, 260: the value comes back, once the link is set; then the task ends, and leaves an exit to
/// one that traps and nothing else.
#[tokio::test(start_paused = true)]
async fn an_awaited_task_gives_its_value() {
    let (to, seen) = oneshot::channel();
    let owner =
        process::ProcessOptions::new().trap_exit(true).spawn(|mut inbox: Inbox<()>| async move {
            let (go, wait) = oneshot::channel::<()>();
            let task = Task::spawn(async move { wait.await.map(|()| 42) });
            let pid = task.pid().expect("it runs");
            assert_eq!(process::links(), Ok(vec![pid]));
            let monitor = process::monitor(pid).expect("a process");
            go.send(()).expect("it waits");
            let value = task.await;
            // Whatever comes, comes after the value, and then there is nothing more.
            let Mail::Exit(exit) = inbox.recv().await else { panic!("an exit first") };
            let Mail::Down(down) = inbox.recv().await else { panic!("then a down") };
            assert_eq!((exit.from, down.monitor), (pid, monitor));
            assert!(exit.reason.is_normal() && down.reason.is_normal());
            inbox.self_ref().send(()).expect("room");
            assert!(matches!(inbox.recv().await, Mail::Message(())));
            assert_eq!(process::links(), Ok(vec![]));
            to.send(value).expect("the test waits");
        });
    assert_eq!(seen.await.expect("an owner that lives"), Ok(Ok(42)));
    assert!(owner.expect("a start").ended().await.is_normal());
}

/// 263: callers lists the creators of nested tasks, the nearest first, linked or not.
#[tokio::test(start_paused = true)]
async fn callers_are_listed_nearest_first() {
    let outer = Task::spawn(async {
        assert_eq!(process::callers(), Ok(vec![]));
        let middle = Task::spawn(async {
            let (to, from) = oneshot::channel();
            let start = Task::start_link(async move { drop(to.send(process::callers())) });
            start.expect("a start");
            (
                process::current().expect("a process"),
                from.await.expect("an answer").expect("a process"),
            )
        });
        (process::current().expect("a process"), middle.await.expect("a value"))
    });
    let (outer, (middle, callers)) = outer.await.expect("a value");
    assert_eq!(callers, [middle, outer]);
}

/// 264: a completed task has its value, whatever is asked, and never was a process.
#[tokio::test(start_paused = true)]
async fn a_completed_task_has_its_value() {
    assert_eq!(Task::completed(1).pid(), None);
    assert_eq!(Task::completed(1).await, Ok(1));
    assert_eq!(Task::completed(1).within(Duration::ZERO).await, Ok(1));
    assert_eq!(Task::completed(1).yield_within(Duration::ZERO).await, Some(Ok(1)));
    assert_eq!(Task::completed(1).ignore(), Some(Ok(1)));
    assert_eq!(Task::completed(1).shutdown(LONG).await, Some(Ok(1)));
    assert_eq!(Task::completed(1).kill().await, Some(Ok(1)));
    assert_eq!(Task::await_many([Task::completed(1), Task::completed(2)]).await, Ok(vec![1, 2]));
}

/// 265: a wait that takes too long is a failure that says so, and the task is gone with its result.
#[tokio::test(start_paused = true)]
async fn a_slow_task_is_a_timeout() {
    let outcome = in_process(true, || async {
        let slow = Task::spawn(pending::<()>());
        let pid = slow.pid().expect("it runs");
        let outcome = slow.within(Duration::from_millis(10)).await;
        (outcome, process::is_alive(pid), process::links())
    });
    let (outcome, alive, links) = outcome.await.expect("the owner lives");
    assert_eq!(outcome, Err(TaskError::Timeout));
    assert!(!alive, "it was killed");
    assert_eq!(links, Ok(vec![]));
    assert_eq!(TaskError::Timeout.to_string(), "the task took too long");
}

/// 266: an end without a value is a failure with its reason, be it normal, an exit, a panic or a
/// value that was thrown.
#[tokio::test(start_paused = true)]
async fn an_end_without_a_value_is_a_failure() {
    let outcomes = in_process(true, || async {
        let end = |reason| async move {
            process::exit(process::current().expect("a process"), reason);
            pending::<u8>().await
        };
        (
            Task::spawn(end(ExitReason::Normal)).await,
            Task::spawn(end(ExitReason::custom("out"))).await,
            Task::<u8>::spawn(async { panic!("boom") }).await,
            Task::<u8>::spawn(async { std::panic::panic_any(7_u8) }).await,
        )
    });
    let (normal, exit, panic, thrown) = outcomes.await.expect("a trapping owner lives");
    assert_eq!(normal, exited(ExitReason::Normal));
    assert_eq!(exit, exited(ExitReason::custom("out")));
    for (outcome, text) in [(panic, "boom"), (thrown, "a value that is no text")] {
        let Err(TaskError::Exited(reason)) = outcome else { panic!("{outcome:?}") };
        assert_eq!(reason.as_panic().expect("a panic").message(), text);
    }
}

/// 268: a crash kills an owner that does not trap exits, at once and with the same reason.
#[tokio::test(start_paused = true)]
async fn a_crash_takes_the_owner_along() {
    let crash = || async { panic!("boom") };
    for start_link in [false, true] {
        let owner = Task::spawn(async move {
            let _task: Option<Task<()>> = if start_link {
                Task::<()>::start_link(crash()).map(|_pid| None).expect("a start")
            } else {
                Some(Task::spawn(crash()))
            };
            pending::<()>().await;
        });
        let Err(TaskError::Exited(reason)) = owner.await else { panic!("it died") };
        assert_eq!(reason.as_panic().expect("a panic").message(), "boom");
    }
}

/// An owner that ends abnormally takes its task with it; one that ends normally does not, nor does
/// one that only started it.
#[tokio::test(start_paused = true)]
async fn an_owner_takes_its_task_along_only_in_a_crash() {
    for (link, reason, dies) in [
        (true, ExitReason::Normal, false),
        (true, ExitReason::Shutdown, true),
        (false, ExitReason::custom("why"), false),
    ] {
        let (to, from) = oneshot::channel();
        let owner = process::spawn(move |_: Inbox<()>| async move {
            let start =
                if link { Task::start_link(pending::<()>()) } else { Task::start(pending::<()>()) };
            to.send(start.expect("a start")).expect("the test waits");
            reason
        });
        owner.expect("a start").ended().await;
        let task = from.await.expect("a pid");
        assert_eq!(process::is_alive(task), !dies);
        process::exit(task, ExitReason::Kill);
    }
}

/// 270: values come in the order of the tasks, whatever the order of their ends.
#[tokio::test(start_paused = true)]
async fn many_values_come_in_the_order_of_the_tasks() {
    let (gates, tasks): (Vec<_>, Vec<_>) = (0..3)
        .map(|_| {
            let (gate, wait) = oneshot::channel::<u8>();
            (gate, Task::spawn(async move { wait.await.expect("the gate opens") }))
        })
        .unzip();
    let all = Task::spawn(async move { Task::await_many(tasks).await });
    for (value, gate) in gates.into_iter().enumerate().rev() {
        gate.send(u8::try_from(value).expect("small")).expect("it waits");
        tokio::task::yield_now().await;
    }
    assert_eq!(all.await, Ok(Ok(vec![0, 1, 2])));
    assert_eq!(Task::await_many(Vec::<Task<u8>>::new()).await, Ok(vec![]));
}

/// 271: the first failure ends the wait at once; nothing of the others is left.
#[tokio::test(start_paused = true)]
async fn the_first_failure_ends_the_wait_for_many() {
    let failed = in_process(true, || async {
        let slow = Task::spawn(pending());
        let slow_pid = slow.pid().expect("it runs");
        let crash = Task::<()>::spawn(async { std::panic::panic_any(ExitReason::custom("out")) });
        let outcome = Task::await_many([slow, crash]).await;
        while process::is_alive(slow_pid) {
            tokio::task::yield_now().await;
        }
        (outcome, process::links())
    });
    let (outcome, links) = failed.await.expect("a trapping owner lives");
    assert_eq!((outcome, links), (exited(ExitReason::custom("out")), Ok(vec![])));
}

/// 265, 271: many that take too long are a timeout, and are killed.
#[tokio::test(start_paused = true)]
async fn many_slow_tasks_are_a_timeout() {
    let slow = [Task::spawn(pending::<()>()), Task::spawn(async {})];
    let pid = slow[0].pid().expect("it runs");
    let outcome = Task::await_many(slow).within(Duration::from_millis(10)).await;
    assert_eq!(outcome, Err(TaskError::Timeout));
    assert!(!process::is_alive(pid), "it is condemned");
}

/// Tasks without number are awaited without each waking up all the others.
#[tokio::test(start_paused = true)]
async fn thousands_are_awaited() {
    let tasks = (0..5_000_u32).map(|n| Task::spawn(async move { n }));
    let sum = Task::await_many(tasks).await.map(|values| values.iter().sum::<u32>());
    assert_eq!(sum, Ok(12_497_500));
}

/// A task that calls its owner while that one awaits it is told of the ring at once, also when it is
/// awaited with others.
#[tokio::test(start_paused = true)]
async fn a_task_that_calls_its_waiting_owner_is_told() {
    #[derive(GenServer, Default)]
    struct Ring;

    #[gen_server]
    impl Ring {
        #[call]
        fn ping(&self) {}

        #[call]
        async fn ask(&mut self, cx: &mut Context<Self>) -> bool {
            let me = cx.self_ref();
            let call = async move { matches!(me.ping().await, Err(CallError::Deadlock { .. })) };
            let tasks = [Task::spawn(async { true }), Task::spawn(call)];
            Task::await_many(tasks).await == Ok(vec![true, true])
        }
    }
    let ring = Ring::start().await.expect("a start");
    assert_eq!(ring.ask().await, Ok(true));
}

/// 282: a result that is in is given; one that comes later, and a failure, is for nobody.
#[tokio::test(start_paused = true)]
async fn an_ignored_task_is_nobodys() {
    let ignored = in_process(false, || async {
        let mut done = Task::spawn(async { 1 });
        assert_eq!(done.yield_within(Duration::ZERO).await, None);
        let pid = done.pid().expect("it runs");
        while process::is_alive(pid) {
            tokio::task::yield_now().await;
        }
        let done = done.ignore();
        let mut ends = Vec::new();
        for crash in [false, true] {
            let (gate, wait) = oneshot::channel::<()>();
            let late = Task::spawn(async move {
                drop(wait.await);
                assert!(!crash, "late");
            });
            let pid = late.pid().expect("it runs");
            assert_eq!(late.ignore(), None);
            assert_eq!(process::links(), Ok(vec![]));
            assert!(process::is_alive(pid), "it runs on");
            drop(gate);
            while process::is_alive(pid) {
                tokio::task::yield_now().await;
            }
            ends.push(pid);
        }
        (done, ends.len())
    });
    assert_eq!(ignored.await, Ok((Some(Ok(1)), 2)));
}

/// 282: the failure that was in before is given.
#[tokio::test(start_paused = true)]
async fn ignoring_a_failed_task_gives_its_failure() {
    let outcome = in_process(true, || async {
        let task = Task::<()>::spawn(async { std::panic::panic_any(ExitReason::custom("out")) });
        let pid = task.pid().expect("it runs");
        while process::is_alive(pid) {
            tokio::task::yield_now().await;
        }
        task.ignore()
    });
    assert_eq!(outcome.await, Ok(Some(exited(ExitReason::custom("out")))));
}

/// 283: a failure is reported once, with the function, the reason, and who asked for it; an orderly
/// end is not.
#[tokio::test(start_paused = true)]
async fn a_failure_is_reported_once() {
    let mut reports = report::subscribe();
    let pids = in_process(true, || async {
        let task = Task::<()>::spawn(async { panic!("boom") });
        let failed = task.pid().expect("it runs");
        assert!(task.await.is_err());
        let error = Task::start(async { Err::<(), _>("an error that nobody asked for") });
        let orderly = Task::start(async { ExitReason::Shutdown }).expect("a start");
        (process::current().expect("a process"), failed, error.expect("a start"), orderly)
    });
    let (owner, failed, error, orderly) = pids.await.expect("the owner lives");
    while process::is_alive(error) || process::is_alive(orderly) {
        tokio::task::yield_now().await;
    }
    let mut texts = Vec::new();
    while let Some(report) = reports.try_next() {
        assert_ne!(report.pid, orderly);
        if let Event::Crashed { message: Some(function), callers, .. } = &report.event
            && (report.pid == failed || report.pid == error)
        {
            assert_eq!(callers, &[owner]);
            assert!(function.contains("a_failure_is_reported_once"), "{function}");
            assert!(report.label.contains("Task"), "{}", report.label);
            texts.push(report.to_string());
        }
    }
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].contains("boom") && texts[0].contains(&owner.to_string()), "{texts:?}");
    assert!(texts[1].contains("an error that nobody asked for"), "{texts:?}");
}

/// Z14: a dropped handle leaves the task alone and linked, and its result is dropped.
#[tokio::test(start_paused = true)]
async fn a_dropped_handle_leaves_the_task_alone() {
    struct Value(Arc<AtomicBool>);
    impl Drop for Value {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Release);
        }
    }
    let dropped = Arc::new(AtomicBool::new(false));
    let value = Value(Arc::clone(&dropped));
    let (gate, wait) = oneshot::channel::<()>();
    let owner = in_process(false, move || async move {
        let task = Task::spawn(async move {
            drop(wait.await);
            value
        });
        let pid = task.pid().expect("it runs");
        drop(task);
        let linked = process::links() == Ok(vec![pid]);
        (pid, linked && process::is_alive(pid))
    });
    let (pid, alone) = owner.await.expect("the owner lives");
    assert!(alone && process::is_alive(pid));
    assert!(!dropped.load(Ordering::Acquire), "there is no result yet");
    drop(gate);
    while process::is_alive(pid) {
        tokio::task::yield_now().await;
    }
    assert!(dropped.load(Ordering::Acquire), "the result was kept");
}

/// Z14: a task whose handle is gone still takes its owner along when it crashes.
#[tokio::test(start_paused = true)]
async fn a_dropped_handle_does_not_cut_the_link() {
    let owner = in_process(false, || async {
        drop(Task::<()>::spawn(async { std::panic::panic_any(ExitReason::custom("out")) }));
        pending::<()>().await;
    });
    assert_eq!(owner.await, exited(ExitReason::custom("out")));
}
