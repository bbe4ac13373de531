//! What the kinds keep under one key: one object, one with a time to live, or several.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is kept under one key.
pub trait Slot<V>: Send + Sync {
    /// Whether there is exactly one object in it.
    const ONE: bool;

    /// Shows every object, oldest first.
    fn each(&self, see: &mut impl FnMut(&V));

    /// How many objects there are.
    fn count(&self) -> usize;

    /// Takes out those objects for which `goes` says so, in the order of [`each`](Self::each).
    /// Whether any are left; a single one stays where it is.
    fn weed(&mut self, goes: &mut impl FnMut() -> bool, gone: &mut Vec<V>) -> bool;
}

/// A slot with exactly one object.
pub trait One<V>: Slot<V> {
    fn new(value: V) -> Self;

    fn get(&self) -> &V;

    fn get_mut(&mut self) -> &mut V;

    fn into_inner(self) -> V;
}

/// One object.
#[derive(Debug)]
pub struct Plain<V>(V);

impl<V: Send + Sync> Slot<V> for Plain<V> {
    const ONE: bool = true;

    #[inline]
    fn each(&self, see: &mut impl FnMut(&V)) {
        see(&self.0);
    }

    fn count(&self) -> usize {
        1
    }

    fn weed(&mut self, goes: &mut impl FnMut() -> bool, _gone: &mut Vec<V>) -> bool {
        !goes()
    }
}

impl<V: Send + Sync> One<V> for Plain<V> {
    #[inline]
    fn new(value: V) -> Self {
        Self(value)
    }

    #[inline]
    fn get(&self) -> &V {
        &self.0
    }

    #[inline]
    fn get_mut(&mut self) -> &mut V {
        &mut self.0
    }

    #[inline]
    fn into_inner(self) -> V {
        self.0
    }
}

/// One object that may go by itself: when its time is over, or when room is needed.
#[derive(Debug)]
pub struct Timed<V> {
    value: V,
    /// The moment after which it is gone, in nanoseconds since the table began; zero until the
    /// table has set it.
    pub(super) expires: u64,
    /// The moment of its last use.
    used: AtomicU64,
}

/// The moment of what stays for ever.
pub(super) const NEVER: u64 = u64::MAX;

impl<V> Timed<V> {
    pub(super) fn until(value: V, expires: u64) -> Self {
        Self { value, expires, used: AtomicU64::new(0) }
    }

    pub(super) fn is_over(&self, now: u64) -> bool {
        self.expires <= now
    }

    pub(super) fn touch(&self, now: u64) {
        self.used.store(now, Ordering::Relaxed);
    }

    pub(super) fn last_use(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }
}

impl<V: Send + Sync> Slot<V> for Timed<V> {
    const ONE: bool = true;

    fn each(&self, see: &mut impl FnMut(&V)) {
        see(&self.value);
    }

    fn count(&self) -> usize {
        1
    }

    fn weed(&mut self, goes: &mut impl FnMut() -> bool, _gone: &mut Vec<V>) -> bool {
        !goes()
    }
}

impl<V: Send + Sync> One<V> for Timed<V> {
    fn new(value: V) -> Self {
        Self::until(value, 0)
    }

    fn get(&self) -> &V {
        &self.value
    }

    fn get_mut(&mut self) -> &mut V {
        &mut self.value
    }

    fn into_inner(self) -> V {
        self.value
    }
}

/// The objects of a bag under one key, oldest first; never none.
#[derive(Debug)]
pub struct Many<V>(pub(super) Vec<V>);

impl<V: Send + Sync> Slot<V> for Many<V> {
    const ONE: bool = false;

    fn each(&self, see: &mut impl FnMut(&V)) {
        self.0.iter().for_each(see);
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn weed(&mut self, goes: &mut impl FnMut() -> bool, gone: &mut Vec<V>) -> bool {
        gone.extend(self.0.extract_if(.., |_| goes()));
        !self.0.is_empty()
    }
}
