//! What the tests of streams of tasks need: the pids of the tasks, and all outcomes of a stream.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::sync::{Arc, Mutex};

use switchboard::prelude::*;
use switchboard::process;
use switchboard::{KeepInput, TaskStream};

/// The pids of the tasks that a test has started.
#[derive(Clone, Default)]
pub struct Pids(Arc<Mutex<Vec<Pid>>>);

impl Pids {
    pub fn note(&self) {
        let me = process::current().expect("a task is a process");
        self.0.lock().expect("no test panics inside").push(me);
    }

    pub fn all(&self) -> Vec<Pid> {
        self.0.lock().expect("no test panics inside").clone()
    }

    pub fn alive(&self) -> usize {
        self.all().into_iter().filter(|pid| process::is_alive(*pid)).count()
    }

    pub async fn gone(&self) {
        while self.alive() > 0 {
            tokio::task::yield_now().await;
        }
    }
}

/// All that is left in a stream.
pub async fn collect<I, F, Fut, T, K>(
    mut stream: TaskStream<I, F, T, K>,
) -> Vec<Result<T, K::Error>>
where
    I: Iterator,
    F: FnMut(I::Item) -> Fut,
    Fut: Future<Output = T> + Send + 'static,
    T: Send + 'static,
    K: KeepInput<I::Item>,
{
    let mut all = Vec::new();
    while let Some(outcome) = stream.next().await {
        all.push(outcome);
    }
    all
}

/// The outcome of a task that ended with `reason`.
pub fn exited<T>(reason: ExitReason) -> Result<T, TaskError> {
    Err(TaskError::Exited(reason))
}
