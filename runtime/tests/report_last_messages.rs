//! What a crash report says of the messages before the one that failed, and of those that waited.

mod support;

use std::fmt;
use std::sync::Arc;

use support::breathe;
use switchboard::prelude::*;
use switchboard::report::{self, Event, Report, Reports};
use tokio::sync::Notify;

/// Keeps a secret, and fails when it is told to.
#[derive(GenServer)]
struct Till {
    gate: Arc<Notify>,
    coins: u64,
}

#[gen_server]
impl Till {
    #[init]
    fn open(gate: Arc<Notify>) -> Self {
        Self { gate, coins: 0 }
    }

    #[call]
    fn count(&self) -> u64 {
        self.coins
    }

    #[call]
    async fn weigh(&mut self) -> u64 {
        self.coins * 8
    }

    #[cast]
    fn put(&mut self, coins: u64) {
        self.coins += coins;
    }

    #[cast]
    fn sort(&mut self) {}

    #[call]
    fn rob(&mut self) {
        panic!("hands up");
    }

    #[call]
    fn shut(&mut self, cx: &mut Context<Self>) -> u64 {
        cx.stop(ExitReason::custom("robbed"));
        self.coins
    }

    #[call]
    async fn lock_up(&mut self, cx: &mut Context<Self>) -> u64 {
        cx.stop(ExitReason::custom("robbed"));
        self.coins
    }

    #[cast]
    async fn lock(&mut self) {
        self.gate.notified().await;
        panic!("jammed");
    }

    #[info]
    fn bell(&mut self, _bell: u8) {}

    #[terminate]
    fn close(&mut self) {}

    #[format_status]
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a till")
    }
}

async fn till() -> (TillRef, Arc<Notify>, Reports) {
    let gate = Arc::new(Notify::new());
    let reports = report::subscribe();
    let till = Till::start(Arc::clone(&gate)).await.expect("a start");
    (till, gate, reports)
}

/// The crash report of this server.
fn crash(till: &TillRef, reports: &mut Reports) -> Report {
    let pid = till.server().pid();
    let mine =
        |report: &Report| Some(report.pid) == pid && matches!(report.event, Event::Crashed { .. });
    std::iter::from_fn(|| reports.try_next()).find(mine).expect("a crash report")
}

fn last_messages(report: &Report) -> (Option<&'static str>, Vec<&'static str>) {
    match &report.event {
        Event::Crashed { message, last_messages, .. } => (*message, last_messages.clone()),
        other => panic!("{other}"),
    }
}

/// The report has what was handled before the message that failed, whichever way it came; a row of one
/// name is one name.
#[tokio::test(start_paused = true)]
async fn a_crash_report_has_the_messages_before() {
    let (till, _gate, mut reports) = till().await;
    for _ in 0..3 {
        till.put(2).expect("room");
    }
    assert_eq!(till.count().await, Ok(6));
    assert_eq!(till.weigh().await, Ok(48));
    till.server().send(1_u8).expect("room");
    breathe().await;
    assert_eq!(till.count().await, Ok(6));
    assert_eq!(till.count().await, Ok(6));
    till.rob().await.expect_err("it panics");
    till.server().ended().await;
    let report = crash(&till, &mut reports);
    let before = vec!["init", "put", "count", "weigh", "bell", "count"];
    assert_eq!(last_messages(&report), (Some("rob"), before));
    let text = report.to_string();
    assert!(
        text.contains("last message: rob, after init, put, count, weigh, bell, count"),
        "{text}"
    );
    assert!(text.contains("state: a till"), "{text}");
}

/// Eight names are kept, the latest ones, over many wake-ups of the server.
#[tokio::test(start_paused = true)]
async fn the_last_eight_are_kept() {
    let (till, _gate, mut reports) = till().await;
    for _ in 0..20 {
        till.put(1).expect("room");
        breathe().await;
        till.count().await.expect("a reply");
    }
    till.rob().await.expect_err("it panics");
    till.server().ended().await;
    let report = crash(&till, &mut reports);
    assert_eq!(last_messages(&report), (Some("rob"), ["put", "count"].repeat(4)));
}

/// A handler that stops the server is the last that it has handled, whoever ran it, and not one of those before.
#[tokio::test(start_paused = true)]
async fn a_stop_by_a_handler_names_it_and_its_caller() {
    for waits in [false, true] {
        let (till, _gate, mut reports) = till().await;
        for _ in 0..20 {
            till.put(1).expect("room");
            breathe().await;
            till.count().await.expect("a reply");
        }
        let to = till.clone();
        let caller =
            Task::spawn(async move { if waits { to.lock_up().await } else { to.shut().await } });
        let pid = caller.pid();
        assert_eq!(caller.await.expect("no panic"), Ok(20));
        till.server().ended().await;
        let report = crash(&till, &mut reports);
        let last = if waits { "lock_up" } else { "shut" };
        assert_eq!(last_messages(&report), (Some(last), ["put", "count"].repeat(4)));
        let Event::Crashed { caller, .. } = report.event else { panic!("{report}") };
        assert_eq!(caller, pid);
    }
}

/// What waited when the server failed is counted by name: in the queue, and in what the server had
/// taken out of it already. Notices of the runtime are not counted.
#[tokio::test(start_paused = true)]
async fn a_crash_report_counts_what_waited() {
    let (till, gate, mut reports) = till().await;
    till.lock().expect("room");
    till.sort().expect("room");
    breathe().await;
    till.put(1).expect("room");
    till.put(2).expect("room");
    till.server().send(1_u8).expect("room");
    let waiting = till.server().send_request::<u64>(TillCall::Count {});
    till.server().send_after(std::time::Duration::ZERO, 2_u8).expect("it runs");
    gate.notify_one();
    till.server().ended().await;
    drop(waiting);
    let report = crash(&till, &mut reports);
    let Event::Crashed { message, queued, .. } = &report.event else { panic!("{report}") };
    assert_eq!(*message, Some("lock"));
    assert_eq!(*queued, [("sort", 1), ("put", 2), ("bell", 1), ("count", 1)]);
    let text = report.to_string();
    assert!(text.contains("; waiting: 1 sort, 2 put, 1 bell, 1 count"), "{text}");
}

/// A server that had nothing to do but fail says nothing of messages that waited.
#[tokio::test(start_paused = true)]
async fn a_crash_without_mail_says_nothing_of_it() {
    let (till, _gate, mut reports) = till().await;
    till.rob().await.expect_err("it panics");
    till.server().ended().await;
    let report = crash(&till, &mut reports);
    let Event::Crashed { queued, .. } = &report.event else { panic!("{report}") };
    assert!(queued.is_empty() && !report.to_string().contains("waiting"), "{report}");
}
