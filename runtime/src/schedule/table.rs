//! The schedules of all servers, by the pid of the server.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::handle::ScheduleRef;
use super::plan::Plan;
use crate::process::core::Process;
use crate::process::holdings::Table;
use crate::process::{IdState, Pid, guard};
use crate::sync::Lock;

/// What each server has, in the order in which it came.
#[derive(Default)]
struct Schedules(Lock<HashMap<Pid, Vec<Arc<Plan>>, IdState>>);

static SCHEDULES: LazyLock<Arc<Schedules>> = LazyLock::new(Arc::default);

/// The schedules of a server: those that it declares, in the order of their methods, then those that
/// it got since.
#[must_use]
pub fn of(pid: Pid) -> Vec<ScheduleRef> {
    let table = SCHEDULES.0.lock();
    table.get(&pid).into_iter().flatten().map(|plan| ScheduleRef(Arc::clone(plan))).collect()
}

/// The schedules of all servers, by the age of the server.
#[must_use]
pub fn all() -> Vec<ScheduleRef> {
    let mut pids: Vec<Pid> = SCHEDULES.0.lock().keys().copied().collect();
    pids.sort_unstable_by_key(|pid| pid.as_u64());
    pids.into_iter().flat_map(of).collect()
}

/// Enters a schedule, to leave with its process; `None` when that has ended.
pub(super) fn enter(process: &Arc<dyn Process>, plan: &Arc<Plan>) -> Option<()> {
    let table: Arc<dyn Table> = SCHEDULES.clone();
    let core = process.core();
    core.enter(&table, || {
        SCHEDULES.0.lock().entry(core.pid).or_default().push(Arc::clone(plan));
        ((), true)
    })
}

/// Takes one schedule out.
pub(super) fn leave(plan: &Arc<Plan>) {
    let mut table = SCHEDULES.0.lock();
    let Some(plans) = table.get_mut(&plan.pid) else {
        return;
    };
    plans.retain(|other| !Arc::ptr_eq(other, plan));
    if plans.is_empty() {
        table.remove(&plan.pid);
    }
}

impl Table for Schedules {
    fn forget(&self, pid: Pid) {
        let plans = self.0.lock().remove(&pid).unwrap_or_default();
        for plan in &plans {
            plan.end();
        }
        // They may hold messages of the user.
        drop(guard::drop_each(plans));
    }
}
