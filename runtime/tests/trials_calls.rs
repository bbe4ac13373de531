//! Trials of calls: behind a panic, in rings, and with answers that come too late.

#[path = "support/inside.rs"]
mod inside;
#[path = "support/threads.rs"]
mod threads;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process::{Inbox, PanicInfo};
use switchboard::{Tree, report};
use threads::{Seed, at_all};
use tokio::sync::Notify;
use tokio::task::yield_now;

/// Panics when it is told to; each incarnation has a number.
#[derive(GenServer)]
struct Fragile {
    incarnation: u32,
}

#[gen_server]
impl Fragile {
    #[init]
    fn begin(starts: Arc<AtomicU32>) -> Self {
        Self { incarnation: starts.fetch_add(1, Ordering::Relaxed) }
    }

    #[cast]
    async fn slow(&mut self, gate: Arc<Notify>) {
        gate.notified().await;
    }

    #[cast]
    fn fall(&mut self) {
        panic!("told to");
    }

    #[call(timeout = infinity)]
    fn incarnation(&self) -> u32 {
        self.incarnation
    }
}

/// Five calls that wait behind a slow message and one that panics; what they get.
async fn behind_a_panic(fragile: &FragileRef, seed: &mut Seed) -> Vec<Result<u32, CallError>> {
    let gate = Arc::new(Notify::new());
    fragile.slow(Arc::clone(&gate)).expect("room");
    while fragile.server().mailbox_len() > 0 {
        yield_now().await;
    }
    seed.shuffle().await;
    fragile.fall().expect("room");
    let calls: Vec<_> = (0..5)
        .map(|_| {
            let fragile = fragile.clone();
            Task::spawn(async move { fragile.incarnation().await })
        })
        .collect();
    while fragile.server().mailbox_len() < 6 {
        yield_now().await;
    }
    seed.shuffle().await;
    gate.notify_one();
    let mut outcomes = Vec::new();
    for call in calls {
        outcomes.push(call.await.expect("a call does not fail its caller"));
    }
    outcomes
}

/// Experiment 4: calls that wait behind a message that panics end, each with the panic.
#[test]
fn calls_behind_a_panic_end_with_it() {
    let _quiet = report::subscribe().quiet();
    at_all(|_| async {
        let mut seed = Seed(4);
        for _ in 0..1000 {
            let fragile = Fragile::start(Arc::default()).await.expect("a start");
            for outcome in behind_a_panic(&fragile, &mut seed).await {
                let Err(CallError::Exited { reason, .. }) = outcome else { panic!("{outcome:?}") };
                assert_eq!(reason.as_panic().map(PanicInfo::message), Some("told to"));
            }
        }
    });
}

/// Experiment 4: the same of a child, whose next incarnation answers those that come later.
#[test]
fn calls_after_a_panic_reach_the_next_incarnation() {
    let _quiet = report::subscribe().quiet();
    at_all(|_| async {
        let starts = Arc::new(AtomicU32::new(0));
        let mut tree = Tree::new(SupervisorOptions::new().max_restarts(usize::MAX), "Trial");
        let counter = Arc::clone(&starts);
        let spec = ChildSpec::<Fragile>::with(move || (Arc::clone(&counter),));
        let fragile: Child<Fragile> = tree.child("fragile", spec, ChildOptions::new());
        let supervisor = tree.start().await.expect("a start");
        let mut seed = Seed(4);
        for round in 0..1000 {
            for outcome in behind_a_panic(&fragile, &mut seed).await {
                let by_panic = matches!(&outcome,
                    Err(CallError::Exited { reason, .. }) if reason.as_panic().is_some());
                assert!(by_panic || outcome == Ok(round + 1), "{outcome:?}");
            }
            while fragile.incarnation().await != Ok(round + 1) {
                yield_now().await;
            }
        }
        supervisor.stop().await.expect("a stop");
    });
}

type Walked = Result<usize, CallError>;

/// Calls the next of a path.
#[derive(GenServer, Default)]
#[server(mailbox = 1)]
struct Node;

#[gen_server]
impl Node {
    /// How many came after this one.
    #[call(timeout = infinity)]
    async fn walk(&mut self, mut path: Vec<NodeRef>) -> Walked {
        let Some(next) = path.pop() else { return Ok(0) };
        Ok(next.walk(path).await?? + 1)
    }

    /// Walks when the gate is open.
    #[call(timeout = infinity)]
    async fn wait_and_walk(&mut self, gate: Arc<Notify>, path: Vec<NodeRef>) -> Walked {
        gate.notified().await;
        self.walk(path).await
    }

    #[cast]
    fn nothing(&mut self) {}
}

async fn nodes(count: usize) -> Vec<NodeRef> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(Node::start().await.expect("a start"));
    }
    all
}

/// Asserts that a walk ended because these, in this order, wait for each other.
fn is_a_ring(outcome: &Walked, of: &[NodeRef]) {
    let Err(CallError::Deadlock { ring, .. }) = outcome else { panic!("{outcome:?}") };
    let expected: Vec<_> = of.iter().filter_map(|node| node.server().pid()).collect();
    let mut found: Vec<_> = ring.pids().collect();
    let first = found.iter().position(|pid| *pid == expected[0]).expect("it is in the ring");
    found.rotate_left(first);
    assert_eq!(found, expected);
    for pid in expected {
        assert!(ring.to_string().contains(&pid.to_string()), "{ring}");
    }
}

/// Experiment 5: a server that calls itself, two that call each other, and a ring of five: without any
/// timeout each is an error that names the ring.
#[test]
fn a_ring_of_calls_is_named() {
    at_all(|_| async {
        let mut seed = Seed(5);
        for _ in 0..1000 {
            for count in [1, 2, 5] {
                seed.shuffle().await;
                let ring = nodes(count).await;
                let mut path: Vec<_> = ring[1..].iter().chain([&ring[0]]).cloned().collect();
                path.reverse();
                let outcome = ring[0].walk(path).await.expect("the first is no part of a ring");
                if count == 1 {
                    assert!(matches!(outcome, Err(CallError::CallingSelf { .. })), "{outcome:?}");
                } else {
                    is_a_ring(&outcome, &ring);
                }
            }
        }
    });
}

/// Experiment 5: a ring is closed as well by who only waits for room in a full mailbox.
#[test]
fn a_ring_through_a_full_mailbox_is_named() {
    at_all(|_| async {
        let mut seed = Seed(5);
        for _ in 0..1000 {
            let ring = nodes(2).await;
            let (a, b) = (ring[0].clone(), ring[1].clone());
            let gate = Arc::new(Notify::new());
            let walk = Task::spawn({
                let (first, gate) = (a.clone(), Arc::clone(&gate));
                async move { first.wait_and_walk(gate, vec![a, b]).await }
            });
            // It takes no more once it handles the call and this waits.
            while !matches!(ring[0].nothing(), Err(CastError::Full(_))) {
                yield_now().await;
            }
            seed.shuffle().await;
            gate.notify_one();
            let outcome = walk.await.expect("a task").expect("the first is no part of a ring");
            is_a_ring(&outcome, &ring);
        }
    });
}

/// Experiment 5: where calls go one way only, nobody is told of a ring, however many there are at once.
#[test]
fn no_ring_is_seen_where_there_is_none() {
    const NODES: usize = 24;
    at_all(|_| async {
        let all: Arc<[NodeRef]> = nodes(NODES).await.into();
        let callers: Vec<_> = (0..16)
            .map(|seed| {
                let all = Arc::clone(&all);
                Task::spawn(async move {
                    let mut seed = Seed(seed);
                    for _ in 0..1000 {
                        let mut at = 0;
                        let mut path = Vec::new();
                        while at < NODES {
                            path.push(all[at].clone());
                            at += 1 + seed.below(8);
                        }
                        path.reverse();
                        let (first, length) = (path.pop().expect("one"), path.len());
                        assert_eq!(first.walk(path).await, Ok(Ok(length)));
                    }
                })
            })
            .collect();
        for caller in callers {
            caller.await.expect("no false alarm");
        }
    });
}

/// Answers each question in its own time.
#[derive(GenServer, Default)]
struct Oracle;

#[gen_server]
impl Oracle {
    #[call(timeout = "10ms")]
    fn ask(&mut self, question: u32, after: Duration, reply: ReplyTo<u32>) {
        drop(Task::spawn(async move {
            inside::pass(after).await;
            reply.send(question);
        }));
    }
}

/// Experiment 8: an answer that comes a millisecond after its caller has given up is never taken for that
/// to the next question, and nothing of it is in the caller's mailbox.
#[tokio::test(start_paused = true)]
async fn a_late_answer_is_not_the_next_one() {
    let oracle = Oracle::start().await.expect("a start");
    let asking = |mut inbox: Inbox<()>| async move {
        for question in 0..2000 {
            let (late, soon) = (Duration::from_millis(11), Duration::from_millis(5));
            let first = oracle.ask(2 * question, late).await;
            assert!(matches!(first, Err(CallError::Timeout { .. })), "{first:?}");
            assert_eq!(oracle.ask(2 * question + 1, soon).await, Ok(2 * question + 1));
        }
        inside::nothing_more(&mut inbox).await;
    };
    inside::inside(asking).await;
}
