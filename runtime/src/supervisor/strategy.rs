//! Which children a supervisor stops and starts when one of them ends. Pure.

use std::ops::RangeInclusive;

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
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) stop: Vec<Place>,
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

/// The places whose children the restart of the one at `failed` concerns.
pub(crate) fn reach(strategy: Strategy, failed: u64) -> RangeInclusive<u64> {
    match strategy {
        Strategy::OneForOne => failed..=failed,
        Strategy::OneForAll => 0..=u64::MAX,
        Strategy::RestForOne => failed..=u64::MAX,
    }
}

/// The plan for the restart of the child at `failed`; `group` are those within its reach, in start order.
pub(crate) fn plan(group: &[Place], failed: u64) -> Plan {
    Plan {
        stop: group.iter().rev().filter(|place| place.at != failed).copied().collect(),
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

    fn place(at: u64, temporary: &[u64]) -> Place {
        Place { at, temporary: temporary.contains(&at) }
    }

    /// The plan when the second of four children has failed: what is stopped, and what is started.
    fn planned(strategy: Strategy, temporary: &[u64]) -> (Vec<u64>, Vec<u64>) {
        let reach = reach(strategy, 1);
        let group: Vec<_> =
            (0..4).filter(|at| reach.contains(at)).map(|at| place(at, temporary)).collect();
        let plan = plan(&group, 1);
        assert!(
            plan.stop.iter().all(|stopped| stopped.temporary == temporary.contains(&stopped.at))
        );
        (plan.stop.iter().map(|place| place.at).collect(), plan.start)
    }

    #[test]
    fn each_strategy_has_its_group() {
        let rows: [(Strategy, &[u64], &[u64]); 3] = [
            (Strategy::OneForOne, &[], &[1]),
            (Strategy::OneForAll, &[3, 2, 0], &[0, 1, 2, 3]),
            (Strategy::RestForOne, &[3, 2], &[1, 2, 3]),
        ];
        for (strategy, stop, start) in rows {
            assert_eq!(planned(strategy, &[]), (stop.to_vec(), start.to_vec()), "{strategy:?}");
        }
    }

    #[test]
    fn temporary_siblings_are_stopped_and_not_started() {
        assert_eq!(planned(Strategy::OneForAll, &[0, 3]), (vec![3, 2, 0], vec![1, 2]));
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
