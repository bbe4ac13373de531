//! The lints of handlers may be forbidden, if the handlers obey them.

#![deny(warnings, missing_docs)]
#![forbid(clippy::needless_pass_by_value, clippy::unused_self, clippy::unused_async)]

use switchboard::prelude::*;

/// Obeys.
#[derive(GenServer, Default)]
pub struct Obedient {
    total: u64,
}

#[gen_server(no_lint_allows)]
impl Obedient {
    #[call]
    fn total(&self) -> u64 {
        self.total
    }
}

fn main() {}
