//! Tasks that are asked for a while, and tasks that are shut down (conformance N, second half).

use std::future::pending;
use std::time::Duration;

use switchboard::OnTimeout;
use switchboard::prelude::*;
use switchboard::process;
use tokio::sync::oneshot;

const SHORT: Duration = Duration::from_millis(10);
const EVER: Duration = Duration::MAX;

type Outcome<T> = Result<T, TaskError>;

/// Runs `code` in a process of its own, and gives what it gives.
async fn in_process<T, F>(trap: bool, code: impl FnOnce() -> F + Send + 'static) -> T
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let run = async move {
        process::trap_exit(trap).expect("a process");
        code().await
    };
    Task::spawn(run).await.expect("the process lives")
}

fn exited<T>(reason: ExitReason) -> Outcome<T> {
    Err(TaskError::Exited(reason))
}

/// A task that ends with `reason`, which is no value.
fn ends(reason: ExitReason) -> Task<u8> {
    Task::spawn(async move {
        process::exit(process::current().expect("a process"), reason);
        pending().await
    })
}

/// A task that hears no exit signal.
async fn deaf() -> Task<u8> {
    let (ready, is_ready) = oneshot::channel();
    let task = Task::spawn(async move {
        process::trap_exit(true).expect("a process");
        ready.send(()).expect("somebody waits");
        pending().await
    });
    is_ready.await.expect("it runs");
    task
}

async fn gone<T: Send>(task: &Task<T>) {
    let pid = task.pid().expect("it ran");
    while process::is_alive(pid) {
        tokio::task::yield_now().await;
    }
}

/// 273: a yield gives the value, the reason of the end, or nothing yet; then it can be asked again.
#[tokio::test(start_paused = true)]
async fn a_yield_may_be_asked_again() {
    let (gate, wait) = oneshot::channel();
    let mut task = Task::spawn(async move { wait.await.expect("the gate opens") });
    assert_eq!(task.yield_within(SHORT).await, None);
    assert_eq!(task.yield_within(SHORT).await, None);
    gate.send(5).expect("it waits");
    assert_eq!(task.yield_within(SHORT).await, Some(Ok(5)));
    for reason in [ExitReason::Normal, ExitReason::custom("out"), ExitReason::Shutdown] {
        let outcome = in_process(true, {
            let reason = reason.clone();
            || async { ends(reason).yield_within(EVER).await }
        });
        assert_eq!(outcome.await, Some(exited(reason)));
    }
}

/// 273: a value that came before the task's end is given, however late one asks.
#[tokio::test(start_paused = true)]
async fn a_value_waits_to_be_asked_for() {
    let mut task = Task::spawn(async { 5 });
    gone(&task).await;
    assert_eq!(task.yield_within(Duration::ZERO).await, Some(Ok(5)));
}

/// 274: there is one outcome for each task, in their order; without a limit in time all are waited for.
#[tokio::test(start_paused = true)]
async fn many_yield_in_their_order() {
    let outcomes = in_process(true, || async {
        let (gate, wait) = oneshot::channel();
        let slow = Task::spawn(async move { wait.await.expect("the gate opens") });
        let mut tasks = [slow, Task::spawn(async { 2 }), ends(ExitReason::custom("out"))];
        let first = Task::yield_many(&mut tasks).within(SHORT).await;
        gate.send(1).expect("it waits");
        let slow = Task::yield_many(&mut tasks[..1]).await;
        (first, slow)
    });
    let (first, slow) = outcomes.await;
    assert_eq!(first, [None, Some(Ok(2)), Some(exited(ExitReason::custom("out")))]);
    assert_eq!(slow, [Some(Ok(1))]);
    assert_eq!(Task::<u8>::yield_many(&mut []).await, []);
}

/// 275: when the time is over the unfinished are killed, and what beat the kill is given.
#[tokio::test(start_paused = true)]
async fn the_unfinished_may_be_killed() {
    let (outcomes, dead, links) = in_process(false, || async {
        let mut tasks = [deaf().await, Task::spawn(async { 2 }), Task::spawn(pending())];
        let kill = Task::yield_many(&mut tasks).within(SHORT).on_timeout(OnTimeout::Kill);
        let outcomes = kill.await;
        let alive = |task: &Task<u8>| task.pid().is_some_and(process::is_alive);
        let dead = !tasks.iter().any(alive);
        (outcomes, dead, process::links())
    })
    .await;
    assert_eq!(outcomes, [None, Some(Ok(2)), None]);
    assert!(dead && links == Ok(vec![]), "{links:?}");
}

/// 275: or they are let go: they run on without a link, for nobody.
#[tokio::test(start_paused = true)]
async fn the_unfinished_may_be_ignored() {
    let (first, links, alive, again) = in_process(false, || async {
        let (gate, wait) = oneshot::channel();
        let late = Task::spawn(async move { wait.await.expect("the gate opens") });
        let pid = late.pid().expect("it runs");
        let mut tasks = [late, Task::spawn(async { 2 })];
        let ignore = Task::yield_many(&mut tasks).within(SHORT).on_timeout(OnTimeout::Ignore);
        let first = ignore.await;
        let (links, alive) = (process::links(), process::is_alive(pid));
        gate.send(1).expect("it runs on");
        gone(&tasks[0]).await;
        (first, links, alive, tasks[0].yield_within(SHORT).await)
    })
    .await;
    assert_eq!((first, links), (vec![None, Some(Ok(2))], Ok(vec![])));
    assert!(alive, "it runs on");
    assert_eq!(again, Some(exited(ExitReason::NoProc)), "its value is for nobody");
}

/// 276: enough is enough: the rest is left as it is, whatever was to happen when the time is over.
#[tokio::test(start_paused = true)]
async fn some_of_many_may_be_enough() {
    let (gate, wait) = oneshot::channel();
    let slow = Task::spawn(async move { wait.await.expect("the gate opens") });
    let mut tasks = [slow, Task::spawn(async { 2 }), Task::spawn(async { 3 })];
    let some = Task::yield_many(&mut tasks).limit(2).within(EVER).on_timeout(OnTimeout::Kill);
    assert_eq!(some.await, [None, Some(Ok(2)), Some(Ok(3))]);
    gate.send(1).expect("it is not killed");
    // More than there are is all of them.
    assert_eq!(Task::yield_many(&mut tasks[..1]).limit(9).await, [Some(Ok(1))]);
    // Fewer than the limit when the time is over: then it does apply.
    let mut tasks = [Task::spawn(pending()), Task::completed(2)];
    let some = Task::yield_many(&mut tasks).limit(2).within(SHORT).on_timeout(OnTimeout::Kill);
    assert_eq!(some.await, [None, Some(Ok(2))]);
    assert!(!tasks[0].pid().is_some_and(process::is_alive));
}

/// A wait for many that is given up loses nothing.
#[tokio::test(start_paused = true)]
async fn a_wait_for_many_that_is_dropped_loses_nothing() {
    let mut tasks = [Task::completed(1), Task::spawn(pending())];
    let dropped = tokio::time::timeout(SHORT, Task::yield_many(&mut tasks).into_future()).await;
    assert!(dropped.is_err());
    assert_eq!(tasks[0].yield_within(Duration::ZERO).await, Some(Ok(1)));
    assert_eq!(Task::yield_many(&mut tasks).within(SHORT).await[1], None);
}

/// 278: a shutdown that is obeyed gives nothing; a value gives the value; another end its reason.
#[tokio::test(start_paused = true)]
async fn a_shutdown_tells_how_the_task_ended() {
    let (obeyed, links) = in_process(false, || async {
        (Task::spawn(pending::<u8>()).shutdown(EVER).await, process::links())
    })
    .await;
    assert_eq!((obeyed, links), (None, Ok(vec![])));
    let task = Task::spawn(async { 1 });
    gone(&task).await;
    assert_eq!(task.shutdown(EVER).await, Some(Ok(1)));
    for (reason, outcome) in [
        (ExitReason::Normal, Some(exited(ExitReason::Normal))),
        (ExitReason::custom("out"), Some(exited(ExitReason::custom("out")))),
        (ExitReason::Kill, Some(exited(ExitReason::Killed))),
        (ExitReason::Shutdown, None),
    ] {
        let seen = in_process(true, || async {
            let task = ends(reason);
            gone(&task).await;
            task.shutdown(EVER).await
        });
        assert_eq!(seen.await, outcome);
    }
}

/// 278: a value that comes while the task is asked to end is given.
#[tokio::test(start_paused = true)]
async fn a_value_may_beat_the_shutdown() {
    let (ready, is_ready) = oneshot::channel();
    let (gate, wait) = oneshot::channel();
    let task = Task::spawn(async move {
        process::trap_exit(true).expect("a process");
        ready.send(()).expect("the test waits");
        wait.await.expect("the gate opens")
    });
    is_ready.await.expect("it runs");
    let ending = Task::spawn(async move { task.shutdown(EVER).await });
    tokio::task::yield_now().await;
    gate.send(4).expect("it lives");
    assert_eq!(ending.await, Ok(Some(Ok(4))));
}

/// 279: one that does not obey is killed when the time is over.
#[tokio::test(start_paused = true)]
async fn a_deaf_task_is_killed() {
    let seen = in_process(false, || async {
        let task = deaf().await;
        let pid = task.pid().expect("it runs");
        (task.shutdown(SHORT).await, process::is_alive(pid), process::links())
    });
    assert_eq!(seen.await, (Some(exited(ExitReason::Killed)), false, Ok(vec![])));
}

/// 280: a kill gives nothing when the task died of it; a shutdown before is an end like others.
#[tokio::test(start_paused = true)]
async fn a_kill_tells_how_the_task_ended() {
    assert_eq!(in_process(false, || async { deaf().await.kill().await }).await, None);
    for (reason, outcome) in [
        (ExitReason::Kill, None),
        (ExitReason::Shutdown, Some(exited(ExitReason::Shutdown))),
        (ExitReason::Normal, Some(exited(ExitReason::Normal))),
    ] {
        let seen = in_process(true, || async {
            let task = ends(reason);
            gone(&task).await;
            task.kill().await
        });
        assert_eq!(seen.await, outcome);
    }
}

/// 281: a task whose outcome was handed out is no process any more; one that never was a process has
/// nothing to shut down.
#[tokio::test(start_paused = true)]
async fn a_consumed_task_has_nothing_left() {
    let consumed = async || {
        let mut task = Task::spawn(async { 1 });
        assert_eq!(task.yield_within(EVER).await, Some(Ok(1)));
        task
    };
    assert_eq!(consumed().await.shutdown(EVER).await, Some(exited(ExitReason::NoProc)));
    assert_eq!(consumed().await.kill().await, Some(exited(ExitReason::NoProc)));
    assert_eq!(consumed().await.await, exited(ExitReason::NoProc));
    let mut completed = Task::completed(1);
    assert_eq!(completed.yield_within(EVER).await, Some(Ok(1)));
    assert_eq!(completed.shutdown(EVER).await, None);
}
