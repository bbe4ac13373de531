//! The tree as an indented list.

use std::fmt::{self, Write as _};

use crate::report::line;

use super::{NotRunning, ProcessNode, ProcessTree};

/// A line of processes may be longer than a line of text.
const DEEPEST: usize = 40;

/// How many keys are told of one process.
const KEYS: usize = 3;

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
        write!(f, "{} {}", Title(self), About(self))
    }
}

/// What a process is, by what else it is known, and what it does.
pub(super) struct About<'a>(pub(super) &'a ProcessNode);

impl fmt::Display for About<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ProcessNode { kind, label, keys, .. } = self.0;
        f.write_str(kind.as_str())?;
        if let Some(label) = label {
            write!(f, " ({})", label.escape_debug())?;
        }
        for (at, key) in keys.iter().take(KEYS).enumerate() {
            f.write_str(if at == 0 { ", known as " } else { " and " })?;
            write!(f, "{}", OneLine(&key.key))?;
            if let Some(registry) = &key.registry {
                write!(f, " in {}", registry.escape_debug())?;
            }
        }
        if let more @ 1.. = keys.len().saturating_sub(KEYS) {
            write!(f, " and {more} more")?;
        }
        write!(f, ", {}", Summary(self.0))
    }
}

/// A text that has quotes and escapes of its own, on one line.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        line::OneLine(f).write_str(self.0)
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
struct Summary<'a>(&'a ProcessNode);

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
