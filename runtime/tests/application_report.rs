//! What the stop of an application tells, and that a thread that blocks does not hang it.

#[path = "support/gate.rs"]
mod gate;
mod support;

use std::time::Duration;

use gate::{Gate, Keeper, gate};
use support::{breathe, while_it_takes};
use switchboard::application::{self, Application, Env};
use switchboard::prelude::*;
use switchboard::{ServerRef, report};

/// Works on what it gets, or blocks its thread until the test lets it go.
#[derive(GenServer)]
#[server(shutdown = "500ms", trap_exit)]
struct Busy {
    gate: Gate,
}

#[gen_server]
impl Busy {
    #[init]
    fn open(gate: Gate) -> Self {
        Self { gate }
    }

    #[cast]
    fn block(&self) {
        self.gate.block();
    }

    #[cast]
    async fn work(&self, time: Duration) {
        while_it_takes(time).await;
    }
}

#[derive(Supervisor)]
#[supervisor(args = (&'static str, Gate))]
struct Shop {
    #[child(start = Busy::child(args.1.clone()).name(args.0))]
    _busy: Child<Busy>,
}

/// An application with one child, which has the name of the application.
struct App {
    name: &'static str,
    gate: Gate,
}

impl Application for App {
    type Tree = Shop;

    fn name(&self) -> &str {
        self.name
    }

    async fn start(&self, _env: &Env) -> Result<Shop, StartError> {
        Shop::start_link((self.name, self.gate.clone())).await
    }
}

/// Starts an application; what blocks says so, and waits to be let go.
async fn start(name: &'static str) -> (BusyRef, Keeper) {
    let (gate, keeper) = gate();
    application::load(App { name, gate }).expect("a name of its own");
    application::start(name, Restart::Temporary).await.expect("a start");
    (ServerRef::whereis(name).expect("it runs").into(), keeper)
}

#[tokio::test(start_paused = true)]
async fn the_stop_of_an_application_gives_the_report_of_its_tree() {
    let _reports = report::subscribe().quiet();
    let (busy, _keeper) = start("report.lost").await;
    busy.work(Duration::from_millis(100)).expect("room");
    breathe().await;
    let stop = Task::spawn(application::stop("report.lost"));
    breathe().await;
    for _ in 0..3 {
        busy.work(Duration::ZERO).expect("it has not got to the shutdown");
    }
    let stopped = stop.await.expect("no crash").expect("it runs").expect("it was waited for");
    assert_eq!(stopped.discarded.iter().collect::<Vec<_>>(), [(&"work", &3)]);
    assert_eq!(stopped.children.len(), 1, "{stopped}");
}

/// Real time, for a thread that blocks stops no paused clock.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn an_application_does_not_wait_for_a_thread_that_blocks() {
    let _reports = report::subscribe().quiet();
    let (busy, keeper) = start("report.blocked").await;
    let pid = busy.server().pid().expect("it runs");
    busy.block().expect("room");
    keeper.blocks();
    let stopped = application::stop("report.blocked").await.expect("it runs");
    assert_eq!(stopped.expect("it was waited for").leaked(), [pid]);
    assert!(!application::running().iter().any(|name| &**name == "report.blocked"));
    keeper.let_go();
    busy.server().ended().await;
}
