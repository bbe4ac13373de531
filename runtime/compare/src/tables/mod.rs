//! What tables, files and schedules cost, beside what a program would use instead.

pub mod caches;
pub mod disk;
pub mod erlang;
pub mod maps;
pub mod options;
pub mod rounds;
pub mod schedules;
pub mod show;
pub mod work;

/// The hash of the tables: what they stand on gets the same one.
#[path = "../../../src/table/hasher.rs"]
mod hasher;

use self::work::Group;

/// How many keys a table has.
pub const KEYS: u64 = 1_000_000;

/// Everything that is compared, in the order of the table. Each is made when its turn comes, so that
/// the others do not take the memory.
pub const GROUPS: [(&str, fn() -> Group); 5] = [
    ("set", maps::set),
    ("ordered", maps::ordered),
    ("cache", caches::group),
    ("disk", disk::group),
    ("schedules", schedules::group),
];
