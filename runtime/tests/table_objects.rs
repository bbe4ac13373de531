//! Tables: what is put in, found, changed and taken out (OTP's `ets`, conformance S).

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use switchboard::{
    Bag, Cache, DuplicateBag, OrderedSet, Protection, Step, Table, TableError, TableKind,
};

/// 347: a set has one object per key, a bag different ones, a duplicate bag also equal ones.
#[test]
fn kinds_differ_in_what_they_keep_under_one_key() {
    let set: Table<&str, u32> = Table::new();
    assert_eq!(set.insert("k", 1), Ok(None));
    assert_eq!(set.insert("k", 2), Ok(Some(1)));
    assert_eq!(set.tab2list(), Ok(vec![("k", 2)]));
    let ordered: Table<&str, u32, OrderedSet> = Table::new();
    assert_eq!((ordered.insert("k", 1), ordered.insert("k", 2)), (Ok(None), Ok(Some(1))));
    assert_eq!(ordered.lookup("k"), Ok(Some(2)));

    let bag: Table<&str, u32, Bag> = Table::new();
    let twins: Table<&str, u32, DuplicateBag> = Table::new();
    for (value, is_new) in [(1, true), (2, true), (1, false)] {
        assert_eq!(bag.insert("k", value), Ok(is_new));
        assert_eq!(twins.insert("k", value), Ok(true));
    }
    assert_eq!((bag.lookup("k"), bag.len()), (Ok(vec![1, 2]), Ok(2)));
    assert_eq!((twins.lookup("k"), twins.len()), (Ok(vec![1, 2, 1]), Ok(3)));
    assert_eq!(bag.lookup("nothing"), Ok(vec![]));
}

/// 348: without options a table is a protected set without a name. There are no bad options.
#[test]
fn a_plain_table_is_a_protected_set_without_a_name() {
    let table: Table<u8, u8> = Table::new();
    let info = table.info().expect("it is there");
    assert_eq!(info.kind, TableKind::Set);
    assert_eq!(info.protection, Protection::Protected);
    assert_eq!((info.name, info.owner, info.heir, info.size), (None, None, None, 0));
}

/// 355: whoever reads sees none of a list, or all of it, in the order in which it was put in.
#[test]
fn a_list_is_put_in_in_one_step() {
    let table: Table<u32, u64> = Table::set().public().create().expect("no name");
    let done = Arc::new(AtomicBool::new(false));
    table.insert_all((0..64).map(|key| (key, 0))).expect("it is there");
    let reader = {
        let (table, done) = (table.clone(), done.clone());
        thread::spawn(move || {
            let mut looks = 0_u32;
            while !done.load(Ordering::Relaxed) || looks == 0 {
                // Once one is there, all of its list are, or those of a later one.
                let first = table.lookup(&0).expect("it is there").expect("an object");
                for key in [63, 17, 40] {
                    let other = table.lookup(&key).expect("it is there").expect("an object");
                    assert!(other >= first, "{other} of an older list than {first}");
                }
                looks += 1;
            }
        })
    };
    for round in 1..500 {
        table.insert_all((0..64).map(|key| (key, round))).expect("it is there");
    }
    done.store(true, Ordering::Relaxed);
    reader.join().expect("every list was whole");
    table.insert_all([(1, 7), (1, 8)]).expect("it is there");
    assert_eq!(table.lookup(&1), Ok(Some(8)), "the last of two");
    let bag: Table<u8, u8, DuplicateBag> = Table::new();
    bag.insert_all([(1, 3), (1, 1), (1, 2)]).expect("it is there");
    assert_eq!(bag.lookup(&1), Ok(vec![3, 1, 2]), "D12: in the order of the list");
}

/// 355: an iterator that fails puts nothing in.
#[test]
fn a_list_that_cannot_be_made_is_not_put_in() {
    let table: Table<u32, u32> = Table::new();
    let list = (0..3).map(|n| if n == 2 { panic!("no third") } else { (n, n) });
    let own = table.clone();
    let failed = thread::scope(|scope| scope.spawn(move || own.insert_all(list)).join().is_err());
    assert!(failed);
    assert_eq!(table.len(), Ok(0));
}

/// 356: a list of new objects goes in when none of the keys is there, and else nothing does.
#[test]
fn new_objects_go_in_together_or_not_at_all() {
    let table: Table<u8, char> = Table::new();
    assert_eq!(table.insert_new(1, 'a'), Ok(true));
    assert_eq!(table.insert_new(1, 'b'), Ok(false));
    assert_eq!(table.insert_new_all([(2, 'c'), (1, 'd'), (3, 'e')]), Ok(false));
    assert_eq!(table.tab2list(), Ok(vec![(1, 'a')]));
    assert_eq!(table.insert_new_all([(2, 'c'), (2, 'd')]), Ok(true), "a key twice is fine");
    assert_eq!(table.lookup(&2), Ok(Some('d')));
    let bag: Table<u8, char, Bag> = Table::new();
    assert_eq!(bag.insert_new_all([(1, 'a'), (1, 'b')]), Ok(true));
    assert_eq!(bag.insert_new_all([(2, 'c'), (1, 'z')]), Ok(false));
    assert_eq!((bag.lookup(&1), bag.len()), (Ok(vec!['a', 'b']), Ok(2)));
    let ordered: Table<u8, char, OrderedSet> = Table::new();
    assert_eq!(ordered.insert_new_all([(2, 'b'), (1, 'a')]), Ok(true));
    assert_eq!(ordered.insert_new(2, 'x'), Ok(false));
    assert_eq!(ordered.tab2list(), Ok(vec![(1, 'a'), (2, 'b')]));
}

/// 358: a field of an object; an error or a default for a key that is not there; a list in bags.
#[test]
fn an_element_is_one_field_of_an_object() {
    let table: Table<&str, (u8, char)> = Table::new();
    table.insert("k", (1, 'a')).expect("it is there");
    assert_eq!(table.lookup_element("k", |(_, letter)| *letter), Ok('a'));
    assert_eq!(table.lookup_element("x", |(n, _)| *n), Err(TableError::NotFound));
    assert_eq!(table.lookup_with("x", |(n, _)| *n).map(|n| n.unwrap_or(9)), Ok(9));
    let bag: Table<&str, (u8, char), Bag> = Table::new();
    bag.insert_all([("k", (1, 'a')), ("k", (2, 'b'))]).expect("it is there");
    assert_eq!(bag.lookup_element("k", |(n, _)| *n), Ok(vec![1, 2]));
    assert_eq!(bag.lookup_element("x", |(n, _)| *n), Err(TableError::NotFound));
}

/// 359: take, member and delete, of what is there and of what is not.
#[test]
fn objects_are_taken_out() {
    let table: Table<String, u8> = Table::new();
    table.insert("a".into(), 1).expect("it is there");
    assert_eq!((table.member("a"), table.member("b")), (Ok(true), Ok(false)));
    assert_eq!((table.take("a"), table.take("a")), (Ok(Some(1)), Ok(None)));
    table.insert("a".into(), 2).expect("it is there");
    assert_eq!((table.delete("a"), table.delete("a")), (Ok(true), Ok(false)));
    let bag: Table<u8, u8, DuplicateBag> = Table::new();
    bag.insert_all([(1, 1), (1, 1), (2, 2)]).expect("it is there");
    assert_eq!((bag.take(&1), bag.take(&1)), (Ok(vec![1, 1]), Ok(vec![])));
    assert_eq!((bag.delete(&2), bag.delete(&2), bag.member(&2)), (Ok(true), Ok(false), Ok(false)));
}

/// 360: only the very object goes, in a duplicate bag all that are equal to it; all objects at once.
#[test]
fn an_object_is_deleted_by_what_it_is() {
    let table: Table<u8, char> = Table::new();
    table.insert(1, 'a').expect("it is there");
    assert_eq!(table.delete_object(&1, &'b'), Ok(false));
    assert_eq!(table.delete_object(&1, &'a'), Ok(true));
    assert_eq!(table.len(), Ok(0));
    let bag: Table<u8, char, DuplicateBag> = Table::new();
    bag.insert_all([(1, 'a'), (1, 'b'), (1, 'a')]).expect("it is there");
    assert_eq!(bag.delete_object(&1, &'a'), Ok(true));
    assert_eq!(bag.lookup(&1), Ok(vec!['b']));
    assert_eq!((bag.delete_object(&1, &'b'), bag.member(&1)), (Ok(true), Ok(false)));
    table.insert_all((0..100).map(|n| (n, 'x'))).expect("it is there");
    assert_eq!(table.delete_all_objects(), Ok(()));
    assert_eq!(table.is_empty(), Ok(true));
}

/// 361: increments, thresholds, lists of steps and defaults; what cannot be done changes nothing.
#[test]
fn a_counter_moves_as_it_is_told() {
    let table: Table<&str, i8> = Table::new();
    assert_eq!(table.update_counter("k", 1), Err(TableError::NotFound));
    assert_eq!(table.update_counter_or("k", 3, 10), Ok(13));
    assert_eq!(table.update_counter_or("k", -3, 10), Ok(10));
    assert_eq!(table.update_counter("k", Step::by(5).threshold(12, 0)), Ok(0));
    assert_eq!(table.update_counter("k", Step::by(5).threshold(5, 0)), Ok(5), "not beyond");
    assert_eq!(table.update_counter("k", Step::by(-9).threshold(-3, 7)), Ok(7));
    assert_eq!(table.update_counter("k", Step::by(1000).threshold(100, 1)), Ok(1));
    let steps = [Step::by(1), Step::by(10), Step::by(-2)];
    assert_eq!(table.update_counters("k", steps), Ok(vec![2, 12, 10]));
    assert_eq!(table.update_counter("k", 1000), Err(TableError::Overflow));
    let steps = [Step::by(100), Step::by(100)];
    assert_eq!(table.update_counters("k", steps), Err(TableError::Overflow));
    assert_eq!(table.lookup("k"), Ok(Some(10)), "one bad step undoes all");
    assert_eq!(table.update_counter_or("new", 1000, 0), Err(TableError::Overflow));
    assert_eq!(table.member("new"), Ok(false));
    let hits: Table<&str, (String, u64)> = Table::new();
    hits.insert("page", ("x".into(), 0)).expect("it is there");
    assert_eq!(hits.update_counter_at("page", |(_, hits)| hits, 2), Ok(2));
}

/// 361: concurrent increments are never lost.
#[test]
fn no_increment_is_lost() {
    let table: Table<u32, u64> = Table::set().public().create().expect("no name");
    let ordered: Table<u32, u64, OrderedSet> =
        Table::ordered_set().public().create().expect("no name");
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for n in 0..5_000 {
                    table.update_counter_or(n % 3, 1, 0).expect("it is there");
                    ordered.update_counter_or(n % 3, 1, 0).expect("it is there");
                }
            });
        }
    });
    let total = |sum, _: &u32, count: &u64| sum + count;
    assert_eq!(table.fold(0, total), Ok(20_000));
    assert_eq!(ordered.fold(0, total), Ok(20_000));
}

/// What is counted is in the table or was taken out of it, whoever takes meanwhile; and a list that is
/// put in is there as a whole or not at all.
#[test]
fn who_takes_a_counter_takes_all_of_it() {
    let table: Table<u32, u64, OrderedSet> =
        Table::ordered_set().public().create().expect("no name");
    let taken = AtomicU64::new(0);
    let work = |worker: u32| {
        for n in 0..5_000 {
            table.update_counter_or(n % 5, 1, 0).expect("it is there");
            if n % 7 == worker {
                let got = table.take(&(n % 5)).expect("it is there");
                taken.fetch_add(got.unwrap_or(0), Ordering::Relaxed);
            }
            table.insert_all([(10, u64::from(n)), (11, u64::from(n))]).expect("it is there");
            let pair = table.range(10..12).expect("it is there");
            assert!(pair.len() == 2 && pair[0].1 == pair[1].1, "{pair:?}");
        }
    };
    thread::scope(|scope| {
        for worker in 0..4 {
            let work = &work;
            scope.spawn(move || work(worker));
        }
    });
    let left = table.fold(0, |sum, key, count| sum + if *key < 10 { *count } else { 0 });
    assert_eq!(left.map(|left| left + taken.into_inner()), Ok(20_000));
}

/// 362: several fields change at once or not at all; the key cannot be changed at all.
#[test]
fn an_element_is_updated_if_it_is_there() {
    let table: Table<u8, (u8, char)> = Table::new();
    table.insert(1, (1, 'a')).expect("it is there");
    let both = |value: &mut (u8, char)| *value = (2, 'b');
    assert_eq!(
        (table.update_element(&1, both), table.update_element(&2, both)),
        (Ok(true), Ok(false))
    );
    assert_eq!(table.lookup(&1), Ok(Some((2, 'b'))));
    assert_eq!(table.update(&1, |(n, _)| std::mem::take(n)), Ok(Some(2)));
    let own = table.clone();
    let half = thread::scope(|scope| {
        let update = move || {
            own.update(&1, |value| {
                value.0 = 9;
                panic!("half way")
            })
        };
        scope.spawn(update).join().map(|never: Result<Option<()>, _>| never.is_ok())
    });
    assert!(half.is_err());
    assert_eq!(table.lookup(&1), Ok(Some((0, 'b'))));
}

/// The same program gives the same answers on every kind with one object per key.
#[test]
fn kinds_with_one_object_per_key_agree() {
    macro_rules! run {
        ($kind:ty) => {{
            let table: Table<u32, u32, $kind> = Table::new();
            table.insert_all((0..200).map(|n| (n, n * n))).expect("it is there");
            assert_eq!(table.select_delete(|key, _| key % 3 == 0), Ok(67));
            assert_eq!(
                table.select_replace(|key, value| (key % 2 == 0).then(|| value + 1)),
                Ok(66)
            );
            assert_eq!(
                table.update_or_insert(
                    0,
                    || 5,
                    |value| {
                        *value += 1;
                        *value
                    }
                ),
                Ok(6)
            );
            assert_eq!(
                table.update_or_insert(
                    0,
                    || 5,
                    |value| {
                        *value += 1;
                        *value
                    }
                ),
                Ok(7)
            );
            let all: BTreeSet<(u32, u32)> =
                table.tab2list().expect("it is there").into_iter().collect();
            all
        }};
    }
    let set = run!(switchboard::Set);
    assert_eq!(set.len(), 134);
    assert_eq!(set, run!(OrderedSet));
    assert_eq!(set, run!(Cache));
}
