//! Tables of structs that know their key.

use std::thread;

use switchboard::{Record, Records, Table, TableError, TableKind};

#[derive(Clone, Debug, PartialEq, Record)]
struct User {
    #[key]
    id: u64,
    /// Where mail goes.
    #[index]
    email: String,
    #[index(rename = town)]
    city: Option<&'static str>,
    visits: u32,
}

fn user(id: u64, email: &str, city: &'static str) -> User {
    User { id, email: email.to_owned(), city: Some(city), visits: 0 }
}

fn ids(found: Result<Vec<User>, TableError>) -> Vec<u64> {
    let mut ids: Vec<u64> = found.expect("it is there").iter().map(|user| user.id).collect();
    ids.sort_unstable();
    ids
}

fn some() -> UserTable {
    let users = UserTable::new();
    users
        .insert_all([user(1, "a@x", "Bern"), user(2, "b@x", "Rome"), user(3, "c@x", "Rome")])
        .expect("it is there");
    users
}

/// A record is found by its key, and by each of its indexes.
#[test]
fn a_record_is_found_by_key_and_by_index() {
    let users = some();
    assert_eq!(users.lookup(&2), Ok(Some(user(2, "b@x", "Rome"))));
    assert_eq!(ids(users.lookup_by_email("b@x")), [2]);
    assert_eq!(ids(users.lookup_by_town(&Some("Rome"))), [2, 3]);
    assert_eq!(ids(users.lookup_by_town(&None::<&str>)), []);
    assert_eq!(users.info().expect("it is there").kind, TableKind::Records);
    assert_eq!(User::INDEXES, ["email", "city"]);
}

/// An index follows whatever changes its record.
#[test]
fn an_index_follows_its_record() {
    let users = some();
    assert_eq!(users.insert(user(1, "new@x", "Oslo")), Ok(Some(user(1, "a@x", "Bern"))));
    assert_eq!(
        (ids(users.lookup_by_email("a@x")), ids(users.lookup_by_email("new@x"))),
        (vec![], vec![1])
    );
    users.update(&2, |user| user.city = Some("Bern")).expect("it is there");
    assert_eq!(ids(users.lookup_by_town(&Some("Bern"))), [2]);
    users.update_counter_at(&2, |user| &mut user.visits, 1).expect("it is there");
    assert_eq!(ids(users.lookup_by_email("b@x")), [2]);
    let moved = users.select_replace(|_, old| Some(User { city: Some("Kyiv"), ..old.clone() }));
    assert_eq!(moved, Ok(3));
    assert_eq!(ids(users.lookup_by_town(&Some("Kyiv"))), [1, 2, 3]);
    assert_eq!(ids(users.lookup_by_town(&Some("Rome"))), []);
    assert_eq!(users.insert_new(user(3, "z@x", "Bonn")), Ok(false));
    assert_eq!(users.insert_new_all([user(4, "d@x", "Bonn"), user(5, "d@x", "Bonn")]), Ok(true));
    assert_eq!(ids(users.lookup_by_email("d@x")), [4, 5]);
    users.delete(&4).expect("it is there");
    assert_eq!(ids(users.lookup_by_email("d@x")), [5]);
    assert_eq!(users.select_delete(|key, _| *key > 1), Ok(3));
    assert_eq!(ids(users.lookup_by_town(&Some("Kyiv"))), [1]);
    users.delete_all_objects().expect("it is there");
    assert_eq!(ids(users.lookup_by_town(&Some("Kyiv"))), []);
    users.delete_table().expect("it is there");
    assert_eq!(users.lookup_by_email("new@x").err(), Some(TableError::Deleted));
}

/// The key of a record cannot be changed where it is.
#[test]
fn a_key_stays() {
    let users = some();
    assert_eq!(users.update(&1, |user| user.id = 9), Err(TableError::KeyChanged));
    let renumber = |_: &u64, old: &User| (old.id == 3).then(|| User { id: 2, ..old.clone() });
    assert_eq!(users.select_replace(renumber), Err(TableError::KeyChanged));
    assert_eq!(
        ids(users.tab2list().map(|all| all.into_iter().map(|one| one.1).collect())),
        [1, 2, 3]
    );
    assert_eq!(ids(users.lookup_by_email("c@x")), [3]);
}

/// A table of records has a name, an owner and rights as any other.
#[test]
fn a_table_of_records_is_a_table() {
    let users: UserTable =
        UserTable::spec().name("table_record users").public().create().expect("a free name").into();
    users.insert(user(1, "a@x", "Bern")).expect("it is there");
    let found = UserTable::whereis("table_record users").expect("it is there");
    assert_eq!(ids(found.lookup_by_email("a@x")), [1]);
    let plain = Table::<u64, User, Records>::whereis("table_record users").expect("it is there");
    assert_eq!(plain.len(), Ok(1));
    assert_eq!(UserTable::whereis("table_record").err(), Some(TableError::NoSuchTable));
    let nested = users.fold(None, |_, _, _| Some(users.lookup_by_email("a@x")));
    assert_eq!(nested, Ok(Some(Err(TableError::InClosure))));
    users.delete_table().expect("it is there");
}

/// An index never tells another story than the table: a record that changes its city is in one city
/// at any moment.
#[test]
fn an_index_tells_what_the_table_tells() {
    let users: UserTable = UserTable::spec().public().create().expect("no name").into();
    users.insert(user(1, "a@x", "Bern")).expect("it is there");
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0..4_000 {
                let city = if round % 2 == 0 { "Rome" } else { "Bern" };
                users.update(&1, |user| user.city = Some(city)).expect("it is there");
            }
        });
        for _ in 0..2_000 {
            for city in ["Bern", "Rome"] {
                let found = users.lookup_by_town(&Some(city)).expect("it is there");
                assert!(found.iter().all(|user| user.city == Some(city)));
                assert!(found.len() <= 1);
            }
        }
    });
    assert_eq!(ids(users.lookup_by_town(&Some("Bern"))), [1]);
}

/// Parameters of the struct are those of its table.
#[test]
fn a_record_may_have_parameters() {
    #[derive(Clone, Record)]
    #[record(table = Kept)]
    struct Keep<T: Clone + Ord, const N: usize> {
        #[key]
        at: [u8; N],
        #[index]
        what: T,
    }
    let kept = Kept::<String, 2>::new();
    kept.insert(Keep { at: [1, 2], what: "x".to_owned() }).expect("it is there");
    let found = kept.lookup_by_what("x").expect("it is there");
    assert_eq!((found.len(), found[0].at), (1, [1, 2]));
}

/// A place in a warehouse, by a name that the program knows.
#[derive(Clone, Record)]
struct Shelf {
    #[key]
    name: &'static str,
    #[index]
    row: &'static str,
}

/// A table is held across an await in a task and in a handler, also with keys that are borrowed for ever.
#[tokio::test]
async fn a_table_is_held_across_an_await() {
    use switchboard::prelude::*;

    #[derive(GenServer)]
    struct Clerk {
        shelves: ShelfTable,
    }

    #[gen_server]
    impl Clerk {
        #[init]
        fn new(shelves: ShelfTable) -> Self {
            Self { shelves }
        }

        #[call]
        async fn rows(&mut self, row: &'static str) -> Result<usize, TableError> {
            let (shelves, found) = (&self.shelves, self.shelves.lookup_by_row(&row)?);
            tokio::task::yield_now().await;
            let again = shelves.lookup_by_row(&row)?;
            assert_eq!(found.len(), again.len());
            Ok(again.len())
        }
    }

    let shelves: ShelfTable = ShelfTable::spec().public().create().expect("no name").into();
    let held = shelves.clone();
    let task = Task::spawn(async move {
        held.insert(Shelf { name: "a1", row: "a" })?;
        tokio::task::yield_now().await;
        Ok::<_, TableError>(held.lookup_by_row(&"a")?.len())
    });
    assert_eq!(task.await.expect("no panic"), Ok(1));
    let clerk = Clerk::start(shelves).await.expect("it starts");
    assert_eq!(clerk.rows("a").await.expect("an answer"), Ok(1));
}
