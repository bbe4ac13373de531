//! Tables in files beside the storage that they stand on, and beside dets: values of a hundred bytes.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use redb::{Database, Durability, ReadableDatabase, TableDefinition};
use switchboard::DiskTable;

use super::erlang::Erlang;
use super::work::{Group, Side, Work, each};
use crate::table::version;

/// How many objects go in at once.
const BATCH: u64 = 1_000;

/// How many batches there are, so that the others know which keys are in.
pub(super) const BATCHES: u64 = 50;

const VALUE: [u8; 100] = [7; 100];

const OBJECTS: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("objects");

/// A table in a file.
#[must_use]
pub fn group() -> Group {
    Group {
        title: "disk",
        sides: [Some(ours()), Some(bare()), None, None, Erlang::side("dets", "dets")],
        works: vec![
            Work { name: "insert of 1,000 and sync", workers: 1, count: BATCHES, unit: "ns" },
            Work { name: "insert and sync", workers: 1, count: 200, unit: "ns" },
            Work { name: "insert", workers: 1, count: 20_000, unit: "ns" },
            Work { name: "lookup", workers: 1, count: 20_000, unit: "ns" },
        ],
    }
}

/// A file that is not there.
fn fresh(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("{name}-{}.compare", std::process::id()));
    // It may be there from an earlier run.
    drop(fs::remove_file(&path));
    path
}

/// A file that goes with its side.
struct Gone(PathBuf);

impl Drop for Gone {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}

/// A key that a batch of the same round has put in.
fn key(n: u64, work: &Work) -> u64 {
    n.wrapping_mul(7919) % (BATCH * (BATCHES * work.count / 20_000).max(1))
}

fn ours() -> Side {
    let path = fresh("switchboard");
    let table: DiskTable<u64, Vec<u8>> = DiskTable::at(&path).open().expect("a new table");
    let gone = Gone(path);
    Side::new("`DiskTable`", move |work| {
        let _kept = &gone;
        match work.name {
            "insert of 1,000 and sync" => each(work.count, |n| {
                let rows = (n * BATCH..(n + 1) * BATCH).map(|key| (key, VALUE.to_vec()));
                table.insert_all(rows).expect("it is written");
                table.blocking_sync().expect("it is durable");
            }),
            "insert and sync" => each(work.count, |n| {
                table.insert(n, VALUE.to_vec()).expect("it is written");
                table.blocking_sync().expect("it is durable");
            }),
            "insert" => each(work.count, |n| {
                table.insert(n, VALUE.to_vec()).expect("it is written");
            }),
            _ => each(work.count, |n| {
                let found = table.lookup(&key(n, work)).expect("it is read");
                assert_eq!(black_box(found).map(|value| value.len()), Some(VALUE.len()));
            }),
        }
    })
}

fn bare() -> Side {
    let path = fresh("redb");
    let base = Database::create(&path).expect("a new file");
    let gone = Gone(path);
    Side::new(version("redb"), move |work| {
        let _kept = &gone;
        match work.name {
            "insert of 1,000 and sync" => each(work.count, |n| {
                write(&base, Durability::Immediate, n * BATCH..(n + 1) * BATCH);
            }),
            "insert and sync" => {
                each(work.count, |n| write(&base, Durability::Immediate, n..n + 1))
            }
            "insert" => each(work.count, |n| write(&base, Durability::None, n..n + 1)),
            _ => each(work.count, |n| {
                let read = base.begin_read().expect("it is read");
                let table = read.open_table(OBJECTS).expect("it is there");
                let found = table.get(key(n, work)).expect("it is read");
                let found = found.map(|value| value.value().to_vec());
                assert_eq!(black_box(found).map(|value| value.len()), Some(VALUE.len()));
            }),
        }
    })
}

fn write(base: &Database, durability: Durability, keys: std::ops::Range<u64>) {
    let mut txn = base.begin_write().expect("nobody else writes");
    txn.set_durability(durability).expect("it is new");
    {
        let mut table = txn.open_table(OBJECTS).expect("it is there");
        for key in keys {
            table.insert(key, VALUE.as_slice()).expect("it is written");
        }
    }
    txn.commit().expect("it is written");
}
