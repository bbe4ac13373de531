//! Names that belong to one test: what is named on its runtime is found there, and nowhere else.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::runtime::Id;

use crate::process;
use crate::sync::Lock;

/// The runtimes with names of their own, with how often each has asked for something random, and how
/// many there are.
static NODES: LazyLock<Lock<HashMap<Id, u64>>> = LazyLock::new(Lock::default);
static ANY: AtomicUsize = AtomicUsize::new(0);

/// Whose names are meant: those of one runtime, or everybody's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place(Option<Id>);

fn node(runtime: impl FnOnce() -> Option<Id>) -> Place {
    if ANY.load(Ordering::Acquire) == 0 {
        return Place(None);
    }
    Place(runtime().filter(|id| NODES.lock().contains_key(id)))
}

/// The names that the running code sees.
pub(crate) fn here() -> Place {
    node(process::runtime)
}

/// The names that a process goes by; it may not run yet.
pub(crate) fn of(process: &process::core::Core) -> Place {
    node(|| process.runtime().or_else(process::runtime))
}

/// Something random; in a test, what is the same in each run of it.
pub(crate) fn random() -> u64 {
    let Place(Some(id)) = here() else {
        return RandomState::new().hash_one(0);
    };
    let mut nodes = NODES.lock();
    let asked = nodes.entry(id).or_default();
    *asked = asked.wrapping_add(1);
    // Spread over all numbers: what follows each other is far apart.
    asked.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A table of names: one that is everybody's, and one for each test.
#[derive(Default)]
pub(crate) struct PerNode<T> {
    common: Lock<T>,
    nodes: Lock<HashMap<Id, T>>,
}

impl<T: Default> PerNode<T> {
    /// Works on one of the tables.
    pub(crate) fn with<R>(&self, place: Place, work: impl FnOnce(&mut T) -> R) -> R {
        let Place(Some(id)) = place else {
            return work(&mut self.common.lock());
        };
        let mut nodes = self.nodes.lock();
        let gone: Vec<T> = if nodes.contains_key(&id) {
            Vec::new()
        } else {
            let open = NODES.lock();
            nodes.extract_if(|id, _| !open.contains_key(id)).map(|(_, table)| table).collect()
        };
        let outcome = work(nodes.entry(id).or_default());
        drop(nodes);
        // What is in them may have destructors.
        drop(gone);
        outcome
    }
}

/// Gives a runtime names of its own, for as long as this lives.
pub(crate) struct Node(Id);

impl Node {
    pub(crate) fn open(runtime: Id) -> Self {
        NODES.lock().insert(runtime, 0);
        ANY.fetch_add(1, Ordering::AcqRel);
        Self(runtime)
    }

    pub(crate) fn runtime(&self) -> Id {
        self.0
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        NODES.lock().remove(&self.0);
        ANY.fetch_sub(1, Ordering::AcqRel);
    }
}
