//! Handlers that block their thread: they are named, and what waits for them goes on afterwards.
//!
//! These tests run on real time and several threads: a thread that blocks stops no paused clock. The
//! reports are what they wait for.

#[path = "support/gate.rs"]
mod gate;

use std::time::Duration;

use gate::{Gate, gate};
use switchboard::Tree;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::report::{self, Event, Reports};

/// Blocks its thread until the test lets it go.
#[derive(GenServer)]
#[server(shutdown = "10ms")]
struct Blocker {
    gate: Gate,
}

#[gen_server]
impl Blocker {
    #[init]
    fn open(gate: Gate) -> Self {
        Self { gate }
    }

    #[cast]
    fn block(&self) {
        self.gate.block();
    }

    #[call]
    fn block_the_caller(&self) {
        self.gate.block();
    }
}

#[derive(GenServer, Default)]
struct Bystander {
    calls: u32,
}

#[gen_server]
impl Bystander {
    #[call]
    async fn count(&mut self) -> u32 {
        self.calls += 1;
        self.calls
    }
}

/// The next report of a process that blocks.
async fn blocking(reports: &mut Reports, pid: Pid) -> (Option<&'static str>, Duration) {
    loop {
        let report = reports.next().await;
        if let Event::Blocking { message, for_how_long } = report.event
            && report.pid == pid
        {
            return (message, for_how_long);
        }
    }
}

/// Z11: a kill of a handler that blocks takes effect when it yields; until then it is named, again
/// after twice the time, and others run on.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_killed_handler_that_blocks_is_named_until_it_yields() {
    let mut reports = report::subscribe().quiet();
    let (gate, keeper) = gate();
    let blocker = Blocker::start(gate).await.expect("a start");
    let bystander = Bystander::start().await.expect("a start");
    let pid = blocker.server().pid().expect("it runs");
    blocker.block().expect("room");
    keeper.blocks();
    blocker.server().kill();
    let (message, first) = blocking(&mut reports, pid).await;
    assert_eq!(message, Some("block"));
    assert!(first >= Duration::from_secs(1), "{first:?}");
    assert_eq!(bystander.count().await, Ok(1));
    let (message, second) = blocking(&mut reports, pid).await;
    assert_eq!(message, Some("block"));
    assert!(second >= Duration::from_secs(2), "{second:?}");
    keeper.let_go();
    assert_eq!(blocker.server().ended().await, ExitReason::Killed);
}

/// Z11: the same of a plain process, which has no handlers, and of a handler that runs on its caller.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_blocks_is_named() {
    let mut reports = report::subscribe().quiet();
    let (closed, keeper) = gate();
    let plain = process::spawn(|_: Inbox<()>| async move { closed.block() }).expect("a runtime");
    keeper.blocks();
    plain.exit(ExitReason::Shutdown);
    let (message, _) = blocking(&mut reports, plain.pid()).await;
    assert_eq!(message, None);
    keeper.let_go();
    plain.ended().await;

    let (closed, keeper) = gate();
    let blocker = Blocker::start(closed).await.expect("a start");
    let caller = Task::spawn({
        let blocker = blocker.clone();
        async move { blocker.block_the_caller().await }
    });
    keeper.blocks();
    let pid = blocker.server().pid().expect("it runs");
    blocker.server().kill();
    let (message, _) = blocking(&mut reports, pid).await;
    // The call ran on its caller, or in the queue if that was not possible.
    assert!(matches!(message, None | Some("block_the_caller")), "{message:?}");
    keeper.let_go();
    assert_eq!(blocker.server().ended().await, ExitReason::Killed);
    drop(caller.await);
}

/// Z12: a child that does not stop in time and does not obey the kill is named by its supervisor,
/// which goes on when it yields.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_supervisor_names_the_child_that_it_waits_for() {
    let mut reports = report::subscribe().quiet();
    let (gate, keeper) = gate();
    let mut tree = Tree::new(SupervisorOptions::new(), "Blocked");
    let child: Child<Blocker> =
        tree.child("blocker", ChildSpec::with(move || (gate.clone(),)), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    let pid = Child::pid(&child).expect("it runs");
    child.block().expect("room");
    keeper.blocks();
    let stopping = Task::spawn({
        let supervisor = supervisor.clone();
        async move { supervisor.stop().await }
    });
    loop {
        let report = reports.next().await;
        if let Event::ShutdownOverdue { id, pid: who, for_how_long } = &report.event
            && *who == pid
        {
            assert_eq!(&**id, "blocker");
            assert!(*for_how_long >= Duration::from_secs(1), "{for_how_long:?}");
            assert!(report.label.contains("Blocked"), "{}", report.label);
            assert!(report.to_string().contains("child `blocker`"), "{report}");
            break;
        }
    }
    keeper.let_go();
    assert!(matches!(stopping.await, Ok(Ok(_))));
    assert!(!supervisor.is_alive());
}

/// Z12: a kill that is obeyed is not talked about.
#[tokio::test(start_paused = true)]
async fn who_obeys_is_not_named() {
    let mut reports = report::subscribe();
    let (gate, _keeper) = gate();
    let blocker = Blocker::start(gate).await.expect("a start");
    let pid = blocker.server().pid().expect("it runs");
    blocker.server().kill();
    assert_eq!(blocker.server().ended().await, ExitReason::Killed);
    let nothing = tokio::time::timeout(Duration::from_mins(1), blocking(&mut reports, pid)).await;
    assert!(nothing.is_err(), "{nothing:?}");
}
