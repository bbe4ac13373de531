//! Which process owns which tables, and what becomes of them at its end; all tables there are.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Weak};

use super::error::TableError;
use super::info::TableInfo;
use crate::process::core::Process;
use crate::process::holdings::Table as Held;
use crate::process::{IdState, Pid, guard};
use crate::sync::Lock;

/// A table, whatever is in it.
pub(super) trait AnyTable: Any + Send + Sync {
    /// The owner is ending: the table goes to its heir, or it goes.
    fn bereave(&self, owner: Pid);

    fn describe(&self) -> Result<TableInfo, TableError>;
}

/// How a table is kept for its owner.
pub(super) enum Kept {
    /// For as long as somebody has a handle.
    Loose(Weak<dyn AnyTable>),
    /// To the end of the owner: somebody inherits it.
    Firm(Arc<dyn AnyTable>),
}

type Tables = HashMap<u64, Kept, IdState>;

#[derive(Default)]
struct Owners {
    of: Lock<HashMap<Pid, Tables, IdState>>,
    all: Lock<BTreeMap<u64, Weak<dyn AnyTable>>>,
}

static OWNERS: LazyLock<Arc<Owners>> = LazyLock::new(Arc::default);

static NEXT: AtomicU64 = AtomicU64::new(1);

pub(super) fn next_id() -> u64 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Lists a table.
pub(super) fn list(id: u64, table: Weak<dyn AnyTable>) {
    OWNERS.all.lock().insert(id, table);
}

/// Strikes a table off, and takes it from its owner.
pub(super) fn strike(id: u64, owner: Option<Pid>) {
    let gone = OWNERS.all.lock().remove(&id);
    drop(gone);
    if let Some(owner) = owner {
        disown(owner, id);
    }
}

/// Gives a table to a process; an error when that has ended.
pub(super) fn own(process: &dyn Process, id: u64, kept: Kept) -> Result<(), TableError> {
    let (core, owners) = (process.core(), &*OWNERS);
    let held: Arc<dyn Held> = owners.clone();
    let before = core
        .enter(&held, || (owners.of.lock().entry(core.pid).or_default().insert(id, kept), true));
    // It may be the last handle, so it goes when no lock is held.
    before.map(drop).ok_or(TableError::NoProc)
}

/// Takes a table from a process.
pub(super) fn disown(owner: Pid, id: u64) {
    let mut of = OWNERS.of.lock();
    let mut gone = None;
    if let Some(tables) = of.get_mut(&owner) {
        gone = tables.remove(&id);
        if tables.is_empty() {
            of.remove(&owner);
        }
    }
    drop(of);
    drop(gone);
}

impl Held for Owners {
    fn forget(&self, pid: Pid) {
        let tables = self.of.lock().remove(&pid).unwrap_or_default();
        for kept in tables.into_values() {
            let table = match &kept {
                Kept::Loose(table) => table.upgrade(),
                Kept::Firm(table) => Some(Arc::clone(table)),
            };
            // What is in it is the user's, and one that panics must not keep the others.
            drop(guard::catch(|| {
                if let Some(table) = &table {
                    table.bereave(pid);
                }
            }));
            drop(guard::catch(|| drop((table, kept))));
        }
    }
}

/// What there is to say about every table of the program, oldest first.
#[must_use]
pub fn tables() -> Vec<TableInfo> {
    let all: Vec<_> = OWNERS.all.lock().values().filter_map(Weak::upgrade).collect();
    all.iter().filter_map(|table| table.describe().ok()).collect()
}
