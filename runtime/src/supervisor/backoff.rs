//! How long a supervisor waits before it starts a child again, when it is told to wait at all. Pure.

use std::time::Duration;

use crate::clock::Instant;

/// A wait before each restart, twice as long each time: for a child that fails because something
/// outside is down, and will be for a while.
///
/// Without one, which is the default and what OTP does, a child is started again at once. With one,
/// an attempt still counts against the restart budget, and it does from the moment when the child
/// ended; so a budget that outlasts the waits has to be given with it. Meanwhile the supervisor serves
/// its requests, and the children that the strategy stops together with this one are stopped already.
///
/// A child that has stayed up for longer than the longest wait begins anew.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use switchboard::{Backoff, SupervisorOptions};
///
/// // 100 ms, 200 ms, 400 ms, .. 10 s; each up to a quarter shorter.
/// let backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(10)).jitter(25);
/// let options = SupervisorOptions::new()
///     .max_restarts(20)
///     .max_seconds(Duration::from_secs(300))
///     .backoff(backoff);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Backoff {
    first: Duration,
    longest: Duration,
    /// By how many percent a wait may be shorter.
    jitter: u8,
}

impl Backoff {
    /// Waits `first`, then twice as long each time, but never longer than `longest`.
    pub fn new(first: Duration, longest: Duration) -> Self {
        Self { first: first.min(longest), longest, jitter: 0 }
    }

    /// Makes each wait shorter by a random part of up to so many percent, so that children which
    /// failed together do not come back together.
    pub fn jitter(mut self, percent: u8) -> Self {
        self.jitter = percent.min(100);
        self
    }

    /// The wait before attempt `number`, counted from one; `random` is any number.
    fn wait(&self, number: u32, random: u32) -> Duration {
        let doubled = 2_u32.checked_pow(number.saturating_sub(1));
        let full = doubled.and_then(|times| self.first.checked_mul(times)).unwrap_or(self.longest);
        let full = full.min(self.longest);
        let off = f64::from(self.jitter) / 100.0 * f64::from(random) / f64::from(u32::MAX);
        // All of a time so long that it has no exact number of seconds.
        let part = Duration::try_from_secs_f64(full.as_secs_f64() * off).unwrap_or(full);
        full.saturating_sub(part)
    }
}

/// The restarts of one child that followed each other closely.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    number: u32,
    /// When the wait for the last attempt was over.
    last: Option<Instant>,
}

impl Row {
    /// The wait before one more attempt, which is decided at `now`.
    pub(super) fn next(&mut self, backoff: &Backoff, now: Instant, random: u32) -> Duration {
        if self.last.is_none_or(|last| now.saturating_duration_since(last) > backoff.longest) {
            self.number = 0;
        }
        self.number = self.number.saturating_add(1);
        let wait = backoff.wait(self.number, random);
        self.last = now.checked_add(wait);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let backoff = Backoff::new(ms(100), ms(1_000));
        let waits: Vec<_> = (1..=6).map(|number| backoff.wait(number, 0)).collect();
        assert_eq!(waits, [100, 200, 400, 800, 1_000, 1_000].map(ms));
        assert_eq!(backoff.wait(u32::MAX, 0), ms(1_000));
        assert_eq!(Backoff::new(ms(500), ms(10)).wait(1, 0), ms(10));
    }

    #[test]
    fn jitter_only_shortens_and_by_no_more_than_it_may() {
        let backoff = Backoff::new(ms(100), ms(100)).jitter(25);
        assert_eq!(backoff.wait(1, 0), ms(100));
        assert_eq!(backoff.wait(1, u32::MAX), ms(75));
        let middle = backoff.wait(1, u32::MAX / 2);
        assert!(ms(87) < middle && middle < ms(88), "{middle:?}");
        assert_eq!(Backoff::new(ms(100), ms(100)).jitter(255).wait(1, u32::MAX), Duration::ZERO);
        let huge = Backoff::new(Duration::MAX, Duration::MAX).jitter(50);
        assert!(huge.wait(3, u32::MAX / 2) < Duration::MAX);
        assert!(Backoff::new(Duration::MAX, Duration::MAX).jitter(100).wait(3, u32::MAX) < ms(1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_child_that_stayed_up_begins_anew() {
        let backoff = Backoff::new(ms(100), ms(400));
        let start = crate::clock::now();
        let mut row = Row::default();
        assert_eq!(row.next(&backoff, start, 0), ms(100));
        assert_eq!(row.next(&backoff, start + ms(100), 0), ms(200));
        // It came up at 300, and stayed for as long as the longest wait and no longer.
        assert_eq!(row.next(&backoff, start + ms(700), 0), ms(400));
        // Up at 1100.
        assert_eq!(row.next(&backoff, start + ms(1_501), 0), ms(100));
    }
}
