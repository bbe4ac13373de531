//! What is known of a crash beside its reason.

use std::fmt;

use super::Event;
use crate::gen_server::{GenServer, ServerEntry};
use crate::process::lineage::Line;
use crate::process::{Entry as _, ExitReason, Pid, Weight, guard};

/// What is known of a crash beside its reason.
#[derive(Default)]
pub(crate) struct Crash {
    pub(crate) message: Option<&'static str>,
    pub(crate) caller: Option<Pid>,
    pub(crate) state: Option<String>,
    pub(crate) last_messages: Vec<&'static str>,
    pub(crate) queued: Vec<(&'static str, usize)>,
}

impl Crash {
    pub(super) fn into_event(self, line: &Line, reason: &ExitReason) -> Event {
        Event::Crashed {
            reason: reason.clone(),
            message: self.message,
            caller: self.caller,
            state: self.state,
            last_messages: self.last_messages,
            queued: self.queued,
            ancestors: line.ancestors().to_vec(),
            callers: line.callers().to_vec(),
        }
    }
}

/// How many messages of each name wait.
#[derive(Default)]
pub(crate) struct Census {
    pub(crate) names: Vec<(&'static str, usize)>,
}

impl Census {
    /// Counts a user message. What names it may be the user's code, and the process that this is about
    /// has failed already.
    pub(crate) fn count<S: GenServer>(&mut self, entry: &ServerEntry<S>) {
        if entry.weight() == Weight::Control {
            return;
        }
        let name = guard::catch(|| entry.name()).unwrap_or("?");
        match self.names.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => self.names.push((name, 1)),
        }
    }
}

impl Event {
    /// What was handled before a crash, and what was not handled any more.
    pub(super) fn mail(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Crashed { last_messages, queued, .. } = self else {
            return Ok(());
        };
        for (at, name) in last_messages.iter().enumerate() {
            write!(f, "{}{name}", if at == 0 { ", after " } else { ", " })?;
        }
        for (at, (name, count)) in queued.iter().enumerate() {
            write!(f, "{}{count} {name}", if at == 0 { "; waiting: " } else { ", " })?;
        }
        Ok(())
    }
}
