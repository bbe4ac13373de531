//! What is left after very much of everything: calls that ran out of time, children that came and went, and
//! panics. `SWITCHBOARD_LONG_RUN` makes it more.
//!
//! The counter of memory sees all threads, so everything is one test, on one thread.

#[path = "support/heap.rs"]
mod heap;

use std::time::Duration;

use heap::held;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, PanicInfo};
use switchboard::{PgScope, PgSpec, report};
use tokio::runtime::Builder;
use tokio::sync::oneshot;
use tokio::task::yield_now;

/// What tables keep of their growth, and tokio of its queues.
const KEPT: usize = 256 * 1024;

/// Runs the others until only `left` processes are there, and lets go what is kept for a while.
async fn until_left(left: usize) {
    while process::count() > left {
        yield_now().await;
    }
    tokio::time::advance(Duration::from_mins(1)).await;
    for _ in 0..10 {
        yield_now().await;
    }
}

/// Runs `round` a little, then `times`, and asserts that the heap is as it was.
async fn is_flat(what: &str, times: usize, mut round: impl AsyncFnMut()) {
    let left = process::count();
    for _ in 0..2 {
        round().await;
        until_left(left).await;
    }
    let before = held();
    for _ in 0..times {
        round().await;
    }
    until_left(left).await;
    let grown = held().saturating_sub(before);
    println!("{what}, {times} times: {grown} bytes more");
    assert!(grown < KEPT, "{what}: {grown} bytes are left");
}

/// Handles nothing while it waits for its gate.
#[derive(GenServer, Default)]
#[server(mailbox = unbounded)]
struct Stuck;

#[gen_server]
impl Stuck {
    #[cast]
    async fn wait(&mut self, gate: oneshot::Receiver<()>) {
        gate.await.expect("the test opens it");
    }

    #[call(timeout = "1ms")]
    fn echo(&self, n: usize) -> usize {
        n
    }
}

/// As many callers as there are at once, and how often each calls.
const CALLERS: usize = 1000;
const CALLS: usize = 50;

/// 50,000 calls that run out of time while their server is stuck; then it is let go, and answers right.
async fn calls_that_ran_out_of_time(stuck: &StuckRef) {
    let (open, gate) = oneshot::channel();
    stuck.wait(gate).expect("room");
    let caller = |n: usize| {
        let stuck = stuck.clone();
        Task::spawn(async move {
            for _ in 0..CALLS {
                let outcome = stuck.echo(n).await;
                assert!(matches!(outcome, Err(CallError::Timeout { .. })), "{outcome:?}");
            }
            stuck
        })
    };
    let callers: Vec<_> = (0..CALLERS).map(caller).collect();
    let mut done = Vec::with_capacity(CALLERS);
    for caller in callers {
        done.push(caller.await.expect("a caller does not fail"));
    }
    open.send(()).expect("it waits");
    while stuck.server().mailbox_len() > 0 {
        yield_now().await;
    }
    for (n, stuck) in done.iter().enumerate() {
        assert_eq!(stuck.echo(n).await, Ok(n), "no late answer is taken for this one");
    }
}

/// Ends soon, and is known by everything that can know a process.
#[derive(GenServer)]
#[server(mailbox = 8)]
struct Mayfly;

#[gen_server]
impl Mayfly {
    #[init]
    fn hatch(
        name: String,
        world: World,
        cx: &mut Context<Self>,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        process::register(cx.pid(), name.clone())?;
        world.keys.register(name, 1)?;
        world.groups.join_self("swarm")?;
        cx.subscribe(&world.topics, "dusk")?;
        Ok(Self)
    }

    #[info]
    fn dusk(&mut self, _dusk: Dusk, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Normal);
    }
}

/// What is said to all.
#[derive(Clone, Debug)]
struct Dusk;

/// Where processes are known.
#[derive(Clone)]
struct World {
    keys: Registry<String, u32>,
    groups: PgScope<&'static str>,
    topics: PubSub<Dusk>,
}

/// A hundred children come, are watched by somebody, and go at once.
async fn children_that_come_and_go(flies: &DynamicSupervisor<Mayfly>, world: &World) {
    const SWARM: usize = 100;
    let mut pids = Vec::with_capacity(SWARM);
    for at in 0..SWARM {
        let args = (format!("mayfly.{at}"), world.clone());
        let spec = ChildSpec::<Mayfly>::once(args).restart(Restart::Temporary);
        let child = flies.start_child(spec).await.expect("a child");
        pids.push(Child::pid(&child).expect("it runs"));
    }
    let (tell, told) = oneshot::channel();
    let watch = move |mut inbox: Inbox<()>| async move {
        for pid in &pids {
            process::monitor(*pid).expect("in a process");
        }
        tell.send(()).expect("the test listens");
        for _ in pids {
            inbox.recv().await;
        }
    };
    let watcher = process::spawn(watch).expect("a runtime");
    told.await.expect("it watches");
    world.topics.broadcast("dusk", Dusk).expect("it runs");
    watcher.ended().await;
    while flies.count_children().await.expect("it lives").specs > 0 {
        yield_now().await;
    }
    assert!(process::registered().iter().all(|name| !name.starts_with("mayfly")));
    assert!(world.groups.which_groups().is_empty());
    assert!(world.topics.subscribers("dusk").expect("it runs").is_empty());
    assert_eq!(world.keys.count(), Ok(0));
}

/// Many that panic at the same moment.
async fn panics_at_once(many: usize) {
    let all: Vec<_> = (0..many)
        .map(|_| {
            let code = |mut inbox: Inbox<bool>| async move {
                let sound: bool = inbox.message().await;
                assert!(sound, "all at once");
            };
            process::spawn(code).expect("a runtime")
        })
        .collect();
    yield_now().await;
    for process in &all {
        process.send(false).expect("room");
    }
    for process in &all {
        let end = process.ended().await;
        assert_eq!(end.as_panic().map(PanicInfo::message), Some("all at once"));
    }
}

/// Experiments 7 and 21: a million calls that run out of time, 200,000 children that are known everywhere,
/// and 100,000 panics at once leave nothing in any table and nothing on the heap.
#[test]
fn very_much_of_everything_leaves_nothing() {
    let _quiet = report::subscribe().quiet();
    let long: usize = std::env::var("SWITCHBOARD_LONG_RUN").map_or(1, |times| {
        times.parse().expect("SWITCHBOARD_LONG_RUN is how many times as long it takes")
    });
    let runtime =
        Builder::new_current_thread().enable_all().start_paused(true).build().expect("a runtime");
    runtime.block_on(async {
        let stuck = Stuck::start().await.expect("a start");
        is_flat("50,000 calls that ran out of time", 20 * long, async || {
            calls_that_ran_out_of_time(&stuck).await;
        })
        .await;
        stuck.server().stop().await.expect("a stop");

        let world = World {
            keys: Registry::unique().start().await.expect("a start"),
            groups: PgSpec::new().start().await.expect("a start"),
            topics: PubSub::spec().start().await.expect("a start"),
        };
        let flies = Mayfly::dynamic().start().await.expect("a start");
        is_flat("100 children that came and went", 2000 * long, async || {
            children_that_come_and_go(&flies, &world).await;
        })
        .await;

        is_flat("100,000 panics at once", long, async || panics_at_once(100_000).await).await;
    });
}
