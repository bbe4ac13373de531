//! Stopping children: shutdown, patience, kill, and what there is to tell of it.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{self, Instant};
use crate::gen_server::Shutdown;
use crate::process::core::Process;
use crate::process::overdue::PATIENCE;
use crate::process::{self, ExitReason, Pid, StopReport, directory, stopping};
use crate::report::{self, Event};

/// How a child stopped.
pub(super) struct Stopped {
    /// Whether it had to be killed.
    pub(super) killed: bool,
    pub(super) report: StopReport,
}

/// Whether a child is to be waited for that blocks its thread, so that no kill can end it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Blocked {
    /// Another incarnation may follow it, and never beside it.
    Wait,
    /// The supervisor ends as well, and reports it.
    Leave,
}

/// Stops one child and waits for its end. Runs in the supervisor.
///
/// The link is cut first, so that no exit of the child arrives later; the wait does not need it, so
/// a child that cut the link itself cannot hang its supervisor (supervisor's `shutdown/1` in OTP).
pub(super) async fn stop(
    me: Pid,
    id: &Arc<str>,
    child: &Arc<dyn Process>,
    how: Shutdown,
    blocked: Blocked,
) -> Stopped {
    let began = clock::now();
    ask(me, child, how, blocked);
    finish(Waiting { me, id, began, blocked }, child, patience(how)).await
}

/// Who waits for a child, and since when.
#[derive(Clone, Copy)]
struct Waiting<'a> {
    me: Pid,
    id: &'a Arc<str>,
    began: Instant,
    blocked: Blocked,
}

impl Waiting<'_> {
    /// Says that a child which was killed does not end.
    fn report(self, child: &Arc<dyn Process>) {
        if let Some(me) = directory::find(self.me) {
            let (id, pid) = (Arc::clone(self.id), child.core().pid);
            let for_how_long = clock::now() - self.began;
            report::child(&*me, Event::ShutdownOverdue { id, pid, for_how_long });
        }
    }
}

/// One of many children that are stopped at once.
pub(super) struct Stopping {
    pub(super) at: u64,
    pub(super) id: Arc<str>,
    pub(super) process: Arc<dyn Process>,
    pub(super) how: Shutdown,
}

/// Stops many children at once, for good; the whole takes as long as the slowest.
pub(super) async fn stop_all(
    me: Pid,
    mut children: Vec<Stopping>,
) -> Vec<(u64, Shutdown, Stopped)> {
    // The shortest patience first: then nobody's deadline passes while another's is waited for.
    children.sort_by_key(|child| patience(child.how).unwrap_or(Duration::MAX));
    let began = clock::now();
    for child in &children {
        ask(me, &child.process, child.how, Blocked::Leave);
    }
    let mut ended = Vec::with_capacity(children.len());
    for Stopping { at, id, process, how } in children {
        let left = patience(how).map(|limit| limit.saturating_sub(clock::now() - began));
        let waiting = Waiting { me, id: &id, began, blocked: Blocked::Leave };
        ended.push((at, how, finish(waiting, &process, left).await));
    }
    ended
}

fn ask(me: Pid, child: &Arc<dyn Process>, how: Shutdown, blocked: Blocked) {
    if blocked == Blocked::Leave {
        // One report for all.
        child.core().set_collected(true);
    }
    if let Some(me) = directory::find(me) {
        process::unlink_cores(me.core(), child.core().pid);
    }
    match how {
        Shutdown::BrutalKill => child.core().condemn(ExitReason::Killed),
        Shutdown::After(_) | Shutdown::Infinity => {
            process::exit(child.core().pid, ExitReason::Shutdown);
        }
    }
}

/// How long a child may take; `None` is for ever. A killed one ends at its next await.
fn patience(how: Shutdown) -> Option<Duration> {
    match how {
        Shutdown::After(limit) if !clock::is_endless(limit) => Some(limit),
        Shutdown::After(_) | Shutdown::Infinity => None,
        Shutdown::BrutalKill => Some(Duration::ZERO),
    }
}

async fn finish(
    waiting: Waiting<'_>,
    child: &Arc<dyn Process>,
    limit: Option<Duration>,
) -> Stopped {
    let core = child.core();
    let stopped = |killed, reason| {
        let took = clock::now() - waiting.began;
        Stopped { killed, report: stopping::report(&**child, reason, Some(took)) }
    };
    let Some(limit) = limit else {
        return stopped(false, Some(core.wait_end().await));
    };
    if let Some(reason) = clock::within(limit, core.wait_end()).await {
        return stopped(false, Some(reason));
    }
    if !limit.is_zero() {
        stopping::note_overdue(&**child);
    }
    core.condemn(ExitReason::Killed);
    let mut patience = PATIENCE;
    loop {
        if let Some(reason) = clock::within(patience, core.wait_end()).await {
            return stopped(!limit.is_zero(), Some(reason));
        }
        waiting.report(child);
        stopping::note_overdue(&**child);
        if waiting.blocked == Blocked::Leave {
            // What it has to tell when it does end is its own matter.
            core.set_collected(false);
            return stopped(true, None);
        }
        patience = patience.saturating_mul(2);
    }
}

/// Whether a child that was stopped so may end so; everything else is reported.
pub(super) fn as_asked(how: Shutdown, reason: &ExitReason) -> bool {
    match how {
        Shutdown::BrutalKill => matches!(reason, ExitReason::Killed),
        Shutdown::After(_) | Shutdown::Infinity => reason.is_orderly(),
    }
}
