//! Where a server meets the faults that a test has ordered.

use std::ops::ControlFlow;

use super::{GenServer, ServerCell, ServerEntry};
use crate::process::ExitReason;
use crate::sys::Control;

/// Lets go wrong what a test wants to, at this message; gives the message back, unless it is lost.
pub(super) async fn meet<S: GenServer>(
    cell: &ServerCell<S>,
    control: &mut Option<Box<Control<S>>>,
    entry: ServerEntry<S>,
) -> ControlFlow<ExitReason, Option<ServerEntry<S>>> {
    let Some(set) = control.as_mut().filter(|control| control.faults.any()) else {
        return ControlFlow::Continue(Some(entry));
    };
    let due = set.faults.meet(&entry);
    if !set.bars() {
        *control = None;
        cell.inner.token.bar(false);
    }
    due.strike(entry).await
}
