//! What several tests need: a log of events, and a server that tells it everything.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchboard::prelude::*;

/// What happened, in order.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&self, event: impl Into<String>) {
        self.0.lock().expect("no test panics inside").push(event.into());
    }

    /// What happened since the last look.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("no test panics inside"))
    }
}

/// Says when it is dropped.
pub struct Loud(pub Log, pub &'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        self.0.push(format!("drop {}", self.1));
    }
}

/// Lets everybody on this thread do what can be done without waiting.
pub async fn breathe() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

/// Takes some time of the paused clock, in which everybody does what comes due.
pub async fn while_it_takes(time: Duration) {
    let over = tokio::time::timeout(time, std::future::pending::<()>()).await;
    over.expect_err("nothing else ends it");
}

/// How a [`Worker`] behaves.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub name: &'static str,
    pub log: Log,
    /// What each start does, in turn; then it succeeds.
    pub starts: Arc<Mutex<Vec<Outcome>>>,
}

/// How a start goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Ok,
    Fail,
    Ignore,
    Panic,
}

impl Plan {
    pub fn new(name: &'static str, log: &Log) -> Self {
        Self { name, log: log.clone(), starts: Arc::default() }
    }

    /// Sets what the next starts do.
    pub fn next(&self, outcomes: &[Outcome]) {
        let mut starts = self.starts.lock().expect("no test panics inside");
        starts.extend(outcomes.iter().rev());
    }

    fn outcome(&self) -> Outcome {
        self.starts.lock().expect("no test panics inside").pop().unwrap_or(Outcome::Ok)
    }
}

/// A server that logs its starts and stops, and ends as it is told.
#[derive(GenServer)]
#[server(trap_exit)]
pub struct Worker {
    plan: Plan,
}

#[gen_server]
impl Worker {
    #[init]
    async fn begin(plan: Plan) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        plan.log.push(format!("start {}", plan.name));
        match plan.outcome() {
            Outcome::Ok => Ok(Self { plan }),
            Outcome::Fail => Err("no start".into()),
            Outcome::Ignore => Err(Ignore.into()),
            Outcome::Panic => panic!("no start"),
        }
    }

    #[call]
    pub fn pid(&self, cx: &mut Context<Self>) -> Pid {
        cx.pid()
    }

    #[cast]
    pub fn end(&mut self, reason: ExitReason, cx: &mut Context<Self>) {
        cx.stop(reason);
    }

    #[cast]
    pub fn crash(&mut self) {
        panic!("told to crash");
    }

    #[terminate]
    fn stop(&mut self, reason: &ExitReason) {
        let name = self.plan.name;
        match reason {
            ExitReason::Panic(_) => self.plan.log.push(format!("crash {name}")),
            reason => self.plan.log.push(format!("stop {name}: {reason}")),
        }
    }
}

/// A worker as a child, which starts as often as it has to.
pub fn leaf(name: &'static str, log: &Log) -> ChildSpec<Worker> {
    let plan = Plan::new(name, log);
    ChildSpec::with(move || (plan.clone(),))
}

/// Ends a worker with `reason`, and waits until its supervisor has dealt with it.
pub async fn end(worker: &Child<Worker>, reason: ExitReason) {
    let old = worker.server().ended();
    worker.end(reason).expect("it takes messages");
    old.await;
    settle(Child::supervisor(worker)).await;
}

/// Crashes a worker, and waits until its supervisor has dealt with it.
pub async fn crash(worker: &Child<Worker>) {
    let pid = Child::pid(worker).expect("it runs");
    let old = worker.server().ended();
    worker.crash().expect("it takes messages");
    old.await;
    assert!(!switchboard::process::is_alive(pid));
    settle(Child::supervisor(worker)).await;
}

/// Waits until a supervisor has dealt with everything that it has heard of. It may be gone.
pub async fn settle(supervisor: &SupervisorRef) {
    // Retries go through its mailbox, one after the other.
    for _ in 0..10 {
        drop(supervisor.count_children().await);
    }
}
