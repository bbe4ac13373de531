//! Tables beside the maps that one shares by hand, and beside ets: random keys among a million.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::hint::black_box;
use std::sync::{PoisonError, RwLock};
use std::thread;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use switchboard::{OrderedSet, Table};

use super::KEYS;
use super::erlang::Erlang;
use super::hasher::Seed;
use super::work::{Group, Side, Work, run};
use crate::table::version;

/// How often each worker does it.
const COUNT: u64 = 500_000;

/// Something that many share.
trait Shared: Send + Sync + 'static {
    fn get(&self, key: u64) -> u64;
    fn put(&self, key: u64, value: u64);
    fn count(&self, key: u64);
}

/// A table with one object per key, in no order.
#[must_use]
pub fn set() -> Group {
    let table = Table::<u64, u64>::set().public().create().expect("it has no name");
    Group {
        title: "set",
        sides: [
            Some(side("`Table`", table)),
            Some(side("shards of `RwLock<HashTable>`", Shards::new())),
            Some(side(version("scc"), Scc(scc::HashMap::with_hasher(Seed::random())))),
            None,
            Erlang::side("ets set", "set"),
        ],
        works: works(),
    }
}

/// A table in order.
#[must_use]
pub fn ordered() -> Group {
    let table = Table::<u64, u64, OrderedSet>::ordered_set().public().create();
    Group {
        title: "ordered set",
        sides: [
            Some(side("`Table`", table.expect("it has no name"))),
            Some(side("`RwLock<BTreeMap>`", Tree(RwLock::default()))),
            None,
            None,
            Erlang::side("ets ordered_set", "ordered_set"),
        ],
        works: works(),
    }
}

fn works() -> Vec<Work> {
    let of = |workers| ["get", "put", "counter", "90/10"].map(|name| (name, workers));
    let all = [of(1), of(2)].concat();
    all.into_iter().map(|(name, workers)| Work::timed(name, workers, COUNT)).collect()
}

fn side<S: Shared>(name: impl Into<String>, shared: S) -> Side {
    (0..KEYS).for_each(|key| shared.put(key, key));
    Side::new(name, move |work| match work.name {
        "get" => run(work, |key, _| {
            black_box(shared.get(key));
        }),
        "put" => run(work, |key, _| shared.put(key, 1)),
        "counter" => run(work, |key, _| shared.count(key)),
        _ => run(work, |key, dice| match dice {
            0 => shared.put(key, 1),
            _ => {
                black_box(shared.get(key));
            }
        }),
    })
}

impl Shared for Table<u64, u64> {
    #[inline]
    fn get(&self, key: u64) -> u64 {
        self.lookup(&key).expect("it is there").expect("all keys are in")
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        self.insert(key, value).expect("it is there");
    }

    #[inline]
    fn count(&self, key: u64) {
        self.update_counter(&key, 1).expect("it is there");
    }
}

impl Shared for Table<u64, u64, OrderedSet> {
    #[inline]
    fn get(&self, key: u64) -> u64 {
        self.lookup(&key).expect("it is there").expect("all keys are in")
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        self.insert(key, value).expect("it is there");
    }

    #[inline]
    fn count(&self, key: u64) {
        self.update_counter(&key, 1).expect("it is there");
    }
}

/// What a table stands on, without owners, rights, errors and guards: as many shards, each with a lock
/// of its own, and one hash for both.
struct Shards {
    seed: Seed,
    shards: Vec<RwLock<HashTable<(u64, u64)>>>,
}

impl Shards {
    fn new() -> Self {
        let cores = thread::available_parallelism().map_or(4, usize::from);
        let shards = (cores * 4).next_power_of_two().clamp(8, 128);
        let shards = (0..shards).map(|_| RwLock::default()).collect();
        Self { seed: Seed::random(), shards }
    }

    #[inline]
    fn shard(&self, hash: u64) -> &RwLock<HashTable<(u64, u64)>> {
        &self.shards[(hash >> 48) as usize & (self.shards.len() - 1)]
    }
}

impl Shared for Shards {
    #[inline]
    fn get(&self, key: u64) -> u64 {
        let hash = self.seed.hash_one(key);
        let shard = self.shard(hash).read().unwrap_or_else(PoisonError::into_inner);
        shard.find(hash, |(other, _)| *other == key).expect("all keys are in").1
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        let hash = self.seed.hash_one(key);
        let mut shard = self.shard(hash).write().unwrap_or_else(PoisonError::into_inner);
        let rehash = |(key, _): &(u64, u64)| self.seed.hash_one(key);
        match shard.entry(hash, |(other, _)| *other == key, rehash) {
            Entry::Occupied(mut there) => there.get_mut().1 = value,
            Entry::Vacant(free) => drop(free.insert((key, value))),
        }
    }

    #[inline]
    fn count(&self, key: u64) {
        let hash = self.seed.hash_one(key);
        let mut shard = self.shard(hash).write().unwrap_or_else(PoisonError::into_inner);
        shard.find_mut(hash, |(other, _)| *other == key).expect("all keys are in").1 += 1;
    }
}

struct Scc(scc::HashMap<u64, u64, Seed>);

impl Shared for Scc {
    #[inline]
    fn get(&self, key: u64) -> u64 {
        self.0.read_sync(&key, |_, value| *value).expect("all keys are in")
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        self.0.upsert_sync(key, value);
    }

    #[inline]
    fn count(&self, key: u64) {
        self.0.update_sync(&key, |_, value| *value += 1).expect("all keys are in");
    }
}

struct Tree(RwLock<BTreeMap<u64, u64>>);

impl Shared for Tree {
    #[inline]
    fn get(&self, key: u64) -> u64 {
        let map = self.0.read().unwrap_or_else(PoisonError::into_inner);
        *map.get(&key).expect("all keys are in")
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }

    #[inline]
    fn count(&self, key: u64) {
        let mut map = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *map.get_mut(&key).expect("all keys are in") += 1;
    }
}
