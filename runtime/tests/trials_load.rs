//! Trials of load: a stop with a backlog, and a flood.

#[path = "support/actor.rs"]
mod actor;
#[path = "support/threads.rs"]
mod threads;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use actor::Actor;
use switchboard::prelude::*;
use switchboard::{StopMode, report};
use threads::{Seed, at_all, in_full, rounds};
use tokio::sync::Notify;
use tokio::task::{consume_budget, yield_now};

/// Notes the numbers that it handles, once it may.
#[derive(GenServer)]
struct Pile {
    next: u64,
    handled: Arc<AtomicU64>,
}

#[gen_server]
impl Pile {
    #[init]
    fn open(handled: Arc<AtomicU64>) -> Self {
        Self { next: 0, handled }
    }

    #[cast]
    async fn wait(&mut self, gate: Arc<Notify>) {
        gate.notified().await;
    }

    #[cast]
    fn put(&mut self, n: u64) {
        assert_eq!(n, self.next, "in order");
        self.next += 1;
        self.handled.fetch_add(1, Ordering::SeqCst);
    }
}

/// Experiment 1: the same on threads, with the stop at some moment of the work: what was handled and what the
/// report tells of is all that was sent, and what was handled came in order.
#[test]
fn a_backlog_is_accounted_for_on_any_number_of_threads() {
    const BACKLOG: usize = 10_000;
    let _quiet = report::subscribe().quiet();
    at_all(|threads| async move {
        let mut seed = Seed(threads as u64);
        for round in 0..rounds(20) {
            let mode = match round % 4 {
                0 => StopMode::Drain,
                1 => StopMode::DrainFor(Duration::from_hours(1)),
                2 => StopMode::DrainFor(Duration::ZERO),
                _ => StopMode::Now,
            };
            let (handled, gate) = (Arc::new(AtomicU64::new(0)), Arc::new(Notify::new()));
            let pile = Pile::start(Arc::clone(&handled)).await.expect("a start");
            pile.wait(Arc::clone(&gate)).expect("room");
            for n in 0..BACKLOG as u64 {
                pile.put(n).expect("room");
            }
            while pile.server().mailbox_len() > BACKLOG {
                yield_now().await;
            }
            gate.notify_one();
            seed.shuffle().await;
            let report = pile.server().stop_mode(mode).await.expect("it runs");
            let counted = handled.load(Ordering::SeqCst) + report.lost();
            assert_eq!(counted, BACKLOG as u64, "{mode:?}: {report}");
            if round % 4 < 2 {
                assert_eq!(report.lost(), 0, "{mode:?}: {report}");
            }
        }
    });
}

/// What a flood came to.
#[derive(Default)]
struct Tide {
    handled: AtomicU64,
    exits: AtomicUsize,
    downs: AtomicUsize,
    /// How many were handled before the last notice.
    before: AtomicU64,
}

impl Tide {
    fn note(&self, notices: &AtomicUsize) {
        self.before.store(self.handled.load(Ordering::SeqCst), Ordering::SeqCst);
        notices.fetch_add(1, Ordering::SeqCst);
    }
}

const ROOM: usize = 256;

/// A server that takes its time, with a full mailbox in the way that its name says.
macro_rules! flooded {
    ($name:ident, $overflow:ident) => {
        #[derive(GenServer)]
        #[server(mailbox = 256, overflow = $overflow, trap_exit)]
        struct $name {
            tide: Arc<Tide>,
        }

        #[gen_server]
        impl $name {
            #[init]
            fn open(tide: Arc<Tide>) -> Self {
                Self { tide }
            }

            #[call]
            fn watch(&mut self, pid: Pid, cx: &mut Context<Self>) {
                cx.link(pid);
                cx.monitor(pid);
            }

            #[cast]
            async fn put(&mut self) {
                if self.tide.handled.fetch_add(1, Ordering::SeqCst) % 16 == 0 {
                    yield_now().await;
                }
            }

            #[info]
            fn exited(&mut self, _exit: Exit) {
                self.tide.note(&self.tide.exits);
            }

            #[info]
            fn down(&mut self, _down: Down) {
                self.tide.note(&self.tide.downs);
            }
        }

        impl $name {
            /// Floods one, while what it watches ends.
            async fn trial(total: u64) {
                let tide = Arc::new(Tide::default());
                let server = Self::start(Arc::clone(&tide)).await.expect("a start");
                let mut peers = Vec::new();
                for _ in 0..PEERS {
                    let peer = Actor::new();
                    server.watch(peer.pid()).await.expect("a reply");
                    peers.push(peer);
                }
                let before = switchboard::process::info(server.server().pid().expect("it runs"));
                assert_eq!(before.map(|info| info.dropped), Some(0));
                let producers: Vec<_> = (0..4)
                    .map(|_| {
                        let server = server.clone();
                        Task::spawn(async move {
                            let mut sent = 0;
                            while sent < total / 4 {
                                match server.put() {
                                    Ok(()) => sent += 1,
                                    Err(_) => server.server().ready().await.expect("it runs"),
                                }
                                assert!(server.server().mailbox_len() <= ROOM, "it is bounded");
                                consume_budget().await;
                            }
                        })
                    })
                    .collect();
                for (at, peer) in peers.iter().enumerate() {
                    // In the middle of the flood, until that is over.
                    yield_now().await;
                    peer.kill().await;
                    // Both notices are in the mailbox now.
                    let sent = tide.handled.load(Ordering::SeqCst);
                    let told = || {
                        let counts = [&tide.exits, &tide.downs];
                        counts.iter().all(|count| count.load(Ordering::SeqCst) > at)
                    };
                    while !told() {
                        yield_now().await;
                    }
                    let passed = tide.before.load(Ordering::SeqCst).saturating_sub(sent);
                    // Those that waited, and the one in hand.
                    assert!(passed <= ROOM as u64 + 1, "{passed} messages before a notice");
                }
                for producer in producers {
                    producer.await.expect("no crash");
                }
                let pid = server.server().pid().expect("it runs");
                let dropped = || switchboard::process::info(pid).expect("it runs").dropped;
                while tide.handled.load(Ordering::SeqCst) + dropped() < total / 4 * 4 {
                    yield_now().await;
                }
                assert_eq!(tide.handled.load(Ordering::SeqCst) + dropped(), total / 4 * 4);
                assert_eq!(server.server().mailbox_len(), 0);
                assert_eq!(tide.exits.load(Ordering::SeqCst), PEERS);
                assert_eq!(tide.downs.load(Ordering::SeqCst), PEERS);
                server.server().stop().await.expect("a stop");
            }
        }
    };
}

/// How many peers end in a flood.
const PEERS: usize = 100;

flooded!(Refusing, refuse);
flooded!(Forgetting, drop_oldest);
flooded!(Deaf, drop_newest);

/// Experiment 28: four producers and a slow consumer, in each way to meet a full mailbox: it stays bounded,
/// each message is handled, dropped and counted, or given back, and each notice comes, not behind the flood.
#[test]
fn a_flood_is_bounded_and_loses_no_notice() {
    let total = if in_full() { 4_000_000 } else { 200_000 };
    let _quiet = report::subscribe().quiet();
    at_all(|_| async move {
        Refusing::trial(total).await;
        Forgetting::trial(total).await;
        Deaf::trial(total).await;
    });
}
