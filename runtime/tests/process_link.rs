//! Links (conformance A).

#[path = "support/inside.rs"]
mod inside;

use std::time::Duration;

use inside::{end, exit_of, inside, linked_peer, nothing_more, peer, trapping};
use switchboard::ExitReason;
use switchboard::process::{self, Inbox, Mail};
use tokio::sync::oneshot;

/// 12: two processes have one link, however often they link; one unlink removes it.
#[tokio::test(start_paused = true)]
async fn linking_twice_is_one_link() {
    trapping(|mut inbox: Inbox<()>| async move {
        let twice = linked_peer();
        process::link(twice.pid()).expect("in a process");
        assert_eq!(process::links(), Ok(vec![twice.pid()]));
        end(&twice, ExitReason::Shutdown).await;
        assert_eq!(exit_of(&mut inbox).await.from, twice.pid());
        nothing_more(&mut inbox).await;

        let undone = linked_peer();
        process::link(undone.pid()).expect("in a process");
        process::unlink(undone.pid()).expect("in a process");
        assert_eq!(process::links(), Ok(vec![]));
        end(&undone, ExitReason::Shutdown).await;
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// A link with oneself is nothing (2.2).
#[tokio::test(start_paused = true)]
async fn a_link_with_oneself_is_nothing() {
    trapping(|mut inbox: Inbox<()>| async move {
        process::link(inbox.pid()).expect("in a process");
        assert_eq!(process::links(), Ok(vec![]));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 14: a link with a process that is gone is an exit for one that traps, and the end of one that does not.
#[tokio::test(start_paused = true)]
async fn a_link_with_the_dead_is_no_proc() {
    let gone = peer();
    end(&gone, ExitReason::custom("long ago")).await;
    let pid = gone.pid();
    trapping(move |mut inbox: Inbox<()>| async move {
        process::link(pid).expect("in a process");
        let exit = exit_of(&mut inbox).await;
        assert_eq!((exit.from, exit.reason), (pid, ExitReason::NoProc));
        assert_eq!(process::links(), Ok(vec![]));
    })
    .await;
    let plain = process::spawn(move |mut inbox: Inbox<()>| async move {
        process::link(pid).expect("in a process");
        inbox.message().await;
    });
    assert_eq!(plain.expect("a runtime").ended().await, ExitReason::NoProc);
}

/// 15: without a link the crash of one is nothing to the other, not even to the one that started it.
#[tokio::test(start_paused = true)]
async fn without_a_link_a_crash_is_nothing() {
    inside(|mut inbox: Inbox<()>| async move {
        let (one, other) = (peer(), peer());
        end(&one, ExitReason::custom("crash")).await;
        assert!(other.is_alive());
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 16: once unlink has returned, no exit of that link arrives; one that is in the mailbox stays.
#[tokio::test(start_paused = true)]
async fn after_an_unlink_no_exit_arrives() {
    trapping(|mut inbox: Inbox<()>| async move {
        let peer = linked_peer();
        process::unlink(peer.pid()).expect("in a process");
        end(&peer, ExitReason::custom("late")).await;
        nothing_more(&mut inbox).await;

        let early = linked_peer();
        end(&early, ExitReason::custom("early")).await;
        process::unlink(early.pid()).expect("in a process");
        assert_eq!(exit_of(&mut inbox).await.from, early.pid());
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 16, when the end and the unlink race: what has not arrived by then never does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unlink_that_races_with_the_end() {
    trapping(|mut inbox: Inbox<()>| async move {
        for _ in 0..500 {
            let peer = linked_peer();
            peer.send(ExitReason::Shutdown).expect("room");
            process::unlink(peer.pid()).expect("in a process");
            if let Some(mail) = inbox.recv_within(Duration::ZERO).await {
                assert!(matches!(mail, Mail::Exit(exit) if exit.from == peer.pid()));
            }
            peer.ended().await;
            nothing_more(&mut inbox).await;
        }
    })
    .await;
}

/// A process that is started with a link cannot die unnoticed (2.2).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_linked_start_has_no_gap() {
    trapping(|mut inbox: Inbox<()>| async move {
        for round in 0..500 {
            let short = move |_: Inbox<()>| async move { ExitReason::shutdown_with(round) };
            let short = process::spawn_link(short).expect("a runtime");
            let exit = exit_of(&mut inbox).await;
            assert_eq!((exit.from, exit.reason), (short.pid(), ExitReason::shutdown_with(round)));
        }
    })
    .await;
}

/// The trap is a flag of the process: setting it gives back what it was, and it works from then on (2.4).
#[tokio::test(start_paused = true)]
async fn the_trap_can_be_set_and_lifted() {
    let (tell, told) = oneshot::channel();
    let process = process::spawn(|mut inbox: Inbox<()>| async move {
        assert_eq!(process::trap_exit(true), Ok(false));
        end(&linked_peer(), ExitReason::custom("trapped")).await;
        assert_eq!(exit_of(&mut inbox).await.reason, ExitReason::custom("trapped"));
        assert_eq!(process::trap_exit(false), Ok(true));
        tell.send(linked_peer()).expect("the test listens");
        inbox.message().await;
    });
    end(&told.await.expect("a peer"), ExitReason::custom("untrapped")).await;
    assert_eq!(process.expect("a runtime").ended().await, ExitReason::custom("untrapped"));
}
