//! When terminate runs, what it sees, and what is reported (conformance E).

mod support;

use support::Log;
use switchboard::Start;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessRef};
use switchboard::report::{self, Event};
use tokio::sync::oneshot;

/// Logs its end.
#[derive(GenServer)]
struct Plain {
    log: Log,
    half: bool,
}

#[gen_server]
impl Plain {
    #[init]
    fn open(log: Log, trap: bool, cx: &mut Context<Self>) -> Self {
        cx.trap_exit(trap);
        Self { log, half: false }
    }

    #[call]
    fn sync(&self) {}

    #[cast]
    fn note(&mut self, text: &'static str) {
        self.log.push(text);
    }

    #[call]
    fn crash_halfway(&mut self) {
        self.half = true;
        panic!("halfway")
    }

    #[cast]
    fn end(&mut self, reason: ExitReason, cx: &mut Context<Self>) {
        cx.stop(reason);
    }

    #[info]
    fn exited(&mut self, exit: Exit) {
        self.log.push(format!("exit {}", exit.reason));
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        self.log.push(format!("terminate {} half={}", reason, self.half));
    }
}

async fn plain(trap: bool) -> (PlainRef, Log) {
    let log = Log::new();
    (Plain::start(log.clone(), trap).await.expect("a start"), log)
}

/// A process that starts a linked server and then ends for `reason` when it is told to.
async fn parent(log: &Log, trap: bool) -> (ProcessRef<ExitReason>, PlainRef) {
    let (tell, told) = oneshot::channel();
    let args = (log.clone(), trap);
    let parent = process::spawn(|mut inbox: Inbox<ExitReason>| async move {
        let server = Start::<Plain>::new(args).link(true).run().await.expect("a start");
        tell.send(server).expect("the test listens");
        inbox.message().await
    });
    (parent.expect("a runtime"), told.await.expect("a start"))
}

/// 116: a server that does not trap dies of a shutdown without terminate, whoever sends it.
#[tokio::test(start_paused = true)]
async fn an_untrapped_shutdown_skips_terminate() {
    let (server, log) = plain(false).await;
    server.server().exit(ExitReason::Shutdown);
    assert_eq!(server.server().ended().await, ExitReason::Shutdown);
    assert!(log.take().is_empty());

    let (parent, server) = parent(&log, false).await;
    parent.send(ExitReason::Shutdown).expect("room");
    assert_eq!(server.server().ended().await, ExitReason::Shutdown);
    assert!(log.take().is_empty());
}

/// 118: a trapped exit of a stranger is a message.
#[tokio::test(start_paused = true)]
async fn a_trapped_exit_of_a_stranger_is_a_message() {
    let (server, log) = plain(true).await;
    server.server().exit(ExitReason::custom("stranger"));
    server.sync().await.expect("it lives");
    assert_eq!(log.take(), ["exit \"stranger\""]);
}

/// 119: the normal end of the parent ends a server that traps, and no other.
#[tokio::test(start_paused = true)]
async fn the_normal_end_of_the_parent_ends_a_trapping_server() {
    let log = Log::new();
    let (first, trapping) = parent(&log, true).await;
    first.send(ExitReason::Normal).expect("room");
    assert_eq!(trapping.server().ended().await, ExitReason::Normal);
    assert_eq!(log.take(), ["terminate normal half=false"]);
    let (second, plain) = parent(&log, false).await;
    second.send(ExitReason::Normal).expect("room");
    second.ended().await;
    plain.sync().await.expect("it lives");
}

/// 120: what was queued before the exit of the parent is handled before terminate.
#[tokio::test(start_paused = true)]
async fn messages_before_the_exit_of_the_parent_are_handled() {
    let log = Log::new();
    let (parent, server) = parent(&log, true).await;
    for text in ["one", "two"] {
        server.note(text).expect("room");
    }
    parent.exit(ExitReason::custom("bye"));
    assert_eq!(server.server().ended().await, ExitReason::custom("bye"));
    assert_eq!(log.take(), ["one", "two", "terminate \"bye\" half=false"]);
}

/// 121: a crash calls terminate, with the state that the handler left (deviation D9).
#[tokio::test(start_paused = true)]
async fn a_crash_calls_terminate_with_what_is_left() {
    for trap in [false, true] {
        let (server, log) = plain(trap).await;
        server.crash_halfway().await.expect_err("a crash");
        let events = log.take();
        assert_eq!(events.len(), 1, "{events:?}");
        assert!(events[0].contains("halfway") && events[0].ends_with("half=true"), "{events:?}");
    }
}

/// 122: a kill skips terminate.
#[tokio::test(start_paused = true)]
async fn a_kill_skips_terminate() {
    for trap in [false, true] {
        let (server, log) = plain(trap).await;
        server.server().kill();
        assert_eq!(server.server().ended().await, ExitReason::Killed);
        assert!(log.take().is_empty());
    }
}

/// 123: an orderly end is not reported.
#[tokio::test(start_paused = true)]
async fn an_orderly_end_is_not_reported() {
    let mut reports = report::subscribe();
    let mut pids = Vec::new();
    for reason in [ExitReason::Normal, ExitReason::Shutdown, ExitReason::shutdown_with(1)] {
        let (server, _log) = plain(false).await;
        pids.push(server.server().pid().expect("it runs"));
        server.end(reason).expect("room");
        server.server().ended().await;
    }
    while let Some(report) = reports.try_next() {
        assert!(!pids.contains(&report.pid), "{report}");
    }
}

/// Has a state that nobody should read, and shows part of it.
#[derive(GenServer, Default)]
#[server(name = "server_terminate.vault")]
struct Vault {
    secret: &'static str,
}

#[gen_server]
impl Vault {
    #[call]
    async fn open(&mut self) {
        self.secret = "hunter2";
        panic!("alarm");
    }
}

/// 124: an abnormal end is reported once, with name, last message, reason, caller, and no secret.
#[tokio::test(start_paused = true)]
async fn an_abnormal_end_is_reported_once() {
    let mut reports = report::subscribe();
    let vault = Vault::start().await.expect("a start");
    let pid = vault.server().pid().expect("it runs");
    let caller = Task::spawn(async move { vault.open().await.is_err() });
    let caller_pid = caller.pid();
    assert_eq!(caller.await, Ok(true));
    let mut mine = Vec::new();
    while let Some(report) = reports.try_next() {
        if report.pid == pid {
            mine.push(report);
        }
    }
    let [report] = &mine[..] else { panic!("{mine:?}") };
    assert!(report.label.contains("server_terminate.vault"), "{report}");
    assert!(!report.to_string().contains("hunter2"), "{report}");
    let Event::Crashed { reason, message, caller, state, .. } = &report.event else {
        panic!("{report}");
    };
    assert!(reason.to_string().contains("alarm"));
    assert_eq!((*message, *caller), (Some("open"), caller_pid));
    assert!(state.is_some());
}

/// Fails twice.
#[derive(GenServer, Default)]
struct Twice;

#[gen_server]
impl Twice {
    #[call]
    fn fail(&mut self) {
        panic!("first")
    }

    #[terminate]
    fn close(&mut self) {
        panic!("second");
    }
}

/// 126: a crash in terminate is reported, and is the reason.
#[tokio::test(start_paused = true)]
async fn a_crash_in_terminate_is_the_reason() {
    let mut reports = report::subscribe();
    let twice = Twice::start().await.expect("a start");
    let pid = twice.server().pid().expect("it runs");
    twice.fail().await.expect_err("a crash");
    let reason = twice.server().ended().await;
    assert!(reason.to_string().contains("second"), "{reason}");
    let mut texts = Vec::new();
    while let Some(report) = reports.try_next() {
        if report.pid == pid {
            texts.push(report.to_string());
        }
    }
    assert!(texts.iter().any(|text| text.contains("second")), "{texts:?}");
}
