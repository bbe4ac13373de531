//! Where a process comes from: who started it, and for a task, who asked for the work.

use std::sync::Arc;

use super::core::Process;
use super::current::current;
use super::directory;
use super::links::{NotInProcess, with_current};
use super::pid::Pid;

/// How far back a line goes. A process that starts its own successor, for ever, must not drag an
/// ever longer line along.
const GENERATIONS: usize = 32;

/// The ancestors and callers of a process, nearest first.
#[derive(Debug, Default)]
pub(crate) struct Lineage {
    ancestors: Vec<Pid>,
    callers: Vec<Pid>,
}

impl Lineage {
    /// The line of a task that the current process starts, for `caller`.
    pub(crate) fn of_task(caller: Option<Pid>) -> Line {
        let line = Starter::current().line();
        let Some(caller) = caller else {
            return line;
        };
        let asked = directory::find(caller);
        let before = asked.as_ref().map_or(&[][..], |process| process.core().line.callers());
        let lineage =
            Self { ancestors: line.ancestors().to_vec(), callers: longer(caller, before) };
        Line { shared: Some(Arc::new(lineage)) }
    }
}

/// The current process as the one that starts another: looked up once.
pub(crate) struct Starter {
    pub(crate) pid: Option<Pid>,
    /// It itself, unless it is past its end, and its last destructors start something.
    pub(crate) process: Option<Arc<dyn Process>>,
}

impl Starter {
    pub(crate) fn current() -> Self {
        let pid = current();
        Self { pid, process: pid.and_then(directory::find) }
    }

    /// The line of a process that it starts.
    pub(crate) fn line(&self) -> Line {
        let shared = self.pid.map(|pid| match &self.process {
            Some(starter) => starter.core().line_below(),
            None => Arc::new(Lineage { ancestors: vec![pid], callers: Vec::new() }),
        });
        Line { shared }
    }
}

fn longer(nearest: Pid, before: &[Pid]) -> Vec<Pid> {
    std::iter::once(nearest).chain(before.iter().copied()).take(GENERATIONS).collect()
}

/// The line of one process, which its children share.
#[derive(Debug, Default)]
pub(crate) struct Line {
    shared: Option<Arc<Lineage>>,
}

impl Line {
    /// Who started it, and who started that, nearest first.
    pub(crate) fn ancestors(&self) -> &[Pid] {
        self.shared.as_ref().map_or(&[], |line| &line.ancestors)
    }

    /// Who asked for its work, and who asked for that, nearest first.
    pub(crate) fn callers(&self) -> &[Pid] {
        self.shared.as_ref().map_or(&[], |line| &line.callers)
    }

    /// The line of the children of `me`, whose line this is.
    pub(super) fn below(&self, me: Pid) -> Arc<Lineage> {
        Arc::new(Lineage { ancestors: longer(me, self.ancestors()), callers: Vec::new() })
    }
}

/// Who started the current process, who started that one, and so on: nearest first, at most 32.
///
/// For the child of a supervisor the first is the supervisor. They may have ended since.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn ancestors() -> Result<Vec<Pid>, NotInProcess> {
    with_current(|me| me.core().line.ancestors().to_vec())
}

/// Who asked for the work of the current task, who asked for that, and so on: nearest first, at
/// most 32. Empty in a process that is no task.
///
/// With a [`TaskSupervisor`](crate::TaskSupervisor) between them, the caller is who wants the value,
/// and the supervisor the first [ancestor](ancestors).
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn callers() -> Result<Vec<Pid>, NotInProcess> {
    with_current(|me| me.core().line.callers().to_vec())
}
