//! Which children a supervisor stops and starts when one of them ends. Pure.

use crate::gen_server::Restart;
use crate::process::ExitReason;

/// What happens to the other children when one is restarted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// Nothing.
    #[default]
    OneForOne,
    /// All are stopped, and all are started again.
    OneForAll,
    /// Those that were started after it are stopped and started again.
    RestForOne,
}

/// A child, as far as a strategy looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its place in the start order.
    pub(crate) at: u64,
    /// Whether it is gone for good once it is stopped.
    pub(crate) temporary: bool,
}

/// What to do: stop these in this order, forget those of them that are temporary, then start these.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) stop: Vec<u64>,
    pub(crate) start: Vec<u64>,
}

/// Whether a child that ended for `reason` is started again (supervisor's `restart` values in OTP).
pub(crate) fn restarts(restart: Restart, reason: &ExitReason) -> bool {
    match restart {
        Restart::Permanent => true,
        Restart::Transient => reason.is_abnormal(),
        Restart::Temporary => false,
    }
}

/// The plan for the restart of the child at `failed`; `children` are all, in start order.
pub(crate) fn plan(strategy: Strategy, children: &[Place], failed: u64) -> Plan {
    let group = |place: &&Place| match strategy {
        Strategy::OneForOne => place.at == failed,
        Strategy::OneForAll => true,
        Strategy::RestForOne => place.at >= failed,
    };
    let group: Vec<Place> = children.iter().filter(group).copied().collect();
    Plan {
        stop: group.iter().rev().map(|place| place.at).filter(|at| *at != failed).collect(),
        start: group
            .iter()
            .filter(|place| place.at == failed || !place.temporary)
            .map(|place| place.at)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(temporary: &[u64]) -> Vec<Place> {
        (0..4).map(|at| Place { at, temporary: temporary.contains(&at) }).collect()
    }

    #[test]
    fn each_strategy_has_its_group() {
        let rows: [(Strategy, &[u64], &[u64]); 3] = [
            (Strategy::OneForOne, &[], &[1]),
            (Strategy::OneForAll, &[3, 2, 0], &[0, 1, 2, 3]),
            (Strategy::RestForOne, &[3, 2], &[1, 2, 3]),
        ];
        for (strategy, stop, start) in rows {
            let plan = plan(strategy, &places(&[]), 1);
            assert_eq!(
                (plan.stop.as_slice(), plan.start.as_slice()),
                (stop, start),
                "{strategy:?}"
            );
        }
    }

    #[test]
    fn temporary_siblings_are_stopped_and_not_started() {
        let plan = plan(Strategy::OneForAll, &places(&[0, 3]), 1);
        assert_eq!(plan, Plan { stop: vec![3, 2, 0], start: vec![1, 2] });
    }

    #[test]
    fn the_table_of_restart_values() {
        let reasons = [
            (ExitReason::Normal, false),
            (ExitReason::Shutdown, false),
            (ExitReason::shutdown_with(1), false),
            (ExitReason::Killed, true),
            (ExitReason::NoProc, true),
            (ExitReason::custom(1), true),
        ];
        for (reason, abnormal) in &reasons {
            assert!(restarts(Restart::Permanent, reason), "{reason}");
            assert_eq!(restarts(Restart::Transient, reason), *abnormal, "{reason}");
            assert!(!restarts(Restart::Temporary, reason), "{reason}");
        }
    }
}
