//! Probes, and waiting for the end of a process.
#![cfg(feature = "test-util")]

use std::time::Duration;

use switchboard::PubSub;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail};
use switchboard::testing::{Probe, expect_down, expect_down_with};

const SECOND: Duration = Duration::from_secs(1);

/// Lets time pass on the paused clock.
async fn pass(time: Duration) {
    let nothing = std::future::pending::<()>();
    assert!(tokio::time::timeout(time, nothing).await.is_err());
}

fn sleeper(time: Duration) -> process::ProcessRef<()> {
    process::spawn(move |_| pass(time)).expect("a runtime")
}

#[switchboard::test]
async fn messages_come_in_the_order_in_which_they_were_sent() {
    let mut probe = Probe::start();
    for n in 0..100 {
        probe.process_ref().send(n).expect("room");
    }
    for n in 0..100 {
        assert_eq!(probe.recv().await, n);
    }
    probe.expect_none(SECOND * 60).await;
}

#[switchboard::test]
#[should_panic(expected = "nothing came within 5s")]
async fn a_message_that_does_not_come_fails() {
    Probe::<u8>::start().recv().await;
}

#[switchboard::test]
async fn a_probe_waits_as_long_as_it_is_told() {
    let mut probe = Probe::start().patience(SECOND * 10);
    probe.process_ref().send_after(SECOND * 9, 1_u8);
    probe.expect_eq(1).await;
}

#[switchboard::test]
#[should_panic(expected = "not what was expected: 3")]
async fn a_message_that_does_not_match_fails() {
    let mut probe = Probe::start();
    probe.process_ref().send(3_u8).expect("room");
    probe.expect(|n| *n > 3).await;
}

#[switchboard::test]
#[should_panic(expected = "3 came, and not 4, at runtime/tests/testing_probe.rs")]
async fn a_failure_names_the_line_of_the_test() {
    let mut probe = Probe::start();
    probe.process_ref().send(3_u8).expect("room");
    probe.expect_eq(4).await;
}

#[switchboard::test]
#[should_panic(expected = "nothing was expected, and this came: Message(3)")]
async fn a_message_that_should_not_come_fails() {
    let mut probe = Probe::start();
    probe.process_ref().send_after(SECOND, 3_u8);
    probe.expect_none(SECOND * 2).await;
}

#[switchboard::test]
async fn a_probe_is_found_by_its_name() {
    let mut probe = Probe::<String>::named("listener");
    process::send_name("listener", "hello".to_owned()).expect("it is there");
    probe.expect_eq("hello".to_owned()).await;
    drop(probe);
}

#[derive(GenServer, Default)]
struct Desk {
    open: Option<ReplyTo<u8>>,
}

#[gen_server]
impl Desk {
    #[cast]
    fn keep(&mut self, reply: ReplyTo<u8>) {
        self.open = Some(reply);
    }

    #[cast]
    fn answer(&mut self, n: u8) {
        if let Some(reply) = self.open.take() {
            reply.send(n);
        }
    }

    #[cast]
    fn forget(&mut self) {
        self.open = None;
    }

    #[cast]
    fn crash(&mut self) {
        panic!("told to crash");
    }
}

#[switchboard::test]
async fn a_probe_is_answered_as_a_caller_is() {
    let desk = Desk::start().await.expect("it starts");
    let mut probe = Probe::start();
    let reply = probe.reply_to();
    assert!(reply.is_awaited());
    assert_eq!(reply.caller(), Some(probe.pid()));
    desk.keep(reply).expect("it takes messages");
    probe.expect_none(SECOND).await;
    desk.answer(7).expect("it takes messages");
    probe.expect_eq(7).await;
    desk.server().stop().await.expect("it stops");
}

#[switchboard::test(leaks = allow)]
#[should_panic(expected = "dropped unanswered")]
async fn a_probe_hears_that_nobody_answers() {
    let desk = Desk::start().await.expect("it starts");
    let mut probe = Probe::<u8>::start();
    desk.keep(probe.reply_to()).expect("it takes messages");
    desk.forget().expect("it takes messages");
    probe.recv().await;
}

#[switchboard::test]
async fn nobody_waits_for_a_probe_that_is_gone() {
    let mut probe = Probe::<u8>::start();
    let reply = probe.reply_to();
    drop(probe);
    assert!(!reply.is_awaited());
}

#[switchboard::test]
async fn a_probe_subscribes() {
    let news = PubSub::<u32>::spec().start().await.expect("it starts");
    let mut probe = Probe::<u64>::start();
    probe.subscribe(&news, "temperature").expect("it runs");
    news.broadcast("temperature", 21).expect("it runs");
    news.broadcast("pressure", 1000).expect("it runs");
    probe.expect_eq(21).await;
    probe.expect_none(SECOND).await;
    news.stop().await.expect("it stops");
}

#[switchboard::test]
async fn a_probe_monitors() {
    let desk = Desk::start().await.expect("it starts");
    let mut probe = Probe::<u8>::start();
    let monitor = probe.monitor(desk.server());
    desk.crash().expect("it takes messages");
    let down = probe.down().await;
    assert_eq!((down.monitor, down.pid), (monitor, desk.server().pid()));
    assert!(matches!(down.reason, ExitReason::Panic(_)));
    // Nobody is there any more.
    probe.monitor(down.pid.expect("it was there"));
    assert_eq!(probe.down().await.reason, ExitReason::NoProc);
}

#[switchboard::test]
#[should_panic(expected = "came before a message")]
async fn a_down_is_not_passed_over() {
    let mut probe = Probe::<u8>::start();
    probe.monitor(sleeper(SECOND));
    probe.recv().await;
}

#[switchboard::test]
async fn exits_reach_a_probe_as_mail() {
    let mut probe = Probe::<u8>::start();
    probe.process_ref().exit(ExitReason::Shutdown);
    assert!(matches!(probe.recv_mail().await, Mail::Exit(_)));
}

#[switchboard::test]
async fn a_down_is_waited_for_on_the_virtual_clock() {
    let process = sleeper(SECOND * 3600);
    let before = process::now();
    let down = expect_down(&process, Duration::MAX).await;
    assert_eq!(process::now() - before, SECOND * 3600);
    assert_eq!((down.pid, down.reason), (Some(process.pid()), ExitReason::Normal));
    // Its address knows why it ended; its pid does not.
    expect_down_with(&process, ExitReason::Normal, SECOND).await;
    expect_down_with(process.pid(), ExitReason::NoProc, SECOND).await;
}

#[switchboard::test(leaks = allow)]
#[should_panic(expected = "has not ended within 1s")]
async fn a_down_that_does_not_come_fails() {
    expect_down(&sleeper(SECOND * 2), SECOND).await;
}

#[switchboard::test]
#[should_panic(expected = "ended with `normal`, and not `killed`")]
async fn a_down_for_another_reason_fails() {
    expect_down_with(&sleeper(SECOND), ExitReason::Killed, SECOND * 2).await;
}

#[switchboard::test]
async fn the_name_is_free_when_a_down_is_there() {
    let held: process::ProcessRef<()> = process::spawn(|mut inbox: Inbox<()>| async move {
        inbox.message().await;
    })
    .expect("a runtime");
    process::register(held.pid(), "held").expect("the name is free");
    held.exit(ExitReason::Kill);
    expect_down(&held, SECOND).await;
    assert_eq!(process::whereis("held"), None);
}
