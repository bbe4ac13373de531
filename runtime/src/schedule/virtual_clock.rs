//! A wall clock for tests.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::runtime::{Handle, Id};

use crate::clock::{self, Wall};
use crate::process::NoRuntime;

/// A wall clock of one's own, for the calendar schedules of this runtime: as long as it lives, it
/// moves with tokio's clock, which a test can pause, and shows what [`set`](Self::set) says.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::{Duration, SystemTime};
/// use switchboard::schedule::{VirtualClock, wall_clock};
///
/// let clock = VirtualClock::start(SystemTime::UNIX_EPOCH)?;
/// tokio::time::advance(Duration::from_secs(60)).await;
/// assert_eq!(wall_clock(), SystemTime::UNIX_EPOCH + Duration::from_secs(60));
/// clock.set(SystemTime::UNIX_EPOCH);
/// assert_eq!(wall_clock(), SystemTime::UNIX_EPOCH);
/// # Ok(()) }
/// ```
#[must_use = "the system's clock is back when this is dropped"]
pub struct VirtualClock {
    runtime: Id,
    wall: Arc<Wall>,
}

impl VirtualClock {
    /// Replaces the wall clock of the current runtime by one that shows `at` now.
    ///
    /// # Errors
    ///
    /// [`NoRuntime`] outside of a tokio runtime.
    pub fn start(at: SystemTime) -> Result<Self, NoRuntime> {
        let runtime = Handle::try_current().map_err(|_| NoRuntime)?.id();
        Ok(Self { runtime, wall: clock::replace_wall(runtime, at) })
    }

    /// Sets the clock, forward or back, as an operator does, or as a machine that has slept finds it.
    /// What waits for a time finds out when it looks again.
    pub fn set(&self, at: SystemTime) {
        self.wall.set(at);
    }

    /// How often what waits looks at the clock: every 30 seconds unless said, as for the system's. With
    /// [`Duration::MAX`] it sleeps right to its time, and a test runs through years at once.
    pub fn recheck(self, recheck: Duration) -> Self {
        self.wall.set_recheck(recheck);
        self
    }
}

impl Drop for VirtualClock {
    fn drop(&mut self) {
        clock::restore_wall(self.runtime, &self.wall);
    }
}

impl std::fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VirtualClock").finish_non_exhaustive()
    }
}
