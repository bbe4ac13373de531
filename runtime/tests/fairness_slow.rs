//! A loop of calls whose handlers take long leaves the others their turns as well: what a call takes of
//! its caller's budget depends on how long it took.

use std::time::{Duration, Instant};

use switchboard::prelude::*;
use switchboard::process;
use tokio::task::yield_now;

/// How many calls may pass before the first look at the clock when those before were short.
const A_ROW: u64 = 32;

/// How many handlers of a millisecond one turn may have once it is known that they are long.
const A_TURN: u64 = 4;

/// Works for a millisecond, or for nothing.
#[derive(GenServer, Default)]
struct Worker {
    done: u64,
}

#[gen_server]
impl Worker {
    #[call]
    fn short(&mut self) -> u64 {
        self.done += 1;
        self.done
    }

    #[call]
    #[expect(clippy::disallowed_methods, reason = "this handler is slow in real time")]
    fn long(&mut self) -> u64 {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(1) {
            std::hint::spin_loop();
        }
        self.done += 1;
        self.done
    }
}

/// How many handlers ran between two turns of a neighbour, at most, while `calls` went on.
async fn handlers_between_turns(worker: &WorkerRef, calls: u64) -> u64 {
    let caller = worker.clone();
    let task = Task::spawn(async move {
        for _ in 0..calls {
            caller.long().await.expect("the worker answers");
        }
    });
    let (mut most, mut last) = (0, worker.short().await.expect("the worker answers"));
    let pid = task.pid().expect("a task is a process");
    while process::is_alive(pid) {
        yield_now().await;
        let done = worker.short().await.expect("the worker answers");
        most = most.max(done - last - 1);
        last = done;
    }
    task.await.expect("the caller comes to its end");
    most
}

#[tokio::test]
async fn a_loop_of_long_calls_leaves_its_neighbours_their_turns() {
    let worker = Worker::start().await.expect("it starts");
    let most = handlers_between_turns(&worker, 60).await;
    assert!(most <= A_ROW + A_TURN, "{most} handlers of a millisecond in one turn");
}

#[tokio::test]
async fn calls_that_become_long_are_noticed() {
    let worker = Worker::start().await.expect("it starts");
    for _ in 0..10_000 {
        worker.short().await.expect("the worker answers");
    }
    let most = handlers_between_turns(&worker, 100).await;
    assert!(most <= A_ROW + A_TURN, "{most} handlers of a millisecond in one turn");
}
