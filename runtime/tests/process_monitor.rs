//! Monitors and aliases (conformance A).

#[path = "support/inside.rs"]
mod inside;

use std::time::Duration;

use inside::{down_of, end, inside, nothing_more, peer, run};
use switchboard::MonitorRef;
use switchboard::prelude::*;
use switchboard::process::{self, Alias, Inbox, Mail, NotInProcess, ProcessOptions, ProcessRef};
use tokio::sync::oneshot;

/// 17: the end of a monitored process is one down, with monitor, pid and reason.
#[tokio::test(start_paused = true)]
async fn an_end_is_one_down() {
    inside(|mut inbox: Inbox<()>| async move {
        for reason in [ExitReason::Normal, ExitReason::Shutdown, ExitReason::custom("why")] {
            let peer = peer();
            let monitor = process::monitor(peer.pid()).expect("in a process");
            end(&peer, reason.clone()).await;
            let down = down_of(&mut inbox).await;
            assert_eq!((down.monitor, down.pid), (monitor, Some(peer.pid())));
            assert_eq!((down.name, down.reason), (None, reason));
            nothing_more(&mut inbox).await;
        }
    })
    .await;
}

/// 18: nobody there is a down at once, and the true reason of the dead is not told.
#[tokio::test(start_paused = true)]
async fn a_monitor_of_nobody_is_down_at_once() {
    inside(|mut inbox: Inbox<()>| async move {
        let gone = peer();
        end(&gone, ExitReason::custom("the true reason")).await;
        let monitor = process::monitor(gone.pid()).expect("in a process");
        let down = down_of(&mut inbox).await;
        assert_eq!((down.monitor, down.pid), (monitor, Some(gone.pid())));
        assert_eq!(down.reason, ExitReason::NoProc);

        let monitor = process::monitor_name("process_monitor.nobody").expect("in a process");
        let down = down_of(&mut inbox).await;
        assert_eq!((down.monitor, down.pid, down.reason), (monitor, None, ExitReason::NoProc));
        assert_eq!(down.name.as_deref(), Some("process_monitor.nobody"));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 19: two monitors of one process are two downs.
#[tokio::test(start_paused = true)]
async fn each_monitor_has_its_down() {
    inside(|mut inbox: Inbox<()>| async move {
        let peer = peer();
        let set = [(); 2].map(|()| process::monitor(peer.pid()).expect("in a process"));
        assert_ne!(set[0], set[1]);
        end(&peer, ExitReason::Normal).await;
        let downs = [down_of(&mut inbox).await.monitor, down_of(&mut inbox).await.monitor];
        assert!(set.iter().all(|monitor| downs.contains(monitor)));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 20: a monitor that was ended in time has no down, also one of the process itself.
#[tokio::test(start_paused = true)]
async fn an_ended_monitor_has_no_down() {
    inside(|mut inbox: Inbox<()>| async move {
        let peer = peer();
        for pid in [peer.pid(), inbox.pid()] {
            let monitor = process::monitor(pid).expect("in a process");
            nothing_more(&mut inbox).await;
            assert_eq!(process::demonitor(monitor), Ok(true));
        }
        end(&peer, ExitReason::Normal).await;
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 22: what ending a monitor says is final: active means no down ever, else it has been sent, and
/// only a flush takes it out of the mailbox.
#[tokio::test(start_paused = true)]
async fn ending_a_monitor_says_whether_a_down_was_sent() {
    inside(|mut inbox: Inbox<()>| async move {
        let peer = peer();
        let [active, kept, flushed] =
            [(); 3].map(|()| process::monitor(peer.pid()).expect("in a process"));
        assert_eq!(process::demonitor_flush(active), Ok(true));
        end(&peer, ExitReason::Normal).await;
        assert_eq!(process::demonitor(kept), Ok(false));
        assert_eq!(process::demonitor_flush(flushed), Ok(false));
        assert_eq!(down_of(&mut inbox).await.monitor, kept);
        nothing_more(&mut inbox).await;
        let nobody = process::monitor(peer.pid()).expect("in a process");
        assert_eq!(process::demonitor_flush(nobody), Ok(false));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 22, when the end and the demonitor race.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demonitor_that_races_with_the_end() {
    inside(|mut inbox: Inbox<()>| async move {
        for round in 0..1000 {
            let peer = peer();
            let monitor = process::monitor(peer.pid()).expect("in a process");
            peer.send(ExitReason::Normal).expect("room");
            if round % 2 == 0 {
                let active = process::demonitor(monitor).expect("in a process");
                peer.ended().await;
                if !active {
                    assert_eq!(down_of(&mut inbox).await.monitor, monitor);
                }
            } else {
                process::demonitor_flush(monitor).expect("in a process");
                peer.ended().await;
            }
            nothing_more(&mut inbox).await;
        }
    })
    .await;
}

/// Watches, and counts the downs.
#[derive(GenServer, Default)]
struct Watcher {
    downs: Vec<MonitorRef>,
}

#[gen_server]
impl Watcher {
    /// Ends `peer` while it is watched twice; one of the downs is flushed.
    #[call]
    async fn watch(
        &mut self,
        peer: ProcessRef<ExitReason>,
        cx: &mut Context<Self>,
    ) -> (MonitorRef, bool) {
        let (kept, flushed) = (cx.monitor(peer.pid()), cx.monitor(peer.pid()));
        end(&peer, ExitReason::Normal).await;
        (kept, cx.demonitor_flush(flushed))
    }

    #[call]
    fn downs(&self) -> Vec<MonitorRef> {
        self.downs.clone()
    }

    #[info]
    fn down(&mut self, down: Down) {
        self.downs.push(down.monitor);
    }
}

/// 22, in a server: a flushed down reaches no handler.
#[tokio::test(start_paused = true)]
async fn a_server_can_flush_a_down() {
    let watcher = Watcher::start().await.expect("a start");
    let (kept, active) = watcher.watch(peer()).await.expect("a reply");
    assert!(!active);
    assert_eq!(watcher.downs().await, Ok(vec![kept]));
}

/// 23: ending a monitor that is over, was ended, or is of another process, is harmless.
#[tokio::test(start_paused = true)]
async fn a_monitor_can_be_ended_again() {
    let peer = peer();
    let pid = peer.pid();
    let foreign = move |_: Inbox<()>| async move { process::monitor(pid).expect("in a process") };
    let foreign = inside(foreign).await;
    inside(move |mut inbox: Inbox<()>| async move {
        let monitor = process::monitor(pid).expect("in a process");
        assert_eq!(process::demonitor(monitor), Ok(true));
        assert_eq!(process::demonitor(monitor), Ok(false));
        assert_eq!(process::demonitor(foreign), Ok(false));
        let finished = process::monitor(pid).expect("in a process");
        end(&peer, ExitReason::Normal).await;
        assert_eq!(down_of(&mut inbox).await.monitor, finished);
        assert_eq!(process::demonitor(finished), Ok(false));
        assert_eq!(process::demonitor_flush(finished), Ok(false));
        nothing_more(&mut inbox).await;
    })
    .await;
}

/// 24: a monitor by name is of who holds it at that moment, and its down carries the name.
#[tokio::test(start_paused = true)]
async fn a_monitor_by_name_carries_the_name() {
    inside(|mut inbox: Inbox<()>| async move {
        let name = "process_monitor.named";
        let peer = ProcessOptions::new().name(name).spawn(inside::obey).expect("a runtime");
        let monitor = process::monitor_name(name).expect("in a process");
        end(&peer, ExitReason::custom("gone")).await;
        let down = down_of(&mut inbox).await;
        assert_eq!((down.monitor, down.name.as_deref()), (monitor, Some(name)));
        assert_eq!((down.pid, down.reason), (Some(peer.pid()), ExitReason::custom("gone")));
    })
    .await;
}

/// 25: when the down of a name is there, the name can be taken at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_is_free_when_its_down_is_there() {
    inside(|mut inbox: Inbox<()>| async move {
        let options = ProcessOptions::new().name("process_monitor.reborn");
        for _ in 0..300 {
            let peer = options.clone().spawn(inside::obey).expect("the name is free");
            process::monitor_name("process_monitor.reborn").expect("in a process");
            peer.send(ExitReason::Normal).expect("room");
            assert_eq!(down_of(&mut inbox).await.pid, Some(peer.pid()));
        }
    })
    .await;
}

/// 28: a start with a monitor has no gap: the down has the true reason, however short the life was;
/// an answer to an alias arrives before it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_monitored_start_has_no_gap() {
    inside(|mut inbox: Inbox<u32>| async move {
        for round in 0..500 {
            let answer = inbox.alias_once(|round: u32| round);
            let short = move |_: Inbox<()>| async move {
                answer.send(round);
                ExitReason::shutdown_with(round)
            };
            let (short, monitor) = process::spawn_monitor(short).expect("a runtime");
            assert_eq!(inbox.recv().await.message(), Some(round));
            let down = down_of(&mut inbox).await;
            assert_eq!((down.monitor, down.pid), (monitor, Some(short.pid())));
            assert_eq!(down.reason, ExitReason::shutdown_with(round));
        }
    })
    .await;
    let nobody = process::spawn_monitor(|_: Inbox<()>| async {});
    assert_eq!(nobody.err(), Some(StartError::NotInProcess));
    assert_eq!(StartError::from(NotInProcess), StartError::NotInProcess);
}

/// A monitor that never came to be, because the name was taken, leaves nothing.
#[tokio::test(start_paused = true)]
async fn a_failed_monitored_start_leaves_no_monitor() {
    inside(|mut inbox: Inbox<()>| async move {
        let options = ProcessOptions::new().name("process_monitor.taken");
        let holder = options.clone().spawn(inside::obey).expect("a runtime");
        let second = options.spawn_monitor(inside::obey);
        assert_eq!(second.err(), Some(StartError::AlreadyStarted(holder.pid())));
        nothing_more(&mut inbox).await;
        let info = process::info(inbox.pid()).expect("it runs");
        assert!(info.monitors.is_empty());
    })
    .await;
}

/// 30: of two answers to an alias for one, the first arrives.
#[tokio::test(start_paused = true)]
async fn an_alias_for_one_takes_one() {
    inside(|mut inbox: Inbox<&'static str>| async move {
        let alias = inbox.alias_once(|text: &'static str| text);
        let twice = alias.clone();
        assert!(alias.is_open());
        inside(|_: Inbox<()>| async move {
            twice.send("first");
            twice.send("second");
        })
        .await;
        assert!(!alias.is_open());
        inbox.self_ref().send("after").expect("room");
        assert_eq!(inbox.message().await, "first");
        assert_eq!(inbox.message().await, "after");
    })
    .await;
}

/// A closed alias lets nothing through any more, not even what waits (3.5); other addresses do.
#[tokio::test(start_paused = true)]
async fn a_closed_alias_lets_nothing_through() {
    inside(|mut inbox: Inbox<String>| async move {
        let alias: Alias<u32> = inbox.alias(|number: u32| number.to_string());
        for number in [1, 2] {
            alias.send(number);
        }
        assert_eq!(inbox.message().await, "1");
        assert!(alias.close());
        assert!(!alias.close());
        alias.send(3);
        inbox.self_ref().send("after".to_owned()).expect("room");
        assert_eq!(inbox.message().await, "after");
    })
    .await;
}

/// An answer that has come to a closed alias leaves room for others and does not hold up a full mailbox.
#[tokio::test(start_paused = true)]
async fn answers_to_an_alias_go_past_a_full_mailbox() {
    let options = ProcessOptions::new().mailbox(1);
    run(options, |mut inbox: Inbox<u8>| async move {
        let me = inbox.self_ref();
        let alias = inbox.alias(|number: u8| number);
        me.send(1).expect("room");
        me.send(2).expect_err("it is full");
        alias.send(3);
        assert_eq!((inbox.message().await, inbox.message().await), (1, 3));
        me.send(4).expect("room");
        assert_eq!(inbox.message().await, 4);
    })
    .await;
}

/// An alias that belongs to a monitor takes answers until the monitor ends (2.3).
#[tokio::test(start_paused = true)]
async fn an_alias_closes_with_its_monitor() {
    inside(|mut inbox: Inbox<u8>| async move {
        // By the down: an answer that came before is there, a late one falls.
        let server = peer();
        let (monitor, alias) = inbox.monitor_alias(server.pid(), |number: u8| number);
        alias.send(1);
        end(&server, ExitReason::Normal).await;
        alias.send(2);
        assert_eq!(inbox.recv().await.message(), Some(1));
        assert_eq!(down_of(&mut inbox).await.monitor, monitor);
        assert!(!alias.is_open());

        // By a demonitor: nothing arrives any more.
        let server = peer();
        let (monitor, alias) = inbox.monitor_alias(server.pid(), |number: u8| number);
        alias.send(3);
        assert_eq!(process::demonitor(monitor), Ok(true));
        alias.send(4);

        // Of nobody: closed from the start.
        end(&server, ExitReason::Normal).await;
        let (_, alias) = inbox.monitor_alias(server.pid(), |number: u8| number);
        alias.send(5);
        assert_eq!(down_of(&mut inbox).await.reason, ExitReason::NoProc);
        assert!(inbox.recv_within(Duration::ZERO).await.is_none());
    })
    .await;
}

/// A caller that gives up closes its alias, and the late answer never reaches it (the kind of fault
/// that aliases are for).
#[tokio::test(start_paused = true)]
async fn a_late_answer_falls() {
    let (go, gate) = oneshot::channel::<()>();
    let server = process::spawn(|mut inbox: Inbox<Alias<u8>>| async move {
        let asker = inbox.message().await;
        gate.await.expect("the test goes on");
        asker.send(1);
    });
    let server = server.expect("a runtime");
    inside(|mut inbox: Inbox<u8>| async move {
        let (monitor, alias) = inbox.monitor_alias(server.pid(), |number: u8| number);
        server.send(alias).expect("room");
        let answer = inbox.recv_within(Duration::from_secs(5)).await;
        assert!(answer.is_none());
        assert_eq!(process::demonitor_flush(monitor), Ok(true));
        go.send(()).expect("the server waits");
        server.ended().await;
        inbox.self_ref().send(2).expect("room");
        assert!(matches!(inbox.recv().await, Mail::Message(2)));
    })
    .await;
}
