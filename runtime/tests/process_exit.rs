//! Exit signals and reasons of processes (conformance A; the table of exit signals).

#[path = "support/inside.rs"]
mod inside;

use std::sync::Arc;
use std::time::Duration;

use inside::{end, exit_of, inside, linked_peer, nothing_more, peer, trapping};
use switchboard::ExitReason;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use switchboard::report::{self, Event};

/// 1: a normal end is one exit for a linked process that traps.
#[tokio::test(start_paused = true)]
async fn a_normal_end_is_one_exit() {
    trapping(|mut inbox: Inbox<()>| async move {
        let peer = linked_peer();
        end(&peer, ExitReason::Normal).await;
        let exit = exit_of(&mut inbox).await;
        assert_eq!((exit.from, exit.reason), (peer.pid(), ExitReason::Normal));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 2: a normal exit from another process is nothing to one that does not trap, nor to its links.
#[tokio::test(start_paused = true)]
async fn a_normal_exit_from_another_is_ignored() {
    trapping(|mut inbox: Inbox<()>| async move {
        let peer = linked_peer();
        process::exit(peer.pid(), ExitReason::Normal);
        nothing_more(&mut inbox).await;
        assert!(peer.is_alive());
        // It still takes messages, and what it ends with is what it is told.
        end(&peer, ExitReason::Shutdown).await;
        assert_eq!(exit_of(&mut inbox).await.reason, ExitReason::Shutdown);
    })
    .await;
}

/// 3: a normal exit from another process is a message for one that traps.
#[tokio::test(start_paused = true)]
async fn a_normal_exit_from_another_is_trapped() {
    trapping(|mut inbox: Inbox<()>| async move {
        let me = inbox.pid();
        let sender = inside(move |inbox: Inbox<()>| async move {
            process::exit(me, ExitReason::Normal);
            inbox.pid()
        });
        let sender = sender.await;
        let exit = exit_of(&mut inbox).await;
        assert_eq!((exit.from, exit.reason), (sender, ExitReason::Normal));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 4: a process that does not trap and sends itself an exit ends with it, at its next await, even
/// with a normal one.
#[tokio::test(start_paused = true)]
async fn an_untrapped_exit_to_oneself_is_the_end() {
    for reason in [ExitReason::Normal, ExitReason::Shutdown, ExitReason::custom(1)] {
        let sent = reason.clone();
        let suicide = process::spawn(|mut inbox: Inbox<()>| async move {
            process::exit(inbox.pid(), sent);
            inbox.message().await;
            ExitReason::custom("not reached")
        });
        assert_eq!(suicide.expect("a runtime").ended().await, reason);
    }
}

/// 6: a trapping process that sends itself an exit has it as a message from itself.
#[tokio::test(start_paused = true)]
async fn a_trapped_exit_to_oneself_is_a_message() {
    trapping(|mut inbox: Inbox<()>| async move {
        for reason in [ExitReason::Normal, ExitReason::Shutdown, ExitReason::custom("why")] {
            process::exit(inbox.pid(), reason.clone());
            let exit = exit_of(&mut inbox).await;
            assert_eq!((exit.from, exit.reason), (inbox.pid(), reason));
        }
    })
    .await;
}

/// 7: a large value in a reason arrives whole, and is not copied.
#[tokio::test(start_paused = true)]
async fn a_large_reason_arrives_whole() {
    trapping(|mut inbox: Inbox<()>| async move {
        let large: Arc<Vec<u64>> = Arc::new((0..100_000).collect());
        end(&linked_peer(), ExitReason::custom(Arc::clone(&large))).await;
        let ExitReason::Custom(value) = exit_of(&mut inbox).await.reason else {
            panic!("another reason");
        };
        let arrived = value.downcast_ref::<Arc<Vec<u64>>>().expect("the value");
        assert!(Arc::ptr_eq(arrived, &large));
        assert_eq!(arrived.last(), Some(&99_999));
    })
    .await;
}

/// 8: a kill cannot be trapped, by others or by oneself.
#[tokio::test(start_paused = true)]
async fn a_kill_cannot_be_trapped() {
    let options = ProcessOptions::new().trap_exit(true);
    let victim = options.clone().spawn(inside::obey).expect("a runtime");
    process::exit(victim.pid(), ExitReason::Kill);
    assert_eq!(victim.ended().await, ExitReason::Killed);
    let suicide = options.spawn(|mut inbox: Inbox<()>| async move {
        process::exit(inbox.pid(), ExitReason::Kill);
        inbox.recv().await;
    });
    assert_eq!(suicide.expect("a runtime").ended().await, ExitReason::Killed);
}

/// 9: what the victim of a kill sends its links is ordinary: one that traps lives, one that does not
/// ends with the same reason.
#[tokio::test(start_paused = true)]
async fn a_kill_stops_one_process() {
    trapping(|mut inbox: Inbox<()>| async move {
        let victim = linked_peer();
        let pid = victim.pid();
        let (ready, linked) = tokio::sync::oneshot::channel();
        let plain = process::spawn(move |mut inbox: Inbox<()>| async move {
            process::link(pid).expect("in a process");
            ready.send(()).expect("the test listens");
            inbox.message().await;
        });
        linked.await.expect("a link");
        process::exit(pid, ExitReason::Kill);
        assert_eq!(plain.expect("a runtime").ended().await, ExitReason::Killed);
        let exit = exit_of(&mut inbox).await;
        assert_eq!((exit.from, exit.reason), (pid, ExitReason::Killed));
    })
    .await;
}

/// 10: the word kill as the reason of an end is ordinary: it can be trapped, and stays that word.
#[tokio::test(start_paused = true)]
async fn the_word_kill_is_ordinary() {
    trapping(|mut inbox: Inbox<()>| async move {
        let peer = linked_peer();
        end(&peer, ExitReason::Kill).await;
        assert_eq!(exit_of(&mut inbox).await.reason, ExitReason::Kill);
    })
    .await;
    assert_eq!(reason_over_a_link(ExitReason::Kill).await, Some(ExitReason::Kill));
}

/// 11: an orderly end of a linked process ends one that does not trap, with the same reason; so does
/// every other, except a normal one.
#[tokio::test(start_paused = true)]
async fn an_end_travels_over_links() {
    for reason in [
        ExitReason::Shutdown,
        ExitReason::shutdown_with("so"),
        ExitReason::Killed,
        ExitReason::NoProc,
        ExitReason::Timeout,
        ExitReason::error("broken"),
        ExitReason::custom(3),
    ] {
        assert_eq!(reason_over_a_link(reason.clone()).await, Some(reason));
    }
    assert_eq!(reason_over_a_link(ExitReason::Normal).await, None);
}

/// How a process ends whose linked peer ends for `reason`; `None` when it does not.
async fn reason_over_a_link(reason: ExitReason) -> Option<ExitReason> {
    let (tell, told) = tokio::sync::oneshot::channel();
    let process = process::spawn(|mut inbox: Inbox<()>| async move {
        tell.send(linked_peer()).expect("the test listens");
        inbox.message().await;
    });
    let process = process.expect("a runtime");
    end(&told.await.expect("a peer"), reason).await;
    if process.is_alive() {
        process.send(()).expect("room");
        assert_eq!(process.ended().await, ExitReason::Normal);
        None
    } else {
        Some(process.ended().await)
    }
}

/// 31: what is sent to a process that has ended falls, messages and exits alike.
#[tokio::test(start_paused = true)]
async fn the_dead_take_nothing_and_complain_of_nothing() {
    let peer = peer();
    end(&peer, ExitReason::Normal).await;
    assert!(peer.send(ExitReason::Normal).is_ok());
    peer.exit(ExitReason::Kill);
    process::exit(peer.pid(), ExitReason::Shutdown);
    assert_eq!(peer.ended().await, ExitReason::Normal);
    assert!(!process::is_alive(peer.pid()));
}

fn out_of_luck() {
    panic!("no {}", "luck");
}

fn throw(reason: ExitReason) {
    std::panic::panic_any(reason);
}

/// 40: a panic is a reason with message and place, a returned reason is itself, an error is kept with
/// its type. A throw that nobody catches has no counterpart: what leaves a process is typed.
#[tokio::test(start_paused = true)]
async fn reasons_say_how_it_ended() {
    trapping(|mut inbox: Inbox<()>| async move {
        let panicking = |_: Inbox<()>| async { out_of_luck() };
        process::spawn_link(panicking).expect("a runtime");
        let exit = exit_of(&mut inbox).await;
        let panic = exit.reason.as_panic().expect("a panic");
        assert_eq!(panic.message(), "no luck");
        assert!(panic.location().is_some_and(|place| place.contains("process_exit.rs")));

        end(&linked_peer(), ExitReason::custom("bare")).await;
        assert_eq!(exit_of(&mut inbox).await.reason, ExitReason::custom("bare"));

        let failing = |_: Inbox<()>| async {
            "x".parse::<u8>()?;
            Ok::<_, std::num::ParseIntError>(())
        };
        process::spawn_link(failing).expect("a runtime");
        let reason = exit_of(&mut inbox).await.reason;
        assert!(reason.downcast_ref::<std::num::ParseIntError>().is_some(), "{reason:?}");

        // A reason that is thrown from somewhere deep is that reason.
        let throwing = |_: Inbox<()>| async { throw(ExitReason::custom("deep")) };
        process::spawn_link(throwing).expect("a runtime");
        assert_eq!(exit_of(&mut inbox).await.reason, ExitReason::custom("deep"));
    })
    .await;
}

/// 41: an orderly end is not reported; every other is, once, with the ancestors.
#[tokio::test(start_paused = true)]
async fn abnormal_ends_are_reported_with_ancestors() {
    let mut reports = report::subscribe();
    let (me, ends) = trapping(|mut inbox: Inbox<()>| async move {
        let mut ends = Vec::new();
        for reason in [
            ExitReason::Normal,
            ExitReason::Shutdown,
            ExitReason::shutdown_with(1),
            ExitReason::custom("abnormal"),
            ExitReason::error("failed"),
        ] {
            let peer = linked_peer();
            end(&peer, reason.clone()).await;
            ends.push((peer.pid(), reason));
        }
        for thrown in [ExitReason::Shutdown, ExitReason::custom("thrown")] {
            let reason = thrown.clone();
            let code = |_: Inbox<()>| async { throw(thrown) };
            let peer = process::spawn_link(code).expect("a runtime");
            peer.ended().await;
            ends.push((peer.pid(), reason));
        }
        while let Some(Mail::Exit(_)) = inbox.recv_within(Duration::ZERO).await {}
        (inbox.pid(), ends)
    })
    .await;
    let mut all = Vec::new();
    while let Some(report) = reports.try_next() {
        all.push(report);
    }
    for (pid, ended) in ends {
        let mine: Vec<_> = all.iter().filter(|report| report.pid == pid).collect();
        if ended.is_orderly() {
            assert!(mine.is_empty(), "{mine:?}");
            continue;
        }
        let [report] = &mine[..] else { panic!("{ended}: {mine:?}") };
        let Event::Crashed { reason, ancestors, .. } = &report.event else { panic!("{report}") };
        assert_eq!((reason, &ancestors[..]), (&ended, &[me][..]));
        assert!(report.to_string().contains(&format!("ancestors: {me}")), "{report}");
    }
}

/// A signal that ends a process is not reported by it (2.1.2): who sent it knows.
#[tokio::test(start_paused = true)]
async fn an_end_by_signal_is_not_reported() {
    let mut reports = report::subscribe();
    let peer = peer();
    peer.exit(ExitReason::custom("hit"));
    peer.ended().await;
    while let Some(report) = reports.try_next() {
        assert_ne!(report.pid, peer.pid(), "{report}");
    }
}
