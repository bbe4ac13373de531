//! A storage by hash whose slots go by themselves: when their time is over, and the least recently
//! used ones when room is needed.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use hashbrown::HashTable;
use tokio::runtime::Handle;

use super::error::TableError;
use super::hashed::{self, All, Hashed};
use super::inside::discard;
use super::map::{Config, Cursor, Lookup, Map, Whole};
use super::slot::{NEVER, Slot, Timed};
use crate::clock::{self, Instant};
use crate::process::{TimerRef, detached, guard};
use crate::sync::Lock;

/// How many slots are compared to find one that can go.
const SAMPLE: usize = 8;

/// How many slots a shard should be able to keep, so that keys which crowd into one do not matter.
const ROOMY: usize = 64;

/// The least time between two sweeps, and the most.
const SWEEPS: [Duration; 2] = [Duration::from_secs(1), Duration::from_mins(1)];

/// A storage with times to live and a capacity.
#[derive(Debug)]
pub struct Cached<K, V> {
    map: Hashed<K, Timed<V>>,
    begun: Instant,
    config: Config,
    /// How many slots each shard keeps.
    room: usize,
    evictions: AtomicU64,
    sweeps: Sweeps,
    /// Whether a sweep is on its way, and the timer of it.
    armed: AtomicBool,
    timer: Lock<Option<TimerRef>>,
}

/// Sets the timer of a sweep.
struct Sweeps(Box<dyn Fn(Instant) -> Option<TimerRef> + Send + Sync>);

impl Sweeps {
    fn of<K, V>(table: &Weak<Cached<K, V>>) -> Self
    where
        K: Hash + Eq + Send + Sync + 'static,
        V: Send + Sync + 'static,
    {
        let table = Weak::clone(table);
        Self(Box::new(move |at| {
            let mut waiting = Waiting(Some(Weak::clone(&table)));
            let sweep = move || {
                if let Some(table) = waiting.take() {
                    table.sweep();
                }
            };
            detached(at, sweep).ok()
        }))
    }
}

/// A sweep that has not come yet. When it never comes, because the runtime of its timer ends, the next
/// write sets another timer.
struct Waiting<K, V>(Option<Weak<Cached<K, V>>>);

impl<K, V> Waiting<K, V> {
    fn take(&mut self) -> Option<Arc<Cached<K, V>>> {
        self.0.take()?.upgrade()
    }
}

impl<K, V> Drop for Waiting<K, V> {
    fn drop(&mut self) {
        if let Some(table) = self.take() {
            table.armed.store(false, Ordering::Release);
        }
    }
}

impl fmt::Debug for Sweeps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sweeps").finish_non_exhaustive()
    }
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(NEVER)
}

impl<K, V> Cached<K, V> {
    pub(super) fn now(&self) -> u64 {
        // Zero stands for what has no moment yet.
        nanos(clock::now().saturating_duration_since(self.begun)).saturating_add(1)
    }

    /// When something ends that is put in now.
    pub(super) fn end(&self, ttl: Option<Duration>) -> u64 {
        ttl.map_or(NEVER, |ttl| self.now().saturating_add(nanos(ttl)))
    }

    pub(super) fn evictions(&self) -> u64 {
        self.evictions.load(Ordering::Relaxed)
    }

    fn count(&self, gone: usize) {
        if gone > 0 {
            self.evictions.fetch_add(gone as u64, Ordering::Relaxed);
        }
    }
}

impl<K, V> Cached<K, V>
where
    K: Hash + Eq + Send + Sync,
    V: Send + Sync,
{
    /// Gives a slot the moments that it does not have yet.
    fn stamp(&self, slot: &mut Timed<V>, now: u64) {
        if slot.expires == 0 {
            slot.expires = self.config.ttl.map_or(NEVER, |ttl| now.saturating_add(nanos(ttl)));
        }
        slot.touch(now);
    }

    /// Makes room in a part for one slot more.
    fn make_room(
        &self,
        table: &mut HashTable<(K, Timed<V>)>,
        hash: u64,
        now: u64,
        gone: &mut Gone<K, V>,
    ) {
        while table.len() >= self.room {
            let Some(there) =
                victim(table, hash, now).and_then(|at| table.get_bucket_entry(at).ok())
            else {
                break;
            };
            gone.push(there.remove().0);
        }
    }

    /// Shows `place` the slot of a key, unless its time is over, and puts in what it makes when there
    /// is none. Gives what had to go, and when the slot will be over.
    fn enter<R>(
        &self,
        table: &mut HashTable<(K, Timed<V>)>,
        hash: u64,
        key: K,
        place: impl FnOnce(Option<&mut Timed<V>>) -> (Option<Timed<V>>, R),
    ) -> (R, Gone<K, V>, u64) {
        let (seed, now) = (self.map.seed, self.now());
        let there = table.find_mut(hash, |(other, _)| *other == key).map(|(_, slot)| slot);
        let is_over = there.as_ref().is_some_and(|slot| slot.is_over(now));
        if let (Some(slot), false) = (there, is_over) {
            let (_none, result) = place(Some(slot));
            self.stamp(slot, now);
            return (result, Vec::new(), slot.expires);
        }
        // What panics here has put nothing in, and taken nothing out.
        let (made, result) = place(None);
        let mut gone = Vec::new();
        if is_over && let Ok(there) = table.find_entry(hash, |(other, _)| *other == key) {
            gone.push(there.remove().0);
        }
        let mut expires = NEVER;
        if let Some(mut slot) = made {
            self.stamp(&mut slot, now);
            expires = slot.expires;
            self.make_room(table, hash, now, &mut gone);
            table.insert_unique(hash, (key, slot), |(key, _)| seed.hash_one(key));
        }
        (result, gone, expires)
    }

    fn settle(&self, gone: Gone<K, V>, expires: u64) {
        if !gone.is_empty() {
            self.count(gone.len());
            discard(gone);
        }
        if expires != NEVER && !self.armed.load(Ordering::Relaxed) {
            self.arm(expires);
        }
    }

    /// Sets the timer of the next sweep. Without a runtime there is none, and what is over goes when
    /// somebody needs its place.
    #[cold]
    fn arm(&self, expires: u64) {
        // Asked first: without a runtime every write comes here.
        if Handle::try_current().is_err() || self.armed.swap(true, Ordering::AcqRel) {
            return;
        }
        let [least, most] = SWEEPS;
        let ttl = Duration::from_nanos(expires.saturating_sub(self.now()));
        let timer = (self.sweeps.0)(clock::deadline(ttl.clamp(least, most)));
        self.armed.store(timer.is_some(), Ordering::Release);
        *self.timer.lock() = timer;
    }

    /// Takes out what is over.
    fn sweep(&self) {
        let (now, mut next, mut gone) = (self.now(), NEVER, Vec::new());
        self.armed.store(false, Ordering::Release);
        // A table that has been deleted is empty.
        let _deleted = self.map.parts_mut(|table| {
            gone.extend(table.extract_if(|(_, slot)| {
                let over = slot.is_over(now);
                if !over {
                    next = next.min(slot.expires);
                }
                over
            }));
        });
        if next != NEVER {
            self.arm(next);
        }
        // A destructor of the user that panics is not the sweep's.
        drop(guard::drop_each(gone));
    }
}

type Gone<K, V> = Vec<(K, Timed<V>)>;

/// The bucket that can go: one that is over, or of some the one that was used least recently.
fn victim<K, V>(table: &HashTable<(K, Timed<V>)>, hash: u64, now: u64) -> Option<usize> {
    let buckets = table.num_buckets();
    #[expect(clippy::cast_possible_truncation, reason = "any place will do")]
    let start = (hash.rotate_left(17) as usize).checked_rem(buckets)?;
    let from_there = (0..buckets).map(|step| (start + step) % buckets);
    let some = from_there.filter_map(|at| table.get_bucket(at).map(|(_, slot)| (at, slot)));
    some.take(SAMPLE)
        .min_by_key(|(_, slot)| if slot.is_over(now) { 0 } else { slot.last_use() })
        .map(|(at, _)| at)
}

impl<K, V> Map<K, Timed<V>> for Cached<K, V>
where
    K: Hash + Eq + Send + Sync,
    V: Send + Sync,
{
    type Whole<'a>
        = AllCached<'a, K, V>
    where
        K: 'a,
        V: 'a;

    fn new(config: Config) -> Arc<Self>
    where
        K: 'static,
        Timed<V>: 'static,
    {
        let capacity = config.capacity.map_or(usize::MAX, |capacity| capacity.max(1));
        let mut shards = hashed::shards();
        while shards > 1 && capacity / shards < ROOMY {
            shards /= 2;
        }
        Arc::new_cyclic(|me: &Weak<Self>| Self {
            sweeps: Sweeps::of(me),
            map: Hashed::with_shards(shards),
            begun: clock::now(),
            config,
            room: capacity / shards,
            evictions: AtomicU64::new(0),
            armed: AtomicBool::new(false),
            timer: Lock::new(None),
        })
    }

    #[cfg(feature = "serde")]
    fn config(&self) -> Config {
        self.config
    }

    fn place<R>(
        &self,
        key: K,
        place: impl FnOnce(Option<&mut Timed<V>>) -> (Option<Timed<V>>, R),
    ) -> Result<R, TableError> {
        let hash = self.map.seed.hash_one(&key);
        let (result, gone, expires) =
            self.map.write(hash, |table| self.enter(table, hash, key, place))?;
        self.settle(gone, expires);
        Ok(result)
    }

    fn exclusive<R>(
        &self,
        work: impl FnOnce(&mut AllCached<'_, K, V>) -> R,
    ) -> Result<R, TableError> {
        let mut all = self.map.all()?;
        let now = self.now();
        let gone = all.retain(&mut |_, slot| !slot.is_over(now));
        let mut whole = AllCached { cached: self, all, gone, expires: NEVER };
        let result = work(&mut whole);
        let AllCached { all, gone, expires, .. } = whole;
        drop(all);
        self.settle(gone, expires);
        Ok(result)
    }

    fn each(&self, see: &mut impl FnMut(&K, &Timed<V>)) -> Result<(), TableError> {
        let now = self.now();
        self.map.each(&mut |key, slot| {
            if !slot.is_over(now) {
                see(key, slot);
            }
        })
    }

    fn some(
        &self,
        cursor: &mut Cursor<K>,
        wanted: usize,
        see: &mut impl FnMut(&K, &Timed<V>) -> bool,
    ) -> Result<bool, TableError>
    where
        K: Clone,
    {
        let now = self.now();
        self.map.some(cursor, wanted, &mut |key, slot| !slot.is_over(now) && see(key, slot))
    }

    fn len<W>(&self) -> Result<usize, TableError>
    where
        Timed<V>: Slot<W>,
    {
        let mut count = 0;
        self.each(&mut |_, _| count += 1)?;
        Ok(count)
    }

    fn clear(&self) -> Result<Vec<(K, Timed<V>)>, TableError> {
        self.map.clear()
    }

    fn close(&self) -> Vec<(K, Timed<V>)> {
        self.disarm();
        self.map.close()
    }
}

impl<K, V> Cached<K, V> {
    fn disarm(&self) {
        if let Some(timer) = self.timer.lock().take() {
            // Fired or not, there is nothing to sweep any more.
            let _left = timer.cancel();
        }
    }
}

impl<K, V> Drop for Cached<K, V> {
    fn drop(&mut self) {
        self.disarm();
    }
}

impl<K, V, Q> Lookup<K, Timed<V>, Q> for Cached<K, V>
where
    K: Hash + Eq + Borrow<Q> + Send + Sync,
    V: Send + Sync,
    Q: Hash + Eq + ?Sized,
{
    fn get<R>(&self, key: &Q, see: impl FnOnce(&Timed<V>) -> R) -> Result<Option<R>, TableError> {
        let now = self.now();
        let seen = self.map.get(key, |slot| {
            (!slot.is_over(now)).then(|| {
                slot.touch(now);
                see(slot)
            })
        })?;
        Ok(seen.flatten())
    }

    fn get_mut<R>(
        &self,
        key: &Q,
        change: impl FnOnce(&mut Timed<V>) -> R,
    ) -> Result<Option<R>, TableError> {
        let now = self.now();
        let changed = self.map.get_mut(key, |slot| {
            (!slot.is_over(now)).then(|| {
                slot.touch(now);
                change(slot)
            })
        })?;
        Ok(changed.flatten())
    }

    fn take_if(
        &self,
        key: &Q,
        goes: impl FnOnce(&mut Timed<V>) -> bool,
    ) -> Result<Option<Timed<V>>, TableError> {
        let now = self.now();
        let taken = self.map.take_if(key, |slot| slot.is_over(now) || goes(slot))?;
        Ok(taken.filter(|slot| !slot.is_over(now)))
    }
}

/// All of it, in the hands of one writer, and without what is over.
#[derive(Debug)]
pub struct AllCached<'a, K, V> {
    cached: &'a Cached<K, V>,
    all: All<'a, K, Timed<V>>,
    gone: Gone<K, V>,
    /// The first moment at which something is over that was put in.
    expires: u64,
}

impl<K, V> Whole<K, Timed<V>> for AllCached<'_, K, V>
where
    K: Hash + Eq + Send + Sync,
    V: Send + Sync,
{
    fn has(&self, key: &K) -> bool {
        self.all.has(key)
    }

    fn place<R>(
        &mut self,
        key: K,
        place: impl FnOnce(Option<&mut Timed<V>>) -> (Option<Timed<V>>, R),
    ) -> R {
        let hash = self.cached.map.seed.hash_one(&key);
        let (result, gone, expires) = self.cached.enter(self.all.table(hash), hash, key, place);
        self.gone.extend(gone);
        self.expires = self.expires.min(expires);
        result
    }

    fn each(&self, see: &mut impl FnMut(&K, &Timed<V>)) {
        self.all.each(see);
    }

    fn retain(&mut self, keep: &mut impl FnMut(&K, &mut Timed<V>) -> bool) -> Vec<(K, Timed<V>)> {
        self.all.retain(keep)
    }
}
