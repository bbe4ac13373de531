//! Processes that come and go, and what one of them has with many others.

use std::time::Duration;

use switchboard::ExitReason;
use switchboard::process::{self, Inbox, Mail, ProcessOptions, ProcessRef};
use tokio::runtime::Runtime;

use super::messages::{CounterCall, counter};
use super::{run, until_left};

/// A process that waits until it is told to end.
fn peer() -> ProcessRef<()> {
    process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await }).expect("a runtime")
}

/// Runs `code` in a process that traps exits, to its end.
fn within<F>(runtime: &Runtime, code: impl FnOnce(Inbox<()>) -> F + Send + 'static)
where
    F: Future<Output = ()> + Send + 'static,
{
    run(runtime, async {
        let options = ProcessOptions::new().trap_exit(true);
        let reason = options.spawn(code).expect("a runtime").ended().await;
        assert!(reason.is_normal(), "{reason}");
        until_left(0).await;
    });
}

/// A start, a call, a stop.
pub(crate) fn spawn(runtime: &Runtime, count: usize) {
    run(runtime, async {
        for _ in 0..count {
            let counter = counter().await;
            counter.add(1).await.expect("a reply");
            counter.server().stop().await.expect("a stop");
        }
    });
}

/// All of them live at once.
pub(crate) fn live(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(counter().await);
        }
        for counter in &all {
            counter.server().kill();
        }
        until_left(0).await;
    });
}

/// Half of the links are taken back, the others bring an exit.
pub(crate) fn links(runtime: &Runtime, count: usize) {
    within(runtime, move |mut inbox| async move {
        let peers: Vec<_> = (0..count).map(|_| peer()).collect();
        for peer in &peers {
            process::link(peer.pid()).expect("in a process");
        }
        for peer in &peers[..count / 2] {
            process::unlink(peer.pid()).expect("in a process");
        }
        for peer in &peers {
            peer.send(()).expect("room");
        }
        for _ in count / 2..count {
            assert!(matches!(inbox.recv().await, Mail::Exit(_)));
        }
    });
}

/// Each is linked with the one before; all end by one exit of the first.
pub(crate) fn line(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let first = peer();
        let mut before = first.pid();
        for _ in 1..count {
            let code = move |mut inbox: Inbox<()>| async move {
                process::link(before).expect("in a process");
                inbox.message().await;
            };
            before = process::spawn(code).expect("a runtime").pid();
            // It links while the one before lives.
            tokio::task::yield_now().await;
        }
        assert_eq!(process::count(), count);
        first.exit(ExitReason::Shutdown);
        until_left(0).await;
    });
}

/// Half of the monitors are taken back, the others bring a down.
pub(crate) fn monitors(runtime: &Runtime, count: usize) {
    within(runtime, move |mut inbox| async move {
        let peers: Vec<_> = (0..count).map(|_| peer()).collect();
        let monitor = |peer: &ProcessRef<()>| process::monitor(peer.pid()).expect("in a process");
        let monitors: Vec<_> = peers.iter().map(monitor).collect();
        for monitor in &monitors[..count / 2] {
            assert_eq!(process::demonitor(*monitor), Ok(true));
        }
        for peer in &peers {
            peer.send(()).expect("room");
        }
        for _ in count / 2..count {
            assert!(matches!(inbox.recv().await, Mail::Down(_)));
        }
    });
}

/// Names of half of the processes are given up, those of the others go with them.
pub(crate) fn names(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let name = |at: usize| format!("counts.{at}");
        let peers: Vec<_> = (0..count).map(|_| peer()).collect();
        for (at, peer) in peers.iter().enumerate() {
            process::register(peer.pid(), name(at)).expect("a free name");
        }
        for (at, peer) in peers.iter().enumerate() {
            assert_eq!(process::whereis(&name(at)), Some(peer.pid()));
        }
        for at in 0..count / 2 {
            process::unregister(&name(at)).expect("a name");
        }
        for peer in &peers {
            peer.exit(ExitReason::Shutdown);
        }
        until_left(0).await;
    });
}

/// Timers of one process: set, and half of them cancelled.
pub(crate) fn timers(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let peer = peer();
        let set = |_| peer.send_after(Duration::from_hours(1), ());
        let timers: Vec<_> = (0..count).map(set).collect();
        for timer in &timers[..count / 2] {
            assert!(timer.cancel().is_some());
        }
        peer.exit(ExitReason::Shutdown);
        until_left(0).await;
    });
}

/// One process waits for many replies at once.
pub(crate) fn waits(runtime: &Runtime, count: usize) {
    within(runtime, move |_inbox| async move {
        let counter = counter().await;
        let send = |_| counter.server().send_request::<u64>(CounterCall::Add { by: 1 });
        let requests: Vec<_> = (0..count).map(send).collect();
        for request in requests {
            assert!(request.within(Duration::MAX).await.is_ok());
        }
        counter.server().stop().await.expect("a stop");
    });
}
