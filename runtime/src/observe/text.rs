//! The tree as an indented list.

use std::fmt;

use super::{NotRunning, ProcessNode, ProcessTree};

/// A line of processes may be longer than a line of text.
const DEEPEST: usize = 40;

/// One line for each process, below and to the right of the one that it is below.
impl fmt::Display for ProcessTree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, process) in self.processes.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            indent(f, process.depth)?;
            write!(f, "{process}")?;
            for child in &process.not_running {
                writeln!(f)?;
                indent(f, process.depth + 1)?;
                write!(f, "{child}")?;
            }
        }
        Ok(())
    }
}

fn indent(f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
    write!(f, "{:1$}", "", 2 * depth.min(DEEPEST))?;
    if depth > DEEPEST { write!(f, "({depth} deep) ") } else { Ok(()) }
}

/// What it is, and what it does, in one line.
impl fmt::Display for ProcessNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", Title(self), self.kind.as_str())?;
        if let Some(label) = &self.label {
            write!(f, " ({})", label.escape_debug())?;
        }
        write!(f, ", {}", Summary(self))
    }
}

/// How a process is called: its id and type, its name if it has one, its pid. No name ends the line.
pub(super) struct Title<'a>(pub(super) &'a ProcessNode);

impl fmt::Display for Title<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ProcessNode { id, type_name, name, pid, .. } = self.0;
        if let Some(id) = id.as_ref().filter(|id| &***id != *type_name) {
            write!(f, "{}: ", id.escape_debug())?;
        }
        write!(f, "{type_name} ")?;
        if let Some(name) = name {
            write!(f, "{name:?} ")?;
        }
        write!(f, "{pid}")
    }
}

/// What a process does.
pub(super) struct Summary<'a>(pub(super) &'a ProcessNode);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let process = self.0;
        f.write_str(process.state.as_str())?;
        if let Some(message) = process.message {
            write!(f, " in {}", message.escape_debug())?;
        }
        if let Some(busy_for) = process.busy_for.filter(|busy_for| !busy_for.is_zero()) {
            write!(f, " for {busy_for:?}")?;
        }
        match (process.queued, process.capacity) {
            (0, _) => {}
            (queued, Some(capacity)) => write!(f, ", {queued} of {capacity} queued")?,
            (queued, None) => write!(f, ", {queued} queued")?,
        }
        for (at, pid) in process.waits_for.iter().enumerate() {
            write!(f, "{} {pid}", if at == 0 { ", waits for" } else { "," })?;
        }
        match process.restarts {
            None | Some(0) => Ok(()),
            Some(1) => f.write_str(", 1 restart"),
            Some(restarts) => write!(f, ", {restarts} restarts"),
        }
    }
}

/// Its id, and why it does not run.
impl fmt::Display for NotRunning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.restarting { "is being restarted" } else { "not running" };
        write!(f, "{}: {how}", self.id.escape_debug())
    }
}
