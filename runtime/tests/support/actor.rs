//! A process that does what a test tells it, as itself.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use switchboard::prelude::*;
use switchboard::process::{Inbox, ProcessOptions, ProcessRef};
use tokio::sync::oneshot;

pub type Job = Box<dyn FnOnce() + Send>;

/// A process that does what it is told, as itself.
pub struct Actor(pub ProcessRef<Job>);

async fn obey(mut inbox: Inbox<Job>) {
    loop {
        let job = inbox.message().await;
        job();
    }
}

impl Actor {
    pub fn new() -> Self {
        Self::with(ProcessOptions::new())
    }

    pub fn trapping() -> Self {
        Self::with(ProcessOptions::new().trap_exit(true))
    }

    fn with(options: ProcessOptions) -> Self {
        Self(options.spawn(obey).expect("a runtime"))
    }

    pub fn pid(&self) -> Pid {
        self.0.pid()
    }

    pub async fn run<R: Send + 'static>(&self, job: impl FnOnce() -> R + Send + 'static) -> R {
        let (tell, told) = oneshot::channel();
        let job = move || drop(tell.send(job()));
        self.0.send(Box::new(job)).expect("room");
        told.await.expect("the job is done")
    }

    pub async fn kill(&self) {
        self.0.exit(ExitReason::Kill);
        assert_eq!(self.0.ended().await, ExitReason::Killed);
    }
}
