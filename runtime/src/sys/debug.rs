//! Who watches one server: trace, log, statistics and hooks.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::event::{Hook, SysEvent};
use crate::clock::{self, Instant};
use crate::process::guard;
use crate::report;

/// A user's function that sees events.
pub(super) type HookFn = Box<dyn FnMut(&SysEvent) -> Hook + Send>;

/// Who watches one server. By default nobody does, and then nothing is looked at.
#[derive(Default)]
pub(crate) struct Debug {
    pub(super) trace: bool,
    log: Option<Ring>,
    statistics: Option<Counts>,
    hooks: Vec<(Arc<str>, HookFn)>,
}

struct Ring {
    most: usize,
    events: VecDeque<SysEvent>,
}

struct Counts {
    since: Instant,
    messages_in: u64,
    messages_out: u64,
}

/// What a server has done since [`Sys::statistics`](crate::Sys::statistics) was turned on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statistics {
    /// For how long it has been counted.
    pub time: Duration,
    /// The messages that it took: calls, casts, infos, notices and ticks.
    pub messages_in: u64,
    /// The replies that its handlers gave.
    pub messages_out: u64,
}

impl Debug {
    /// Whether anybody watches.
    pub(crate) fn is_on(&self) -> bool {
        self.statistics.is_some() || self.wants_events()
    }

    /// Whether anybody looks at the events themselves, and not only counts them.
    pub(crate) fn wants_events(&self) -> bool {
        self.trace || self.log.is_some() || !self.hooks.is_empty()
    }

    /// Shows one event to everybody who watches; `label` is how the server is called.
    pub(crate) fn record(&mut self, event: SysEvent, label: impl FnOnce() -> String) {
        if let Some(counts) = &mut self.statistics {
            match event {
                SysEvent::In { .. } => counts.messages_in += 1,
                SysEvent::Out { .. } => counts.messages_out += 1,
                SysEvent::State { .. } => {}
            }
        }
        if self.trace {
            report::print(&format!("{} {event}", label()));
        }
        // A hook that fails is removed, as one that is done; the server is not to blame for it.
        self.hooks.retain_mut(|(_, hook)| guard::catch(|| hook(&event)) == Ok(Hook::Keep));
        if let Some(ring) = &mut self.log {
            ring.events.push_back(event);
            while ring.events.len() > ring.most {
                ring.events.pop_front();
            }
        }
    }

    pub(super) fn log(&mut self, most: Option<usize>) {
        let before = self.log.take().map(|ring| ring.events).unwrap_or_default();
        self.log = most.map(|most| {
            let over = before.len().saturating_sub(most);
            Ring { most, events: before.into_iter().skip(over).collect() }
        });
    }

    pub(super) fn logged(&self) -> Vec<SysEvent> {
        self.log.as_ref().map(|ring| ring.events.iter().cloned().collect()).unwrap_or_default()
    }

    pub(super) fn count(&mut self, on: bool) {
        if on != self.statistics.is_some() {
            let zero = || Counts { since: clock::now(), messages_in: 0, messages_out: 0 };
            self.statistics = on.then(zero);
        }
    }

    pub(super) fn counted(&self) -> Option<Statistics> {
        self.statistics.as_ref().map(|counts| Statistics {
            time: clock::now().saturating_duration_since(counts.since),
            messages_in: counts.messages_in,
            messages_out: counts.messages_out,
        })
    }

    /// `false` when a hook of this name is there; then nothing changes.
    pub(super) fn install(&mut self, id: Arc<str>, hook: HookFn) -> bool {
        let fresh = !self.hooks.iter().any(|(other, _)| *other == id);
        if fresh {
            self.hooks.push((id, hook));
        }
        fresh
    }

    pub(super) fn remove(&mut self, id: &str) -> bool {
        let before = self.hooks.len();
        self.hooks.retain(|(other, _)| **other != *id);
        self.hooks.len() < before
    }

    pub(super) fn hooks(&self) -> Vec<Arc<str>> {
        self.hooks.iter().map(|(id, _)| Arc::clone(id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(message: &'static str) -> SysEvent {
        SysEvent::In { message, from: None }
    }

    #[test]
    fn the_ring_keeps_the_last_ones() {
        let mut debug = Debug::default();
        debug.log(Some(2));
        for message in ["a", "b", "c"] {
            debug.record(event(message), String::new);
        }
        assert_eq!(debug.logged(), [event("b"), event("c")]);
        debug.log(Some(1));
        assert_eq!(debug.logged(), [event("c")], "a smaller ring keeps what fits");
        debug.log(None);
        assert!(debug.logged().is_empty() && !debug.is_on());
        debug.log(Some(0));
        debug.record(event("d"), String::new);
        assert!(debug.logged().is_empty());
    }
}
