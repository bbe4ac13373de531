//! The one reader of time, so that a paused clock governs everything.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

pub(crate) use tokio::time::Instant;
use tokio::time::Sleep;

/// About a century: later than any deadline that can matter, early enough never to overflow.
const FAR: Duration = Duration::from_hours(24 * 365 * 100);

/// This moment, on tokio's clock.
#[expect(clippy::disallowed_methods, reason = "this is the file that reads the clock")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The moment `after` from now; a duration too long to add stands for "in a century".
pub(crate) fn deadline(after: Duration) -> Instant {
    let now = now();
    now.checked_add(after.min(FAR)).unwrap_or(now)
}

/// Whether a timeout is so long that nobody can wait for its end.
pub(crate) fn is_endless(timeout: Duration) -> bool {
    timeout >= FAR
}

/// A timer that is ready at `at`.
#[expect(clippy::disallowed_methods, reason = "this is the file that reads the clock")]
pub(crate) fn sleep_until(at: Instant) -> Sleep {
    tokio::time::sleep_until(at)
}

/// Polls an alarm that is kept over many waits: makes it, or moves it, to be ready at `at`.
pub(crate) fn poll_at(
    alarm: &mut Option<Pin<Box<Sleep>>>,
    at: Instant,
    cx: &mut Context<'_>,
) -> Poll<()> {
    let alarm = alarm.get_or_insert_with(|| Box::pin(sleep_until(at)));
    if alarm.deadline() != at {
        alarm.as_mut().reset(at);
    }
    alarm.as_mut().poll(cx)
}

/// Waits for `future`, but not longer than `limit`.
pub(crate) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut timer = pin!(Timer::new(limit));
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => timer.as_mut().poll(cx).map(|()| None),
    })
    .await
}

pin_project! {
    /// A timer that reads the clock only when it is polled for the first time.
    pub(crate) struct Timer {
        after: Duration,
        #[pin]
        sleep: Option<Sleep>,
    }
}

impl Timer {
    /// A timer that will be ready `after` its first poll; never when that is too far away.
    pub(crate) fn new(after: Duration) -> Self {
        Self { after, sleep: None }
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        if is_endless(*this.after) {
            return Poll::Pending;
        }
        if this.sleep.is_none() {
            this.sleep.set(Some(sleep_until(deadline(*this.after))));
        }
        this.sleep.as_pin_mut().map_or(Poll::Pending, |sleep| sleep.poll(cx))
    }
}
