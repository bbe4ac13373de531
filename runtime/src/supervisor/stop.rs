//! Stopping children: shutdown, patience, kill.

use std::sync::Arc;
use std::time::Duration;

use crate::clock;
use crate::gen_server::Shutdown;
use crate::process::core::Process;
use crate::process::{self, ExitReason, Pid, directory};

/// Stops one child and waits for its end. Runs in the supervisor.
///
/// The link is cut first, so that no exit of the child arrives later; the wait does not need it, so
/// a child that cut the link itself cannot hang its supervisor (supervisor's `shutdown/1` in OTP).
pub(super) async fn stop(me: Pid, child: &Arc<dyn Process>, how: Shutdown) -> ExitReason {
    ask(me, child, how);
    finish(child, patience(how)).await
}

/// Stops many children at once; the whole takes as long as the slowest.
pub(super) async fn stop_all(
    me: Pid,
    mut children: Vec<(u64, Arc<dyn Process>, Shutdown)>,
) -> Vec<(u64, Shutdown, ExitReason)> {
    // The shortest patience first: then nobody's deadline passes while another's is waited for.
    children.sort_by_key(|(_, _, how)| patience(*how).unwrap_or(Duration::MAX));
    let start = clock::now();
    for (_, child, how) in &children {
        ask(me, child, *how);
    }
    let mut ended = Vec::with_capacity(children.len());
    for (at, child, how) in children {
        let left = patience(how).map(|limit| limit.saturating_sub(clock::now() - start));
        ended.push((at, how, finish(&child, left).await));
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

async fn finish(child: &Arc<dyn Process>, limit: Option<Duration>) -> ExitReason {
    if let Some(limit) = limit {
        if let Some(reason) = clock::within(limit, child.core().wait_end()).await {
            return reason;
        }
        child.core().condemn(ExitReason::Killed);
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
