//! How a stop went: what became of the messages that waited, who was slow, who could not be ended.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::exit::ExitReason;
use super::pid::Pid;

/// How a process stopped. Every stop gives one, and reports it when there is something to tell.
///
/// Each message that a server has accepted was handled, or is counted here: what was handled before
/// the stop, and `drained`, `discarded`, `returned`, `abandoned` and `overflowed`, are all that was ever
/// accepted.
/// The counts of a supervisor are those of its whole tree.
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
/// use switchboard::StopMode;
///
/// #[derive(GenServer, Default)]
/// struct Log { lines: Vec<String> }
///
/// #[gen_server]
/// impl Log {
///     #[cast]
///     fn add(&mut self, line: String) { self.lines.push(line) }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let log = Log::start().await?;
/// log.add("one".into())?;
/// log.add("two".into())?;
/// let report = log.server().stop_mode(StopMode::Drain).await?;
/// assert_eq!((report.drained, report.lost()), (2, 0));
/// assert!(report.is_clean());
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct StopReport {
    /// The process.
    pub pid: Pid,
    /// Why it ended. `None` when it could not be ended: its code never gets to an `.await`, so it still
    /// blocks its thread, and nobody waits for it any more.
    pub reason: Option<ExitReason>,
    /// How long it took.
    pub took: Duration,
    /// How many messages were handled after the stop had begun.
    pub drained: u64,
    /// How many calls were not handled; each caller got
    /// [`CallError::Exited`](crate::CallError::Exited).
    pub returned: u64,
    /// How many calls nobody waited for any more.
    pub abandoned: u64,
    /// The casts and infos that were dropped, by the name of their handler.
    pub discarded: BTreeMap<&'static str, u64>,
    /// How many messages the mailbox had dropped by its policy, because it was full, from the start on.
    pub overflowed: u64,
    /// Whether it took longer than it was given.
    pub overdue: bool,
    /// What it handled when its time was up, by the name of the handler; `None` when no handler ran,
    /// because its turn had not come or the server was suspended.
    pub running: Option<&'static str>,
    /// The children of a supervisor of which there is something to tell, in the order of their ends.
    pub children: Vec<ChildStop>,
    /// The child that took longest, and how long.
    pub slowest: Option<(Arc<str>, Duration)>,
}

/// How a child of a supervisor stopped: [`StopReport::children`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ChildStop {
    /// Its id.
    pub id: Arc<str>,
    /// Whether it had to be killed, because it took longer than its `shutdown` allows.
    pub killed: bool,
    /// The rest.
    pub report: StopReport,
}

impl StopReport {
    #[inline]
    pub(crate) fn new(pid: Pid, reason: Option<ExitReason>, took: Duration) -> Self {
        Self {
            pid,
            reason,
            took,
            drained: 0,
            returned: 0,
            abandoned: 0,
            discarded: BTreeMap::new(),
            overflowed: 0,
            overdue: false,
            running: None,
            children: Vec::new(),
            slowest: None,
        }
    }

    /// How many messages were dropped without anybody's knowledge but this report's: casts and infos.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.discarded.values().sum()
    }

    /// Whether nothing was lost, nobody was late, and everything has ended.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.reason.is_some()
            && !self.overdue
            && self.discarded.is_empty()
            && self.children.iter().all(|child| !child.killed && child.report.is_clean())
    }

    /// The processes that could not be ended, in this tree.
    #[must_use]
    pub fn leaked(&self) -> Vec<Pid> {
        let below = self.children.iter().flat_map(|child| child.report.leaked());
        self.reason.is_none().then_some(self.pid).into_iter().chain(below).collect()
    }

    /// Whether there is anything that is not always so.
    pub(crate) fn is_notable(&self) -> bool {
        !self.is_clean()
            || self.drained + self.returned + self.abandoned + self.overflowed > 0
            || !self.children.is_empty()
    }

    /// Counts a child in.
    pub(crate) fn add_child(&mut self, id: Arc<str>, killed: bool, report: Self) {
        self.drained += report.drained;
        self.returned += report.returned;
        self.abandoned += report.abandoned;
        self.overflowed += report.overflowed;
        for (name, count) in &report.discarded {
            *self.discarded.entry(name).or_default() += count;
        }
        if self.slowest.as_ref().is_none_or(|(_, longest)| *longest < report.took) {
            self.slowest = Some((Arc::clone(&id), report.took));
        }
        if killed
            || !report.is_clean()
            || report.reason.as_ref().is_some_and(ExitReason::is_abnormal)
        {
            self.children.push(ChildStop { id, killed, report });
        }
    }
}

impl fmt::Display for StopReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Some(_) => write!(f, "stopped in {:?}", self.took)?,
            None => write!(f, "did not end within {:?}", self.took)?,
        }
        write!(f, ": {} handled meanwhile, {} dropped", self.drained, self.lost())?;
        for (at, (name, count)) in self.discarded.iter().enumerate() {
            write!(f, "{}`{name}` {count}", if at == 0 { " (" } else { ", " })?;
        }
        if !self.discarded.is_empty() {
            f.write_str(")")?;
        }
        write!(f, ", {} calls returned, {} given up", self.returned, self.abandoned)?;
        if self.overflowed > 0 {
            write!(f, ", {} dropped before by a full mailbox", self.overflowed)?;
        }
        match (self.overdue, self.running) {
            (true, Some(message)) => write!(f, "; its time was up in `{message}`")?,
            (true, None) => f.write_str("; its time was up")?,
            (false, _) => {}
        }
        if let Some((id, took)) = &self.slowest {
            write!(f, "; the slowest child was `{id}` with {took:?}")?;
        }
        for ChildStop { id, killed, report } in &self.children {
            write!(f, "; child `{id}` {}{report}", if *killed { "was killed, " } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(reason: Option<ExitReason>) -> StopReport {
        StopReport::new(Pid::next(), reason, Duration::from_millis(3))
    }

    #[test]
    fn a_tree_counts_its_children_and_names_those_that_matter() {
        let mut tree = report(Some(ExitReason::Normal));
        tree.add_child("quiet".into(), false, report(Some(ExitReason::Shutdown)));
        assert!(tree.is_clean() && tree.children.is_empty());
        let mut lossy = report(Some(ExitReason::Shutdown));
        lossy.discarded.insert("put", 4);
        lossy.drained = 2;
        tree.add_child("lossy".into(), false, lossy);
        let mut stuck = report(None);
        (stuck.overdue, stuck.running) = (true, Some("work"));
        let pid = stuck.pid;
        tree.add_child("stuck".into(), true, stuck);
        assert_eq!((tree.drained, tree.lost()), (2, 4));
        assert_eq!(tree.leaked(), [pid]);
        assert!(!tree.is_clean());
        let text = tree.to_string();
        assert!(text.contains("4 dropped (`put` 4)"), "{text}");
        assert!(text.contains("child `stuck` was killed, did not end"), "{text}");
        assert!(text.contains("its time was up in `work`"), "{text}");
    }
}
