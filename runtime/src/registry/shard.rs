//! One partition of a registry: a table that everyone reads and writes, and one process owns.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use super::bag::Bag;
use super::entry::{Entry, RegistryKey};
use super::error::RegistryError;
use super::names;
use super::owner::Owned;
use super::shared::Shared;
use crate::observe::{ProcessKind, RegisteredKey};
use crate::process::core::Process;
use crate::process::holdings::Table;
use crate::process::{IdState, Pid, directory, guard, link_cores, unlink_cores};
use crate::spare::give_back;
use crate::sync::SharedLock;

/// The name of the registry, for those who look at the keys of a process.
#[derive(Clone)]
pub(super) struct Shown(pub(super) Option<Arc<str>>);

/// One partition.
pub(super) struct Shard<K: RegistryKey, V: Send + Sync + 'static> {
    me: Weak<Self>,
    unique: bool,
    /// Nothing, when its keys are no names.
    shown: Option<Shown>,
    /// The registry whose name is known while this partition runs.
    named: Option<Weak<Shared<K, V>>>,
    /// Whether it has an owner, for those who must not wait for `state`.
    open: AtomicBool,
    state: SharedLock<State<K, V>>,
}

struct State<K, V> {
    owner: Option<Pid>,
    entries: HashMap<K, Bag<K, V>>,
    /// What each process holds: the numbers of its entries, by key.
    held: HashMap<Pid, HashMap<K, Vec<u64>>, IdState>,
    count: usize,
    next: u64,
}

impl<K, V> Default for State<K, V> {
    fn default() -> Self {
        let (entries, held) = (HashMap::new(), HashMap::default());
        Self { owner: None, entries, held, count: 0, next: 0 }
    }
}

impl<K: RegistryKey, V> State<K, V> {
    fn running(&self) -> Result<Pid, RegistryError> {
        self.owner.ok_or(RegistryError::NotRunning)
    }

    fn add(&mut self, key: K, pid: Pid, value: V) -> Entry<K, V> {
        let number = self.next;
        self.next += 1;
        let entry = Entry::new(key.clone(), pid, number, value);
        match self.entries.get_mut(&key) {
            Some(bag) => bag.add(entry.clone()),
            None => drop(self.entries.insert(key.clone(), Bag::One(entry.clone()))),
        }
        self.held.entry(pid).or_default().entry(key).or_default().push(number);
        self.count += 1;
        entry
    }

    /// Takes some entries of a process out; what is taken is dropped by the caller, unlocked.
    fn take<Q>(&mut self, pid: Pid, key: &Q, pick: impl Fn(u64) -> bool) -> Vec<Entry<K, V>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let Some(keys) = self.held.get_mut(&pid) else {
            return Vec::new();
        };
        let Some(numbers) = keys.get_mut(key) else {
            return Vec::new();
        };
        let taken: Vec<u64> = numbers.extract_if(.., |number| pick(*number)).collect();
        if numbers.is_empty() {
            keys.remove(key);
            give_back(keys);
        }
        if keys.is_empty() {
            self.held.remove(&pid);
            give_back(&mut self.held);
        }
        taken.into_iter().filter_map(|number| self.strike(key, number)).collect()
    }

    fn strike<Q>(&mut self, key: &Q, number: u64) -> Option<Entry<K, V>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let (entry, empty) = self.entries.get_mut(key)?.take(number);
        if empty {
            self.entries.remove(key);
            give_back(&mut self.entries);
        }
        self.count -= usize::from(entry.is_some());
        entry
    }
}

/// Whether a process is dead as far as Erlang is concerned, although its end is not over yet.
fn is_condemned(pid: Pid) -> bool {
    directory::find(pid).is_none_or(|process| process.core().doom().is_some())
}

impl<K: RegistryKey, V: Send + Sync + 'static> Shard<K, V> {
    pub(super) fn new(
        unique: bool,
        shown: Option<Shown>,
        named: Option<Weak<Shared<K, V>>>,
    ) -> Arc<Self> {
        Arc::new_cyclic(|me| Self {
            me: Weak::clone(me),
            unique,
            shown,
            named,
            open: AtomicBool::new(false),
            state: SharedLock::default(),
        })
    }

    /// The process that owns it, if it runs.
    pub(super) fn owner(&self) -> Option<Pid> {
        self.state.read().owner
    }

    /// Enters a process. A unique key whose holder is dying is taken over if `take_over` says so.
    pub(super) fn insert(
        &self,
        process: &Arc<dyn Process>,
        key: K,
        value: V,
        take_over: bool,
    ) -> Result<Entry<K, V>, RegistryError> {
        let Some(table) = self.me.upgrade().map(|me| me as Arc<dyn Table>) else {
            return Err(RegistryError::NotRunning);
        };
        let core = process.core();
        let mut replaced = Vec::new();
        let outcome = core.enter(&table, || {
            let mut state = self.state.write();
            let outcome = state.running().and_then(|owner| {
                let holder = state.entries.get(&key).filter(|_| self.unique).and_then(Bag::first);
                if let Some(holder) = holder.map(Entry::pid) {
                    if holder == core.pid || !take_over || !is_condemned(holder) {
                        return Err(RegistryError::AlreadyRegistered(holder));
                    }
                    replaced = state.take(holder, &key, |_| true);
                }
                let first = !state.held.contains_key(&core.pid);
                Ok((state.add(key, core.pid, value), first.then_some(owner)))
            });
            let holds = outcome.is_ok();
            (outcome, holds)
        });
        drop(replaced);
        let (entry, owner) = outcome.ok_or(RegistryError::NoProc)??;
        if let Some(owner) = owner {
            link_cores(process, owner);
        }
        Ok(entry)
    }

    /// Takes the entries of a process under a key out that `pick` wants; all that it had, in order.
    pub(super) fn remove<Q>(
        &self,
        process: &dyn Process,
        key: &Q,
        pick: impl Fn(u64) -> bool,
    ) -> Result<Vec<Entry<K, V>>, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let pid = process.core().pid;
        let mut state = self.state.write();
        let owner = state.running()?;
        let taken = state.take(pid, key, pick);
        let last = !taken.is_empty() && !state.held.contains_key(&pid);
        drop(state);
        if last {
            unlink_cores(process.core(), owner);
            if let Some(me) = self.me.upgrade() {
                let table: Arc<dyn Table> = me;
                process.core().leave(&table);
            }
        }
        Ok(taken)
    }

    /// Puts another value into an entry, unless it has changed since it was seen.
    pub(super) fn replace(&self, seen: &Entry<K, V>, value: V) -> Option<Entry<K, V>> {
        let new = Entry::new(seen.key().clone(), seen.pid(), seen.number(), value);
        let mut state = self.state.write();
        let bag = state.entries.get_mut(seen.key())?;
        if !bag.get(seen.number()).is_some_and(|now| now.is(seen)) {
            return None;
        }
        bag.replace(new.clone());
        Some(new)
    }

    /// The entries under a key.
    pub(super) fn get<Q>(&self, key: &Q) -> Result<Vec<Entry<K, V>>, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let state = self.state.read();
        state.running()?;
        Ok(state.entries.get(key).map_or_else(Vec::new, Bag::all))
    }

    /// The first holder of a key.
    pub(super) fn first<Q>(&self, key: &Q) -> Option<Pid>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.state.read().entries.get(key).and_then(Bag::first).map(Entry::pid)
    }

    /// All entries.
    pub(super) fn all(&self) -> Result<Vec<Entry<K, V>>, RegistryError> {
        let state = self.state.read();
        state.running()?;
        Ok(state.entries.values().flat_map(Bag::all).collect())
    }

    /// The keys of a process, each as often as it has entries under it.
    pub(super) fn keys(&self, pid: Pid) -> Result<Vec<K>, RegistryError> {
        let state = self.state.read();
        state.running()?;
        let held = state.held.get(&pid).into_iter().flatten();
        Ok(held.flat_map(|(key, numbers)| numbers.iter().map(|_| key.clone())).collect())
    }

    pub(super) fn count(&self) -> Result<usize, RegistryError> {
        let state = self.state.read();
        state.running().map(|_| state.count)
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> Table for Shard<K, V> {
    fn forget(&self, pid: Pid) {
        let mut state = self.state.write();
        let held = state.held.remove(&pid).unwrap_or_default();
        give_back(&mut state.held);
        let mut gone = Vec::new();
        for (key, numbers) in &held {
            gone.extend(numbers.iter().filter_map(|number| state.strike(key, *number)));
        }
        drop(state);
        // Values are the user's: their destructors must not run under our lock, and may panic.
        let _panic = guard::drop_each(gone);
        drop(held);
    }

    fn keys(&self, pid: Pid) -> Vec<RegisteredKey> {
        let Some(Shown(registry)) = &self.shown else {
            return Vec::new();
        };
        let keys = Self::keys(self, pid).unwrap_or_default();
        let shown = |key: K| RegisteredKey { registry: registry.clone(), key: format!("{key:?}") };
        keys.into_iter().map(shown).collect()
    }

    fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> Owned for Shard<K, V> {
    const KIND: ProcessKind = ProcessKind::Registry;

    fn owner(&self) -> Option<Pid> {
        Self::owner(self)
    }

    fn open(&self, owner: Pid) {
        self.state.write().owner = Some(owner);
        self.open.store(true, Ordering::Release);
        if let Some(shared) = self.named.as_ref().and_then(Weak::upgrade) {
            names::insert(&shared);
        }
    }

    fn close(&self) {
        if let Some(shared) = self.named.as_ref().and_then(Weak::upgrade) {
            names::remove(&shared);
        }
        self.open.store(false, Ordering::Release);
        let left = std::mem::take(&mut *self.state.write());
        let all = left.entries.into_values().flat_map(Bag::all_owned);
        let _panic = guard::drop_each(all);
    }
}
