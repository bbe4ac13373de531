//! Trials of the wider library: holders of locks that die or are slow, topics that are joined and left again
//! and again, and peers that are there and do not answer.

#[path = "support/inside.rs"]
mod inside;
#[path = "support/threads.rs"]
mod threads;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessRef};
use switchboard::{StopMode, Tree, report};
use threads::{Seed, at_all};
use tokio::task::yield_now;

/// Experiment 32: many want one lock. Who has it dies, is killed, panics, or is only slow: the lock goes on
/// to the next at once, and from one that is slow nobody takes it.
#[test]
fn a_lock_leaves_the_dead_and_stays_with_the_slow() {
    let _quiet = report::subscribe().quiet();
    at_all(|threads| async move {
        let locks: Registry<u8, ()> = Registry::unique().start().await.expect("a start");
        let (held, done) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let holders = 1000;
        let mut seed = Seed(threads as u64);
        let mut killed: Vec<ProcessRef<()>> = Vec::new();
        for _ in 0..holders {
            let (locks, held, done) = (locks.clone(), Arc::clone(&held), Arc::clone(&done));
            let (end, turns) = (seed.below(4), seed.below(40));
            let holder = process::spawn(move |_: Inbox<()>| async move {
                let lock = locks.lock(1).await.expect("it runs");
                let counted = Counted::new(held, done);
                for _ in 0..turns {
                    yield_now().await;
                    assert!(counted.is_alone(), "nobody takes it from one who is slow");
                }
                match end {
                    0 => drop(counted),
                    1 => panic!("told to"),
                    _ => {
                        // It is killed while it holds the lock, or waits for it.
                        let _kept = (counted, &lock);
                        std::future::pending::<()>().await;
                    }
                }
            });
            let holder = holder.expect("a runtime");
            if end > 1 {
                killed.push(holder);
            }
        }
        for holder in killed {
            seed.shuffle().await;
            holder.exit(ExitReason::Kill);
            assert_eq!(holder.ended().await, ExitReason::Killed);
        }
        // Whoever is left ends by itself.
        let last = process::spawn(move |_: Inbox<()>| async move {
            drop(locks.lock(1).await.expect("it is free in the end"));
        });
        assert_eq!(last.expect("a runtime").ended().await, ExitReason::Normal);
        assert_eq!(held.load(Ordering::SeqCst), 0);
        assert!(done.load(Ordering::SeqCst) > 0);
    });
}

/// Somebody who holds the lock.
struct Counted {
    held: Arc<AtomicUsize>,
    done: Arc<AtomicUsize>,
}

impl Counted {
    fn new(held: Arc<AtomicUsize>, done: Arc<AtomicUsize>) -> Self {
        assert_eq!(held.fetch_add(1, Ordering::SeqCst), 0, "one at a time");
        Self { held, done }
    }

    fn is_alone(&self) -> bool {
        self.held.load(Ordering::SeqCst) == 1
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.held.fetch_sub(1, Ordering::SeqCst);
        self.done.fetch_add(1, Ordering::SeqCst);
    }
}

/// What is said about a topic: by whom, and the how manieth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Said(usize, u32);

const SPEAKERS: usize = 4;
const TOPIC: &str = "weather";

/// Experiment 33: one that joins, leaves and joins again, on one topic, hears what is said while it is a
/// member, once, and nothing that was said before or in between.
#[tokio::test(start_paused = true)]
async fn who_joins_again_hears_nothing_twice() {
    let topics: PubSub<Said> = PubSub::spec().start().await.expect("a start");
    inside::inside(|mut inbox: Inbox<Said>| async move {
        let say = |n| topics.broadcast(TOPIC, Said(0, n)).expect("it runs");
        for round in 0..1000 {
            say(4 * round);
            inbox.subscribe(&topics, TOPIC).expect("it runs");
            say(4 * round + 1);
            topics.unsubscribe(TOPIC).expect("it runs");
            say(4 * round + 2);
            inbox.subscribe(&topics, TOPIC).expect("it runs");
            say(4 * round + 3);
            // An unsubscribe of something that has ended ends nothing else.
            topics.unsubscribe("another").expect("it runs");
            assert_eq!(topics.subscribers(TOPIC).expect("it runs").len(), 1);
            topics.unsubscribe(TOPIC).expect("it runs");
            assert_eq!(inbox.message().await, Said(0, 4 * round + 1));
            assert_eq!(inbox.message().await, Said(0, 4 * round + 3));
        }
        assert!(inbox.recv_within(Duration::from_secs(1)).await.is_none());
    })
    .await;
}

/// Experiment 33: the same on threads: while all speak and members come and go, each hears of each speaker
/// what it says in order and once.
#[test]
fn members_that_come_and_go_hear_everything_once() {
    at_all(|threads| async move {
        let topics: PubSub<Said> = PubSub::spec().start().await.expect("a start");
        let over = Arc::new(AtomicBool::new(false));
        let speakers: Vec<_> = (0..SPEAKERS)
            .map(|speaker| {
                let (topics, over) = (topics.clone(), Arc::clone(&over));
                Task::spawn(async move {
                    let mut next = 0;
                    while !over.load(Ordering::SeqCst) {
                        topics.broadcast(TOPIC, Said(speaker, next)).expect("it runs");
                        next += 1;
                        yield_now().await;
                    }
                })
            })
            .collect();
        let members: Vec<_> = (0..8)
            .map(|member| {
                let topics = topics.clone();
                let seed = Seed((threads * 10 + member) as u64);
                process::spawn(move |inbox: Inbox<Said>| member_of(topics, inbox, seed))
            })
            .collect();
        for member in members {
            assert_eq!(member.expect("a runtime").ended().await, ExitReason::Normal);
        }
        over.store(true, Ordering::SeqCst);
        for speaker in speakers {
            speaker.await.expect("it only speaks");
        }
        assert!(topics.subscribers(TOPIC).expect("it runs").is_empty());
    });
}

async fn member_of(topics: PubSub<Said>, mut inbox: Inbox<Said>, mut seed: Seed) {
    let mut next = [0; SPEAKERS];
    for _ in 0..1000 {
        inbox.subscribe(&topics, TOPIC).expect("it runs");
        for _ in 0..=seed.below(8) {
            let Said(speaker, n) = inbox.message().await;
            assert!(n >= next[speaker], "{n} of {speaker} came twice, or late: {next:?}");
            next[speaker] = n + 1;
        }
        topics.unsubscribe(TOPIC).expect("it runs");
        seed.shuffle().await;
    }
}

/// Is there, and does not answer once it is suspended.
#[derive(GenServer, Default)]
#[server(mailbox = 2, shutdown = "3s")]
struct Mute;

#[gen_server]
impl Mute {
    #[call(timeout = "1s")]
    fn ask(&self) {}

    #[cast]
    fn tell(&mut self) {}
}

/// A server under a supervisor, suspended; and both.
async fn suspended() -> (SupervisorRef, Child<Mute>) {
    let mut tree = Tree::new(SupervisorOptions::new(), "Trial");
    let mute: Child<Mute> = tree.child("mute", Mute::child(), ChildOptions::new());
    let supervisor = tree.start().await.expect("a start");
    mute.server().sys().suspend().await.expect("an answer");
    (supervisor, mute)
}

/// How long something takes on the clock that stands still.
async fn time_of<T>(what: impl Future<Output = T>) -> (T, Duration) {
    let begun = process::now();
    let result = what.await;
    (result, begun.elapsed())
}

const SECOND: Duration = Duration::from_secs(1);

/// Experiment 35: a peer that is there, takes messages and answers none: whatever one wants of it comes to its
/// end when its time is up, and `sys`, a monitor and a kill need no time at all.
#[tokio::test(start_paused = true)]
async fn what_is_wanted_of_one_that_is_suspended_ends_in_its_time() {
    let _quiet = report::subscribe().quiet();
    let (supervisor, mute) = suspended().await;
    let (asked, took) = time_of(mute.ask()).await;
    assert!(matches!(asked, Err(CallError::Timeout { .. })), "{asked:?}");
    assert_eq!(took, SECOND);
    // The call that was given up, and one more, are all that it takes.
    mute.tell().expect("room");
    assert!(mute.tell().is_err_and(|refused| refused.is_full()));
    let (asked, took) = time_of(mute.ask()).await;
    assert!(matches!(asked, Err(CallError::Timeout { .. })), "also in the line: {asked:?}");
    assert_eq!(took, SECOND);
    let (status, took) = time_of(mute.server().sys().get_status()).await;
    assert!(status.is_ok() && took.is_zero(), "{status:?}");
    let (counted, took) = time_of(supervisor.count_children()).await;
    assert!(counted.is_ok() && took.is_zero(), "{counted:?}");

    let (stopped, took) = time_of(mute.server().stop_mode(StopMode::DrainFor(2 * SECOND))).await;
    assert!(stopped.is_ok() && took <= 2 * SECOND, "{stopped:?} after {took:?}");
    supervisor.stop().await.expect("it runs");

    let (supervisor, mute) = suspended().await;
    let (report, took) = time_of(supervisor.stop()).await;
    assert!(report.is_ok() && took <= 3 * SECOND, "{report:?} after {took:?}");
    assert!(!Child::is_alive(&mute));

    let (supervisor, mute) = suspended().await;
    let ended = mute.server().ended();
    mute.server().kill();
    assert_eq!(time_of(ended).await, (ExitReason::Killed, Duration::ZERO));
    supervisor.stop().await.expect("it runs");
}
