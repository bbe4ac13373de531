//! Caches beside those of libraries: a time to live of an hour, and a capacity.

use std::hint::black_box;
use std::time::Duration;

use switchboard::{Cache, Table};

use super::KEYS;
use super::work::{Group, Side, Work, run};
use crate::table::version;

/// How often each worker does it.
const COUNT: u64 = 300_000;

const TTL: Duration = Duration::from_secs(3600);

/// Room for all keys, and for a tenth of them.
const ROOMY: u64 = 2 * KEYS;
const TIGHT: u64 = KEYS / 10;

/// A cache, which others share as well.
trait Shared: Send + Sync + 'static {
    fn of(capacity: u64) -> Self;
    fn get(&self, key: u64) -> Option<u64>;
    fn put(&self, key: u64, value: u64);
}

/// A table whose objects go by themselves.
#[must_use]
pub fn group() -> Group {
    let of = |workers| ["get", "put", "90/10", "miss and fill"].map(|name| (name, workers));
    let all = [of(1), of(2)].concat();
    Group {
        title: "cache",
        sides: [
            Some(side::<Table<u64, u64, Cache>>("`Table`".to_owned())),
            None,
            Some(side::<moka::sync::Cache<u64, u64>>(version("moka"))),
            Some(side::<mini_moka::sync::Cache<u64, u64>>(version("mini-moka"))),
            None,
        ],
        works: all.into_iter().map(|(name, at)| Work::timed(name, at, COUNT)).collect(),
    }
}

fn side<S: Shared>(name: String) -> Side {
    let (roomy, tight) = (S::of(ROOMY), S::of(TIGHT));
    (0..KEYS).for_each(|key| roomy.put(key, key));
    (0..TIGHT).for_each(|key| tight.put(key, key));
    Side::new(name, move |work| match work.name {
        "get" => run(work, |key, _| {
            black_box(roomy.get(key));
        }),
        "put" => run(work, |key, _| roomy.put(key, 1)),
        "90/10" => run(work, |key, dice| match dice {
            0 => roomy.put(key, 1),
            _ => {
                black_box(roomy.get(key));
            }
        }),
        _ => run(work, |key, _| {
            if black_box(tight.get(key)).is_none() {
                tight.put(key, key);
            }
        }),
    })
}

impl Shared for Table<u64, u64, Cache> {
    fn of(capacity: u64) -> Self {
        let capacity = usize::try_from(capacity).expect("it is no large number");
        Table::cache().ttl(TTL).capacity(capacity).create().expect("it has no name")
    }

    #[inline]
    fn get(&self, key: u64) -> Option<u64> {
        self.lookup(&key).expect("it is there")
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        self.insert(key, value).expect("it is there");
    }
}

impl Shared for moka::sync::Cache<u64, u64> {
    fn of(capacity: u64) -> Self {
        Self::builder().time_to_live(TTL).max_capacity(capacity).build()
    }

    #[inline]
    fn get(&self, key: u64) -> Option<u64> {
        self.get(&key)
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        self.insert(key, value);
    }
}

impl Shared for mini_moka::sync::Cache<u64, u64> {
    fn of(capacity: u64) -> Self {
        Self::builder().time_to_live(TTL).max_capacity(capacity).build()
    }

    #[inline]
    fn get(&self, key: u64) -> Option<u64> {
        self.get(&key)
    }

    #[inline]
    fn put(&self, key: u64, value: u64) {
        self.insert(key, value);
    }
}
