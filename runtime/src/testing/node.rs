//! The processes of one test.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Id;
use tokio::task::yield_now;

use crate::clock;
use crate::observe::take;
use crate::process::core::Process;
use crate::process::{Pid, directory};

/// How often everybody may do what can be done at once, before what still runs is left over.
const TURNS: usize = 100;

/// The same on the real clock, where other threads work.
const MOMENTS: usize = 100;
const MOMENT: Duration = Duration::from_millis(2);

/// How long what has begun to end may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// The processes that were started on one runtime.
#[derive(Clone, Copy)]
pub(super) struct Processes {
    runtime: Id,
    /// One that does not count.
    without: Option<Pid>,
}

impl Processes {
    pub(super) fn of(runtime: Id) -> Self {
        Self { runtime, without: None }
    }

    /// All but one.
    pub(super) fn without(self, one: Pid) -> Self {
        Self { without: Some(one), ..self }
    }

    /// Those that have not ended, in the order of their start.
    pub(super) fn all(self) -> Vec<Arc<dyn Process>> {
        let mut all = directory::of_runtime(self.runtime);
        all.retain(|process| Some(process.core().pid) != self.without);
        all
    }

    /// Shows them on standard error, where the harness catches it.
    pub(super) fn print(self) {
        let all = self.all();
        if !all.is_empty() {
            eprintln!("what ran when the test failed:\n{}", take::tree_of(all, None));
        }
    }

    /// Waits until everybody has ended whom nobody keeps, however busy. A killed supervisor leaves
    /// children that hear of it when they are done with what they do.
    pub(super) async fn wind_down(self) {
        self.settle(true).await;
        while let Some(process) = self.all().first() {
            if clock::within(PATIENCE, process.core().wait_end()).await.is_none() {
                return;
            }
        }
    }

    /// What is left over when everybody has done what can be done; `None` when nothing is.
    pub(super) async fn left_over(self, paused: bool) -> Option<String> {
        self.settle(paused).await;
        // What ends may end others, and a supervisor that stops its children looks alive.
        while let Some(ending) = self.all().into_iter().find(|process| !process.core().is_alive()) {
            if clock::within(PATIENCE, ending.core().wait_end()).await.is_none() {
                break;
            }
            self.settle(paused).await;
        }
        let all = self.all();
        if all.is_empty() {
            return None;
        }
        let what = match all.len() {
            1 => "a process is".to_owned(),
            many => format!("{many} processes are"),
        };
        Some(format!("{what} left over:\n{}\n", take::tree_of(all, None)))
    }

    /// Waits until nothing ends any more without more time.
    pub(super) async fn settle(self, paused: bool) {
        let (turns, mut left) = if paused { (TURNS, TURNS) } else { (MOMENTS, MOMENTS) };
        let mut before = usize::MAX;
        while left > 0 {
            let now = self.all().len();
            if now == 0 {
                return;
            }
            // Who has ended may have ended others.
            left = if now < before { turns } else { left - 1 };
            before = now;
            if paused {
                yield_now().await;
            } else {
                let _over = clock::within(MOMENT, pending::<()>()).await;
            }
        }
    }
}
