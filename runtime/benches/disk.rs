//! What a table on disk costs, next to Erlang's dets when `erl` is installed.
//!
//! ```text
//! cargo bench -p switchboard --features disk --bench disk
//! ```
//!
//! Values of a hundred bytes: lists of a thousand that are synced, one that is synced, one that is
//! not, and a look.

mod peers;

use std::fs;
use std::hint::black_box;

use peers::{erlang, figure, folder, time};
use switchboard::DiskTable;

/// The time of one of many, in nanoseconds.
fn each(times: u32, mut work: impl FnMut(u64)) -> f64 {
    time(|| (0..u64::from(times)).for_each(&mut work)).as_secs_f64() * 1e9 / f64::from(times)
}

fn main() {
    let path = folder().join("bench.table");
    // It may be there from an earlier run.
    drop(fs::remove_file(&path));
    let table: DiskTable<u64, Vec<u8>> = DiskTable::at(&path).open().expect("a new table");
    let value = || vec![7; 100];
    let batch = each(50, |n| {
        let rows = (n * 1000..(n + 1) * 1000).map(|key| (key, value()));
        table.insert_all(rows).expect("it is written");
        table.blocking_sync().expect("it is durable");
    });
    let one = each(200, |n| {
        table.insert(n, value()).expect("it is written");
        table.blocking_sync().expect("it is durable");
    });
    let unsynced = each(20_000, |n| {
        table.insert(n, value()).expect("it is written");
    });
    let get = each(20_000, |n| {
        black_box(table.lookup(&((n * 7919) % 50_000)).expect("it is read"));
    });
    table.close().expect("it closes");
    drop(fs::remove_file(&path));
    let dets = erlang("dets");
    println!("\nmicroseconds of one, and the ratio to dets");
    for (what, ours) in
        [("batch", batch / 1000.0), ("one", one), ("unsynced", unsynced), ("get", get)]
    {
        let theirs = dets.iter().find(|line| line[0] == what).map(|line| figure(line));
        let ratio = theirs.map_or_else(String::new, |theirs| {
            format!(" | dets {:8.1} ratio {:4.2}", theirs / 1000.0, ours / theirs)
        });
        println!("{what:>8} | table {:8.1}{ratio}", ours / 1000.0);
    }
}
