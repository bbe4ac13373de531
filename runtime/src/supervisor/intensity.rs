//! The restart budget: how many restarts a supervisor allows itself in a sliding window. Pure.

use std::collections::VecDeque;
use std::time::Duration;

use crate::clock::Instant;

/// At most `max` restarts within any `window`; the next one is one too many.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    max: usize,
    window: Duration,
    spent: VecDeque<Instant>,
}

impl Budget {
    pub(crate) fn new(max: usize, window: Duration) -> Self {
        Self { max, window, spent: VecDeque::new() }
    }

    /// Charges one restart attempt at `now`; `false` when that is one too many.
    ///
    /// An attempt that lies exactly one window back still counts (`supervisor:in_period/3` in OTP,
    /// here with exact instants).
    pub(crate) fn charge(&mut self, now: Instant) -> bool {
        while self.spent.front().is_some_and(|first| now - *first > self.window) {
            self.spent.pop_front();
        }
        if self.spent.len() >= self.max {
            return false;
        }
        self.spent.push_back(now);
        true
    }

    /// How many attempts the window may hold.
    pub(crate) fn max(&self) -> usize {
        self.max
    }

    /// How many attempts the window holds.
    pub(crate) fn spent(&self) -> usize {
        self.spent.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(max: usize, window: u64, at: &[u64]) -> Vec<bool> {
        let start = crate::clock::now();
        let mut budget = Budget::new(max, Duration::from_millis(window));
        at.iter().map(|at| budget.charge(start + Duration::from_millis(*at))).collect()
    }

    /// Experiment 18: to the millisecond.
    #[tokio::test(start_paused = true)]
    async fn the_edge_of_the_window_still_counts() {
        assert_eq!(run(3, 5000, &[0, 0, 0, 5000]), [true, true, true, false]);
        assert_eq!(run(3, 5000, &[0, 0, 0, 5001]), [true, true, true, true]);
        assert_eq!(run(3, 5000, &[0, 0, 0, 4999]), [true, true, true, false]);
    }

    #[tokio::test(start_paused = true)]
    async fn none_are_allowed_when_the_budget_is_zero() {
        assert_eq!(run(0, 5000, &[0]), [false]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_remembered_stays_within_the_limit() {
        let start = crate::clock::now();
        let mut budget = Budget::new(2, Duration::from_secs(1));
        for second in 0..1000 {
            assert!(budget.charge(start + Duration::from_secs(second)));
            assert!(budget.spent() <= 2);
        }
    }
}
