//! Starts that wait for an acknowledgement, and stops that say how it went (conformance A). The
//! acknowledgement of a start is the return of `init`.

#[path = "support/inside.rs"]
mod inside;

use std::sync::Arc;
use std::time::Duration;

use inside::{down_of, inside, nothing_more, pass, trapping};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, NotInProcess};
use switchboard::{Start, StopError};
use tokio::sync::{Notify, oneshot};

/// Starts when the gate is opened, or dies on the way.
#[derive(GenServer)]
struct Slow;

/// What a [`Slow`] does in `init`.
enum Plan {
    Wait(Arc<Notify>),
    Panic,
    Exit,
    Fail,
}

#[gen_server]
impl Slow {
    #[init]
    async fn open(plan: Plan, cx: &mut Context<Self>) -> Result<Self, ExitReason> {
        match plan {
            Plan::Wait(gate) => gate.notified().await,
            Plan::Panic => panic!("no start"),
            Plan::Exit => {
                process::exit(cx.pid(), ExitReason::custom("on the way"));
                std::future::pending::<()>().await;
            }
            Plan::Fail => return Err(ExitReason::custom("failed")),
        }
        Ok(Self)
    }

    #[call]
    fn ping(&self) {}

    #[call]
    async fn hang(&self) {
        std::future::pending::<()>().await;
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        assert_ne!(*reason, ExitReason::custom("crash"), "told to crash");
    }
}

fn start(plan: Plan, link: bool) -> Start<Slow> {
    Start::new((plan,)).link(link)
}

/// 36: the starter waits until the child has acknowledged, with a link and without.
#[tokio::test(start_paused = true)]
async fn the_starter_waits_for_the_acknowledgement() {
    for link in [true, false] {
        inside(move |mut inbox: Inbox<()>| async move {
            let gate = Arc::new(Notify::new());
            let starting = start(Plan::Wait(Arc::clone(&gate)), link).run();
            tokio::pin!(starting);
            tokio::select! {
                biased;
                _ = &mut starting => panic!("nobody has acknowledged"),
                () = pass(Duration::from_hours(1)) => {}
            }
            gate.notify_one();
            let slow = starting.await.expect("a start");
            slow.ping().await.expect("a reply");
            assert_eq!(process::links().expect("in a process").len(), usize::from(link));
            nothing_more(&mut inbox).await;
        })
        .await;
    }
}

/// 38: a start that takes too long is an error: the child is killed, and its starter gets no exit.
#[tokio::test(start_paused = true)]
async fn a_start_that_is_too_slow_is_an_error_and_nothing_else() {
    for link in [true, false] {
        trapping(move |mut inbox: Inbox<()>| async move {
            let (before, gate) = (process::now(), Arc::new(Notify::new()));
            let hold = Arc::clone(&gate);
            let limit = Duration::from_secs(1);
            let late = start(Plan::Wait(gate), link).timeout(limit).run().await;
            assert_eq!(late.err(), Some(StartError::Timeout));
            assert_eq!(process::now() - before, limit);
            assert_eq!(Arc::strong_count(&hold), 1, "the child is gone");
            assert_eq!(process::links(), Ok(vec![]));
            nothing_more(&mut inbox).await;
        })
        .await;
    }
}

/// 39: when a linked start with a monitor is too slow, the down says killed, and there is no exit.
#[tokio::test(start_paused = true)]
async fn a_monitored_start_that_is_too_slow_is_a_down() {
    trapping(|mut inbox: Inbox<()>| async move {
        let limit = Duration::from_secs(1);
        let slow = start(Plan::Wait(Arc::default()), true).timeout(limit);
        let (outcome, monitor) = slow.run_monitor().await.expect("in a process");
        assert_eq!(outcome.err(), Some(StartError::Timeout));
        let down = down_of(&mut inbox).await;
        assert_eq!((Some(down.monitor), down.reason), (monitor, ExitReason::Killed));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// A start with a monitor watches from the first instruction on (5.1), and needs a process to watch from.
#[tokio::test(start_paused = true)]
async fn a_start_with_a_monitor() {
    trapping(|mut inbox: Inbox<()>| async move {
        let (outcome, monitor) =
            start(Plan::Fail, false).run_monitor().await.expect("in a process");
        assert_eq!(outcome.err(), Some(StartError::Failed(ExitReason::custom("failed"))));
        let down = down_of(&mut inbox).await;
        assert_eq!((Some(down.monitor), down.reason), (monitor, ExitReason::custom("failed")));

        let gate = Arc::new(Notify::new());
        gate.notify_one();
        let named = |gate| start(Plan::Wait(gate), false).name("process_start.monitored");
        let (slow, monitor) = named(gate).run_monitor().await.expect("in a process");
        let slow = slow.expect("a start");
        let (second, none) = named(Arc::default()).run_monitor().await.expect("in a process");
        assert!(matches!(second.err(), Some(StartError::AlreadyStarted(_))));
        assert_eq!(none, None);
        slow.server().stop().await.expect("a stop");
        let down = down_of(&mut inbox).await;
        assert_eq!((Some(down.monitor), down.reason), (monitor, ExitReason::Normal));
        nothing_more(&mut inbox).await;
    })
    .await;
    let outside = start(Plan::Fail, false).run_monitor().await;
    assert_eq!(outside.err(), Some(NotInProcess));
}

/// 42: a child that dies before it has acknowledged is an error for its starter, who does not hang.
#[tokio::test(start_paused = true)]
async fn a_child_that_dies_in_init_is_an_error() {
    for link in [true, false] {
        inside(move |mut inbox: Inbox<()>| async move {
            let panicked = start(Plan::Panic, false).run().await;
            let Some(StartError::Failed(reason)) = panicked.err() else { panic!("it started") };
            assert!(reason.as_panic().is_some(), "{reason}");
            let failed = start(Plan::Fail, link).run().await;
            assert_eq!(failed.err(), Some(StartError::Failed(ExitReason::custom("failed"))));
            let exited = start(Plan::Exit, false).run().await;
            assert_eq!(exited.err(), Some(StartError::Failed(ExitReason::custom("on the way"))));
            nothing_more(&mut inbox).await;
        })
        .await;
    }
}

async fn started() -> SlowRef {
    let gate = Arc::new(Notify::new());
    gate.notify_one();
    start(Plan::Wait(gate), false).run().await.expect("a start")
}

/// 43: a stop says when its target ended for another reason, is not there, or is too slow.
#[tokio::test(start_paused = true)]
async fn a_stop_says_how_it_went() {
    let slow = started().await;
    let crash = slow.server().stop_with(ExitReason::custom("crash"), Duration::MAX).await;
    let Err(StopError::Exited(reason)) = crash else { panic!("{crash:?}") };
    assert!(reason.as_panic().is_some_and(|panic| panic.message().contains("told to crash")));
    assert_eq!(slow.server().stop().await, Err(StopError::NoProc));

    let slow = started().await;
    let (tell, told) = oneshot::channel();
    let hanging = slow.clone();
    let caller = process::spawn(move |mut inbox: Inbox<()>| async move {
        let call = hanging.hang();
        tell.send(()).expect("the test waits");
        tokio::select! {
            biased;
            _ = call => panic!("it hangs"),
            mail = inbox.recv() => assert!(matches!(mail, Mail::Message(()))),
        }
    });
    told.await.expect("a call");
    tokio::task::yield_now().await;
    let limit = Duration::from_secs(1);
    let late = slow.server().stop_with(ExitReason::Normal, limit).await;
    assert_eq!(late, Err(StopError::Timeout { running: Some("hang") }));
    assert!(slow.server().is_alive());
    slow.server().kill();
    caller.expect("a runtime").send(()).expect("room");
    assert_eq!(slow.server().ended().await, ExitReason::Killed);
}
