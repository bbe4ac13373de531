//! Questions to a registry. Each reads the tables in the caller, and runs the caller's functions
//! after it has let go of them: they may use the registry themselves.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::Arc;

use super::entry::{Entry, RegistryKey};
use super::error::RegistryError;
use super::{Registry, me};
use crate::process::Pid;
use crate::task::Task;

impl<K: RegistryKey, V: Send + Sync + 'static> Registry<K, V> {
    /// The entries under a key, in the order in which they were made, for each partition.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn lookup<Q>(&self, key: &Q) -> Result<Vec<Entry<K, V>>, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let mut all = Vec::new();
        for shard in self.shared.shards_of(key) {
            all.extend(shard.get(key)?);
        }
        Ok(all)
    }

    /// The process that has a unique key; `None` when nobody has, when keys are not unique, and when
    /// the registry does not run.
    #[must_use]
    pub fn whereis<Q>(&self, key: &Q) -> Option<Pid>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let shard = self.shared.shards_of(key).first().filter(|_| self.shared.unique)?;
        shard.first(key)
    }

    /// The keys of a process, each as often as it has entries under it.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn keys(&self, pid: Pid) -> Result<Vec<K>, RegistryError> {
        let mut all = Vec::new();
        for shard in &self.shared.shards {
            all.extend(shard.keys(pid)?);
        }
        Ok(all)
    }

    /// What a process is registered with under a key.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn values<Q>(&self, key: &Q, pid: Pid) -> Result<Vec<V>, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
        V: Clone,
    {
        let all = self.shared.shard(key, pid).get(key)?;
        let own = all.iter().filter(|entry| entry.pid() == pid);
        Ok(own.map(|entry| entry.value().clone()).collect())
    }

    /// The entries under a key that `matches` wants: what Elixir's `Registry.match` does with a
    /// pattern.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn matching<Q>(
        &self,
        key: &Q,
        mut matches: impl FnMut(Pid, &V) -> bool,
    ) -> Result<Vec<Entry<K, V>>, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let mut all = self.lookup(key)?;
        all.retain(|entry| matches(entry.pid(), entry.value()));
        Ok(all)
    }

    /// How many entries under a key `matches` wants.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn count_matching<Q>(
        &self,
        key: &Q,
        matches: impl FnMut(Pid, &V) -> bool,
    ) -> Result<usize, RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.matching(key, matches).map(|all| all.len())
    }

    /// What `select` makes of all entries, in no order; `None` leaves one out.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use switchboard::Registry;
    ///
    /// let registry: Registry<String, u32> = Registry::duplicate().start().await?;
    /// let large = registry.select(|entry| (*entry.value() > 9).then(|| entry.pid()))?;
    /// assert!(large.is_empty());
    /// # Ok(()) }
    /// ```
    pub fn select<T>(
        &self,
        select: impl FnMut(&Entry<K, V>) -> Option<T>,
    ) -> Result<Vec<T>, RegistryError> {
        let mut all = Vec::new();
        for shard in &self.shared.shards {
            all.extend(shard.all()?);
        }
        Ok(all.iter().filter_map(select).collect())
    }

    /// How many entries `select` wants.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn count_select(
        &self,
        mut select: impl FnMut(&Entry<K, V>) -> bool,
    ) -> Result<usize, RegistryError> {
        self.select(|entry| select(entry).then_some(())).map(|all| all.len())
    }

    /// How many entries there are.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn count(&self) -> Result<usize, RegistryError> {
        self.shared.shards.iter().map(|shard| shard.count()).sum()
    }

    /// Calls a function with the entries under a key: once for each partition that has any, in the
    /// caller. Without entries it is not called.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    pub fn dispatch<Q>(
        &self,
        key: &Q,
        mut dispatch: impl FnMut(&[Entry<K, V>]),
    ) -> Result<(), RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        for shard in self.shared.shards_of(key) {
            let entries = shard.get(key)?;
            if !entries.is_empty() {
                dispatch(&entries);
            }
        }
        Ok(())
    }

    /// As [`dispatch`](Self::dispatch), in one task for each partition, all at the same time; waits
    /// for all of them. The tasks are linked with the current process.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Dispatch`] when the function panics; a caller that is a process and does not
    /// trap exits ends with that. [`RegistryError::NotRunning`].
    ///
    /// # Cancel safety
    ///
    /// The tasks go on when the future is dropped.
    pub async fn dispatch_parallel<Q>(
        &self,
        key: &Q,
        dispatch: impl Fn(&[Entry<K, V>]) + Send + Sync + 'static,
    ) -> Result<(), RegistryError>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + Sync + ?Sized,
    {
        let dispatch = Arc::new(dispatch);
        let mut tasks = Vec::new();
        for shard in self.shared.shards_of(key) {
            let (entries, dispatch) = (shard.get(key)?, Arc::clone(&dispatch));
            if !entries.is_empty() {
                tasks.push(Task::spawn(async move { dispatch(&entries) }));
            }
        }
        let mut outcome = Ok(());
        for task in tasks {
            outcome = outcome.and(task.await.map_err(RegistryError::Dispatch));
        }
        outcome
    }

    /// The keys of the current process.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`], [`RegistryError::NotInProcess`].
    pub fn own_keys(&self) -> Result<Vec<K>, RegistryError> {
        let pid = me()?.core().pid;
        self.keys(pid)
    }
}
