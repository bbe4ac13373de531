//! Stopping children: shutdown, patience, kill.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{self, Instant};
use crate::gen_server::Shutdown;
use crate::process::core::Process;
use crate::process::overdue::PATIENCE;
use crate::process::{self, ExitReason, Pid, directory};
use crate::report::{self, Event};

/// Stops one child and waits for its end. Runs in the supervisor.
///
/// The link is cut first, so that no exit of the child arrives later; the wait does not need it, so
/// a child that cut the link itself cannot hang its supervisor (supervisor's `shutdown/1` in OTP).
pub(super) async fn stop(
    me: Pid,
    id: &Arc<str>,
    child: &Arc<dyn Process>,
    how: Shutdown,
) -> ExitReason {
    let began = clock::now();
    ask(me, child, how);
    finish(Waiting { me, id, began }, child, patience(how)).await
}

/// Who waits for a child, and since when.
#[derive(Clone, Copy)]
struct Waiting<'a> {
    me: Pid,
    id: &'a Arc<str>,
    began: Instant,
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

/// Stops many children at once; the whole takes as long as the slowest.
pub(super) async fn stop_all(
    me: Pid,
    mut children: Vec<Stopping>,
) -> Vec<(u64, Shutdown, ExitReason)> {
    // The shortest patience first: then nobody's deadline passes while another's is waited for.
    children.sort_by_key(|child| patience(child.how).unwrap_or(Duration::MAX));
    let began = clock::now();
    for child in &children {
        ask(me, &child.process, child.how);
    }
    let mut ended = Vec::with_capacity(children.len());
    for Stopping { at, id, process, how } in children {
        let left = patience(how).map(|limit| limit.saturating_sub(clock::now() - began));
        let waiting = Waiting { me, id: &id, began };
        ended.push((at, how, finish(waiting, &process, left).await));
    }
    ended
}

fn ask(me: Pid, child: &Arc<dyn Process>, how: Shutdown) {
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
) -> ExitReason {
    if let Some(limit) = limit {
        if let Some(reason) = clock::within(limit, child.core().wait_end()).await {
            return reason;
        }
        child.core().condemn(ExitReason::Killed);
        let mut patience = PATIENCE;
        while !clock::is_endless(patience) {
            if let Some(reason) = clock::within(patience, child.core().wait_end()).await {
                return reason;
            }
            waiting.report(child);
            patience = patience.saturating_mul(2);
        }
    }
    child.core().wait_end().await
}

/// Whether a child that was stopped so may end so; everything else is reported.
pub(super) fn as_asked(how: Shutdown, reason: &ExitReason) -> bool {
    match how {
        Shutdown::BrutalKill => matches!(reason, ExitReason::Killed),
        Shutdown::After(_) | Shutdown::Infinity => reason.is_orderly(),
    }
}
