//! Tables on disk: what is put in, found, changed and taken out (OTP's `dets`, conformance T).
//! `cargo test --features disk`.

#![cfg(feature = "disk")]

#[path = "support/file.rs"]
mod file;

use std::fmt::Debug;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use file::fresh;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use switchboard::{Bag, DiskError, DiskTable, DuplicateBag, Set, Step, Table, TableKind};

fn squares(name: &str) -> DiskTable<u32, u32> {
    let table = DiskTable::<u32, u32>::at(fresh(name)).open().expect("a new table");
    table.insert_all((0..100).map(|n| (n, n * n))).expect("it is written");
    table
}

/// 379: a list of new objects goes in when none of the keys is there, and else nothing is written.
#[test]
fn new_objects_go_in_together_or_not_at_all() {
    let table = DiskTable::<u8, String>::at(fresh("new")).open().expect("a new table");
    assert!(table.insert_new(1, "a".into()).expect("it is written"));
    let list = [(2, "b".to_owned()), (1, "c".to_owned())];
    assert!(!table.insert_new_all(list).expect("it is read"));
    assert_eq!(table.tab2list().expect("it is read"), [(1, "a".to_owned())]);
    let list = [(2, "b".to_owned()), (2, "c".to_owned())];
    assert!(table.insert_new_all(list).expect("it is written"), "a key twice is fine");
    assert_eq!(table.lookup(&2).expect("it is read").as_deref(), Some("c"));
    let bag = DiskTable::<u8, u8, Bag>::at(fresh("new bag")).open().expect("a new table");
    assert!(bag.insert_new_all([(1, 1), (1, 2)]).expect("it is written"));
    assert!(!bag.insert_new_all([(2, 1), (1, 3)]).expect("it is read"));
    assert_eq!(bag.len().expect("it is read"), 2);
}

/// What a set says to a program.
macro_rules! set {
    ($table:expr) => {{
        let table = $table;
        let mut said = Vec::new();
        said.push(format!("{:?}", table.insert("a".to_owned(), 1).expect("it works")));
        said.push(format!("{:?}", table.insert("a".to_owned(), 2).expect("it works")));
        table
            .insert_all([("b".to_owned(), 3), ("c".to_owned(), 4), ("b".to_owned(), 5)])
            .expect("it works");
        said.push(format!("{:?}", table.insert_new("c".to_owned(), 9).expect("it works")));
        said.push(format!("{:?}", table.lookup("b").expect("it works")));
        said.push(format!("{:?}", table.member("x").expect("it works")));
        said.push(format!("{:?}", table.lookup_element("c", |n| n + 1).expect("it works")));
        said.push(format!(
            "{:?}",
            table.update_counter("a", Step::by(5).threshold(6, 0)).expect("it works")
        ));
        said.push(format!(
            "{:?}",
            table.update_counter_or("n".to_owned(), 2, 40).expect("it works")
        ));
        said.push(format!(
            "{:?}",
            table.update("c", |n| std::mem::replace(n, 7)).expect("it works")
        ));
        said.push(format!(
            "{:?}",
            table.select_replace(|_, n| (*n == 7).then_some(8)).expect("it works")
        ));
        said.push(format!("{:?}", table.delete_object("c", &7).expect("it works")));
        said.push(format!("{:?}", table.take("n").expect("it works")));
        said.push(format!("{:?}", table.delete("n").expect("it works")));
        said.push(format!("{:?}", table.select_count(|_, n| *n > 1).expect("it works")));
        said.push(format!("{:?}", table.select_delete(|_, n| *n == 8).expect("it works")));
        let mut all = table.tab2list().expect("it works");
        all.sort();
        said.push(format!("{all:?}"));
        said
    }};
}

/// What a bag says to a program.
macro_rules! bag {
    ($table:expr) => {{
        let table = $table;
        let mut said = Vec::new();
        table.insert_all([(1, 3), (1, 1), (2, 1), (1, 3)]).expect("it works");
        said.push(format!("{:?}", table.insert(1, 1).expect("it works")));
        said.push(format!("{:?}", table.insert(1, 2).expect("it works")));
        said.push(format!("{:?}", table.lookup(&1).expect("it works")));
        said.push(format!("{:?}", table.delete_object(&1, &3).expect("it works")));
        said.push(format!("{:?}", table.lookup(&1).expect("it works")));
        said.push(format!("{:?}", table.insert_new_all([(1, 9)]).expect("it works")));
        said.push(format!("{:?}", table.take(&1).expect("it works")));
        said.push(format!("{:?}", table.delete(&1).expect("it works")));
        said.push(format!("{:?}", table.tab2list().expect("it works")));
        said
    }};
}

/// 372: the same program has the same answers in memory and on disk.
#[test]
fn tables_in_memory_and_on_disk_agree() {
    let memory: Table<String, u32> = Table::new();
    let disk = DiskTable::<String, u32>::at(fresh("agree")).open().expect("a new table");
    assert_eq!(set!(memory), set!(disk));
    let memory: Table<u32, u32, Bag> = Table::new();
    let disk = DiskTable::<u32, u32, Bag>::at(fresh("agree bag")).open().expect("a new table");
    assert_eq!(bag!(memory), bag!(disk));
    let memory: Table<u32, u32, DuplicateBag> = Table::new();
    let disk = DiskTable::<u32, u32, DuplicateBag>::at(fresh("agree twins")).open();
    assert_eq!(bag!(memory), bag!(disk.expect("a new table")));
}

/// 380: pages have everything once, whatever else happens; traversals keep what they want, and stop.
#[test]
fn walks_have_everything_once() {
    let table = squares("walks");
    let mut met = Vec::new();
    for page in table.select_pages(7, |key, _| (key % 2 == 0).then_some(*key)) {
        let page = page.expect("it is read");
        assert!(page.len() <= 7);
        table.delete(&page[0]).expect("it is written");
        table.insert(1000 + page[0], 0).expect("it is written");
        met.extend(page);
    }
    let old: Vec<u32> = met.iter().copied().filter(|key| *key < 1000).collect();
    assert_eq!(old, (0..50).map(|n| n * 2).collect::<Vec<_>>());
    let table = squares("traversals");
    let small = table.traverse(|key, value| match key {
        0..10 => ControlFlow::Continue((key % 2 == 1).then_some(value)),
        10 => ControlFlow::Break(u32::MAX),
        _ => panic!("it has stopped"),
    });
    assert_eq!(small.expect("it is read"), [1, 9, 25, 49, 81, u32::MAX]);
    let sum = table.fold(0, |sum, key, _| sum + key).expect("it is read");
    assert_eq!(sum, 4_950);
}

/// 380: failures are values, and leave the table as it was and as usable.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test looks at what is left after a panic")]
fn failures_are_values_and_change_nothing() {
    let table = squares("failures");
    let before = table.tab2list().expect("it is read");
    assert!(matches!(table.update_counter(&500, 1), Err(DiskError::NotFound)));
    table.insert(500, u32::MAX).expect("it is written");
    assert!(matches!(table.update_counter(&500, 1), Err(DiskError::Overflow)));
    assert!(matches!(table.lookup_element(&501, |n| *n), Err(DiskError::NotFound)));
    table.delete(&500).expect("it is written");
    let panics = |code: &dyn Fn()| catch_unwind(AssertUnwindSafe(code)).is_err();
    let broken = |key: &u32| assert!(*key < 50, "enough");
    assert!(panics(&|| drop(table.select_delete(|key, _| {
        broken(key);
        true
    }))));
    assert!(panics(&|| drop(table.select_replace(|key, _| {
        broken(key);
        Some(0)
    }))));
    assert!(panics(&|| drop(table.update(&1, |value| {
        *value = 0;
        broken(&99);
    }))));
    assert!(panics(&|| drop(table.select(|key, _| {
        broken(key);
        Some(0)
    }))));
    let nested = table.update(&1, |_| table.insert(1, 1).err());
    assert!(matches!(nested, Ok(Some(Some(DiskError::InClosure)))));
    // One that only looks holds nothing, so it may use tables.
    let looked = table.select(|key, _| table.lookup(key).expect("it is read"));
    assert_eq!(looked.expect("it is read").len(), 100);
    assert_eq!(table.tab2list().expect("it is read"), before);
    table.delete_all_objects().expect("it is written");
    assert!(table.is_empty().expect("it is read"));
}

/// 382: the type of a key says which keys are equal; the name is the file's.
#[test]
fn the_types_say_which_keys_are_equal() {
    let named = DiskTable::<(u8, String), bool>::at(fresh("any name, ä 1.0")).open();
    let table = named.expect("a new table");
    table.insert((1, "1".into()), true).expect("it is written");
    table.insert((1, "1.0".into()), false).expect("it is written");
    assert_eq!(table.len().expect("it is read"), 2);
    let info = table.info().expect("it is read");
    assert_eq!((info.kind, info.read_only, info.size), (TableKind::Set, false, 2));
}

/// Copies go both ways between memory and disk.
#[test]
fn tables_are_copied_between_memory_and_disk() {
    let disk = squares("copies");
    let memory: Table<u32, u32, Set> = Table::new();
    memory.insert_all(disk.tab2list().expect("it is read")).expect("it is there");
    memory.update_counter(&1, 1).expect("it is there");
    disk.insert_all(memory.tab2list().expect("it is there")).expect("it is written");
    assert_eq!(disk.lookup(&1).expect("it is read"), Some(2));
    assert_eq!(disk.len().expect("it is read"), 100);
}

/// A number that is left out when there is none, as with serde's `skip_serializing_if`.
#[derive(Clone, Debug, PartialEq)]
struct Gap(Option<u32>);

impl Serialize for Gap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(number) => serializer.serialize_u32(number),
            None => serializer.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for Gap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(|number| Self(Some(number)))
    }
}

/// What could not be read again is not written, whichever way it comes, and what was there stays.
#[test]
fn what_could_not_be_read_again_is_not_written() {
    fn refused<T: Debug>(result: Result<T, DiskError>) {
        match result {
            Err(DiskError::Codec(why)) => assert!(why.starts_with("it could not be read"), "{why}"),
            other => panic!("it went in: {other:?}"),
        }
    }
    let (whole, gap) = (Gap(Some(1)), || Gap(None));
    let set = DiskTable::<u32, Gap>::at(fresh("gaps")).open().expect("a new table");
    assert_eq!(set.insert(1, whole.clone()).expect("it is whole"), None);
    refused(set.insert(1, gap()));
    refused(set.insert_all([(2, whole.clone()), (3, gap())]));
    refused(set.insert_new(2, gap()));
    refused(set.update(&1, |value| value.0 = None));
    refused(set.select_replace(|_, _| Some(gap())));
    assert_eq!(set.tab2list().expect("it is read"), [(1, whole)]);
    let bag = DiskTable::<u32, Value, Bag>::at(fresh("guesses")).open().expect("a new table");
    refused(bag.insert(1, Value::from(1)));
    refused(bag.insert_all([(1, Value::from("a"))]));
    assert!(bag.is_empty().expect("it is read"));
    let keys = DiskTable::<Value, u32>::at(fresh("keys")).open().expect("a new table");
    refused(keys.insert(Value::from(1), 1));
    refused(keys.update_counter_or(Value::from(1), 1, 0));
    assert!(keys.is_empty().expect("it is read"));
}
