//! Tables: order, walks, matches and pages (OTP's `ets`, conformance S).

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use switchboard::{Bag, Cache, DuplicateBag, OrderedSet, Set, Table, TableError};

fn primes() -> Table<u32, &'static str, OrderedSet> {
    let table: Table<u32, &'static str, OrderedSet> = Table::new();
    table.insert_all([(7, "d"), (2, "a"), (5, "c"), (3, "b")]).expect("it is there");
    table
}

/// 363: keys come in strict order, both ways; of a key that is not there, its neighbour.
#[test]
fn keys_come_in_order() {
    let table = primes();
    let mut up = vec![table.first().expect("it is there").expect("a key")];
    while let Some(next) = table.next(&up[up.len() - 1]).expect("it is there") {
        up.push(next);
    }
    assert_eq!(up, [2, 3, 5, 7]);
    let mut down = vec![table.last().expect("it is there").expect("a key")];
    while let Some(prev) = table.prev(&down[down.len() - 1]).expect("it is there") {
        down.push(prev);
    }
    assert_eq!(down, [7, 5, 3, 2]);
    assert_eq!((table.next(&4), table.prev(&4)), (Ok(Some(5)), Ok(Some(3))));
    assert_eq!((table.next(&7), table.prev(&2)), (Ok(None), Ok(None)));
    assert_eq!((table.next(&0), table.prev(&99)), (Ok(Some(2)), Ok(Some(7))));
    assert_eq!(table.range(3..6), Ok(vec![(3, "b"), (5, "c")]));
    #[expect(clippy::reversed_empty_ranges, reason = "it is the question")]
    let backwards = table.range(6..3);
    assert_eq!(backwards, Ok(vec![]));
    let empty: Table<u32, u32, OrderedSet> = Table::new();
    assert_eq!((empty.first(), empty.last()), (Ok(None), Ok(None)));
}

/// 364: a walk through a table meets every object that stays exactly once, whatever else is put in
/// and taken out. A hash table has no `next`: its order is nobody's business.
#[test]
fn a_walk_meets_what_stays_once() {
    macro_rules! walk {
        ($kind:ty) => {{
            let table: Table<u32, u32, $kind> = Table::new();
            table.insert_all((0..3_000).map(|n| (n * 2, n))).expect("it is there");
            let mut met: BTreeMap<u32, u32> = BTreeMap::new();
            for (round, entry) in table.iter().enumerate() {
                let (key, _) = entry.expect("it is there");
                *met.entry(key).or_default() += 1;
                let round = u32::try_from(round).expect("a small number");
                // Others come and go: odd keys in, every tenth even key out, once it was met.
                table.insert(round * 2 + 1, round).expect("it is there");
                if key % 20 == 0 {
                    table.delete(&key).expect("it is there");
                }
                if round > 20_000 {
                    panic!("it never ends");
                }
            }
            for even in (0..3_000).map(|n| n * 2) {
                assert_eq!(met.get(&even), Some(&1), "{even}");
            }
            assert!(met.values().all(|times| *times == 1));
        }};
    }
    walk!(Set);
    walk!(Cache);
    walk!(Bag);
    // In order new keys are always ahead, so their number is bounded here.
    let table: Table<u32, u32, OrderedSet> = Table::new();
    table.insert_all((0..3_000).map(|n| (n * 2, n))).expect("it is there");
    let mut last = None;
    for entry in &*table {
        let (key, _) = entry.expect("it is there");
        assert!(last < Some(key), "{key} after {last:?}");
        last = Some(key);
        if key % 2 == 0 {
            table.insert(key + 1, 0).expect("it is there");
            table.delete(&key).expect("it is there");
        }
    }
    assert_eq!(table.len(), Ok(3_000));
}

/// 364: a walk while other threads write, with every object that stays met once.
#[test]
fn a_walk_beside_writers_meets_what_stays_once() {
    let table: Table<u64, u64> = Table::set().public().create().expect("no name");
    table.insert_all((0..10_000).map(|n| (n, n))).expect("it is there");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut n = 10_000;
            while !done.load(Ordering::Relaxed) {
                table.insert(n, n).expect("it is there");
                table.delete(&(n - 50)).expect("it is there");
                n = if n > 60_000 { 10_050 } else { n + 1 };
            }
        });
        for _ in 0..5 {
            let mut met = vec![0_u8; 9_950];
            for page in table.select_pages(100, |key, _| Some(*key)) {
                for key in page.expect("it is there") {
                    if let Some(times) = met.get_mut(usize::try_from(key).expect("small")) {
                        *times += 1;
                    }
                }
            }
            assert!(met.iter().all(|times| *times == 1));
        }
        done.store(true, Ordering::Relaxed);
    });
}

/// 366: a match is a function: it says which values are equal, and which do not matter.
#[test]
fn a_match_is_a_function() {
    let table: Table<u8, (char, char)> = Table::new();
    let all = [(1, ('a', 'a')), (2, ('a', 'b')), (3, ('b', 'b'))];
    table.insert_all(all).expect("it is there");
    let mut equal = table.match_object(|_, (a, b)| a == b).expect("it is there");
    equal.sort_unstable();
    assert_eq!(equal, [all[0], all[2]]);
    let mut any = table.match_object(|_, _| true).expect("it is there");
    any.sort_unstable();
    assert_eq!(any, all);
    assert_eq!(table.select(|key, (a, b)| (a != b).then_some(*key)), Ok(vec![2]));
    assert_eq!(table.select_delete(|_, (a, b)| a == b), Ok(2));
    assert_eq!(table.tab2list(), Ok(vec![all[1]]));
}

/// 367: pages have everything once, and an end; in an ordered set also from the other side.
#[test]
fn pages_have_everything_once() {
    let table: Table<u32, u32> = Table::new();
    table.insert_all((0..1_000).map(|n| (n, n))).expect("it is there");
    let pages: Result<Vec<Vec<u32>>, _> =
        table.select_pages(33, |key, _| (key % 2 == 0).then_some(*key)).collect();
    let pages = pages.expect("it is there");
    assert!(pages.iter().rev().skip(1).all(|page| page.len() == 33), "pages are full");
    let mut all: Vec<u32> = pages.concat();
    all.sort_unstable();
    assert_eq!(all, (0..500).map(|n| n * 2).collect::<Vec<_>>());
    let mut none = table.select_pages(5, |_, _| None::<u8>);
    assert!(none.next().is_none() && none.next().is_none(), "the end stays the end");

    let table = primes();
    let page = |key: &u32, name: &&'static str| (*key != 3).then_some((*key, *name));
    let mut up = table.select_pages(2, page);
    assert_eq!(up.next(), Some(Ok(vec![(2, "a"), (5, "c")])));
    table.insert(6, "new").expect("it is there");
    assert_eq!(up.next(), Some(Ok(vec![(6, "new"), (7, "d")])));
    assert_eq!(up.next(), None);
    let mut down = table.select_reverse_pages(3, page);
    assert_eq!(down.next(), Some(Ok(vec![(7, "d"), (6, "new"), (5, "c")])));
    assert_eq!(down.next(), Some(Ok(vec![(2, "a")])));
    assert_eq!(down.next(), None);
    assert_eq!(table.select_reverse(|key, _| Some(*key)), Ok(vec![7, 6, 5, 3, 2]));
}

/// 367: when the table is deleted under it, a walk ends with an error.
#[test]
fn a_walk_through_a_deleted_table_ends_with_an_error() {
    macro_rules! walk {
        ($kind:ty) => {{
            let table: Table<u32, u32, $kind> = Table::new();
            table.insert_all((0..5_000).map(|n| (n, n))).expect("it is there");
            let mut pages = table.select_pages(10, |key, _| Some(*key));
            assert!(matches!(pages.next(), Some(Ok(_))));
            table.delete_table().expect("it is there");
            let end = pages.find(Result::is_err);
            assert_eq!(end, Some(Err(TableError::Deleted)));
            assert_eq!(pages.next(), None);
            assert_eq!(table.iter().next(), Some(Err(TableError::Deleted)));
        }};
    }
    walk!(Set);
    walk!(OrderedSet);
    walk!(DuplicateBag);
    walk!(Cache);
}

/// 368: counts are right, and replacing changes values only. A selection is checked by its type, so
/// there is none that is bad.
#[test]
fn selections_count_delete_and_replace() {
    let table: Table<u32, u32> = Table::new();
    table.insert_all((0..100).map(|n| (n, n))).expect("it is there");
    assert_eq!(table.select_count(|_, value| value % 4 == 0), Ok(25));
    assert_eq!(table.select_replace(|_, value| (value % 4 == 0).then_some(1000)), Ok(25));
    assert_eq!(table.select_count(|key, value| key % 4 == 0 && *value == 1000), Ok(25));
    assert_eq!(table.select_delete(|_, value| *value == 1000), Ok(25));
    assert_eq!((table.select_delete(|_, value| *value == 1000), table.len()), (Ok(0), Ok(75)));
    let bag: Table<u8, u32, Bag> = Table::new();
    bag.insert_all((0..100).map(|n| (u8::try_from(n % 3).expect("small"), n)))
        .expect("it is there");
    assert_eq!(bag.select_delete(|key, value| *key == 0 || value % 2 == 0), Ok(67));
    assert_eq!(bag.len(), Ok(33));
    assert_eq!(bag.lookup(&0), Ok(vec![]));
    assert!(bag.lookup(&1).expect("it is there").iter().is_sorted(), "the rest keeps its order");
}

/// 369: folds and lists have every object once.
#[test]
fn folds_have_everything_once() {
    let table: Table<u32, u32> = Table::new();
    assert_eq!(table.fold(5, |sum, _, value| sum + value), Ok(5), "of nothing, the beginning");
    table.insert_all((1..=100).map(|n| (n, n))).expect("it is there");
    assert_eq!(table.fold(0, |sum, _, value| sum + value), Ok(5_050));
    let mut all = table.tab2list().expect("it is there");
    all.sort_unstable();
    assert_eq!(all, (1..=100).map(|n| (n, n)).collect::<Vec<_>>());
    let named = |text: String, _: &u32, name: &&str| text + name;
    assert_eq!(primes().fold(String::new(), named), Ok("abcd".to_owned()));
    assert_eq!(primes().foldr(String::new(), named), Ok("dcba".to_owned()));
    let info = table.info().expect("it is there");
    assert_eq!(info.size, 100);
    table.delete_table().expect("it is there");
    assert_eq!(table.info().err(), Some(TableError::Deleted));
}
