//! The one reader of time, so that a paused clock governs everything.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use pin_project_lite::pin_project;
use tokio::runtime::{Handle, Id};

pub(crate) use tokio::time::Instant;
use tokio::time::Sleep;

use crate::sync::Lock;

/// About a century: later than any deadline that can matter, early enough never to overflow.
const FAR: Duration = Duration::from_hours(24 * 365 * 100);

/// This moment, on tokio's clock.
#[expect(clippy::disallowed_methods, reason = "this is the file that reads the clock")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// This moment in real time, for what work costs: it goes on while tokio's clock is paused.
#[expect(clippy::disallowed_methods, reason = "this is the file that reads the clock")]
pub(crate) fn work() -> std::time::Instant {
    std::time::Instant::now()
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

/// How long a wait for a moment of the calendar may last before the wall clock is looked at again:
/// it can be set, and it goes on while the machine sleeps and all timers stand still.
const RECHECK: Duration = Duration::from_secs(30);

/// The wall clocks that are not the system's, by runtime, and how many there are.
static WALLS: LazyLock<Lock<HashMap<Id, Arc<Wall>>>> = LazyLock::new(Lock::default);
static ANY_WALL: AtomicUsize = AtomicUsize::new(0);

/// A wall clock that moves with tokio's clock.
pub(crate) struct Wall(Lock<(Instant, SystemTime, Duration)>);

impl Wall {
    fn read(&self) -> SystemTime {
        let (since, at, _) = *self.0.lock();
        at.checked_add(now().saturating_duration_since(since)).unwrap_or(at)
    }

    /// Sets it, as somebody would who corrects a clock: what waits finds out when it looks.
    pub(crate) fn set(&self, at: SystemTime) {
        let mut state = self.0.lock();
        (state.0, state.1) = (now(), at);
    }

    /// Sets how often waits look at it. Without a pause in between nobody else would get a turn.
    pub(crate) fn set_recheck(&self, recheck: Duration) {
        self.0.lock().2 = recheck.max(Duration::from_millis(1));
    }
}

/// The wall clock of this runtime, unless it is the system's.
fn own_wall() -> Option<Arc<Wall>> {
    if ANY_WALL.load(Ordering::Acquire) == 0 {
        return None;
    }
    let runtime = Handle::try_current().ok()?.id();
    WALLS.lock().get(&runtime).cloned()
}

/// Gives a runtime a wall clock of its own.
pub(crate) fn replace_wall(runtime: Id, at: SystemTime) -> Arc<Wall> {
    let wall = Arc::new(Wall(Lock::new((now(), at, RECHECK))));
    if WALLS.lock().insert(runtime, Arc::clone(&wall)).is_none() {
        ANY_WALL.fetch_add(1, Ordering::AcqRel);
    }
    wall
}

/// Takes it away again, unless another one has replaced it.
pub(crate) fn restore_wall(runtime: Id, wall: &Arc<Wall>) {
    let mut walls = WALLS.lock();
    if walls.get(&runtime).is_some_and(|now| Arc::ptr_eq(now, wall)) {
        walls.remove(&runtime);
        ANY_WALL.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The time of day, as the wall clock shows it.
#[expect(clippy::disallowed_methods, reason = "this is the file that reads the clock")]
pub(crate) fn wall() -> SystemTime {
    own_wall().map_or_else(SystemTime::now, |wall| wall.read())
}

/// How long a wait may last before the wall clock is looked at again.
pub(crate) fn recheck() -> Duration {
    own_wall().map_or(RECHECK, |wall| wall.0.lock().2)
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
