//! The master of a running application: it starts the tree, waits for its end or for an order, and
//! cleans up.
//!
//! It is a process of its own and nobody's child, so that every process with this ancestor belongs to
//! the application, and one application that starts another does not own it.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::error::ApplicationError;
use super::table::{self, Outcome, Phase, Stopped};
use super::{Application, env, system};
use crate::clock;
use crate::gen_server::Restart;
use crate::process::overdue::PATIENCE;
use crate::process::{
    self, ExitReason, Inbox, Mail, Pid, ProcessOptions, ProcessRef, StartError, StopReport,
    directory, guard,
};
use crate::report::{self, Event};
use crate::supervisor::{Supervisor, SupervisorRef};

/// What a master is told.
pub(super) enum Order {
    Stop,
}

/// An application of any type.
pub(super) trait Runs: Send + Sync {
    /// The code of the master.
    fn live(self: Arc<Self>, run: Run, inbox: Inbox<Order>) -> Living;
}

/// A life that is under way.
pub(super) type Living = Pin<Box<dyn Future<Output = ()> + Send>>;

impl<A: Application> Runs for A {
    fn live(self: Arc<Self>, run: Run, inbox: Inbox<Order>) -> Living {
        Box::pin(live(self, run, inbox))
    }
}

/// Starts a master.
pub(super) fn begin(
    app: Arc<dyn Runs>,
    name: Arc<str>,
    kind: Restart,
    outcome: watch::Sender<Outcome>,
    stopped: Stopped,
) -> Result<ProcessRef<Order>, StartError> {
    ProcessOptions::new().trap_exit(true).root("Application").spawn(move |inbox: Inbox<Order>| {
        let master = inbox.self_ref().pid();
        let run = Run { name, kind, outcome, stopped, master, over: false };
        app.live(run, inbox)
    })
}

async fn live<A: Application>(app: Arc<A>, mut run: Run, mut inbox: Inbox<Order>) {
    let _labelled = process::set_label(Arc::clone(&run.name));
    let env = env::of(&run.name);
    // Inside, so that a `start` that is no `async fn` is caught as well.
    let started = guard::caught(async { app.start(&env).await }).await;
    let tree = match started {
        Ok(Ok(tree)) => tree,
        Ok(Err(error)) => return run.failed(error).await,
        Err(panic) => {
            run.report_crash(&panic, "start");
            return run.failed(StartError::Failed(panic)).await;
        }
    };
    let supervisor = tree.supervisor();
    let top = supervisor.pid();
    if let Some(top) = top {
        // One that was started without a link is owned all the same.
        let _in_a_process = process::link(top);
    }
    run.started();
    let (by_order, reason) = wait(&mut inbox, top).await;
    table::with(|table| table.set_phase(&run.name, run.master, Phase::Stopping));
    if let Err(panic) = guard::caught(async { app.prep_stop(&tree).await }).await {
        run.report_crash(&panic, "prep_stop");
    }
    if by_order {
        stop(&supervisor, &run.stopped).await;
    }
    drop(tree);
    if let Err(panic) = guard::caught(async { app.stop().await }).await {
        run.report_crash(&panic, "stop");
    }
    // What the tree could not end was waited for already.
    let blocked = run.stopped.get().map(StopReport::leaked).unwrap_or_default();
    kill_strays(run.master, blocked.into_iter().collect()).await;
    run.end(&reason, by_order);
}

/// Waits for an order to stop, or for the end of the tree.
async fn wait(inbox: &mut Inbox<Order>, top: Option<Pid>) -> (bool, ExitReason) {
    loop {
        match inbox.recv().await {
            Mail::Message(Order::Stop) => return (true, ExitReason::Shutdown),
            Mail::Exit(exit) if Some(exit.from) == top => return (false, exit.reason),
            Mail::Exit(_) | Mail::Down(_) => {}
        }
    }
}

/// Stops the tree, however long it takes.
async fn stop(supervisor: &SupervisorRef, stopped: &Stopped) {
    if supervisor.pid().is_none() {
        return;
    }
    // It may end by itself at this moment, or be stopped by somebody else.
    if let Ok(report) = supervisor.stop_with(ExitReason::Shutdown, Duration::MAX).await {
        // Only this run has the place, and stops once.
        let _empty = stopped.set(report);
    }
    supervisor.ended().await;
}

/// Kills what the application has started outside of its tree. One that blocks its thread is waited for no
/// longer than until it is reported.
async fn kill_strays(master: Pid, mut blocked: HashSet<Pid>) {
    loop {
        let mut strays = directory::descendants(master);
        strays.retain(|stray| !blocked.contains(&stray.core().pid));
        if strays.is_empty() {
            return;
        }
        for stray in &strays {
            stray.core().condemn(ExitReason::Killed);
        }
        let began = clock::now();
        for stray in strays {
            let left = PATIENCE.saturating_sub(clock::now() - began);
            if clock::within(left, stray.core().wait_end()).await.is_none() {
                blocked.insert(stray.core().pid);
            }
        }
    }
}

/// What a master keeps up to its end, however that comes.
pub(super) struct Run {
    name: Arc<str>,
    kind: Restart,
    outcome: watch::Sender<Outcome>,
    stopped: Stopped,
    master: Pid,
    over: bool,
}

impl Run {
    fn started(&self) {
        table::with(|table| table.set_phase(&self.name, self.master, Phase::Running));
        self.report(Event::ApplicationStarted { name: Arc::clone(&self.name) });
        self.outcome.send_replace(Some(Ok(())));
    }

    async fn failed(mut self, error: StartError) {
        kill_strays(self.master, HashSet::new()).await;
        self.over = true;
        table::with(|table| table.ended(&self.name, self.master));
        let reason = error.reason();
        let name = Arc::clone(&self.name);
        self.report(Event::ApplicationFailed { name: Arc::clone(&name), reason: reason.clone() });
        if takes_down(self.kind, &reason) {
            system::stop(&name, reason);
        }
        self.outcome.send_replace(Some(Err(ApplicationError::Failed { name, error })));
    }

    fn end(&mut self, reason: &ExitReason, by_order: bool) {
        self.over = true;
        let phase = table::with(|table| table.ended(&self.name, self.master));
        let by_order = by_order || phase == Some(Phase::Killed);
        let (name, reason) = (Arc::clone(&self.name), reason.clone());
        self.report(Event::ApplicationExited { name, reason: reason.clone(), by_order });
        if !by_order && takes_down(self.kind, &reason) {
            system::stop(&self.name, reason);
        }
    }

    fn report(&self, event: Event) {
        if let Some(me) = directory::find(self.master) {
            report::application(&*me, event);
        }
    }

    fn report_crash(&self, panic: &ExitReason, callback: &'static str) {
        if let Some(me) = directory::find(self.master) {
            report::crashed(&*me, panic, Some(callback), None, None);
        }
    }
}

/// A master that is killed does not come to its own cleaning up.
impl Drop for Run {
    fn drop(&mut self) {
        if self.over {
            return;
        }
        let killed = directory::find(self.master).and_then(|me| me.core().doom()).is_some();
        if killed {
            for left in directory::descendants(self.master) {
                left.core().condemn(ExitReason::Killed);
            }
            self.end(&ExitReason::Killed, false);
        } else {
            // Its runtime is at its end, and everything goes with that.
            table::with(|table| table.ended(&self.name, self.master));
        }
        if self.outcome.borrow().is_none() {
            let (name, error) = (Arc::clone(&self.name), StartError::Failed(ExitReason::Killed));
            self.outcome.send_replace(Some(Err(ApplicationError::Failed { name, error })));
        }
    }
}

/// Whether the end of an application takes the system down (application's start types in OTP).
fn takes_down(kind: Restart, reason: &ExitReason) -> bool {
    match kind {
        Restart::Permanent => true,
        Restart::Transient => !reason.is_normal(),
        Restart::Temporary => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_the_system_down() {
        use ExitReason as R;
        let rows = [
            (Restart::Permanent, R::Normal, true),
            (Restart::Permanent, R::Shutdown, true),
            (Restart::Transient, R::Normal, false),
            (Restart::Transient, R::Shutdown, true),
            (Restart::Transient, R::Killed, true),
            (Restart::Temporary, R::Killed, false),
        ];
        for (kind, reason, expected) in rows {
            assert_eq!(takes_down(kind, &reason), expected, "{kind:?} {reason:?}");
        }
    }
}
