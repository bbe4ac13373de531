//! Tables: written to files and read back (OTP's `ets`, conformance S). `cargo test --features serde`.

#![cfg(feature = "serde")]

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use switchboard::{
    Bag, Cache, DuplicateBag, OrderedSet, Protection, TabFileError, Table, TableError, tabfile_info,
};

fn file(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("table_file {name}"));
    // It may be there from an earlier run.
    drop(fs::remove_file(&path));
    path
}

/// 370: contents, kind, protection and name come back.
#[test]
fn a_table_comes_back_from_its_file() {
    let path = file("back");
    let table = Table::<u32, String, OrderedSet>::ordered_set()
        .name("table_file back")
        .public()
        .create()
        .expect("a free name");
    table.insert_all((0..500).map(|n| (n, n.to_string()))).expect("it is there");
    table.tab2file(&path).expect("it is written");
    let taken = Table::<u32, String, OrderedSet>::file2tab(&path);
    assert!(matches!(taken, Err(TabFileError::Table(TableError::NameTaken))));
    let before = table.tab2list();
    table.delete_table().expect("it is there");
    let back = Table::<u32, String, OrderedSet>::file2tab(&path).expect("it is whole");
    assert_eq!(back.tab2list(), before);
    let info = back.info().expect("it is there");
    assert_eq!(info.name.as_deref(), Some("table_file back"));
    assert_eq!((info.protection, info.size), (Protection::Public, 500));
    let info = tabfile_info(&path).expect("it is whole");
    assert_eq!((info.kind.as_str(), info.protection.as_str()), ("ordered_set", "public"));
    assert_eq!((info.keys.as_str(), info.values.as_str(), info.size), ("u32", "String", 500));
    back.delete_table().expect("it is there");
}

/// 370: bags keep the order under each key.
#[test]
fn a_bag_comes_back_in_order() {
    let path = file("bag");
    let bag: Table<String, u8, DuplicateBag> = Table::new();
    bag.insert_all([("k".into(), 2), ("k".into(), 1), ("k".into(), 2)]).expect("it is there");
    bag.tab2file(&path).expect("it is written");
    let back = Table::<String, u8, DuplicateBag>::file2tab(&path).expect("it is whole");
    assert_eq!(back.lookup("k"), Ok(vec![2, 1, 2]));
    assert!(matches!(
        Table::<String, u8, Bag>::file2tab(&path),
        Err(TabFileError::WrongType(found)) if found == "duplicate_bag of String and u8"
    ));
    assert!(matches!(
        Table::<u8, u8, DuplicateBag>::file2tab(&path),
        Err(TabFileError::WrongType(_))
    ));
}

/// Objects without any bytes come back as often as they were there.
#[test]
fn objects_without_bytes_come_back() {
    let path = file("units");
    let bag: Table<(), (), DuplicateBag> = Table::new();
    for many in 0..3 {
        bag.tab2file(&path).expect("it is written");
        let back = Table::<(), (), DuplicateBag>::file2tab(&path).expect("it is whole");
        assert_eq!(back.len(), Ok(many));
        bag.insert((), ()).expect("it is there");
    }
    let set: Table<[u8; 0], ()> = Table::new();
    set.insert([], ()).expect("it is there");
    set.tab2file(&path).expect("it is written");
    assert_eq!(Table::<[u8; 0], ()>::file2tab(&path).expect("it is whole").len(), Ok(1));
}

/// Whoever writes to one path at once writes all the same, and a reader finds one of the whole files.
#[test]
fn writers_of_one_path_do_not_meet() {
    let path = file("at once");
    let table = Table::<u32, u32>::set().public().create().expect("no name");
    table.insert_all((0..5_000).map(|n| (n, n))).expect("it is there");
    table.tab2file(&path).expect("it is written");
    let write = || (0..20).for_each(|_| table.tab2file(&path).expect("it is written"));
    thread::scope(|scope| {
        let writers = [(); 3].map(|()| scope.spawn(write));
        while !writers.iter().all(thread::ScopedJoinHandle::is_finished) {
            assert_eq!(tabfile_info(&path).expect("it is whole").size, 5_000);
        }
    });
    let beside = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("table_file at once.");
    let mut there = fs::read_dir(env!("CARGO_TARGET_TMPDIR")).expect("a directory");
    assert!(!there.any(|one| beside(&one.expect("a file").file_name())), "something is left over");
}

type Back = Table<u32, u32, Cache>;

/// 370: a missing file, another file, and a damaged one are errors, whatever byte it is.
///
/// Experiment 34: each byte of it.
#[test]
fn a_file_that_is_not_what_was_written_is_an_error() {
    let path = file("damaged");
    let table: Table<u32, u32, Cache> = Table::new();
    assert!(matches!(Back::file2tab(&path), Err(TabFileError::Io(_))));
    table.insert_all((0..20).map(|n| (n, n))).expect("it is there");
    table.tab2file(&path).expect("it is written");
    let whole = fs::read(&path).expect("it is there");
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&path, &bytes).expect("a file");
        let error = Back::file2tab(&path).err();
        let expected = if at < 8 {
            matches!(error, Some(TabFileError::NotATable))
        } else {
            matches!(error, Some(TabFileError::Damaged))
        };
        assert!(expected, "byte {at}: {error:?}");
        fs::write(&path, &whole[..at]).expect("a file");
        assert!(Back::file2tab(&path).is_err() && tabfile_info(&path).is_err(), "{at} bytes");
    }
    fs::write(&path, &whole).expect("a file");
    assert_eq!(Back::file2tab(&path).expect("it is whole").len(), Ok(20));
}

/// A cache comes back as one: with its capacity and its time to live, which begins anew.
#[tokio::test(start_paused = true)]
async fn a_cache_comes_back_as_a_cache() {
    let (path, minute) = (file("cache"), Duration::from_mins(1));
    let cache: Back = Table::cache().ttl(minute).capacity(5).create().expect("no name");
    cache.insert_all((0..5).map(|n| (n, n))).expect("it is there");
    cache.insert_for(0, 0, Duration::MAX).expect("it is there");
    cache.tab2file(&path).expect("it is written");
    tokio::time::advance(minute * 2).await;
    let back = Back::file2tab(&path).expect("it is whole");
    assert_eq!(back.len(), Ok(5));
    back.insert(9, 9).expect("it is there");
    assert_eq!((back.len(), back.evictions()), (Ok(5), 1));
    tokio::time::advance(minute).await;
    assert_eq!(back.len(), Ok(0));
}

/// What is no file is not replaced by one, and a link leads to the file that it led to.
#[cfg(unix)]
#[test]
fn only_a_file_is_replaced() {
    use std::os::unix::fs::symlink;
    let table: Table<u32, u32> = Table::new();
    // Paths of sockets are short.
    let socket = std::env::temp_dir().join(format!("table_file {}", std::process::id()));
    let _listens = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    for path in [PathBuf::from(env!("CARGO_TARGET_TMPDIR")), socket.clone(), PathBuf::new()] {
        let refused = table.tab2file(&path);
        assert!(matches!(refused, Err(TabFileError::Io(_))), "{path:?}: {refused:?}");
    }
    assert!(!fs::metadata(&socket).expect("it is there").is_file());
    fs::remove_file(&socket).expect("it is there");
    let (target, link) = (file("target"), file("link"));
    fs::write(&target, "old").expect("a file");
    symlink(&target, &link).expect("a link");
    table.tab2file(&link).expect("it is written");
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    assert_eq!(tabfile_info(&target).expect("it is whole").size, 0);
}
