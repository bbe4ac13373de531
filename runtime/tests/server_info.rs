//! Infos, continues and idle timeouts (conformance D, second half).

mod support;

use std::time::Duration;

use support::Log;
use switchboard::prelude::*;

/// A plain message.
#[derive(Clone)]
struct Note(&'static str);

/// Logs the order in which things arrive.
#[derive(GenServer)]
struct Clerk {
    log: Log,
}

#[gen_server]
impl Clerk {
    #[init]
    fn open(log: Log, early: bool, cx: &mut Context<Self>) -> Self {
        if early {
            cx.self_ref().server().send(Note("to self in init")).expect("room");
            cx.continue_with(ClerkContinue::Load { step: 1 });
        }
        Self { log }
    }

    #[call]
    fn then_continue(&mut self, cx: &mut Context<Self>) -> &'static str {
        cx.continue_with(ClerkContinue::Load { step: 5 });
        "reply"
    }

    #[call]
    fn quiet_for(&mut self, after: Duration, cx: &mut Context<Self>) {
        cx.set_timeout(after);
    }

    #[cast]
    fn quiet_for_cast(&mut self, after: Duration, cx: &mut Context<Self>) {
        cx.set_timeout(after);
    }

    #[call]
    fn hibernate(&mut self, cx: &mut Context<Self>) {
        cx.hibernate();
    }

    #[cast]
    fn hibernate_cast(&mut self, cx: &mut Context<Self>) {
        cx.hibernate();
    }

    #[cast]
    fn note(&mut self, text: &'static str) {
        self.log.push(text);
    }

    #[call]
    fn sync(&self) {}

    #[cast]
    fn stop_in_continue(&mut self, cx: &mut Context<Self>) {
        cx.continue_with(ClerkContinue::Stop);
    }

    #[info]
    fn noted(&mut self, note: Note) {
        self.log.push(note.0);
    }

    #[info]
    fn silence(&mut self, _timeout: Timeout) {
        self.log.push("timeout");
    }

    #[continue_with]
    fn load(&mut self, step: u8, cx: &mut Context<Self>) {
        self.log.push(format!("continue {step}"));
        if step == 1 {
            cx.continue_with(ClerkContinue::Load { step: 2 });
        }
    }

    #[continue_with]
    fn stop(&mut self, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Normal);
    }
}

async fn clerk(early: bool) -> (ClerkRef, Log) {
    let log = Log::new();
    (Clerk::start(log.clone(), early).await.expect("a start"), log)
}

/// Lets time pass, and everybody do what is due.
async fn pass(time: Duration) {
    for time in [Duration::ZERO, time] {
        tokio::time::advance(time).await;
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }
}

/// 96: a plain message arrives at its info handler.
#[tokio::test(start_paused = true)]
async fn a_plain_message_is_an_info() {
    let (clerk, log) = clerk(false).await;
    clerk.server().send(Note("hello")).expect("room");
    clerk.sync().await.expect("a reply");
    assert_eq!(log.take(), ["hello"]);
}

/// Has no handler for anything of the runtime.
#[derive(GenServer, Default)]
#[server(trap_exit)]
struct Deaf;

#[gen_server]
impl Deaf {
    #[call]
    fn sync(&self) {}
}

/// 97: a notice without a handler is reported, and the server lives.
#[tokio::test(start_paused = true)]
async fn an_unexpected_notice_is_reported() {
    let mut reports = switchboard::report::subscribe();
    let deaf = Deaf::start().await.expect("a start");
    deaf.server().exit(ExitReason::custom("psst"));
    deaf.sync().await.expect("it lives");
    let pid = deaf.server().pid().expect("it runs");
    let mut found = false;
    while let Some(report) = reports.try_next() {
        found |= report.pid == pid && report.to_string().contains("psst");
    }
    assert!(found, "nobody was told");
}

/// 99, 102: continues run before any message, also one that init sent to itself; one may follow the other.
#[tokio::test(start_paused = true)]
async fn continues_come_before_messages() {
    let (clerk, log) = clerk(true).await;
    clerk.sync().await.expect("a reply");
    assert_eq!(log.take(), ["continue 1", "continue 2", "to self in init"]);
}

/// 100: a continue runs before the next message, and after the reply has gone out.
#[tokio::test(start_paused = true)]
async fn a_continue_follows_its_reply() {
    let (clerk, log) = clerk(false).await;
    let reply = clerk.then_continue();
    clerk.note("before").expect("room");
    assert_eq!(reply.await, Ok("reply"));
    clerk.note("after").expect("room");
    clerk.sync().await.expect("a reply");
    assert_eq!(log.take(), ["before", "continue 5", "after"]);
}

/// 102: a continue may stop the server.
#[tokio::test(start_paused = true)]
async fn a_continue_may_stop() {
    let (clerk, _log) = clerk(false).await;
    clerk.stop_in_continue().expect("room");
    assert_eq!(clerk.server().ended().await, ExitReason::Normal);
}

/// 103: silence for as long as was asked is a timeout, after a call and after a cast.
#[tokio::test(start_paused = true)]
async fn silence_is_a_timeout() {
    let (clerk, log) = clerk(false).await;
    let after = Duration::from_millis(50);
    clerk.quiet_for(after).await.expect("a reply");
    pass(after).await;
    assert_eq!(log.take(), ["timeout"]);
    clerk.quiet_for_cast(after).expect("room");
    pass(after).await;
    assert_eq!(log.take(), ["timeout"]);
}

/// 104: anything that arrives first ends the wait.
#[tokio::test(start_paused = true)]
async fn a_message_ends_the_wait_for_silence() {
    let (clerk, log) = clerk(false).await;
    let after = Duration::from_millis(50);
    clerk.quiet_for(after).await.expect("a reply");
    clerk.note("first").expect("room");
    pass(after * 3).await;
    assert_eq!(log.take(), ["first"]);
}

/// 105: a timeout of nothing comes only when nothing waits.
#[tokio::test(start_paused = true)]
async fn a_queued_message_beats_a_timeout_of_nothing() {
    let (clerk, log) = clerk(false).await;
    clerk.quiet_for_cast(Duration::ZERO).expect("room");
    clerk.note("queued").expect("room");
    clerk.sync().await.expect("a reply");
    assert_eq!(log.take(), ["queued"]);
    clerk.quiet_for_cast(Duration::ZERO).expect("room");
    pass(Duration::from_millis(1)).await;
    assert_eq!(log.take(), ["timeout"]);
}

/// 108: a server that gave its spare memory back handles the next message as usual.
#[tokio::test(start_paused = true)]
async fn a_hibernating_server_wakes_for_a_message() {
    let (clerk, log) = clerk(false).await;
    for _ in 0..3 {
        for _ in 0..100 {
            clerk.note("n").expect("room");
        }
        clerk.hibernate().await.expect("a reply");
        clerk.hibernate_cast().expect("room");
        pass(Duration::from_mins(1)).await;
        clerk.server().send(Note("woken")).expect("room");
        clerk.sync().await.expect("a reply");
        let seen = log.take();
        assert_eq!((seen.len(), seen[100].as_str()), (101, "woken"));
    }
}

/// 48: a message that comes by a timer is a message like any other: it takes a place in the mailbox
/// and gives it back, so that the next cast is accepted.
#[tokio::test(start_paused = true)]
async fn messages_that_come_by_a_timer_are_counted() {
    let (clerk, log) = clerk(false).await;
    for _ in 0..3 {
        clerk.server().send_after(Duration::from_secs(1), Note("timed")).expect("it lives");
        let cast = ClerkCast::Note { text: "timed cast" };
        clerk.server().cast_after(Duration::from_secs(1), cast).expect("it lives");
        pass(Duration::from_secs(1)).await;
        assert_eq!(log.take(), ["timed", "timed cast"]);
        assert_eq!(clerk.server().mailbox_len(), 0);
        clerk.note("next").expect("there is room");
        clerk.sync().await.expect("it lives");
        assert_eq!(log.take(), ["next"]);
    }
}

/// Drops the oldest message when its mailbox is full.
#[derive(GenServer, Default)]
#[server(mailbox = 1, overflow = drop_oldest)]
struct Forgetful {
    heard: u32,
}

#[gen_server]
impl Forgetful {
    #[info]
    fn note(&mut self, _note: Note) {
        self.heard += 1;
    }

    #[call]
    fn heard(&self) -> u32 {
        self.heard
    }
}

/// 48: the same for a mailbox whose oldest message may have to make room.
#[tokio::test(start_paused = true)]
async fn timed_messages_are_counted_where_the_oldest_makes_room() {
    let forgetful = Forgetful::start().await.expect("it starts");
    for _ in 0..3 {
        forgetful.server().send_after(Duration::from_secs(1), Note("timed")).expect("it lives");
    }
    pass(Duration::from_secs(1)).await;
    assert_eq!(forgetful.heard().await, Ok(3), "a timer is not refused");
    assert_eq!(forgetful.server().mailbox_len(), 0);
}

/// Asks for a timeout before it has seen any message.
#[derive(GenServer)]
struct Impatient {
    log: Log,
}

#[gen_server]
impl Impatient {
    #[init]
    fn open(log: Log, after: Duration, cx: &mut Context<Self>) -> Self {
        cx.set_timeout(after);
        Self { log }
    }

    #[cast]
    fn note(&mut self) {
        self.log.push("message");
    }

    #[info]
    fn silence(&mut self, _timeout: Timeout) {
        self.log.push("timeout");
    }
}

/// 107: a timeout that init asked for comes when nothing does, and only then.
#[tokio::test(start_paused = true)]
async fn init_may_ask_for_a_timeout() {
    for after in [Duration::ZERO, Duration::from_millis(50)] {
        let log = Log::new();
        let _quiet = Impatient::start(log.clone(), after).await.expect("a start");
        pass(after + Duration::from_millis(1)).await;
        assert_eq!(log.take(), ["timeout"]);
    }
    let log = Log::new();
    let busy = Impatient::start(log.clone(), Duration::from_millis(50)).await.expect("a start");
    busy.note().expect("room");
    pass(Duration::from_secs(1)).await;
    assert_eq!(log.take(), ["message"]);
}
