//! What a call that runs on its caller takes of the caller's cooperative budget.
//!
//! A loop of calls that never wait must still let its neighbours run. A call of a handler that takes
//! nanoseconds is a small part of what an operation of tokio costs, so that eight of them make one unit.
//! A handler that takes longer is worth more, and how long it takes only a clock tells, which costs more
//! than such a call itself. So it is read once in many calls while these are short, and after each of
//! them while they are long.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{self, Poll, ready};
use std::time::{Duration, Instant};

use tokio::task::coop;

use crate::clock;

/// How many short calls make one unit of tokio's budget, which has 128.
const CALLS_PER_UNIT: u8 = 8;

/// How long one unit is: with all of them a task has its thread for a millisecond.
const UNIT_NANOS: u64 = 8_000;

/// The most that one look at the clock costs. A task that has all of its budget always gets on, whatever
/// the time before it went to.
const MOST: u64 = 96;

/// Calls shorter than this are short.
const SHORT: Duration = Duration::from_micros(2);

/// How many calls pass at most between two looks at the clock.
const LONGEST_ROW: u8 = 32;

thread_local! {
    /// How many calls pass before the clock is looked at.
    static LEFT: Cell<u8> = const { Cell::new(0) };
    /// How many passed since the last look, and when that was; no time is counted across a pause.
    static ROW: Cell<(u8, Option<Instant>)> = const { Cell::new((1, None)) };
}

#[cfg(feature = "test-util")]
thread_local! {
    /// Whether calls on this thread pay by their number alone.
    static BY_NUMBER: Cell<bool> = const { Cell::new(false) };
}

/// Does `work`, in which calls pay by their number alone: what a test does twice is then the same twice, however
/// busy its machine is.
#[cfg(feature = "test-util")]
pub(crate) fn by_number<R>(work: impl FnOnce() -> R) -> R {
    struct Back(bool);
    impl Drop for Back {
        fn drop(&mut self) {
            BY_NUMBER.set(self.0);
        }
    }
    let _back = Back(BY_NUMBER.replace(true));
    LEFT.set(0);
    ROW.set((1, None));
    work()
}

#[cfg(feature = "test-util")]
fn is_by_number() -> bool {
    BY_NUMBER.get()
}

#[cfg(not(feature = "test-util"))]
fn is_by_number() -> bool {
    false
}

/// Spends the caller's share of the cooperative budget for one inline call.
#[inline]
pub(super) fn pace(cx: &mut task::Context<'_>) -> Poll<()> {
    match LEFT.get().checked_sub(1) {
        Some(left) => {
            LEFT.set(left);
            Poll::Ready(())
        }
        None => settle(cx),
    }
}

/// Pays for the row of calls that came before this one.
///
/// A function of its own, also because counts of instructions leave it out by its name.
#[cold]
#[inline(never)]
fn settle(cx: &mut task::Context<'_>) -> Poll<()> {
    let (row, since) = ROW.get();
    let now = clock::work();
    let since = since.filter(|_| !is_by_number());
    let time = since.map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
    let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
    let units = (nanos / UNIT_NANOS).max(u64::from(row / CALLS_PER_UNIT));
    let next = if time < SHORT * u32::from(row) { (row * 2).min(LONGEST_ROW) } else { 1 };
    // Whoever runs until this task has its next turn is not counted.
    ROW.set((next, None));
    for _ in 0..units.clamp(1, MOST) {
        ready!(spend(cx));
    }
    ROW.set((next, Some(now)));
    LEFT.set(next - 1);
    Poll::Ready(())
}

/// Spends one unit.
#[inline]
fn spend(cx: &mut task::Context<'_>) -> Poll<()> {
    ready!(coop::poll_proceed(cx)).made_progress();
    Poll::Ready(())
}

/// One unit of the cooperative budget, spent in place: `consume_budget` is a future of another crate,
/// which is not inlined.
pub(super) struct Unit;

impl Future for Unit {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        spend(cx)
    }
}

/// Spends the caller's share of the budget where the turn is taken behind a `dyn`.
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Pace;

impl Future for Pace {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<()> {
        pace(cx)
    }
}
