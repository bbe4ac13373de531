//! The birth of a server: `init`, and what begins with it.

use std::sync::Arc;

use super::serve::TaskHeld;
use super::server::Body;
use super::shifts::Birth;
use super::start::unlink;
use super::{Context, GenServer, InitError, ServerCell};
use crate::process::{ExitReason, StartError, guard};
use crate::report;

/// Runs `init`; the reason when that was all.
pub(super) async fn begin<S: GenServer>(
    cell: &Arc<ServerCell<S>>,
    birth: Birth<S>,
) -> Result<TaskHeld<'_, S>, ExitReason> {
    let Birth { args, started } = birth;
    let mut held = cell.inner.first_hold();
    let mut cx = Context::new(cell);
    cx.trail.note("init", cell.core());
    let mut schedules = Vec::new();
    let init = async {
        // What cannot be kept is found out before anything is begun.
        schedules = S::schedules().map_err(InitError::new)?;
        S::init(args, &mut cx).await
    };
    let (error, reason) = match guard::caught(init).await {
        Ok(Ok(state)) => match cx.take_stop() {
            Some(stop) => (StartError::Failed(stop.reason.clone()), stop.reason),
            None => {
                *held.body() = Some(Body { state, cx });
                cell.start_schedules(schedules);
                started.tell(cell.core(), Ok(()));
                return Ok(held);
            }
        },
        Ok(Err(InitError::Ignore)) => (StartError::Ignored, ExitReason::Normal),
        Ok(Err(InitError::Stop(reason))) => (StartError::Failed(reason.clone()), reason),
        Err(panic) => {
            report::crashed(&**cell, &panic, Some("init"), None, None);
            (StartError::Failed(panic.clone()), panic)
        }
    };
    // The starter has the failure as its result; an exit on top would kill one that does not trap.
    let core = cell.core();
    unlink(core);
    started.tell(core, Err(error));
    Err(reason)
}
