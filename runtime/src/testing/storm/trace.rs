//! What happened in a storm, in words that are the same in every run.

use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use super::step::Step;
use crate::process::{self, Pid};

/// What happened in one run, line by line: equal for equal seeds, byte for byte.
///
/// Processes go by what they are and a number, for pids are different in each run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace(Vec<String>);

impl Trace {
    pub(super) fn note(&mut self, at: Duration, text: &str) {
        self.0.push(format!("{:>9}.{:03} {text}", at.as_secs(), at.subsec_millis()));
    }

    /// The lines.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// A run that failed, made as short as it could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StormFailure {
    pub(super) seed: u64,
    pub(super) broken: Broken,
    pub(super) steps: Vec<Step>,
    pub(super) drawn: usize,
    pub(super) trace: Trace,
}

/// What did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    /// Its name, which says whether two failures are of the same kind.
    pub(super) name: String,
    pub(super) what: String,
}

impl StormFailure {
    /// The seed of the run.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// What did not hold, by its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.broken.name
    }

    /// The steps that are needed for it; [`Storm::replay`](super::Storm::replay) runs them again.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What happens in these steps.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }
}

impl fmt::Display for StormFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seed, broken: Broken { name, what }, steps, drawn, trace } = self;
        writeln!(f, "seed {seed}: `{name}` does not hold: {what}")?;
        writeln!(f, "{} of {drawn} steps are needed for it:", steps.len())?;
        trace.fmt(f)
    }
}

impl std::error::Error for StormFailure {}

/// What processes are called.
#[derive(Default)]
pub(super) struct Names {
    known: HashMap<Pid, String>,
    counts: HashMap<&'static str, u32>,
}

impl Names {
    /// The name of a process, given now if it has none.
    pub(super) fn of(&mut self, pid: Pid, kind: &'static str) -> &str {
        let counts = &mut self.counts;
        self.known.entry(pid).or_insert_with(|| {
            let kind = process::short_type(kind);
            let count = counts.entry(kind).or_default();
            *count += 1;
            format!("{kind}.{count}")
        })
    }

    /// The text with names in place of pids.
    pub(super) fn scrub(&mut self, text: &str) -> String {
        let mut scrubbed = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('<') {
            scrubbed.push_str(before.strip_suffix("Pid").unwrap_or(before));
            let end = after.split_once('>');
            let pid = end.and_then(|(digits, _)| digits.parse().ok()).and_then(Pid::from_u64);
            rest = match (pid, end) {
                (Some(pid), Some((_, left))) => {
                    scrubbed.push_str(self.of(pid, "process"));
                    left
                }
                _ => {
                    scrubbed.push('<');
                    after
                }
            };
        }
        scrubbed.push_str(rest);
        scrubbed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pids_are_replaced_by_names() {
        let (mut names, pids) = (Names::default(), [Pid::next(), Pid::next()]);
        assert_eq!(names.of(pids[0], "shop::Cart<u8>"), "Cart.1");
        let text = format!("{:?} of {} and {}: a < b, Vec<u8>, <", pids[0], pids[1], pids[0]);
        let scrubbed = names.scrub(&text);
        assert_eq!(scrubbed, "Cart.1 of process.1 and Cart.1: a < b, Vec<u8>, <");
    }
}
