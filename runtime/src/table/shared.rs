//! What all handles of one table share: its objects, its owner, and who may do what.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use super::Table;
use super::error::TableError;
use super::info::{Protection, TableInfo};
use super::inside::{Inside, discard};
use super::kind::Kind;
use super::map::Map;
use super::owners::{self, AnyTable, Kept};
use super::transfer::{Heir, TableTransfer};
use super::{names, spec::TableSpec};
use crate::process::core::Process;
use crate::process::{Payload, Pid, current, directory};
use crate::sync::Lock;

/// One table.
pub(super) struct Shared<K, V, S: Kind<K, V>> {
    pub(super) id: u64,
    me: Weak<Self>,
    pub(super) map: Arc<S::Map>,
    protection: AtomicU8,
    /// The number of the owner's pid; zero for none.
    owner: AtomicU64,
    state: Lock<State<K, V, S>>,
}

struct State<K, V, S: Kind<K, V>> {
    deleted: bool,
    name: Option<Arc<str>>,
    heir: Option<(Heir<K, V, S>, Payload)>,
}

/// What is asked of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

fn raw(pid: Option<Pid>) -> u64 {
    pid.map_or(0, Pid::as_u64)
}

impl<K, V, S> Shared<K, V, S>
where
    K: 'static,
    V: 'static,
    S: Kind<K, V>,
{
    pub(super) fn create(spec: TableSpec<K, V, S>) -> Result<Arc<Self>, TableError> {
        let name = spec.name.clone();
        let shared = Self::make(spec);
        owners::list(shared.id, shared.weak());
        if let Some(name) = name {
            names::claim(&name, shared.clone())?;
            shared.state.lock().name = Some(name);
        }
        if let Some(owner) = shared.owner() {
            let process = directory::find(owner).ok_or(TableError::NoProc);
            let owned = process.and_then(|process| shared.belong(&*process));
            if let Err(error) = owned {
                shared.delete();
                return Err(error);
            }
        }
        Ok(shared)
    }

    /// A table without a name, which needs nobody's leave.
    pub(super) fn unnamed() -> Arc<Self> {
        let shared = Self::make(TableSpec::new());
        owners::list(shared.id, shared.weak());
        if let Some(owner) = shared.owner()
            && directory::find(owner).is_none_or(|process| shared.belong(&*process).is_err())
        {
            shared.delete();
        }
        shared
    }

    fn make(spec: TableSpec<K, V, S>) -> Arc<Self> {
        let map = S::Map::new(spec.config);
        Arc::new_cyclic(|me| Self {
            id: owners::next_id(),
            me: Weak::clone(me),
            map,
            protection: AtomicU8::new(spec.protection.level()),
            owner: AtomicU64::new(raw(current())),
            state: Lock::new(State { deleted: false, name: None, heir: spec.heir }),
        })
    }

    fn weak(&self) -> Weak<dyn AnyTable> {
        self.me.clone()
    }

    /// Notes that the table is a process's, for as long as it is in use, or for its heir.
    fn belong(&self, process: &dyn Process) -> Result<(), TableError> {
        let heir = self.state.lock().heir.clone();
        self.belong_with(process, heir.is_some())
    }

    fn belong_with(&self, process: &dyn Process, has_heir: bool) -> Result<(), TableError> {
        let kept = match self.me.upgrade() {
            Some(table) if has_heir => Kept::Firm(table),
            _ => Kept::Loose(self.weak()),
        };
        owners::own(process, self.id, kept)
    }

    /// Goes in, if the running code may.
    #[inline]
    pub(super) fn enter(&self, access: Access) -> Result<Inside, TableError> {
        self.allow(access)?;
        Inside::enter()
    }

    #[inline]
    fn allow(&self, access: Access) -> Result<(), TableError> {
        let free = if access == Access::Write { Protection::Public } else { Protection::Protected };
        let barred = self.protection.load(Ordering::Relaxed) > free.level();
        if barred && !self.is_mine() { Err(TableError::Denied) } else { Ok(()) }
    }

    /// Whether the running code belongs to the owner. What runs in no process owns what was made in
    /// none.
    #[inline]
    fn is_mine(&self) -> bool {
        self.owner.load(Ordering::Relaxed) == raw(current())
    }

    pub(super) fn owner(&self) -> Option<Pid> {
        Pid::from_u64(self.owner.load(Ordering::Relaxed))
    }

    pub(super) fn name(&self) -> Option<Arc<str>> {
        self.state.lock().name.clone()
    }

    /// The owner, or an error.
    fn mine(&self) -> Result<(), TableError> {
        if self.state.lock().deleted {
            return Err(TableError::Deleted);
        }
        if self.is_mine() { Ok(()) } else { Err(TableError::Denied) }
    }

    pub(super) fn set_protection(&self, protection: Protection) -> Result<(), TableError> {
        self.mine()?;
        self.protection.store(protection.level(), Ordering::Relaxed);
        Ok(())
    }

    pub(super) fn set_heir(
        &self,
        heir: Option<(Heir<K, V, S>, Payload)>,
    ) -> Result<(), TableError> {
        self.mine()?;
        let has_heir = heir.is_some();
        let before = std::mem::replace(&mut self.state.lock().heir, heir);
        drop(before);
        match self.owner().and_then(directory::find) {
            Some(process) => self.belong_with(&*process, has_heir),
            None => Ok(()),
        }
    }

    pub(super) fn rename(&self, name: Arc<str>) -> Result<(), TableError> {
        self.allow(Access::Write)?;
        let mut state = self.state.lock();
        if state.deleted {
            return Err(TableError::Deleted);
        }
        let old = state.name.as_ref().ok_or(TableError::Unnamed)?;
        if **old != *name {
            names::change(old, &name)?;
            state.name = Some(name);
        }
        Ok(())
    }

    /// Gives the table to a live process that is not the owner.
    pub(super) fn give_away(&self, to: &Heir<K, V, S>, data: Payload) -> Result<(), TableError> {
        self.mine()?;
        let process = to.process().ok_or(TableError::NoProc)?;
        let pid = process.core().pid;
        let state = self.state.lock();
        if self.owner() == Some(pid) {
            return Err(TableError::OwnsIt(pid));
        }
        let has_heir = state.heir.is_some();
        let transfer = self.hand_over(&*process, has_heir, data)?;
        // What makes a message of it is the user's, and may ask the table.
        drop(state);
        to.deliver(transfer);
        Ok(())
    }

    /// Makes a process the owner, and gives what it has to be told. The state is locked.
    fn hand_over(
        &self,
        process: &dyn Process,
        has_heir: bool,
        data: Payload,
    ) -> Result<TableTransfer<K, V, S>, TableError> {
        let (from, pid) = (self.owner(), process.core().pid);
        let table = self.me.upgrade().ok_or(TableError::Deleted)?;
        // It ends before this, and gets nothing, or its end finds the table.
        self.belong_with(process, has_heir)?;
        self.owner.store(pid.as_u64(), Ordering::Relaxed);
        if let Some(from) = from {
            owners::disown(from, self.id);
        }
        Ok(TableTransfer { table: Table::of(table), from, data })
    }

    pub(super) fn delete_by(&self) -> Result<(), TableError> {
        self.allow(Access::Write)?;
        // From inside of a closure it would wait for a lock of its own.
        drop(Inside::enter()?);
        if self.delete() { Ok(()) } else { Err(TableError::Deleted) }
    }

    /// Deletes the table; `false` when it was deleted before.
    fn delete(&self) -> bool {
        let mut state = self.state.lock();
        if state.deleted {
            return false;
        }
        state.deleted = true;
        // Whoever comes now hears that the table is gone, and not that it is somebody else's.
        self.protection.store(Protection::Public.level(), Ordering::Relaxed);
        let (name, heir) = (state.name.take(), state.heir.take());
        drop(state);
        // It may be that only the table's owner and its name keep it.
        let me = self.me.upgrade();
        let contents = self.map.close();
        if let Some(name) = name {
            names::free(&name);
        }
        owners::strike(self.id, self.owner());
        drop((me, heir));
        discard(contents);
        true
    }
}

impl<K, V, S> AnyTable for Shared<K, V, S>
where
    K: 'static,
    V: 'static,
    S: Kind<K, V>,
{
    fn bereave(&self, owner: Pid) {
        let state = self.state.lock();
        if state.deleted || self.owner() != Some(owner) {
            return;
        }
        let inherited = state.heir.clone().and_then(|(heir, data)| {
            let process = heir.process().filter(|process| process.core().pid != owner)?;
            let transfer = self.hand_over(&*process, false, data).ok()?;
            Some((heir, transfer))
        });
        drop(state);
        match inherited {
            Some((heir, transfer)) => heir.deliver(transfer),
            None => drop(self.delete()),
        }
    }

    fn describe(&self) -> Result<TableInfo, TableError> {
        let inside = Inside::enter()?;
        let size = self.map.len::<V>()?;
        drop(inside);
        let state = self.state.lock();
        let heir = state.heir.as_ref().and_then(|(heir, _)| heir.process());
        Ok(TableInfo {
            id: self.id,
            name: state.name.clone(),
            kind: S::KIND,
            protection: Protection::of_level(self.protection.load(Ordering::Relaxed)),
            owner: self.owner(),
            heir: heir.map(|process| process.core().pid),
            size,
        })
    }
}

impl<K, V, S: Kind<K, V>> Drop for Shared<K, V, S> {
    fn drop(&mut self) {
        owners::strike(self.id, Pid::from_u64(*self.owner.get_mut()));
    }
}
