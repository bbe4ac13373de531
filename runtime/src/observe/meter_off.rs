//! Metrics in a build without the feature `metrics`: nothing.

use crate::process::ExitReason;

/// When a message was sent.
pub(super) struct Sent;

impl Sent {
    #[inline]
    pub(super) fn now() -> Self {
        Self
    }
}

/// What measures one run of a handler.
pub(super) struct Meter;

impl Meter {
    #[inline]
    pub(super) fn begin(_: &str, _: &str, _: Option<&Sent>) -> Self {
        Self
    }
}

#[inline]
pub(crate) fn dropped(_: &str, _: &str) {}

#[inline]
pub(crate) fn refused(_: &str, _: &str) {}

#[inline]
pub(crate) fn timed_out(_: &str, _: &str) {}

#[inline]
pub(crate) fn started(_: &str) {}

#[inline]
pub(crate) fn exited(_: &str, _: &ExitReason) {}

#[inline]
pub(crate) fn restarted(_: &str) {}
