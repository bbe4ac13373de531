//! How often the runtime asks for memory, how much of it an idle process has, and what is given back.
//!
//! The counter sees all threads, so everything is one test, on one thread.

#[path = "support/heap.rs"]
mod heap;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use heap::{ALLOCATOR, held};
use stats_alloc::Stats;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use tokio::runtime::Builder;
use tokio::sync::Notify;

/// A server with a small state.
#[derive(GenServer, Default)]
#[server(mailbox = unbounded)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[cast]
    fn bump(&mut self, by: u64) {
        self.total += by;
    }

    #[cast]
    async fn wait(&mut self, gate: Arc<Notify>) {
        gate.notified().await;
    }
}

/// How often memory was asked for, so far.
fn asked(stats: &Stats) -> usize {
    stats.allocations + stats.reallocations
}

/// How often `code` asks for memory.
async fn asked_by(code: impl Future<Output = ()>) -> usize {
    let before = asked(&ALLOCATOR.stats());
    code.await;
    asked(&ALLOCATOR.stats()) - before
}

async fn counter() -> CounterRef {
    Counter::start().await.expect("a start")
}

async fn calls(counter: &CounterRef, count: usize) {
    for _ in 0..count {
        black_box(counter.add(1).await.expect("a reply"));
    }
}

async fn casts(counter: &CounterRef, count: usize) {
    for _ in 0..count {
        counter.bump(1).expect("room");
        tokio::task::consume_budget().await;
    }
    counter.add(0).await.expect("a reply");
}

/// Runs the other tasks until only `left` processes are there.
async fn until_left(left: usize) {
    while process::count() > left {
        tokio::task::yield_now().await;
    }
    // Whoever was killed is looked after once more, and then forgotten.
    tokio::time::advance(Duration::from_mins(1)).await;
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
}

async fn a_call_asks_for_nothing() {
    let counter = counter().await;
    // The runtime of tokio makes a list when a task first gives way.
    calls(&counter, 5_000).await;
    assert_eq!(asked_by(calls(&counter, 10_000)).await, 0);
    counter.server().kill();
}

/// A few for the queue, which is kept.
async fn a_cast_asks_for_nothing_when_the_queue_has_grown() {
    let counter = counter().await;
    casts(&counter, 10_000).await;
    // The call at the end of them waits.
    let alone = asked_by(casts(&counter, 1)).await;
    let asked = asked_by(casts(&counter, 10_000)).await;
    assert!(asked <= alone + 16, "{asked} times for 10000 casts, {alone} for one");
    counter.server().kill();
}

/// Each of them wakes the server, which then rests.
async fn a_cast_to_a_server_that_rests_asks_for_nothing() {
    let counter = counter().await;
    let one_by_one = async |count: usize| {
        for _ in 0..count {
            counter.bump(1).expect("room");
            while counter.server().mailbox_len() > 0 {
                tokio::task::yield_now().await;
            }
        }
    };
    one_by_one(1000).await;
    assert_eq!(asked_by(one_by_one(10_000)).await, 0);
    counter.server().kill();
}

/// What a million of them take is a million times this, beside what the allocator itself needs.
async fn an_idle_process_is_small() {
    const COUNT: usize = 10_000;
    until_left(0).await;
    counter().await.server().kill();
    until_left(0).await;
    let mut all = Vec::with_capacity(COUNT);
    let before = (ALLOCATOR.stats(), held());
    for _ in 0..COUNT {
        all.push(counter().await);
    }
    let (stats, now) = (ALLOCATOR.stats(), held());
    let bytes = (now - before.1) / COUNT;
    let blocks = stats.allocations - before.0.allocations;
    let kept = blocks - (stats.deallocations - before.0.deallocations);
    println!("{bytes} bytes in {} blocks; {} were asked for", kept / COUNT, blocks / COUNT);
    // The place of a message beside the queue is 40 of them, and 56 more with tracing and metrics.
    assert!(bytes <= 500, "{bytes} bytes for an idle process");
    // The cell; tables have a few of their own.
    assert_eq!(kept / COUNT, 1, "blocks for an idle process");
    // And a place for the outcome of `init`.
    assert!(blocks / COUNT <= 2, "{} blocks to start a process", blocks / COUNT);
    for counter in &all {
        counter.server().kill();
    }
}

/// Processes, their entries in the tables, and what the tables grew to.
async fn very_many_processes_leave_nothing_behind() {
    let round = async |count: usize| {
        let mut all = Vec::new();
        for at in 0..count {
            let counter = counter().await;
            process::register(counter.server().pid().expect("it runs"), format!("many.{at}"))
                .expect("a free name");
            all.push(counter);
        }
        for counter in &all {
            counter.server().kill();
        }
        drop(all);
        until_left(0).await;
    };
    round(100).await;
    let before = held();
    round(50_000).await;
    let left = held().saturating_sub(before);
    // All were woken at once, and tokio keeps a queue for so many: eight bytes for each.
    assert!(left < 640 * 1024, "{left} bytes are left of 50000 processes");
}

async fn a_mailbox_that_was_full_is_small_again() {
    let counter = counter().await;
    casts(&counter, 1000).await;
    let before = held();
    let gate = Arc::new(Notify::new());
    counter.wait(Arc::clone(&gate)).expect("room");
    tokio::task::yield_now().await;
    for _ in 0..1_000_000 {
        counter.bump(1).expect("room");
    }
    assert!(held() - before > 16_000_000, "a million messages are somewhere");
    gate.notify_one();
    counter.add(0).await.expect("a reply");
    let left = held().saturating_sub(before);
    assert!(left < 64 * 1024, "{left} bytes are left of a million messages");
    counter.server().kill();
}

/// A process whose links and monitors were many has small tables again.
async fn links_and_monitors_leave_nothing_behind() {
    const COUNT: usize = 20_000;
    let peer = || {
        let code = |mut inbox: Inbox<()>| async move { inbox.message().await };
        process::spawn(code).expect("a runtime")
    };
    let (done, gate) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (told, open) = (Arc::clone(&done), Arc::clone(&gate));
    let code = move |mut inbox: Inbox<()>| async move {
        for count in [10, COUNT] {
            let peers: Vec<_> = (0..count).map(|_| peer()).collect();
            for peer in &peers {
                process::link(peer.pid()).expect("in a process");
                process::monitor(peer.pid()).expect("in a process");
                peer.send(()).expect("room");
            }
            for _ in 0..2 * count {
                assert!(!matches!(inbox.recv().await, Mail::Message(())));
            }
            drop(peers);
            told.notify_one();
            open.notified().await;
        }
    };
    let watcher = ProcessOptions::new().trap_exit(true).spawn(code).expect("a runtime");
    done.notified().await;
    until_left(1).await;
    let before = held();
    gate.notify_one();
    done.notified().await;
    until_left(1).await;
    let left = held().saturating_sub(before);
    assert!(left < 64 * 1024, "{left} bytes are left of {COUNT} links and monitors");
    gate.notify_one();
    watcher.ended().await;
}

#[test]
fn memory_is_asked_for_and_given_back() {
    let runtime =
        Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
    runtime.block_on(async {
        a_call_asks_for_nothing().await;
        a_cast_asks_for_nothing_when_the_queue_has_grown().await;
        a_cast_to_a_server_that_rests_asks_for_nothing().await;
        an_idle_process_is_small().await;
        very_many_processes_leave_nothing_behind().await;
        a_mailbox_that_was_full_is_small_again().await;
        links_and_monitors_leave_nothing_behind().await;
    });
}
