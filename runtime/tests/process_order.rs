//! The order in which things arrive, and the one reason that everybody sees (conformance A, Z).

#[path = "support/inside.rs"]
mod inside;

use std::sync::Arc;

use inside::{down_of, exit_of, inside, nothing_more, peer, trapping};
use switchboard::process::{self, Inbox, Mail};
use switchboard::{ExitReason, Pid, Task};
use tokio::sync::{Barrier, oneshot};

/// 26: what a process sends arrives in order, and before its end, whether that is a down or an exit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_come_before_the_end() {
    trapping(|mut inbox: Inbox<u8>| async move {
        for round in 0..300 {
            let me = inbox.self_ref();
            let short = move |_: Inbox<()>| async move {
                me.send(1).expect("room");
                me.send(2).expect("room");
            };
            if round % 2 == 0 {
                process::spawn_monitor(short).expect("a runtime");
            } else {
                process::spawn_link(short).expect("a runtime");
            }
            assert_eq!(inbox.recv().await.message(), Some(1));
            assert_eq!(inbox.recv().await.message(), Some(2));
            if round % 2 == 0 {
                down_of(&mut inbox).await;
            } else {
                exit_of(&mut inbox).await;
            }
        }
    })
    .await;
}

/// 26, for signals of other kinds: a trapped exit keeps its place among the messages of its sender.
#[tokio::test(start_paused = true)]
async fn exits_keep_their_place() {
    trapping(|mut inbox: Inbox<u8>| async move {
        let me = inbox.self_ref();
        inside(move |_: Inbox<()>| async move {
            me.send(1).expect("room");
            me.exit(ExitReason::custom("between"));
            me.send(2).expect("room");
        })
        .await;
        assert_eq!(inbox.recv().await.message(), Some(1));
        assert_eq!(exit_of(&mut inbox).await.reason, ExitReason::custom("between"));
        assert_eq!(inbox.recv().await.message(), Some(2));
    })
    .await;
}

/// 27: what each of many senders sends arrives in that sender's order.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_sender_keeps_its_order() {
    const SENDERS: usize = 8;
    const EACH: u32 = 2000;
    inside(|mut inbox: Inbox<(usize, u32)>| async move {
        for sender in 0..SENDERS {
            let to = inbox.self_ref();
            let code = move |_: Inbox<()>| async move {
                for number in 0..EACH {
                    to.send((sender, number)).expect("room");
                    if number % 64 == 0 {
                        tokio::task::yield_now().await;
                    }
                }
            };
            process::spawn(code).expect("a runtime");
        }
        let mut next = [0; SENDERS];
        while next.iter().any(|seen| *seen < EACH) {
            let (sender, number) = inbox.message().await;
            assert_eq!(number, next[sender], "of sender {sender}");
            next[sender] += 1;
        }
    })
    .await;
}

/// What a link and a monitor tell of one end: each once, and then nothing more.
async fn observe(mut inbox: Inbox<()>, victim: Pid, ready: oneshot::Sender<()>) -> [ExitReason; 2] {
    process::link(victim).expect("in a process");
    process::monitor(victim).expect("in a process");
    ready.send(()).expect("the test waits");
    let (mut exit, mut down) = (None, None);
    while exit.is_none() || down.is_none() {
        match inbox.recv().await {
            Mail::Exit(signal) => assert!(exit.replace(signal.reason).is_none()),
            Mail::Down(signal) => assert!(down.replace(signal.reason).is_none()),
            other => panic!("{other:?}"),
        }
    }
    nothing_more(&mut inbox).await;
    [exit.expect("seen"), down.expect("seen")]
}

/// Z19: when a kill races with a normal end, everybody sees the same one reason.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_race_of_ends_has_one_reason() {
    for _ in 0..300 {
        let victim = peer();
        let pid = victim.pid();
        let mut observers = Vec::new();
        for _ in 0..2 {
            let (ready, set) = oneshot::channel();
            let watch = trapping(move |inbox| observe(inbox, pid, ready));
            observers.push(Task::spawn(watch));
            set.await.expect("an observer");
        }
        let start = Arc::new(Barrier::new(2));
        let gate = Arc::clone(&start);
        let killer = Task::spawn(async move {
            gate.wait().await;
            process::exit(pid, ExitReason::Kill);
        });
        start.wait().await;
        victim.send(ExitReason::Normal).expect("room");
        let truth = victim.ended().await;
        assert!(matches!(truth, ExitReason::Normal | ExitReason::Killed), "{truth}");
        for observer in observers {
            assert_eq!(observer.await, Ok([truth.clone(), truth.clone()]));
        }
        killer.await.expect("it sends a signal");
        assert_eq!(victim.ended().await, truth);
    }
}
