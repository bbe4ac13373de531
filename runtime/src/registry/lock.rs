//! Locks by key, in a namespace of their own.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard};

use super::Registry;
use super::entry::RegistryKey;
use super::error::RegistryError;
use super::shared::Shared;

/// The locks that are held or waited for.
pub(super) type Locks<K> = HashMap<K, Arc<Mutex<()>>>;

/// A lock of a registry, held until it is dropped: by its holder, or with it.
#[must_use = "the lock is free again when this is dropped"]
pub struct RegistryLock<K: RegistryKey, V: Send + Sync + 'static> {
    place: Place<K, V>,
    held: Option<OwnedMutexGuard<()>>,
}

/// A place in the queue for a lock, or the lock itself.
struct Place<K: RegistryKey, V: Send + Sync + 'static> {
    shared: Arc<Shared<K, V>>,
    key: K,
    mutex: Option<Arc<Mutex<()>>>,
}

impl<K: RegistryKey, V: Send + Sync + 'static> Place<K, V> {
    fn take(shared: &Arc<Shared<K, V>>, key: K) -> Self {
        let mutex = Arc::clone(shared.locks.lock().entry(key.clone()).or_default());
        Self { shared: Arc::clone(shared), key, mutex: Some(mutex) }
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> Drop for Place<K, V> {
    fn drop(&mut self) {
        let mut locks = self.shared.locks.lock();
        drop(self.mutex.take());
        // The last one in the queue puts the light out; nobody can join without this lock.
        if locks.get(&self.key).is_some_and(|mutex| Arc::strong_count(mutex) == 1) {
            locks.remove(&self.key);
        }
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> Registry<K, V> {
    /// Waits for the lock of a key, in the order of asking, and holds it until the result is
    /// dropped.
    ///
    /// The keys of locks have nothing to do with those of entries. A holder that ends, for whatever
    /// reason, frees the lock; one that ends while it waits is skipped.
    ///
    /// # Errors
    ///
    /// [`RegistryError::NotRunning`].
    ///
    /// # Cancel safety
    ///
    /// The place in the queue is given up when the future is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use switchboard::Registry;
    ///
    /// let registry: Registry<String, ()> = Registry::unique().start().await?;
    /// let lock = registry.lock("import".to_owned()).await?;
    /// // Nobody else imports here.
    /// drop(lock);
    /// # Ok(()) }
    /// ```
    pub async fn lock(&self, key: K) -> Result<RegistryLock<K, V>, RegistryError> {
        self.shared.running()?;
        let place = Place::take(&self.shared, key);
        let held = match &place.mutex {
            Some(mutex) => Some(Arc::clone(mutex).lock_owned().await),
            None => None,
        };
        Ok(RegistryLock { place, held })
    }
}

impl<K: RegistryKey, V: Send + Sync + 'static> Drop for RegistryLock<K, V> {
    fn drop(&mut self) {
        // Before the place, so that the mutex is only known to those who wait.
        drop(self.held.take());
    }
}

impl<K: RegistryKey + fmt::Debug, V: Send + Sync + 'static> fmt::Debug for RegistryLock<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RegistryLock").field(&self.place.key).finish()
    }
}
