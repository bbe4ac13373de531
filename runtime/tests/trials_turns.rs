//! A trial of turns: who sends to himself without end, beside a timer and many neighbours.

#[path = "support/threads.rs"]
mod threads;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use switchboard::prelude::*;
use tokio::task::yield_now;

/// Tokio's budget: what a task may do in one turn.
const BUDGET: u64 = 128;

const NEIGHBOURS: usize = 1000;

/// Sends itself the next message while it handles one.
#[derive(GenServer)]
struct Restless {
    done: Arc<AtomicU64>,
    ticks: Arc<AtomicU64>,
}

#[gen_server]
impl Restless {
    #[init]
    fn begin(done: Arc<AtomicU64>, ticks: Arc<AtomicU64>) -> Self {
        Self { done, ticks }
    }

    #[cast]
    fn again(&mut self, cx: &mut Context<Self>) {
        let done = self.done.fetch_add(1, Ordering::Relaxed);
        assert!(done < 20_000_000, "the others starve");
        cx.self_ref().again().expect("room");
    }

    #[every("10ms")]
    fn tick(&mut self) {
        self.ticks.fetch_add(1, Ordering::Relaxed);
    }
}

/// Experiment 25: a server that always has a message from itself gets its tick after a few of its turns, and
/// each of a thousand neighbours on the same thread takes its own.
#[tokio::test(start_paused = true)]
async fn who_sends_to_himself_without_end_leaves_time_and_turns() {
    let (done, ticks) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
    let server = Restless::start(Arc::clone(&done), Arc::clone(&ticks)).await.expect("a start");
    server.again().expect("room");
    let over = Arc::new(AtomicBool::new(false));
    let neighbours: Vec<Task<u64>> = (0..NEIGHBOURS)
        .map(|_| {
            let over = Arc::clone(&over);
            Task::spawn(async move {
                let mut turns = 0;
                while !over.load(Ordering::Relaxed) {
                    turns += 1;
                    yield_now().await;
                }
                turns
            })
        })
        .collect();
    for tick in 1..=20 {
        tokio::time::advance(Duration::from_millis(10)).await;
        let before = done.load(Ordering::Relaxed);
        while ticks.load(Ordering::Relaxed) < tick {
            yield_now().await;
        }
        let late = done.load(Ordering::Relaxed) - before;
        assert!(late <= 4 * BUDGET, "{late} messages before tick {tick}");
    }
    over.store(true, Ordering::Relaxed);
    assert!(done.load(Ordering::Relaxed) > 20, "it goes on");
    let turns_of_the_server = done.load(Ordering::Relaxed) / BUDGET;
    for neighbour in neighbours {
        let turns = neighbour.await.expect("a neighbour does not fail");
        assert!(turns + 4 >= turns_of_the_server, "{turns} turns to {turns_of_the_server}");
    }
    server.server().kill();
}

/// Experiment 25: the same on any number of threads, where nobody counts the turns of all: the server is busy
/// without end, its ticks come, and each neighbour goes on.
#[test]
fn who_sends_to_himself_without_end_starves_nobody_on_any_number_of_threads() {
    threads::at_all(|_| async {
        let (done, ticks) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let server = Restless::start(Arc::clone(&done), Arc::clone(&ticks)).await.expect("a start");
        server.again().expect("room");
        let neighbours: Vec<Task<()>> = (0..NEIGHBOURS)
            .map(|_| {
                Task::spawn(async {
                    for _ in 0..100 {
                        yield_now().await;
                    }
                })
            })
            .collect();
        for neighbour in neighbours {
            neighbour.await.expect("a neighbour does not fail");
        }
        let (ticked, handled) = (ticks.load(Ordering::Relaxed), done.load(Ordering::Relaxed));
        while ticks.load(Ordering::Relaxed) < ticked + 5 {
            assert!(server.server().is_alive(), "it starves its ticks");
            yield_now().await;
        }
        assert!(done.load(Ordering::Relaxed) > handled, "it goes on");
        server.server().kill();
        assert_eq!(server.server().ended().await, ExitReason::Killed);
    });
}
