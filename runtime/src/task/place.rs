//! Where a supervisor leaves the task that somebody asked for, if that one is still there.

use std::sync::Arc;

use super::cell::TaskCell;
use crate::process::core::Process;
use crate::process::{self, Pid, StartError};
use crate::sync::Lock;

enum Phase {
    Empty,
    Full(Arc<TaskCell>),
    Left,
}

/// The asking side: dropped before the task was taken, it kills it.
pub(super) struct Place {
    phase: Arc<Lock<Phase>>,
    /// Who would be linked with the task.
    owner: Option<Pid>,
}

/// The supervisor's side.
pub(super) struct Remote(Arc<Lock<Phase>>);

impl Place {
    pub(super) fn new(owner: Option<Pid>) -> Self {
        Self { phase: Arc::new(Lock::new(Phase::Empty)), owner }
    }

    pub(super) fn remote(&self) -> Remote {
        Remote(Arc::clone(&self.phase))
    }

    pub(super) fn take(self) -> Option<Arc<TaskCell>> {
        match std::mem::replace(&mut *self.phase.lock(), Phase::Left) {
            Phase::Full(cell) => Some(cell),
            Phase::Empty | Phase::Left => None,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let before = std::mem::replace(&mut *self.phase.lock(), Phase::Left);
        if let Phase::Full(cell) = before {
            // Giving up a start is no failure of who does.
            if let Some(owner) = self.owner {
                process::unlink_cores(cell.core(), owner);
            }
            cell.kill();
        }
    }
}

impl Remote {
    /// Starts the task, unless nobody is there any more to take it.
    pub(super) fn put(
        self,
        start: impl FnOnce() -> Result<Arc<TaskCell>, StartError>,
    ) -> Result<Arc<TaskCell>, StartError> {
        let mut phase = self.0.lock();
        if matches!(*phase, Phase::Left) {
            return Err(StartError::Ignored);
        }
        let cell = start()?;
        *phase = Phase::Full(Arc::clone(&cell));
        Ok(cell)
    }
}
