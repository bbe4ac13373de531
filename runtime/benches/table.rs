//! What a table costs, as ratios to the map that one would share by hand, and to Erlang's ets.
//!
//! ```text
//! cargo bench -p switchboard --bench table
//! ```
//!
//! A million keys, random access, one and two workers. `bare` is the same thing without owners,
//! rights, errors and guards: shards of `RwLock<HashMap>` with a quick hash, and for an ordered set
//! `RwLock<BTreeMap>`; `scc` is a map that others take for this. All run in turns in one process;
//! ets runs in its own, when `erl` is installed, without the cost of its loop.

mod peers;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::hash::{BuildHasherDefault, Hasher};
use std::hint::black_box;
use std::sync::{PoisonError, RwLock};
use std::thread;

use peers::{erlang, figure, time};
use switchboard::{OrderedSet, Table};

const KEYS: u64 = 1_000_000;
const OPS: u32 = 500_000;
const ROUNDS: usize = 3;

/// A hash that is as good as nothing: one multiplication.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * 0x9E37_79B9_7F4A_7C15;
        let half = u128::from(u64::MAX);
        self.0 = u64::try_from((product ^ (product >> 64)) & half).unwrap_or(0);
    }
}

type QuickState = BuildHasherDefault<Quick>;

/// One thing that is compared.
trait Shared: Sync {
    fn get(&self, key: u64) -> u64;
    fn put(&self, key: u64, value: u64);
    fn count(&self, key: u64);
}

struct Bare(Vec<RwLock<HashMap<u64, u64, QuickState>>>);

impl Bare {
    fn shard(&self, key: u64) -> &RwLock<HashMap<u64, u64, QuickState>> {
        let mut hash = Quick::default();
        hash.write_u64(key);
        let at = usize::try_from(hash.finish() >> 48).unwrap_or(0);
        &self.0[at % self.0.len()]
    }
}

impl Shared for Bare {
    fn get(&self, key: u64) -> u64 {
        let shard = self.shard(key).read().unwrap_or_else(PoisonError::into_inner);
        shard.get(&key).copied().unwrap_or(0)
    }

    fn put(&self, key: u64, value: u64) {
        self.shard(key).write().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }

    fn count(&self, key: u64) {
        let mut shard = self.shard(key).write().unwrap_or_else(PoisonError::into_inner);
        *shard.entry(key).or_insert(0) += 1;
    }
}

struct Tree(RwLock<BTreeMap<u64, u64>>);

impl Shared for Tree {
    fn get(&self, key: u64) -> u64 {
        let map = self.0.read().unwrap_or_else(PoisonError::into_inner);
        map.get(&key).copied().unwrap_or(0)
    }

    fn put(&self, key: u64, value: u64) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, value);
    }

    fn count(&self, key: u64) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(0) += 1;
    }
}

struct Scc(scc::HashMap<u64, u64, QuickState>);

impl Shared for Scc {
    fn get(&self, key: u64) -> u64 {
        self.0.read_sync(&key, |_, value| *value).unwrap_or(0)
    }

    fn put(&self, key: u64, value: u64) {
        self.0.upsert_sync(key, value);
    }

    fn count(&self, key: u64) {
        self.0.update_sync(&key, |_, value| *value += 1);
    }
}

impl Shared for Table<u64, u64> {
    fn get(&self, key: u64) -> u64 {
        self.lookup(&key).ok().flatten().unwrap_or(0)
    }

    fn put(&self, key: u64, value: u64) {
        assert!(self.insert(key, value).is_ok(), "it is there");
    }

    fn count(&self, key: u64) {
        assert!(self.update_counter(&key, 1).is_ok(), "it is there");
    }
}

impl Shared for Table<u64, u64, OrderedSet> {
    fn get(&self, key: u64) -> u64 {
        self.lookup(&key).ok().flatten().unwrap_or(0)
    }

    fn put(&self, key: u64, value: u64) {
        assert!(self.insert(key, value).is_ok(), "it is there");
    }

    fn count(&self, key: u64) {
        assert!(self.update_counter(&key, 1).is_ok(), "it is there");
    }
}

/// What is done, with a key and a number that is sometimes zero.
type Work = fn(&dyn Shared, u64, u64);

const WORKS: [(&str, Work); 4] = [
    ("get", |shared, key, _| {
        black_box(shared.get(key));
    }),
    ("put", |shared, key, _| shared.put(key, 1)),
    ("counter", |shared, key, _| shared.count(key)),
    ("90/10", |shared, key, dice| {
        if dice == 0 {
            shared.put(key, 1);
        } else {
            black_box(shared.get(key));
        }
    }),
];

/// The time of one operation of one worker.
fn measure(shared: &dyn Shared, workers: u64, work: Work) -> f64 {
    let all = || {
        thread::scope(|scope| {
            for worker in 1..=workers {
                scope.spawn(move || {
                    let mut seed = 88_172_645_463_325_252_u64.wrapping_mul(worker);
                    for _ in 0..OPS {
                        seed ^= seed << 13;
                        seed ^= seed >> 7;
                        seed ^= seed << 17;
                        work(shared, seed % KEYS, (seed >> 40) % 10);
                    }
                });
            }
        });
    };
    time(all).as_secs_f64() * 1e9 / f64::from(OPS)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Measures all of them in turns, and gives the median of each.
fn rounds(all: &[(&str, &dyn Shared)], workers: u64, work: Work) -> Vec<f64> {
    let mut times = vec![Vec::new(); all.len()];
    for _ in 0..ROUNDS {
        for (at, (_, shared)) in all.iter().enumerate() {
            times[at].push(measure(*shared, workers, work));
        }
    }
    times.into_iter().map(median).collect()
}

fn compare(title: &str, all: &[(&str, &dyn Shared)], ets: &[Vec<String>]) {
    println!("\n{title}: nanoseconds, and the ratio of a table to each of the others");
    for workers in [1, 2] {
        for (what, work) in WORKS {
            let times = rounds(all, workers, work);
            let mut line = format!("{what:>8} {workers} | table {:6.1}", times[0]);
            for ((name, _), other) in all.iter().zip(&times).skip(1) {
                let ratio = times[0] / other;
                let _ = write!(line, " | {name} {other:6.1} ratio {ratio:4.2}");
            }
            for peer in ets {
                if peer.len() == 4 && peer[1] == what && peer[2] == workers.to_string() {
                    let other = figure(peer);
                    let (kind, ratio) = (&peer[0], times[0] / other);
                    let _ = write!(line, " | ets {kind} {other:6.1} ratio {ratio:4.2}");
                }
            }
            println!("{line}");
        }
    }
}

fn main() {
    let of = |kind: &str, lines: &[Vec<String>]| -> Vec<Vec<String>> {
        lines.iter().filter(|line| line[0].starts_with(kind)).cloned().collect()
    };
    let ets = erlang("ets");

    let table = Table::<u64, u64>::set().public().create().expect("it has no name");
    let shards = thread::available_parallelism().map_or(4, usize::from) * 4;
    let bare = Bare((0..shards).map(|_| RwLock::default()).collect());
    let scc = Scc(scc::HashMap::default());
    let all: [(&str, &dyn Shared); 3] = [("table", &table), ("bare", &bare), ("scc", &scc)];
    for (_, shared) in all {
        (0..KEYS).for_each(|key| shared.put(key, key));
    }
    scc.0.upsert_sync(0, 0);
    compare("set", &all, &of("set", &ets));

    let table = Table::<u64, u64, OrderedSet>::ordered_set().public().create();
    let (table, tree) = (table.expect("it has no name"), Tree(RwLock::default()));
    let all: [(&str, &dyn Shared); 2] = [("table", &table), ("bare", &tree)];
    for (_, shared) in all {
        (0..KEYS).for_each(|key| shared.put(key, key));
    }
    compare("ordered set", &all, &of("ordered_set", &ets));
}
