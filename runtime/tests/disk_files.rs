//! Tables on disk: openers, files that do not fit, and what a crash leaves (OTP's `dets`,
//! conformance T). `cargo test --features disk`.

#![cfg(feature = "disk")]

#[path = "support/actor.rs"]
mod actor;
#[path = "support/file.rs"]
mod file;

use std::fs;
use std::path::Path;
use std::time::Duration;

use actor::Actor;
use file::fresh;
use switchboard::{Bag, DiskError, DiskTable, Repair};

type Ages = DiskTable<String, u32>;

fn joe() -> String {
    "joe".to_owned()
}

/// What a crash at this moment would leave of the table.
fn crash(from: &Path, name: &str) -> std::path::PathBuf {
    let image = fresh(name);
    fs::copy(from, &image).expect("a copy");
    image
}

/// 374: after a crash all that was durable is there, and nothing in half; nothing needs a repair, so
/// the table also opens without one. Who only reads says that it was not closed, and leaves it alone.
#[tokio::test]
async fn a_crash_leaves_what_was_durable() {
    let path = fresh("crash");
    let ages = Ages::at(&path).open().expect("a new table");
    ages.insert(joe(), 7).expect("it is written");
    ages.sync().await.expect("it is durable");
    ages.insert_all((0..500).map(|n| (n.to_string(), n))).expect("it is written");
    assert!(ages.info().expect("it is read").is_dirty);
    let whole = fs::read(crash(&path, "crash image")).expect("it is there");
    let image = || {
        let image = fresh("crash image");
        fs::write(&image, &whole).expect("a file");
        image
    };
    for repair in [Repair::Refuse, Repair::Allow, Repair::Force] {
        let image = image();
        for _ in 0..2 {
            let reading = Ages::at(&image).read_only().open();
            assert!(matches!(reading, Err(DiskError::NotClosed)), "{reading:?}");
        }
        assert_eq!(fs::read(&image).expect("it is there"), whole);
        let table = Ages::at(&image).repair(repair).open().expect("there is nothing to repair");
        assert_eq!(table.tab2list().expect("it is read"), [(joe(), 7)]);
        table.close().expect("it closes");
        let reading = Ages::at(&image).read_only().open().expect("it was closed");
        assert_eq!(reading.tab2list().expect("it is read"), [(joe(), 7)]);
    }
    ages.sync().await.expect("it is durable");
    let later = Ages::at(crash(&path, "crash image")).open().expect("it opens");
    assert_eq!(later.len().expect("it is read"), 501);
}

/// 375: a file that is forced into repair is made as small as it can be; one that is open is not.
#[test]
fn a_forced_repair_makes_the_file_small() {
    let path = fresh("compact");
    let ages = Ages::at(&path).open().expect("a new table");
    ages.insert_all((0..5_000).map(|n| (n.to_string().repeat(20), n))).expect("it is written");
    ages.blocking_sync().expect("it is durable");
    ages.select_delete(|_, age| age % 100 != 0).expect("it is written");
    let size = |path: &Path| fs::metadata(path).expect("it is there").len();
    let second = Ages::at(&path).repair(Repair::Force).open().expect("it is open");
    second.close().expect("it closes");
    ages.close().expect("it closes");
    let before = size(&path);
    let ages = Ages::at(&path).repair(Repair::Force).open().expect("it is repaired");
    assert_eq!(ages.len().expect("it is read"), 50);
    ages.close().expect("it closes");
    assert!(size(&path) < before, "{} of {before}", size(&path));
}

/// 376: after a pause in which nobody writes everything is durable.
#[tokio::test(start_paused = true)]
async fn a_pause_makes_everything_durable() {
    let path = fresh("pause");
    let ages = Ages::at(&path).auto_save(Duration::from_mins(1)).open().expect("a new table");
    ages.insert(joe(), 7).expect("it is written");
    let steps = async |seconds| {
        for _ in 0..seconds {
            tokio::time::advance(Duration::from_secs(1)).await;
            tokio::task::yield_now().await;
        }
    };
    steps(40).await;
    ages.insert("ann".into(), 8).expect("it is written");
    steps(40).await;
    assert!(ages.info().expect("it is read").is_dirty, "the pause began anew");
    steps(25).await;
    while ages.info().expect("it is read").is_dirty {
        tokio::task::yield_now().await;
    }
    let image = Ages::at(crash(&path, "pause image")).repair(Repair::Refuse).open();
    assert_eq!(image.expect("there is nothing to repair").len().expect("it is read"), 2);
}

/// 377: a table is open for as long as anybody has it open, and each leaves by itself: by closing it,
/// or by ending.
#[tokio::test]
async fn the_last_one_closes_the_file() {
    let path = fresh("openers");
    let (a, b) = (Actor::new(), Actor::new());
    let open = || {
        let path = path.clone();
        // The handle is the process's own: it is dropped with it.
        move || {
            let ages = Ages::at(&path).open().expect("it opens");
            ages.insert(joe(), 7).expect("it is written");
            let _none = switchboard::process::put("ages", ages);
        }
    };
    a.run(open()).await;
    b.run(open()).await;
    let ages = Ages::at(&path).open().expect("it is open");
    assert!(matches!(DiskTable::is_disk_table(&path), Err(DiskError::InUse)), "it is open");
    a.kill().await;
    assert_eq!(ages.lookup("joe").expect("it is read"), Some(7));
    ages.close().expect("it leaves");
    assert!(matches!(DiskTable::is_disk_table(&path), Err(DiskError::InUse)), "b has it");
    b.kill().await;
    assert!(DiskTable::is_disk_table(&path).expect("it is closed"));
    let ages = Ages::at(&path).repair(Repair::Refuse).open().expect("it was closed properly");
    assert_eq!(
        ages.lookup("joe").expect("it is read"),
        Some(7),
        "what was not synced is there too"
    );
}

/// 377: many open and close the same file at once.
#[test]
fn many_open_and_close_at_once() {
    let path = fresh("many");
    std::thread::scope(|scope| {
        for n in 0..8_u32 {
            let path = &path;
            scope.spawn(move || {
                for round in 0..20 {
                    let ages = Ages::at(path).open().expect("it opens");
                    ages.insert(format!("{n}.{round}"), n).expect("it is written");
                    ages.close().expect("it closes");
                }
            });
        }
    });
    let ages = Ages::at(&path).open().expect("it opens");
    assert_eq!(ages.len().expect("it is read"), 160);
}

/// 378: another kind, other types, another version: each is an error that says so, whether the table
/// is open or not.
#[test]
fn a_file_that_does_not_fit_says_why() {
    let path = fresh("fit");
    let ages = Ages::at(&path).version(3).open().expect("a new table");
    for is_open in [true, false] {
        let kind = DiskTable::<String, u32, Bag>::at(&path).version(3).open();
        let Err(DiskError::WrongType { found, expected }) = kind else {
            panic!("a set is no bag: {kind:?}");
        };
        assert_eq!(found, "set of String and u32");
        assert_eq!(expected, "bag of String and u32");
        let types = DiskTable::<String, u64>::at(&path).version(3).open();
        assert!(matches!(types, Err(DiskError::WrongType { .. })), "{types:?}");
        let version = Ages::at(&path).version(4).open();
        let expected = Err((3, 4));
        let version = version.map_err(|error| match error {
            DiskError::WrongVersion { found, expected } => (found, expected),
            other => panic!("{other}"),
        });
        assert_eq!(version.map(drop), expected);
        if is_open {
            let mode = Ages::at(&path).version(3).read_only().open();
            assert!(matches!(mode, Err(DiskError::OpenOtherwise)), "{mode:?}");
            ages.insert(joe(), 7).expect("the refusals were no harm");
            ages.clone().close().expect("it leaves");
        }
    }
    drop(ages);
    let renamed = DiskTable::<String, u64>::at(&path).version(3).types("String and u32").open();
    assert_eq!(renamed.expect("it says that it fits").len().expect("it is read"), 1);
}

/// 378: a table that is only read refuses every write, and has to be there.
#[test]
fn a_table_to_be_read_refuses_to_be_written() {
    let path = fresh("read");
    let missing = Ages::at(&path).read_only().open();
    assert!(
        matches!(&missing, Err(DiskError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound)
    );
    let ages = Ages::at(&path).open().expect("a new table");
    ages.insert(joe(), 7).expect("it is written");
    ages.close().expect("it closes");
    let ages = Ages::at(&path).read_only().open().expect("it is there");
    assert_eq!(ages.lookup("joe").expect("it is read"), Some(7));
    let refused = [
        ages.insert(joe(), 8).map(drop),
        ages.insert_new("ann".into(), 8).map(drop),
        ages.delete("joe").map(drop),
        ages.update("joe", |age| *age += 1).map(drop),
        ages.update_counter("joe", 1).map(drop),
        ages.select_delete(|_, _| true).map(drop),
        ages.delete_all_objects(),
    ];
    for write in refused {
        assert!(matches!(write, Err(DiskError::ReadOnly)), "{write:?}");
    }
    ages.blocking_sync().expect("there is nothing to do");
    assert_eq!(ages.lookup("joe").expect("it is read"), Some(7));
}

/// 378: what is no table is an error, and stays as it is.
#[test]
fn a_file_that_is_no_table_is_left_alone() {
    for (name, contents) in [("text", b"just a text\n".repeat(1000)), ("short", b"x".to_vec())] {
        let path = fresh(name);
        fs::write(&path, &contents).expect("a file");
        let opened = Ages::at(&path).open();
        assert!(matches!(opened, Err(DiskError::NotATable)), "{name}: {opened:?}");
        assert!(!DiskTable::is_disk_table(&path).expect("it can be read"), "{name}");
        assert_eq!(fs::read(&path).expect("it is there"), contents, "{name}");
    }
    let folder = Ages::at(env!("CARGO_TARGET_TMPDIR")).open();
    assert!(matches!(folder, Err(DiskError::Io(_))), "{folder:?}");
}

/// 374: a file that is cut off or overwritten is an error or has what was durable; it is never
/// taken for something that it is not.
#[test]
fn a_damaged_file_is_an_error() {
    let path = fresh("damaged");
    let ages = Ages::at(&path).open().expect("a new table");
    ages.insert_all((0..2_000).map(|n| (n.to_string().repeat(10), n))).expect("it is written");
    ages.close().expect("it closes");
    let whole = fs::read(&path).expect("it is there");
    for part in 1..8 {
        let image = fresh("damaged image");
        fs::write(&image, &whole[..whole.len() * part / 8]).expect("a file");
        let opened = Ages::at(&image).open().and_then(|ages| ages.tab2list());
        assert!(opened.is_err(), "{part} eighths: {:?}", opened.map(|all| all.len()));
    }
    for length in [1, 9, 100, 500, 4_000] {
        let image = fresh("damaged image");
        fs::write(&image, &whole[..length]).expect("a file");
        let opened = Ages::at(&image).open();
        let said = matches!(opened, Err(DiskError::NotATable | DiskError::Damaged(_)));
        assert!(said, "{length} bytes: {opened:?}");
    }
}

/// 374: of a file with a byte that nobody has written, opening it makes an error or a table, and never a
/// panic; one that is checked is an error, or has all of what was written and can be written.
#[test]
fn a_wrong_byte_is_found_by_a_check() {
    let path = fresh("wrong byte");
    let all: Vec<(String, u32)> = (0..200).map(|n| (n.to_string(), n)).collect();
    let ages = Ages::at(&path).open().expect("a new table");
    ages.insert_all(all.clone()).expect("it is written");
    let written = ages.tab2list().expect("it is read");
    ages.close().expect("it closes");
    let whole = fs::read(&path).expect("it is there");
    let (image, mut found) = (fresh("wrong byte image"), 0);
    for at in (0..whole.len()).step_by(whole.len() / 97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        fs::write(&image, &bytes).expect("a file");
        // It may open, or not; the other one looks closer.
        drop(Ages::at(&image).read_only().open());
        match Ages::at(&image).check().open() {
            Err(DiskError::Damaged(_) | DiskError::NotATable | DiskError::WrongVersion { .. }) => {
                found += 1;
            }
            Err(error) => panic!("byte {at}: {error}"),
            Ok(ages) => {
                assert_eq!(ages.tab2list().expect("it is sound"), written, "byte {at}");
                ages.insert("joe".to_owned(), 7).expect("it is sound");
                ages.close().expect("it is sound");
            }
        }
    }
    assert!(found > 0);
    let checked = Ages::at(&path).check().open().expect("it is sound");
    assert_eq!(checked.len().expect("it is sound"), 200);
}
