//! What a process holds in tables outside of it, given back at its end together with its name.

use std::sync::Arc;

use super::guard;
use super::pid::Pid;
use crate::observe::RegisteredKey;
use crate::sync::Lock;

/// A table in which processes have entries.
pub(crate) trait Table: Send + Sync + 'static {
    /// Forgets everything of a process: its state is gone, and nobody has heard of its end yet.
    fn forget(&self, pid: Pid);

    /// The keys of a process in it, for those who look on.
    fn keys(&self, _pid: Pid) -> Vec<RegisteredKey> {
        Vec::new()
    }

    /// Whether it can have entries at all; one that is closed is empty. Takes no lock: the question
    /// comes from under one.
    fn is_open(&self) -> bool {
        true
    }
}

/// The tables in which one process has entries.
pub(crate) struct Holdings(Lock<State>);

enum State {
    Open(Vec<Arc<dyn Table>>),
    /// The process has ended, so nothing may be entered any more: nobody would take it out.
    Closed,
}

impl Default for Holdings {
    fn default() -> Self {
        Self(Lock::new(State::Open(Vec::new())))
    }
}

impl Holdings {
    /// Enters something into `table`; `None` when the process has ended.
    ///
    /// `enter` runs under this lock, so that the end of the process comes before it or after it.
    /// It gives its result, and whether the process has something in the table now.
    pub(crate) fn enter<R>(
        &self,
        table: &Arc<dyn Table>,
        enter: impl FnOnce() -> (R, bool),
    ) -> Option<R> {
        let mut state = self.0.lock();
        let State::Open(tables) = &mut *state else {
            return None;
        };
        let (result, holds) = enter();
        if holds && !tables.iter().any(|held| Arc::ptr_eq(held, table)) {
            // Tables that are closed must not pile up over a long life.
            if tables.len() == tables.capacity() {
                tables.retain(|held| held.is_open());
            }
            tables.push(Arc::clone(table));
        }
        Some(result)
    }

    /// Notes that nothing is held in `table` any more.
    pub(crate) fn leave(&self, table: &Arc<dyn Table>) {
        if let State::Open(tables) = &mut *self.0.lock() {
            tables.retain(|held| !Arc::ptr_eq(held, table));
        }
    }

    /// The keys of the process in all tables, in the order of their texts.
    pub(crate) fn keys(&self, pid: Pid) -> Vec<RegisteredKey> {
        let tables = match &*self.0.lock() {
            State::Open(tables) => tables.clone(),
            State::Closed => Vec::new(),
        };
        // Keys are the user's.
        let keys_in = |table: &Arc<dyn Table>| guard::catch(|| table.keys(pid)).unwrap_or_default();
        let mut keys: Vec<RegisteredKey> = tables.iter().flat_map(keys_in).collect();
        keys.sort_unstable();
        keys
    }

    /// Gives everything back, and takes nothing more.
    pub(crate) fn release(&self, pid: Pid) {
        let state = std::mem::replace(&mut *self.0.lock(), State::Closed);
        if let State::Open(tables) = state {
            for table in tables {
                // Keys and values are the user's, and so may be the table.
                drop(guard::catch(|| table.forget(pid)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Noted(Lock<Vec<Pid>>);

    struct Closed;

    impl Table for Closed {
        fn forget(&self, _pid: Pid) {}

        fn is_open(&self) -> bool {
            false
        }
    }

    impl Table for Noted {
        fn forget(&self, pid: Pid) {
            self.0.lock().push(pid);
        }
    }

    fn length(holdings: &Holdings) -> usize {
        match &*holdings.0.lock() {
            State::Open(tables) => tables.len(),
            State::Closed => 0,
        }
    }

    #[test]
    fn a_table_hears_of_the_end_once_and_lets_nobody_in_afterwards() {
        let (holdings, pid) = (Holdings::default(), Pid::next());
        let noted = Arc::new(Noted(Lock::new(Vec::new())));
        let table: Arc<dyn Table> = noted.clone();
        for _ in 0..3 {
            assert_eq!(holdings.enter(&table, || ("in", true)), Some("in"));
        }
        holdings.release(pid);
        holdings.release(pid);
        assert_eq!(*noted.0.lock(), [pid]);
        assert_eq!(holdings.enter(&table, || ((), true)), None);
    }

    #[test]
    fn what_was_refused_or_left_is_not_kept() {
        let holdings = Holdings::default();
        let table: Arc<dyn Table> = Arc::new(Noted(Lock::new(Vec::new())));
        holdings.enter(&table, || ((), false));
        assert_eq!(length(&holdings), 0);
        holdings.enter(&table, || ((), true));
        holdings.leave(&table);
        assert_eq!(length(&holdings), 0);
    }

    #[test]
    fn tables_that_are_closed_do_not_pile_up() {
        let holdings = Holdings::default();
        for _ in 0..1000 {
            let table: Arc<dyn Table> = Arc::new(Closed);
            holdings.enter(&table, || ((), true));
        }
        assert!(length(&holdings) < 10);
    }
}
