//! What a supervisor does when a child ends by itself: nothing, a restart, or its own end.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::children::{Retrying, Run};
use super::options::AutoShutdown;
use super::server::{TreeInfo, TreeServer};
use super::stop::Blocked;
use super::strategy;
use crate::gen_server::{Context, Restart};
use crate::process::{Exit, ExitReason, Pid, StartError};
use crate::report::Event;
use crate::{clock, node};

impl TreeServer {
    /// A child has ended; anybody else's exit means nothing (supervisor's `restart_child/3` in OTP).
    pub(super) async fn child_ended(
        &mut self,
        Exit { from, reason }: Exit,
        cx: &mut Context<Self>,
    ) {
        let Some(at) = self.children.with_pid(from) else {
            return;
        };
        let Some(entry) = self.children.get(at) else {
            return;
        };
        let (id, restart) = (Arc::clone(&entry.spec.id), entry.spec.restart);
        let significant = entry.spec.significant;
        let again = strategy::restarts(restart, &reason);
        if again || reason.is_abnormal() {
            let restarts = self.budget_of(at).spent();
            self.report(Event::ChildTerminated { id, reason: reason.clone(), restarts });
        }
        if again {
            self.restart(at, reason, cx).await;
            return;
        }
        self.children.set(at, Run::Down);
        if restart == Restart::Temporary || self.dynamic.is_some() {
            self.children.remove(at);
        }
        if significant && self.ends_with_significant() {
            cx.stop(ExitReason::Shutdown);
        }
    }

    /// Whether the end of a significant child, which has just happened, ends the supervisor.
    fn ends_with_significant(&self) -> bool {
        match self.auto_shutdown {
            AutoShutdown::Never => false,
            AutoShutdown::AnySignificant => true,
            AutoShutdown::AllSignificant => !self.children.has_significant(),
        }
    }

    /// A child that ended is to be started again: now, or after a wait.
    async fn restart(&mut self, at: u64, reason: ExitReason, cx: &mut Context<Self>) {
        let last = self.children.get(at).and_then(|entry| entry.run.pid());
        if !self.pay(at, &reason, cx) {
            return;
        }
        match self.wait_before(at) {
            Duration::ZERO => self.attempt(at, last, reason, cx).await,
            wait => {
                self.children.set(at, Run::Down);
                // What depends on the child must not run on without it.
                self.stop_group(at).await;
                self.later(at, last, reason, wait, cx);
            }
        }
    }

    /// The time for one more attempt has come, unless something else was done with the child since.
    pub(super) async fn retry(&mut self, at: u64, ticket: u64, cx: &mut Context<Self>) {
        let Some(Run::Restarting(retrying)) = self.children.get(at).map(|entry| &entry.run) else {
            return;
        };
        if retrying.ticket == ticket {
            let (last, reason) = (retrying.last, retrying.reason.clone());
            self.attempt(at, last, reason, cx).await;
        }
    }

    /// Pays for one attempt, or ends the supervisor.
    fn pay(&mut self, at: u64, reason: &ExitReason, cx: &mut Context<Self>) -> bool {
        let now = clock::now();
        let own = self.children.budget(at);
        if own.unwrap_or(&mut self.budget).charge(now) {
            return true;
        }
        if let Some(entry) = self.children.get(at) {
            let id = Arc::clone(&entry.spec.id);
            self.report(Event::GaveUp { id, reason: reason.clone() });
        }
        self.children.set(at, Run::Down);
        self.gave_up.store(true, Ordering::Release);
        cx.stop(ExitReason::Shutdown);
        false
    }

    /// How long the attempt that is due has to wait.
    fn wait_before(&mut self, at: u64) -> Duration {
        let all = self.backoff;
        let Some((entry, row)) = self.children.row(at) else {
            return Duration::ZERO;
        };
        match entry.backoff.or(all) {
            Some(backoff) => {
                let random = u32::try_from(node::random() >> 32).unwrap_or(u32::MAX);
                row.next(&backoff, clock::now(), random)
            }
            None => Duration::ZERO,
        }
    }

    /// One attempt, which has been paid for.
    async fn attempt(
        &mut self,
        at: u64,
        last: Option<Pid>,
        reason: ExitReason,
        cx: &mut Context<Self>,
    ) {
        self.children.set(at, Run::Down);
        let (failed, error) = match self.restart_group(at).await {
            Ok(()) => return self.report_restart(at, reason),
            Err(failure) => failure,
        };
        let reason = error.reason();
        if let Some(entry) = self.children.get(failed) {
            let id = Arc::clone(&entry.spec.id);
            self.report(Event::StartFailed { id, reason: reason.clone() });
        }
        if self.pay(failed, &reason, cx) {
            let wait = self.wait_before(failed);
            self.later(failed, last, reason, wait, cx);
        }
    }

    /// Leaves the next attempt to a message, so that requests are served in between.
    fn later(
        &mut self,
        at: u64,
        last: Option<Pid>,
        reason: ExitReason,
        wait: Duration,
        cx: &Context<Self>,
    ) {
        self.tickets += 1;
        let ticket = self.tickets;
        // A dynamic child is still known by the pid that it had.
        let last = if self.dynamic.is_some() { last } else { None };
        self.children.set(at, Run::Restarting(Retrying { last, reason, ticket }));
        let retry = TreeInfo::Retry { at, ticket };
        if wait.is_zero() {
            // When the door is closed already, the supervisor stops, and there is nothing to try.
            let _stopping = cx.self_ref().server.send(retry);
        } else {
            cx.send_after(wait, retry);
        }
    }

    /// Stops what the strategy stops when the child at `at` is restarted; gives what is to be started.
    async fn stop_group(&mut self, at: u64) -> Vec<u64> {
        let group = self.children.places(strategy::reach(self.strategy, at));
        let plan = strategy::plan(&group, at);
        for other in plan.stop {
            self.stop_one(other.at, Blocked::Wait).await;
            if other.temporary {
                self.children.remove(other.at);
            }
        }
        plan.start
    }

    /// Stops and starts what the strategy says; names the child whose start failed.
    async fn restart_group(&mut self, at: u64) -> Result<(), (u64, StartError)> {
        for other in self.stop_group(at).await {
            let Some(entry) = self.children.get(other) else {
                continue;
            };
            match entry.spec.run().await {
                Ok(process) => {
                    self.children.set(other, Run::Up(process));
                }
                Err(StartError::Ignored) if self.dynamic.is_some() => {
                    self.children.remove(other);
                }
                Err(StartError::Ignored) => {}
                Err(error) => return Err((other, error)),
            }
        }
        Ok(())
    }

    fn report_restart(&mut self, at: u64, reason: ExitReason) {
        let budget = self.budget_of(at);
        let (restarts, max) = (budget.spent(), budget.max());
        if let Some(entry) = self.children.get(at)
            && let Some(pid) = entry.run.pid()
        {
            let id = Arc::clone(&entry.spec.id);
            self.report(Event::ChildRestarted { id, pid, reason, restarts, max });
        }
    }
}
