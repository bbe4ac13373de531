//! How a server starts and stops (conformance C).

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::Log;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use switchboard::{ServerRef, Start, StopError};
use tokio::sync::{Notify, oneshot};

/// How the init of a [`Host`] goes.
#[derive(Clone)]
enum Init {
    Ok,
    Ignore,
    Stop(ExitReason),
    Panic,
    Never,
    After(Arc<Notify>),
}

/// Logs what happens to it.
#[derive(GenServer)]
#[server(trap_exit)]
struct Host {
    log: Log,
    busy: Arc<Notify>,
}

#[gen_server]
impl Host {
    #[init]
    async fn open(init: Init, log: Log) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        log.push("init");
        match init {
            Init::Ok => {}
            Init::Ignore => return Err(Ignore.into()),
            Init::Stop(reason) => return Err(reason.into()),
            Init::Panic => panic!("bad init"),
            Init::Never => std::future::pending().await,
            Init::After(gate) => gate.notified().await,
        }
        Ok(Self { log, busy: Arc::default() })
    }

    #[call]
    fn ping(&self) -> &'static str {
        "pong"
    }

    #[call]
    async fn stop_me(&self, cx: &mut Context<Self>) -> Result<(), StopError> {
        let me = cx.self_ref();
        me.server().stop().await.map(drop)
    }

    #[call]
    fn gate(&self) -> Arc<Notify> {
        Arc::clone(&self.busy)
    }

    #[cast]
    async fn work(&mut self) {
        self.busy.notified().await;
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        self.log.push(format!("terminate {reason}"));
    }
}

fn start(init: Init) -> Start<Host> {
    Start::new((init, Log::new()))
}

/// A process that traps exits and hands them out.
fn watcher() -> (oneshot::Sender<Pid>, tokio::sync::mpsc::UnboundedReceiver<process::Exit>) {
    let (link, linked) = oneshot::channel::<Pid>();
    let (exits, received) = tokio::sync::mpsc::unbounded_channel();
    let code = |mut inbox: Inbox<()>| async move {
        process::link(linked.await.expect("a pid")).expect("in a process");
        while let Mail::Exit(exit) = inbox.recv().await {
            exits.send(exit).expect("the test listens");
        }
    };
    ProcessOptions::new().trap_exit(true).spawn(code).expect("a runtime");
    (link, received)
}

/// 60: the starter waits for init, and is linked afterwards.
#[tokio::test(start_paused = true)]
async fn a_start_waits_for_init_and_links() {
    let gate = Arc::new(Notify::new());
    let init = Init::After(Arc::clone(&gate));
    let (done, mut is_done) = oneshot::channel();
    let starter = process::spawn(|_: Inbox<()>| async move {
        let server = start(init).link(true).run().await.expect("a start");
        let links = process::links().expect("in a process");
        done.send((server, links)).expect("the test listens");
        std::future::pending::<()>().await;
    })
    .expect("a runtime");
    tokio::time::advance(Duration::from_mins(1)).await;
    assert!(is_done.try_recv().is_err(), "init is not done");
    gate.notify_one();
    let (server, links) = is_done.await.expect("a start");
    assert_eq!(links, [server.server().pid().expect("it runs")]);
    starter.exit(ExitReason::custom("bye"));
    assert_eq!(server.server().ended().await, ExitReason::custom("bye"));
}

/// 62: a start that takes too long is an error, and the process is gone.
#[tokio::test(start_paused = true)]
async fn a_slow_init_is_a_timeout() {
    let start = start(Init::Never).name("start_stop.slow").timeout(Duration::from_secs(1));
    assert_eq!(start.run().await.err(), Some(StartError::Timeout));
    assert_eq!(process::whereis("start_stop.slow"), None);
}

/// 63: init that ignores or stops leaves no process, and terminate is not called.
#[tokio::test(start_paused = true)]
async fn an_init_that_ignores_or_stops_leaves_nothing() {
    let reason = ExitReason::custom("no");
    let rows = [
        (Init::Ignore, StartError::Ignored),
        (Init::Stop(reason.clone()), StartError::Failed(reason)),
    ];
    for (init, expected) in rows {
        let log = Log::new();
        let start = Start::<Host>::new((init, log.clone())).name("start_stop.nothing");
        assert_eq!(start.run().await.err(), Some(expected));
        assert_eq!(process::whereis("start_stop.nothing"), None);
        assert_eq!(log.take(), ["init"]);
    }
}

/// 64: a panic in init is an error for its starter, and nothing else: a linked starter lives on,
/// and hears no exit of it (deviation D6).
#[tokio::test(start_paused = true)]
async fn a_panic_in_init_is_an_error() {
    let error = start(Init::Panic).run().await.expect_err("a panic");
    let StartError::Failed(reason) = error else { panic!("{error:?}") };
    assert!(reason.as_panic().is_some_and(|panic| panic.to_string().contains("bad init")));

    for trap in [false, true] {
        let (told, outcome) = oneshot::channel();
        let code = |mut inbox: Inbox<()>| async move {
            let error = start(Init::Panic).link(true).run().await.expect_err("a panic");
            inbox.self_ref().send(()).expect("room");
            told.send((error, inbox.recv().await)).expect("the test listens");
        };
        ProcessOptions::new().trap_exit(trap).spawn(code).expect("a runtime");
        let (error, mail) = outcome.await.expect("the starter survives");
        assert!(matches!(error, StartError::Failed(_)), "{error:?}");
        assert!(matches!(mail, Mail::Message(())), "{mail:?}");
    }
}

/// 65: a taken name is an error that names the holder, and the second init never runs.
#[tokio::test(start_paused = true)]
async fn a_taken_name_is_an_error() {
    let first = start(Init::Ok).name("start_stop.taken").run().await.expect("a start");
    let log = Log::new();
    let second = Start::<Host>::new((Init::Ok, log.clone())).name("start_stop.taken");
    let pid = first.server().pid().expect("it runs");
    assert_eq!(second.run().await.err(), Some(StartError::AlreadyStarted(pid)));
    assert!(log.take().is_empty());
}

/// 66: a name is free as soon as a failed start has returned.
#[tokio::test(start_paused = true)]
async fn a_failed_start_frees_its_name() {
    for round in 0..100 {
        let init = if round % 2 == 0 { Init::Ignore } else { Init::Stop(ExitReason::custom(1)) };
        start(init).name("start_stop.free").run().await.expect_err("no start");
        assert_eq!(process::whereis("start_stop.free"), None);
    }
    start(Init::Ok).name("start_stop.free").run().await.expect("the name is free");
}

/// 67: a server is called through its name; the second start says who holds it.
#[tokio::test(start_paused = true)]
async fn a_server_is_called_through_its_name() {
    let named = HostRef::from(ServerRef::named("start_stop.called"));
    assert!(matches!(named.ping().await, Err(CallError::NoProc { .. })));
    start(Init::Ok).name("start_stop.called").run().await.expect("a start");
    assert_eq!(named.ping().await, Ok("pong"));
    let again = start(Init::Ok).name("start_stop.called").run().await;
    assert!(matches!(again, Err(StartError::AlreadyStarted(_))));
}

/// 68: an empty name is an argument error, and there is no process.
#[tokio::test(start_paused = true)]
async fn an_empty_name_is_refused() {
    let log = Log::new();
    let error = Start::<Host>::new((Init::Ok, log.clone())).name("").run().await.err();
    assert_eq!(error, Some(StartError::BadSpec(switchboard::BadSpec::EmptyName)));
    assert!(log.take().is_empty(), "no init ran");
}

/// 70: whoever starts with a monitor hears why the server ended.
#[tokio::test(start_paused = true)]
async fn a_monitored_start_ends_in_one_down() {
    let (told, hears) = oneshot::channel();
    let code = |mut inbox: Inbox<()>| async move {
        let (server, monitor) = start(Init::Ok).run_monitor().await.expect("in a process");
        let server = server.expect("a start");
        let reason = ExitReason::custom("enough");
        server.server().stop_with(reason, Duration::from_secs(1)).await.expect("a stop");
        told.send((monitor, inbox.recv().await)).expect("the test listens");
    };
    process::spawn(code).expect("a runtime");
    let (monitor, mail) = hears.await.expect("a down");
    let Mail::Down(down) = mail else { panic!("{mail:?}") };
    assert_eq!((Some(down.monitor), down.reason), (monitor, ExitReason::custom("enough")));
}

/// 71: after a stop the server is gone, and a second one says so.
#[tokio::test(start_paused = true)]
async fn a_second_stop_finds_nobody() {
    let server = start(Init::Ok).run().await.expect("a start");
    assert_eq!(server.server().stop().await.map(drop), Ok(()));
    assert!(!server.server().is_alive());
    assert_eq!(server.server().stop().await, Err(StopError::NoProc));
}

/// 72: the reason of a stop is seen by terminate and by linked processes.
#[tokio::test(start_paused = true)]
async fn a_stop_has_one_reason_for_all() {
    let log = Log::new();
    let server = Host::start(Init::Ok, log.clone()).await.expect("a start");
    let (link, mut exits) = watcher();
    link.send(server.server().pid().expect("it runs")).expect("the watcher waits");
    tokio::task::yield_now().await;
    let reason = ExitReason::custom("enough");
    assert_eq!(
        server.server().stop_with(reason.clone(), Duration::from_secs(1)).await.map(drop),
        Ok(())
    );
    assert_eq!(exits.recv().await.map(|exit| exit.reason), Some(reason));
    assert_eq!(log.take(), ["init", "terminate \"enough\""]);
}

/// 73: a stop works through a handle and through a name.
#[tokio::test(start_paused = true)]
async fn a_stop_works_by_handle_and_by_name() {
    let server = start(Init::Ok).name("start_stop.stopped").run().await.expect("a start");
    ServerRef::<Host>::named("start_stop.stopped").stop().await.expect("a stop");
    assert!(!server.server().is_alive());
    assert_eq!(ServerRef::<Host>::named("nobody").stop().await, Err(StopError::NoProc));
}

/// 74: a server that would wait for its own end is told so, and goes on.
#[tokio::test(start_paused = true)]
async fn a_server_cannot_wait_for_its_own_end() {
    let server = start(Init::Ok).run().await.expect("a start");
    assert_eq!(server.stop_me().await, Ok(Err(StopError::CallingSelf)));
    assert_eq!(server.ping().await, Ok("pong"));
}

/// 75: a stop that is not done in time says so, and still stands.
#[tokio::test(start_paused = true)]
async fn a_stop_of_a_busy_server_still_stands() {
    let server = start(Init::Ok).run().await.expect("a start");
    let gate = server.gate().await.expect("a gate");
    server.work().expect("room");
    let stop = server.server().stop_with(ExitReason::Normal, Duration::from_millis(10));
    assert_eq!(stop.await, Err(StopError::Timeout { running: Some("work") }));
    gate.notify_one();
    assert_eq!(server.server().ended().await, ExitReason::Normal);
}

/// Fails when it says goodbye.
#[derive(GenServer, Default)]
struct BadEnd;

#[gen_server]
impl BadEnd {
    #[terminate]
    fn close(&mut self) {
        panic!("bad end");
    }
}

/// 76: the caller of a stop sees the crash of terminate.
#[tokio::test(start_paused = true)]
async fn a_crash_in_terminate_is_seen_by_who_stops() {
    let server = BadEnd::start().await.expect("a start");
    let Err(StopError::Exited(reason)) = server.server().stop().await else {
        panic!("the stop went well");
    };
    assert!(reason.as_panic().is_some_and(|panic| panic.to_string().contains("bad end")));
}

/// Has options of its own.
#[derive(GenServer, Default)]
#[server(restart = transient, shutdown = brutal_kill)]
struct Configured;

#[gen_server]
impl Configured {}

/// 78: a child spec takes id, restart and shutdown from the server, and each can be overridden.
#[tokio::test(start_paused = true)]
async fn a_child_spec_takes_the_options_of_the_server() {
    let shown = format!("{:?}", Configured::child());
    for word in ["\"Configured\"", "Transient", "BrutalKill"] {
        assert!(shown.contains(word), "{word} in {shown}");
    }
    let spec = Configured::child().id("c").restart(Restart::Temporary).shutdown(Shutdown::Infinity);
    let shown = format!("{spec:?}");
    for word in ["\"c\"", "Temporary", "Infinity"] {
        assert!(shown.contains(word), "{word} in {shown}");
    }
}

/// 79: who holds a name.
#[tokio::test(start_paused = true)]
async fn a_name_leads_to_its_holder() {
    let server = start(Init::Ok).name("start_stop.where").run().await.expect("a start");
    let pid = server.server().pid();
    assert!(pid.is_some());
    assert_eq!(process::whereis("start_stop.where"), pid);
    let found = ServerRef::<Host>::whereis("start_stop.where").expect("it is there");
    assert_eq!(found.pid(), pid);
    assert_eq!(ServerRef::<Host>::named("start_stop.where").pid(), pid);
    assert_eq!(process::whereis("start_stop.nobody"), None);
    assert!(ServerRef::<Host>::whereis("start_stop.nobody").is_err());
}
