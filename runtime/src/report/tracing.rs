//! Reports as events of the `tracing` crate, under the target `switchboard`.

use super::{Level, Report};
use crate::process::guard;

/// Hands a report on. A subscriber that panics does no harm to the process that the report is about.
pub(super) fn emit(report: &Report) {
    let (pid, text) = (report.pid, report.text());
    let emitted = guard::catch(|| match report.event.level() {
        Level::Error => tracing::error!(target: "switchboard", %pid, "{text}"),
        Level::Warning => tracing::warn!(target: "switchboard", %pid, "{text}"),
        Level::Info => tracing::info!(target: "switchboard", %pid, "{text}"),
    });
    drop(emitted);
}
