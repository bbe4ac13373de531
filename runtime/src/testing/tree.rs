//! A drawing of processes: who started whom.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::process::core::Process;
use crate::process::{self, Pid};

/// One line for each process, below the one that started it.
pub(super) fn draw(all: &[Arc<dyn Process>]) -> String {
    let mut text = String::new();
    for process in all.iter().filter(|process| above(process, all).is_none()) {
        line(process, all, 1, &mut text);
    }
    text
}

/// The nearest ancestor that is drawn.
fn above(process: &Arc<dyn Process>, all: &[Arc<dyn Process>]) -> Option<Pid> {
    let drawn = |pid: &&Pid| all.iter().any(|other| other.core().pid == **pid);
    process.core().line.ancestors().iter().find(drawn).copied()
}

fn line(process: &Arc<dyn Process>, all: &[Arc<dyn Process>], depth: usize, text: &mut String) {
    let (core, indent) = (process.core(), "  ".repeat(depth));
    let _ = write!(text, "{indent}{}", process::label(&**process));
    match process.mailbox_len() {
        0 => {}
        1 => text.push_str(", 1 message waits"),
        many => {
            let _ = write!(text, ", {many} messages wait");
        }
    }
    if let Some(busy) = process.busy_with() {
        let _ = write!(text, ", last in `{busy}`");
    }
    if !core.is_alive() {
        text.push_str(", ending");
    }
    text.push('\n');
    for child in all.iter().filter(|child| above(child, all) == Some(core.pid)) {
        line(child, all, depth + 1, text);
    }
}
