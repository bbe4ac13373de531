//! Speed does not come at the price of the neighbours: who is busy without end leaves the others their
//! turns. Bounds are in turns and in messages, never in time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use tokio::sync::oneshot;
use tokio::task::yield_now;

const NEIGHBOURS: usize = 1000;

/// As many as the queue of one worker of a pool holds; others wait in one that all workers share, and how
/// often it is looked at is tokio's decision.
const IN_A_POOL: usize = 200;

/// What wakes itself comes first on the worker of a pool, but not more often than this in a row.
const TURNS_IN_A_POOL: u64 = 5;

/// How many turns each neighbour takes.
const TURNS: u64 = 20;

/// Tokio's budget: what a task may do in one turn.
const BUDGET: u64 = 128;

/// How many calls that run on their caller cost one unit of it.
const CALLS_PER_UNIT: u64 = 8;

/// After how many turns of tasks a runtime of tokio looks at its timers.
const TURNS_PER_LOOK: u64 = 61;

/// Where what would go on for ever gives up, so that the test fails and does not hang.
const ENOUGH: u64 = 20_000_000;

/// Counts where the test can see it.
#[derive(GenServer)]
#[server(mailbox = unbounded)]
struct Busy {
    done: Arc<AtomicU64>,
    ticks: Arc<AtomicU64>,
}

#[gen_server]
impl Busy {
    #[init]
    fn open(done: Arc<AtomicU64>, ticks: Arc<AtomicU64>) -> Self {
        Self { done, ticks }
    }

    #[call]
    fn count(&mut self) -> u64 {
        self.done.fetch_add(1, Ordering::Relaxed) + 1
    }

    #[call]
    async fn count_later(&mut self) -> u64 {
        self.done.fetch_add(1, Ordering::Relaxed) + 1
    }

    #[cast]
    fn note(&mut self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    #[every("1ms")]
    fn tick(&mut self) {
        self.ticks.fetch_add(1, Ordering::Relaxed);
    }
}

/// A busy server, and whether to go on with what keeps it busy.
struct Scene {
    server: BusyRef,
    done: Arc<AtomicU64>,
    ticks: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

impl Scene {
    async fn open() -> Self {
        let (done, ticks) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let server = Busy::start(Arc::clone(&done), Arc::clone(&ticks)).await.expect("a start");
        Self { server, done, ticks, over: Arc::new(AtomicBool::new(false)) }
    }

    fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// Somebody who calls without end.
    fn call_for_ever(&self) -> Task<()> {
        let (server, over) = (self.server.clone(), Arc::clone(&self.over));
        Task::spawn(async move {
            while !over.load(Ordering::Relaxed) {
                assert!(server.count().await.expect("a reply") < ENOUGH, "the others starve");
            }
        })
    }

    /// Somebody who calls without end, with a handler that may wait and never does.
    fn call_later_for_ever(&self) -> Task<()> {
        let (server, over) = (self.server.clone(), Arc::clone(&self.over));
        Task::spawn(async move {
            while !over.load(Ordering::Relaxed) {
                assert!(server.count_later().await.expect("a reply") < ENOUGH, "the others starve");
            }
        })
    }

    /// Somebody who never lets the mailbox get empty.
    fn flood(&self) -> Task<()> {
        let (server, over) = (self.server.clone(), Arc::clone(&self.over));
        let done = Arc::clone(&self.done);
        Task::spawn(async move {
            while !over.load(Ordering::Relaxed) {
                while (server.server().mailbox_len() as u64) < 2 * BUDGET
                    && server.server().is_alive()
                {
                    server.note().expect("room");
                }
                assert!(done.load(Ordering::Relaxed) < ENOUGH, "the others starve");
                yield_now().await;
            }
        })
    }

    async fn close(self, busy: Task<()>) {
        self.over.store(true, Ordering::Relaxed);
        busy.await.expect("nobody starves");
        self.server.server().kill();
    }
}

/// Lets every neighbour take its turns; how much was done for each turn of the slowest one.
async fn done_per_turn(scene: &Scene, neighbours: usize) -> u64 {
    let before = scene.done();
    let turns = || async {
        for _ in 0..TURNS {
            yield_now().await;
        }
    };
    let all: Vec<_> = (0..neighbours).map(|_| Task::spawn(turns())).collect();
    for neighbour in all {
        neighbour.await.expect("a neighbour does not fail");
    }
    (scene.done() - before) / TURNS
}

/// A loop of calls that run on their caller is one neighbour among others.
async fn calls_leave_turns(neighbours: usize, turns: u64) {
    let scene = Scene::open().await;
    let busy = scene.call_for_ever();
    let most = turns * BUDGET * CALLS_PER_UNIT;
    let done = done_per_turn(&scene, neighbours).await;
    assert!(0 < done && done <= most, "{done} calls for one turn of the others");
    scene.close(busy).await;
}

/// So is a loop of calls of `async` handlers.
async fn async_calls_leave_turns(neighbours: usize, turns: u64) {
    let scene = Scene::open().await;
    let busy = scene.call_later_for_ever();
    let most = turns * BUDGET * CALLS_PER_UNIT;
    let done = done_per_turn(&scene, neighbours).await;
    assert!(0 < done && done <= most, "{done} calls for one turn of the others");
    scene.close(busy).await;
}

/// A server whose mailbox never gets empty is one neighbour among others.
async fn a_flood_leaves_turns(neighbours: usize, turns: u64) {
    let scene = Scene::open().await;
    let busy = scene.flood();
    let done = done_per_turn(&scene, neighbours).await;
    assert!(0 < done && done <= turns * BUDGET, "{done} messages for one turn of the others");
    scene.close(busy).await;
}

#[tokio::test]
async fn a_loop_of_calls_leaves_its_neighbours_their_turns() {
    calls_leave_turns(NEIGHBOURS, 2).await;
}

#[tokio::test]
async fn a_loop_of_calls_of_async_handlers_leaves_its_neighbours_their_turns() {
    async_calls_leave_turns(NEIGHBOURS, 2).await;
}

/// Experiment 25: who is busy without end leaves the others their turns.
#[tokio::test]
async fn a_flooded_server_leaves_its_neighbours_their_turns() {
    a_flood_leaves_turns(NEIGHBOURS, 2).await;
}

/// Everything on the one worker, beside the test's own thread.
///
/// Experiment 25: who is busy without end leaves the others their turns.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_worker_of_a_pool_is_shared_as_well() {
    let all = Task::spawn(async {
        calls_leave_turns(IN_A_POOL, TURNS_IN_A_POOL).await;
        async_calls_leave_turns(IN_A_POOL, TURNS_IN_A_POOL).await;
        a_flood_leaves_turns(IN_A_POOL, TURNS_IN_A_POOL).await;
    });
    all.await.expect("nobody starves");
}

/// What may be done between the moment when a timer is due and what it brings: the turns until the
/// runtime looks at its timers, and a few for the way.
const fn most_before_a_timer(in_a_turn: u64) -> u64 {
    (TURNS_PER_LOOK + 8) * in_a_turn
}

/// How much is done from the moment when a timer is due to the end of the wait for it.
async fn done_before_a_timer(scene: &Scene) -> u64 {
    let done = Arc::clone(&scene.done);
    let (told, heard) = oneshot::channel();
    let code = |mut inbox: Inbox<()>| async move {
        inbox.message().await;
        told.send(done.load(Ordering::Relaxed)).expect("the test listens");
    };
    let waiting = process::spawn(code).expect("a runtime");
    let timer = waiting.send_after(Duration::from_millis(5), ());
    // So that it waits, and the others are busy.
    while scene.done() == 0 {
        yield_now().await;
    }
    yield_now().await;
    let before = scene.done();
    tokio::time::advance(Duration::from_millis(6)).await;
    let done = heard.await.expect("it does not fail");
    assert_eq!(timer.remaining(), None);
    done.saturating_sub(before)
}

#[tokio::test(start_paused = true)]
async fn a_loop_of_calls_leaves_timers_their_turn() {
    let scene = Scene::open().await;
    let busy = scene.call_for_ever();
    let done = done_before_a_timer(&scene).await;
    assert!(done <= most_before_a_timer(BUDGET * CALLS_PER_UNIT), "{done} calls before a timer");
    scene.close(busy).await;
}

/// Experiment 25: who is busy without end leaves the others their turns.
#[tokio::test(start_paused = true)]
async fn a_flooded_server_leaves_timers_their_turn() {
    let scene = Scene::open().await;
    let busy = scene.flood();
    let done = done_before_a_timer(&scene).await;
    assert!(done <= most_before_a_timer(BUDGET), "{done} messages before a timer");
    scene.close(busy).await;
}

/// The server's own ticks wait for what was there before them, and for nothing that came later.
///
/// Experiment 25: who is busy without end leaves the others their turns.
#[tokio::test(start_paused = true)]
async fn a_flooded_server_gets_its_own_ticks() {
    let scene = Scene::open().await;
    let busy = scene.flood();
    for tick in 1..=5 {
        let before = scene.done();
        tokio::time::advance(Duration::from_millis(2)).await;
        while scene.ticks.load(Ordering::Relaxed) < tick {
            yield_now().await;
        }
        let done = scene.done() - before;
        let most = most_before_a_timer(BUDGET) + 4 * BUDGET;
        assert!(done <= most, "{done} messages before tick {tick}");
    }
    scene.close(busy).await;
}

/// A kill does not wait in the queue.
#[tokio::test]
async fn a_flooded_server_is_killed_in_its_next_turn() {
    let scene = Scene::open().await;
    let busy = scene.flood();
    while scene.done() < 1000 {
        yield_now().await;
    }
    let server = scene.server.server();
    let (watched, before) = (server.clone(), scene.done());
    server.kill();
    while watched.is_alive() {
        yield_now().await;
    }
    let done = scene.done() - before;
    assert!(done <= 2 * BUDGET, "{done} messages after the kill");
    scene.close(busy).await;
}
