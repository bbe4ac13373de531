//! The door to locks and atomics: std's, or loom's where the model checker looks.

use std::hint;
use std::sync::{Mutex as StdMutex, MutexGuard as StdGuard, PoisonError, TryLockError};
use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// How often a lock that is taken is looked at before its thread sleeps; all together some microseconds.
const LOOKS: u32 = 20;

/// What a thread does between two looks at something that another thread has for a moment.
///
/// Each look takes the line of memory away from who is about to write it, so the pauses grow, up to some
/// hundred nanoseconds.
pub(crate) fn pause(look: u32) {
    for _ in 0..1_u32 << look.min(4) {
        hint::spin_loop();
    }
}

/// A lock that a panic does not poison.
///
/// Every critical section of this crate leaves its data whole before it can panic, so a poisoned
/// flag would only turn one crash into many.
#[derive(Debug, Default)]
pub(crate) struct Lock<T>(StdMutex<T>);

impl<T> Lock<T> {
    /// Wraps a value.
    pub(crate) const fn new(value: T) -> Self {
        Self(StdMutex::new(value))
    }

    /// Waits for the lock and takes it.
    #[inline]
    pub(crate) fn lock(&self) -> StdGuard<'_, T> {
        self.try_lock().unwrap_or_else(|| self.wait())
    }

    #[inline]
    fn try_lock(&self) -> Option<StdGuard<'_, T>> {
        match self.0.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// Looks again and again before the thread is put to sleep.
    ///
    /// Whoever has the lock needs it for some nanoseconds. The lock of the standard library looks at the
    /// same pace all the time and then sleeps, which takes a thousand times as long and makes whoever has
    /// the lock wake somebody: with eight senders to one mailbox that was a third of the time.
    #[cold]
    fn wait(&self) -> StdGuard<'_, T> {
        for look in 0..LOOKS {
            pause(look);
            if let Some(guard) = self.try_lock() {
                return guard;
            }
        }
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value without a lock: nobody else has it.
    pub(crate) fn get_mut(&mut self) -> &mut T {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the value out.
    pub(crate) fn into_inner(self) -> T {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lock with any number of readers that a panic does not poison, for the same reason.
#[derive(Debug, Default)]
pub(crate) struct SharedLock<T>(RwLock<T>);

impl<T> SharedLock<T> {
    /// Wraps a value.
    pub(crate) const fn new(value: T) -> Self {
        Self(RwLock::new(value))
    }

    /// Waits until nobody writes, and reads.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is alone, and writes.
    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, T> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the token, the mailbox, the reply slot and the tables of processes are built from, so that loom
/// can explore them.
pub(crate) mod model {
    #[cfg(switchboard_loom)]
    pub(crate) use loom::{
        cell::UnsafeCell,
        lazy_static,
        sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicUsize, Ordering, fence},
    };
    #[cfg(not(switchboard_loom))]
    pub(crate) use std::sync::{
        OnceLock,
        atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicUsize, Ordering, fence},
    };

    /// Their lock.
    #[cfg(not(switchboard_loom))]
    pub(crate) use super::Lock;

    /// Their lock, as loom sees it.
    #[cfg(switchboard_loom)]
    #[derive(Debug)]
    pub(crate) struct Lock<T>(loom::sync::Mutex<T>);

    #[cfg(switchboard_loom)]
    impl<T> Lock<T> {
        pub(crate) fn new(value: T) -> Self {
            Self(loom::sync::Mutex::new(value))
        }

        pub(crate) fn lock(&self) -> loom::sync::MutexGuard<'_, T> {
            self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
        }
    }

    #[cfg(switchboard_loom)]
    impl<T: Default> Default for Lock<T> {
        fn default() -> Self {
            Self::new(T::default())
        }
    }

    /// A value that is set once; loom sees the flag that publishes it.
    #[cfg(switchboard_loom)]
    #[derive(Debug)]
    pub(crate) struct OnceLock<T> {
        is_set: loom::sync::atomic::AtomicBool,
        /// Who comes second waits for the first, as it does in std.
        setting: Lock<()>,
        value: std::sync::OnceLock<T>,
    }

    #[cfg(switchboard_loom)]
    impl<T> OnceLock<T> {
        pub(crate) fn new() -> Self {
            let is_set = loom::sync::atomic::AtomicBool::new(false);
            Self { is_set, setting: Lock::new(()), value: std::sync::OnceLock::new() }
        }

        pub(crate) fn get(&self) -> Option<&T> {
            self.is_set.load(Ordering::Acquire).then(|| self.value.get()).flatten()
        }

        pub(crate) fn set(&self, value: T) -> Result<(), T> {
            let _setting = self.setting.lock();
            self.value.set(value)?;
            self.is_set.store(true, Ordering::Release);
            Ok(())
        }
    }

    /// The cell that holds a process's state; loom's reports two accesses at once.
    #[cfg(not(switchboard_loom))]
    #[derive(Debug)]
    pub(crate) struct UnsafeCell<T>(std::cell::UnsafeCell<T>);

    #[cfg(not(switchboard_loom))]
    impl<T> UnsafeCell<T> {
        pub(crate) const fn new(value: T) -> Self {
            Self(std::cell::UnsafeCell::new(value))
        }

        #[inline]
        pub(crate) fn with_mut<R>(&self, f: impl FnOnce(*mut T) -> R) -> R {
            f(self.0.get())
        }
    }
}
