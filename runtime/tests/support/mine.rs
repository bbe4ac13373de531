//! What cannot be dropped in peace.

use super::support::Log;

/// Panics when it is dropped, and on the way says that it was.
pub(crate) struct Mine {
    log: Log,
    /// Whether it still does.
    live: bool,
}

impl Mine {
    pub(crate) fn live(log: Log) -> Self {
        Self { log, live: true }
    }
}

impl Drop for Mine {
    fn drop(&mut self) {
        if self.live {
            self.log.push("boom");
            panic!("boom in a destructor");
        }
    }
}

/// A message that cannot be dropped in peace.
pub(crate) struct Parcel(pub(crate) Option<Mine>);

impl Parcel {
    pub(crate) fn live(log: Log) -> Self {
        Self(Some(Mine::live(log)))
    }

    /// Drops it in peace.
    #[allow(dead_code, reason = "each test uses a part of it")]
    pub(crate) fn defuse(mut self) {
        if let Some(mine) = &mut self.0 {
            mine.live = false;
        }
    }
}
