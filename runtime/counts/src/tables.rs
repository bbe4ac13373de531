//! Tables, from the process that owns them, and from outside of any runtime.

use std::hint::black_box;
use std::time::Duration;

use switchboard::{Cache, OrderedSet, Table};
use tokio::runtime::Runtime;

/// How many keys there are: enough for a table to have its shape, and few enough to be quick.
const KEYS: u64 = 4_096;

fn keys(count: usize) -> impl Iterator<Item = u64> {
    (0..count as u64).map(|n| n.wrapping_mul(7919) % KEYS)
}

fn filled() -> Table<u64, u64> {
    let table: Table<u64, u64> = Table::new();
    table.insert_all((0..KEYS).map(|key| (key, key))).expect("it is ours");
    table
}

pub(crate) fn lookup(_runtime: &Runtime, count: usize) {
    let table = filled();
    for key in keys(count) {
        black_box(table.lookup(&black_box(key)).expect("it is ours"));
    }
}

pub(crate) fn insert(_runtime: &Runtime, count: usize) {
    let table = filled();
    for key in keys(count) {
        black_box(table.insert(black_box(key), 1).expect("it is ours"));
    }
}

pub(crate) fn update_counter(_runtime: &Runtime, count: usize) {
    let table = filled();
    for key in keys(count) {
        black_box(table.update_counter(&black_box(key), 1).expect("it is ours"));
    }
}

pub(crate) fn ordered_lookup(_runtime: &Runtime, count: usize) {
    let table: Table<u64, u64, OrderedSet> = Table::new();
    table.insert_all((0..KEYS).map(|key| (key, key))).expect("it is ours");
    for key in keys(count) {
        black_box(table.lookup(&black_box(key)).expect("it is ours"));
    }
}

fn cached() -> Table<u64, u64, Cache> {
    let hour = Duration::from_hours(1);
    let table: Table<u64, u64, Cache> =
        Table::cache().ttl(hour).capacity(2 * 4_096).create().expect("it has no name");
    table.insert_all((0..KEYS).map(|key| (key, key))).expect("it is public");
    table
}

pub(crate) fn cache_lookup(runtime: &Runtime, count: usize) {
    let _inside = runtime.enter();
    let table = cached();
    for key in keys(count) {
        black_box(table.lookup(&black_box(key)).expect("it is public"));
    }
}

pub(crate) fn cache_insert(runtime: &Runtime, count: usize) {
    let _inside = runtime.enter();
    let table = cached();
    for key in keys(count) {
        black_box(table.insert(black_box(key), 1).expect("it is public"));
    }
}

pub(crate) fn cache_insert_outside(_runtime: &Runtime, count: usize) {
    let table = cached();
    for key in keys(count) {
        black_box(table.insert(black_box(key), 1).expect("it is public"));
    }
}
