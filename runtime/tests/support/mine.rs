//! What cannot be dropped in peace.

use super::support::Log;

/// Panics when it is dropped, and on the way says that it was.
pub(crate) struct Mine {
    log: Log,
    /// Whether it still does.
    pub(crate) live: bool,
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
