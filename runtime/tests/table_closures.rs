//! Tables: functions that panic, functions that use tables, and destructors that do.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use switchboard::{Bag, Cache, OrderedSet, Set, Table, TableError};

#[expect(clippy::disallowed_methods, reason = "a test looks at what is left after a panic")]
fn panics<R>(code: impl FnOnce() -> R) -> bool {
    catch_unwind(AssertUnwindSafe(code)).is_err()
}

/// The objects; their order in a hash table is nobody's business.
fn sorted(all: Result<Vec<(u32, String)>, TableError>) -> Vec<(u32, String)> {
    let mut all = all.expect("it is there");
    all.sort_unstable();
    all
}

/// A function that panics has changed nothing, and the table works on.
#[test]
fn a_panic_changes_nothing() {
    macro_rules! check {
        ($kind:ty) => {{
            let table: Table<u32, String, $kind> = Table::new();
            table.insert_all((0..100).map(|n| (n, n.to_string()))).expect("it is there");
            let before = sorted(table.tab2list());
            let after_some = |limit: u32| {
                let mut seen = 0;
                move || {
                    seen += 1;
                    assert!(seen <= limit, "enough");
                }
            };
            let mut tick = after_some(50);
            assert!(panics(|| table.select_delete(|_, _| {
                tick();
                true
            })));
            let mut tick = after_some(50);
            let replace = |_: &u32, _: &String| {
                tick();
                Some(String::new())
            };
            assert!(panics(|| table.select_replace(replace)));
            let mut tick = after_some(50);
            assert!(panics(|| table.fold(0, |_, _, _| {
                tick();
                1
            })));
            assert!(panics(|| table.update(&1, |value| {
                value.clear();
                panic!("half way")
            })));
            let insert = || table.update_or_insert(1000, String::new, |_| panic!("not yet"));
            assert!(panics(insert));
            assert!(panics(|| table.update_or_insert(2, || panic!("never made"), |_| ())) == false);
            assert!(panics(|| table.lookup_with(&1, |_| panic!("only a look"))));
            assert_eq!(sorted(table.tab2list()), before);
            assert_eq!(table.insert(1, "x".into()), Ok(Some("1".into())), "nothing is poisoned");
        }};
    }
    check!(Set);
    check!(OrderedSet);
    check!(Cache);
    let bag: Table<u32, u32, Bag> = Table::new();
    bag.insert_all((0..100).map(|n| (n % 3, n))).expect("it is there");
    let mut seen = 0;
    assert!(panics(|| bag.select_delete(|_, _| {
        seen += 1;
        assert!(seen < 50, "enough");
        true
    })));
    assert_eq!(bag.len(), Ok(100));
}

/// A function that a table has called cannot use tables, neither its own nor others: it is told so,
/// and nothing waits for itself.
#[test]
fn a_function_inside_of_a_table_is_told_so() {
    let (table, other): (Table<u32, u32>, Table<u32, u32, OrderedSet>) = Default::default();
    table.insert(1, 1).expect("it is there");
    let refused = Err(TableError::InClosure);
    table
        .update(&1, |value| {
            assert_eq!(table.insert(1, 2), refused);
            assert_eq!(other.insert(1, 2), refused);
            assert_eq!(table.lookup(&1), refused);
            assert_eq!(table.delete_table(), Err(TableError::InClosure));
            assert_eq!(table.info().err(), Some(TableError::InClosure));
            *value = 7;
        })
        .expect("it is there");
    let nested = table.fold(Vec::new(), |mut all, key, _| {
        all.push(other.insert(*key, 0));
        all
    });
    assert_eq!(nested, Ok(vec![refused]));
    assert_eq!(
        table.select(|_, _| Some(table.iter().next())),
        Ok(vec![Some(Err(TableError::InClosure))])
    );
    // Between two objects of a walk there is no function inside of the table.
    for entry in table.iter() {
        let (key, value) = entry.expect("it is there");
        assert_eq!(table.insert(key + 1, value), Ok(None));
        assert_eq!(other.insert(key, value), Ok(None));
    }
    assert_eq!(table.lookup(&1), Ok(Some(7)), "the refusals were no harm");
}

/// What leaves a table is dropped outside of it: a destructor may use tables, also the same one.
#[test]
fn a_destructor_may_use_the_table() {
    struct Notes(Table<u32, u32>, u32);
    impl Drop for Notes {
        fn drop(&mut self) {
            self.0.update_counter_or(self.1, 1, 0).expect("the destructor is outside");
        }
    }
    let drops: Table<u32, u32> = Table::new();
    let note = |n| Arc::new(Notes(drops.clone(), n));
    let table: Table<u32, Arc<Notes>> = Table::new();
    table.insert(1, note(1)).expect("it is there");
    drop(table.insert(1, note(2)));
    table.update(&1, |value| *value = note(3)).expect("it is there");
    table.delete(&1).expect("it is there");
    table
        .insert_all([(1, note(4)), (1, note(5)), (2, note(6)), (3, note(7))])
        .expect("it is there");
    assert_eq!(table.insert_new(1, note(8)), Ok(false));
    assert_eq!(table.insert_new_all([(9, note(9)), (1, note(10))]), Ok(false));
    table.select_replace(|key, _| (*key == 2).then(|| note(11))).expect("it is there");
    table.select_delete(|key, _| *key == 2).expect("it is there");
    table.delete_all_objects().expect("it is there");
    table.insert(1, note(12)).expect("it is there");
    table.delete_table().expect("it is there");
    let cache: Table<u32, Arc<Notes>, Cache> =
        Table::cache().capacity(1).create().expect("no name");
    cache.insert(1, note(13)).expect("it is there");
    cache.insert(2, note(14)).expect("it is there");
    drop(cache);
    let mut seen = drops.tab2list().expect("it is there");
    seen.sort_unstable();
    assert_eq!(seen, (1..=14).map(|n| (n, 1)).collect::<Vec<_>>());
}
