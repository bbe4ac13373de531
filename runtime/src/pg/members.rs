//! The members of one group, in the order in which they joined.

use std::collections::{BTreeMap, HashMap};

use crate::process::{IdState, Pid};
use crate::spare::give_back;

/// The members of one group: a process is in it as often as it joined.
#[derive(Default)]
pub(super) struct Members {
    in_order: BTreeMap<u64, Pid>,
    /// Where a process stands in that order, so that leaving does not search a large group.
    places: HashMap<Pid, Vec<u64>, IdState>,
    next: u64,
}

impl Members {
    pub(super) fn join(&mut self, pid: Pid) {
        self.in_order.insert(self.next, pid);
        self.places.entry(pid).or_default().push(self.next);
        self.next += 1;
    }

    /// Takes one membership back, the last one; `false` when there is none.
    pub(super) fn leave(&mut self, pid: Pid) -> bool {
        let Some(places) = self.places.get_mut(&pid) else {
            return false;
        };
        let place = places.pop();
        if places.is_empty() {
            self.places.remove(&pid);
            give_back(&mut self.places);
        }
        place.is_some_and(|place| self.in_order.remove(&place).is_some())
    }

    /// Takes all memberships of a process back, and gives how many there were.
    pub(super) fn remove(&mut self, pid: Pid) -> usize {
        let places = self.places.remove(&pid).unwrap_or_default();
        give_back(&mut self.places);
        for place in &places {
            self.in_order.remove(place);
        }
        places.len()
    }

    pub(super) fn has(&self, pid: Pid) -> bool {
        self.places.contains_key(&pid)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }

    pub(super) fn all(&self) -> Vec<Pid> {
        self.in_order.values().copied().collect()
    }
}
