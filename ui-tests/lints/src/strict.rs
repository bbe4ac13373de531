//! A crate that forbids clippy's lints allows none of them, not even in an expansion.

#![forbid(clippy::all, clippy::pedantic, clippy::nursery)]

use switchboard::prelude::*;

/// Counts.
#[derive(Clone, Copy, Debug, Default, GenServer)]
pub struct Strict {
    /// How much there is.
    count: u32,
}

#[gen_server(no_lint_allows)]
impl Strict {
    /// How much there is.
    #[call]
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// One more.
    #[cast]
    pub const fn add(&mut self) {
        self.count = self.count.saturating_add(1);
    }
}
