//! Tables: owners, heirs, rights and names (OTP's `ets`, conformance S).

#[path = "support/actor.rs"]
mod actor;

use actor::Actor;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessRef};
use switchboard::{
    OrderedSet, Protection, Set, Table, TableError, TableInfo, TableTransfer, tables,
};
use tokio::sync::oneshot;

type Ages = Table<&'static str, u32>;
type Given = TableTransfer<&'static str, u32, Set>;

/// What an heir's mailbox takes.
struct Inherited(Given);

impl From<Given> for Inherited {
    fn from(given: Given) -> Self {
        Self(given)
    }
}

async fn made_by(actor: &Actor) -> Ages {
    actor.run(Ages::new).await
}

fn described(id: u64) -> Option<TableInfo> {
    tables().into_iter().find(|info| info.id == id)
}

/// 350: a name belongs to one table; when that is deleted the name is free and its handles lead
/// nowhere, whatever takes the name next.
#[test]
fn a_name_belongs_to_one_table() {
    let spec = || Table::<u8, u8>::set().name("table_owners 350");
    let table = spec().create().expect("the name is free");
    assert_eq!(spec().create().err(), Some(TableError::NameTaken));
    table.insert(1, 1).expect("it is there");
    table.delete_table().expect("it is there");
    assert_eq!(table.delete_table(), Err(TableError::Deleted));
    let next = spec().create().expect("the name is free again");
    assert_eq!(table.insert(1, 1), Err(TableError::Deleted));
    assert_eq!(table.lookup(&1), Err(TableError::Deleted));
    assert_eq!(table.info().err(), Some(TableError::Deleted));
    assert_eq!(next.len(), Ok(0));
    next.delete_table().expect("it is there");
}

/// 371: a table is found by its name, with the types that it has; it can be renamed if it has a name.
#[test]
fn a_table_is_found_by_its_name() {
    let table = Table::<u8, u8>::set().name("table_owners 371").create().expect("a free name");
    table.insert(1, 2).expect("it is there");
    let found: Table<u8, u8> = Table::whereis("table_owners 371").expect("it is there");
    assert_eq!(found.lookup(&1), Ok(Some(2)));
    let other_types = Table::<u8, u16>::whereis("table_owners 371");
    assert_eq!(other_types.err(), Some(TableError::WrongType));
    let other_kind = Table::<u8, u8, OrderedSet>::whereis("table_owners 371");
    assert_eq!(other_kind.err(), Some(TableError::WrongType));

    table.rename("table_owners 371 b").expect("a free name");
    assert_eq!(found.name().as_deref(), Some("table_owners 371 b"));
    let whereis = |name| Table::<u8, u8>::whereis(name).map(|found| found.info().map(|i| i.id));
    assert_eq!(whereis("table_owners 371"), Err(TableError::NoSuchTable));
    assert_eq!(whereis("table_owners 371 b"), Ok(table.info().map(|info| info.id)));
    let second = Table::<u8, u8>::set().name("table_owners 371").create().expect("a free name");
    assert_eq!(second.rename("table_owners 371 b"), Err(TableError::NameTaken));
    assert_eq!(Table::<u8, u8>::new().rename("x"), Err(TableError::Unnamed));
    for table in [table, second] {
        table.delete_table().expect("it is there");
    }
}

/// 351: with its owner a table goes, before anyone hears of the end.
#[tokio::test]
async fn a_table_goes_with_its_owner() {
    let owner = Actor::new();
    let all: Vec<Ages> = owner.run(|| (0..1000).map(|_| Ages::new()).collect()).await;
    let named = owner.run(|| Ages::set().name("table_owners 351").public().create()).await;
    let named = named.expect("a free name");
    named.insert("joe", 7).expect("it is public");
    let (tell, told) = oneshot::channel();
    let (pid, looked) = (owner.pid(), named.clone());
    let watcher = process::spawn(move |mut inbox: Inbox<()>| async move {
        let _monitor = process::monitor(pid);
        while !matches!(inbox.recv().await, Mail::Down(_)) {}
        let seen = (looked.lookup("joe"), Ages::whereis("table_owners 351").err());
        assert!(tell.send(seen).is_ok(), "the test listens");
    });
    let watcher = watcher.expect("a runtime");
    while process::info(watcher.pid()).is_some_and(|info| info.monitors.is_empty()) {
        tokio::task::yield_now().await;
    }
    owner.kill().await;
    let seen = told.await.expect("it saw the end");
    assert_eq!(seen, (Err(TableError::Deleted), Some(TableError::NoSuchTable)));
    for table in &all {
        assert_eq!(table.insert("x", 1), Err(TableError::Deleted));
        assert_eq!(table.select(|_, age| Some(*age)), Err(TableError::Deleted));
    }
}

/// 352: a live heir has the whole table and its message before it hears of the end of the owner.
#[tokio::test]
async fn an_heir_gets_the_table_before_the_down() {
    let owner = Actor::new();
    let (pid, (ready, waits)) = (owner.pid(), oneshot::channel());
    let (tell, told) = oneshot::channel();
    let heir: ProcessRef<Inherited> = process::spawn(move |mut inbox| async move {
        let _monitor = process::monitor(pid);
        assert!(ready.send(()).is_ok(), "the test listens");
        let Mail::Message(Inherited(given)) = inbox.recv().await else {
            panic!("the table comes first");
        };
        given.table.insert("ann", 8).expect("the heir owns it");
        assert!(matches!(inbox.recv().await, Mail::Down(_)), "then the end");
        assert!(tell.send(given).is_ok(), "the test listens");
        let _never = inbox.recv().await;
    })
    .expect("a runtime");
    waits.await.expect("it watches");
    let to = heir.clone();
    let table = owner.run(move || Ages::set().heir(&to, "will").create()).await.expect("no name");
    let own = table.clone();
    owner.run(move || own.insert("joe", 7)).await.expect("it is the owner");
    assert_eq!(table.info().expect("it is there").heir, Some(heir.pid()));
    owner.kill().await;
    let given = told.await.expect("it inherited");
    assert_eq!(given.from, Some(pid));
    assert_eq!(given.data.downcast_ref::<&str>(), Some(&"will"));
    assert_eq!(given.table.lookup("joe"), Ok(Some(7)));
    assert_eq!(table.lookup("ann"), Ok(Some(8)), "it is the same table");
    assert_eq!(table.owner(), Some(heir.pid()));
    heir.exit(ExitReason::Kill);
    heir.ended().await;
    assert_eq!(table.lookup("joe"), Err(TableError::Deleted), "the heir has no heir");
}

/// 352: a dead heir inherits nothing, and neither does one that dies with the owner's table.
#[tokio::test]
async fn a_dead_heir_inherits_nothing() {
    let (owner, heir) = (Actor::new(), idle());
    let to = heir.clone();
    let table = owner.run(move || Ages::set().heir(&to, ()).create()).await.expect("no name");
    heir.exit(ExitReason::Kill);
    heir.ended().await;
    assert_eq!(table.info().expect("it is there").heir, None);
    owner.kill().await;
    assert_eq!(table.len(), Err(TableError::Deleted));
}

fn idle() -> ProcessRef<Inherited> {
    process::spawn(|mut inbox: Inbox<Inherited>| async move {
        let mut kept = Vec::new();
        while kept.len() < 100 {
            kept.push(inbox.message().await);
        }
    })
    .expect("a runtime")
}

/// 352: owner and heir that end at the same time leave nothing, whoever is first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn owner_and_heir_may_end_together() {
    for _ in 0..300 {
        let (owner, heir) = (Actor::new(), idle());
        let to = heir.clone();
        let table = owner.run(move || Ages::set().heir(&to, ()).create()).await.expect("no name");
        let id = table.info().expect("it is there").id;
        owner.0.exit(ExitReason::Kill);
        heir.exit(ExitReason::Kill);
        owner.0.ended().await;
        heir.ended().await;
        assert_eq!(table.len(), Err(TableError::Deleted));
        assert!(described(id).is_none());
    }
}

/// 353: only the owner gives a table away, to a live process that does not have it.
#[tokio::test]
async fn a_table_is_given_away_by_its_owner() {
    let (owner, receiver, other) = (Actor::new(), idle(), idle());
    let table = made_by(&owner).await;
    let give = |to: &ProcessRef<Inherited>| {
        let (table, to) = (table.clone(), to.clone());
        owner.run(move || table.give_away(&to, 1_u8))
    };
    assert_eq!(table.give_away(&receiver, ()), Err(TableError::Denied), "not ours");
    let gone = idle();
    gone.exit(ExitReason::Kill);
    gone.ended().await;
    assert_eq!(give(&gone).await, Err(TableError::NoProc));
    assert_eq!(give(&receiver).await, Ok(()));
    assert_eq!(table.owner(), Some(receiver.pid()));
    assert_eq!(give(&other).await, Err(TableError::Denied), "it has it no more");
    let writes = table.clone();
    assert_eq!(owner.run(move || writes.insert("x", 1)).await, Err(TableError::Denied));
    owner.kill().await;
    assert_eq!(table.len(), Ok(0), "the table is the receiver's");
    receiver.exit(ExitReason::Kill);
    receiver.ended().await;
    assert_eq!(table.len(), Err(TableError::Deleted));
}

/// What makes a message of a table may ask it and change it, whoever it comes from.
#[tokio::test]
async fn a_message_may_be_made_with_the_table() {
    struct Counted(usize);

    impl From<Given> for Counted {
        fn from(given: Given) -> Self {
            let info = given.table.info().expect("it is there");
            assert_eq!((given.table.name(), given.table.owner()), (info.name, info.owner));
            // The owner has it made by the one before it, who has no right to write any more.
            assert!(given.from.is_none() || given.table.insert("x", 1).is_err());
            Self(info.size)
        }
    }

    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let receiver: ProcessRef<Counted> = process::spawn(move |mut inbox| async move {
        for _ in 0..2 {
            let Counted(size) = inbox.message().await;
            tell.send(size).expect("the test listens");
        }
    })
    .expect("a runtime");
    let owner = Actor::new();
    for given in [true, false] {
        let to = receiver.clone();
        let job = move || {
            let table = Ages::set().heir(&to, ()).create()?;
            table.insert("joe", 7)?;
            if given { table.give_away(&to, ()) } else { Ok(()) }
        };
        owner.run(job).await.expect("it is the owner");
    }
    assert_eq!(told.recv().await, Some(1), "given away");
    owner.kill().await;
    assert_eq!(told.recv().await, Some(1), "inherited");
}

/// 353: a process cannot give a table to itself.
#[tokio::test]
async fn a_table_is_not_given_to_its_owner() {
    let (tell, told) = oneshot::channel();
    let process = process::spawn(move |inbox: Inbox<Inherited>| async move {
        let table = Ages::new();
        let refused = table.give_away(&inbox.self_ref(), ());
        assert!(tell.send(refused).is_ok(), "the test listens");
    });
    let pid = process.expect("a runtime").pid();
    assert_eq!(told.await.expect("it tried"), Err(TableError::OwnsIt(pid)));
}

/// 354: the owner changes heir and protection, and nobody else.
#[tokio::test]
async fn the_owner_sets_heir_and_protection() {
    let (owner, heir) = (Actor::new(), idle());
    let table = made_by(&owner).await;
    assert_eq!(table.set_protection(Protection::Public), Err(TableError::Denied));
    assert_eq!(table.set_heir(&heir, ()), Err(TableError::Denied));
    let set = |protection| {
        let table = table.clone();
        owner.run(move || table.set_protection(protection))
    };
    assert_eq!(table.insert("x", 1), Err(TableError::Denied));
    assert_eq!(set(Protection::Public).await, Ok(()));
    assert_eq!(table.insert("x", 1), Ok(None));
    assert_eq!(set(Protection::Private).await, Ok(()));
    assert_eq!(
        (table.lookup("x"), table.len()),
        (Err(TableError::Denied), Err(TableError::Denied))
    );
    assert_eq!(table.delete_table(), Err(TableError::Denied));
    assert_eq!(table.info().expect("anybody may ask").protection, Protection::Private);
    let (own, to) = (table.clone(), heir.clone());
    owner.run(move || own.set_heir(&to, ())).await.expect("it is the owner");
    owner.kill().await;
    assert_eq!(table.owner(), Some(heir.pid()));
    let table = made_by(&Actor::new()).await;
    assert_eq!(table.unset_heir(), Err(TableError::Denied));
}

/// 354: what is made outside of any process belongs to whatever runs outside of any.
#[tokio::test]
async fn what_no_process_made_belongs_to_none() {
    let table = Ages::new();
    table.insert("joe", 7).expect("it is ours");
    let own = table.clone();
    let actor = Actor::new();
    assert_eq!(actor.run(move || own.insert("joe", 8)).await, Err(TableError::Denied));
    let own = table.reader();
    assert_eq!(actor.run(move || own.lookup("joe")).await, Ok(Some(7)));
}

/// A server gets a table as any other info, and keeps it from its predecessor's end on.
#[tokio::test]
async fn a_server_inherits_by_a_handler() {
    #[derive(GenServer, Default)]
    struct Keeper {
        tables: Vec<Given>,
    }

    #[gen_server]
    impl Keeper {
        #[info]
        fn inherits(&mut self, given: TableTransfer<&'static str, u32, Set>) {
            self.tables.push(given);
        }

        #[call]
        fn ages(&self) -> Vec<(&'static str, u32)> {
            self.tables.iter().flat_map(|given| given.table.tab2list()).flatten().collect()
        }
    }

    let (keeper, owner) = (Keeper::start().await.expect("it starts"), Actor::new());
    let to = keeper.server().clone();
    let table = owner.run(move || {
        let table = Ages::set().heir(&to, ()).create()?;
        table.insert("joe", 7)?;
        Ok::<_, TableError>(table)
    });
    let table = table.await.expect("no name");
    owner.kill().await;
    assert_eq!(keeper.ages().await.expect("it lives"), [("joe", 7)]);
    assert_eq!(table.owner(), keeper.server().pid());
}

/// Nothing is left over of 200,000 tables, nor of their owners.
#[tokio::test]
async fn nothing_is_left_of_many_tables() {
    let (owner, keeper) = (Actor::new(), idle());
    let mine = |info: &TableInfo| info.owner == Some(owner.pid());
    for round in 0..200 {
        let (heir, name) = (keeper.clone(), format!("table_owners many {round}"));
        owner
            .run(move || {
                for n in 0..980_u32 {
                    let table: Table<u32, u32> = Table::new();
                    table.insert(n, n).expect("it is the owner");
                }
                for _ in 0..10 {
                    let table = Ages::set().heir(&heir, ()).create().expect("no name");
                    table.delete_table().expect("it is there");
                }
                for _ in 0..10 {
                    let table = Ages::set().name(&*name).create().expect("a free name");
                    table.delete_table().expect("it is there");
                }
            })
            .await;
        // Another test that lists all tables holds each of them for as long as it looks.
        let mut turns = 0;
        while tables().iter().any(mine) {
            turns += 1;
            assert!(turns < 1000, "a table is left over in round {round}");
            tokio::task::yield_now().await;
        }
    }
    for _ in 0..1000 {
        let owner = Actor::new();
        let table = made_by(&owner).await;
        let id = table.info().expect("it is there").id;
        assert!(described(id).is_some());
        owner.kill().await;
        assert!(described(id).is_none());
    }
}

/// A handle that is dropped takes the table with it, unless it has a name or an heir.
#[tokio::test]
async fn a_table_that_nobody_can_reach_is_gone() {
    let owner = Actor::new();
    let plain = owner.run(|| Ages::new().info()).await.expect("it was there");
    assert!(described(plain.id).is_none());
    let name = "table_owners reach";
    let named = owner.run(move || Ages::set().name(name).create().and_then(|table| table.info()));
    let named = named.await.expect("it was there");
    assert!(described(named.id).is_some());
    owner.kill().await;
    assert!(described(named.id).is_none());
}
