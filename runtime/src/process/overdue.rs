//! Processes that have to end and do not, because their code never gets to an await.

use std::sync::Arc;
use std::time::Duration;

use super::directory;
use super::pid::Pid;
use super::reply::Due;
use super::stance::Holder;
use crate::clock::{self, Instant};
use crate::report::{self, Event};

/// How long a process may take to its next await before it is talked about.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// Looks after a process that was condemned: reports it after a second, and then whenever it has
/// taken twice as long.
pub(crate) struct Overdue {
    pid: Pid,
    began: Instant,
    after: Duration,
}

impl Overdue {
    /// The look at `pid` that comes first.
    pub(crate) fn first(pid: Pid) -> (Instant, Arc<Self>) {
        Self::at(pid, clock::now(), PATIENCE)
    }

    fn at(pid: Pid, began: Instant, after: Duration) -> (Instant, Arc<Self>) {
        let when = began.checked_add(after).unwrap_or_else(|| clock::deadline(Duration::MAX));
        (when, Arc::new(Self { pid, began, after }))
    }
}

impl Due for Overdue {
    fn has_caller(&self) -> bool {
        directory::find(self.pid).is_some()
    }

    fn time_out(&self) {
        let Some(process) = directory::find(self.pid) else {
            return;
        };
        // One in which nothing runs has only not had its turn: of very many that are killed at once, most.
        if process.stance().holder != Holder::Nobody {
            let for_how_long = clock::now() - self.began;
            report::process(
                &*process,
                Event::Blocking { message: process.core().doing.name(), for_how_long },
            );
        }
        let (when, next) = Self::at(self.pid, self.began, self.after.saturating_mul(2));
        process.core().watch(when, next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Agent;

    fn is_reported(reports: &mut report::Reports, pid: Pid) -> bool {
        Overdue::first(pid).1.time_out();
        let told = std::iter::from_fn(|| reports.try_next());
        told.filter(|report| report.pid == pid)
            .any(|report| matches!(report.event, Event::Blocking { .. }))
    }

    #[tokio::test(flavor = "current_thread")]
    async fn who_only_waits_for_its_turn_does_not_block() {
        let mut reports = report::subscribe().quiet();
        let agent = Agent::start(|| 0).await.expect("a start");
        let pid = agent.server().pid().expect("it runs");
        tokio::task::yield_now().await;
        assert!(!is_reported(&mut reports, pid), "nothing runs in it");
        let inside = agent.get(move |_| is_reported(&mut reports, pid)).await;
        assert_eq!(inside, Ok(true), "a handler runs");
    }
}
