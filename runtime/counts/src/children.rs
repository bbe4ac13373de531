//! Supervisors with many children.

use switchboard::prelude::*;
use switchboard::{AutoShutdown, Tree, process};
use tokio::runtime::Runtime;

use super::{run, until_left};

/// A child that ends when it is told to.
#[derive(GenServer, Default)]
struct Worker;

#[gen_server]
impl Worker {
    #[cast]
    fn finish(&mut self, cx: &mut Context<Self>) {
        cx.stop(ExitReason::Normal);
    }
}

type Workers = Vec<Child<Worker>>;

async fn start(
    strategy: Strategy,
    count: usize,
    auto_shutdown: AutoShutdown,
    child: ChildOptions,
) -> (SupervisorRef, Workers) {
    let options = SupervisorOptions::new()
        .strategy(strategy)
        .max_restarts(usize::MAX)
        .auto_shutdown(auto_shutdown);
    let mut tree = Tree::new(options, "Workers");
    let workers = (0..count)
        .map(|at| tree.child(format!("worker {at}"), Worker::child(), child.clone()))
        .collect();
    (tree.start().await.expect("a start"), workers)
}

async fn plain(strategy: Strategy, count: usize) -> (SupervisorRef, Workers) {
    start(strategy, count, AutoShutdown::Never, ChildOptions::new()).await
}

/// Waits until the supervisor has no more to do than it had before.
async fn settled(supervisor: &SupervisorRef, count: usize) {
    while supervisor.count_children().await.expect("an answer").active < count {
        tokio::task::yield_now().await;
    }
}

async fn stop(supervisor: SupervisorRef) {
    supervisor.stop().await.expect("a stop");
    until_left(0).await;
}

pub(crate) fn start_and_stop(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let (supervisor, _workers) = plain(Strategy::OneForOne, count).await;
        stop(supervisor).await;
    });
}

/// Each child ends once, and is started again alone.
pub(crate) fn restart_each(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let (supervisor, workers) = plain(Strategy::OneForOne, count).await;
        let before: Vec<_> = workers.iter().map(Child::pid).collect();
        for worker in &workers {
            worker.finish().expect("room");
        }
        for (worker, before) in workers.iter().zip(before) {
            while Child::pid(worker) == before {
                tokio::task::yield_now().await;
            }
        }
        settled(&supervisor, count).await;
        stop(supervisor).await;
    });
}

/// One child ends, and all are started again.
pub(crate) fn restart_all(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let (supervisor, workers) = plain(Strategy::OneForAll, count).await;
        let before = Child::pid(&workers[count - 1]);
        workers[count / 2].finish().expect("room");
        while Child::pid(&workers[count - 1]) == before {
            tokio::task::yield_now().await;
        }
        settled(&supervisor, count).await;
        stop(supervisor).await;
    });
}

/// A child in the middle ends, and those after it are started again.
pub(crate) fn restart_rest(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let (supervisor, workers) = plain(Strategy::RestForOne, count).await;
        let before = Child::pid(&workers[count - 1]);
        workers[count / 2].finish().expect("room");
        while Child::pid(&workers[count - 1]) == before {
            tokio::task::yield_now().await;
        }
        settled(&supervisor, count).await;
        stop(supervisor).await;
    });
}

/// The supervisor ends with the last of its significant children.
pub(crate) fn significant(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let child = ChildOptions::new().significant(true).restart(Restart::Temporary);
        let (supervisor, workers) =
            start(Strategy::OneForOne, count, AutoShutdown::AllSignificant, child).await;
        // The first one is the last to end, so that the others have it to look for.
        for worker in workers.iter().rev() {
            worker.finish().expect("room");
        }
        supervisor.ended().await;
        until_left(0).await;
    });
}

/// Children come; a half is terminated, the rest stopped together.
pub(crate) fn dynamic(runtime: &Runtime, count: usize) {
    run(runtime, async {
        let workers = Worker::dynamic().start().await.expect("a start");
        let mut pids = Vec::with_capacity(count);
        for _ in 0..count {
            let child = workers.start_child(Worker::child()).await.expect("a start");
            pids.push(Child::pid(&child).expect("it runs"));
        }
        for pid in &pids[..count / 2] {
            workers.terminate_child(*pid).await.expect("a child");
        }
        assert_eq!(process::count(), count - count / 2 + 1);
        stop(workers.supervisor().clone()).await;
    });
}
