//! A file that is damaged while it is closed: whatever is read or written then is an error of its own,
//! or is right, and the program lives. `cargo test --features disk`.

#![cfg(feature = "disk")]

#[path = "support/file.rs"]
mod file;

use std::env;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use file::fresh;
use switchboard::{Bag, DiskError, DiskTable};

type Texts = DiskTable<u32, String>;
type Notes = DiskTable<u32, String, Bag>;

const DAMAGED: &str = "SWITCHBOARD_DAMAGED_FILE";
const FLIPS: usize = 211;

fn text(n: u32) -> String {
    n.to_string().repeat(20)
}

/// Whether it went well; any other error than one about the file is none that damage may have.
fn well<T>(result: Result<T, DiskError>) -> bool {
    match result {
        Ok(_) => true,
        Err(
            DiskError::Damaged(_)
            | DiskError::Codec(_)
            | DiskError::NotATable
            | DiskError::WrongType { .. }
            | DiskError::WrongVersion { .. }
            | DiskError::Io(_)
            | DiskError::Storage(_),
        ) => false,
        Err(error) => panic!("this is not about the file: {error:?}"),
    }
}

/// Reads in every way; how often it went wrong.
fn read(texts: &Texts) -> usize {
    let mut all = vec![
        well(texts.tab2list()),
        well(texts.len()),
        well(texts.info()),
        texts.select_pages(10, |_, _| Some(())).all(well),
    ];
    for key in (0..400).step_by(37) {
        all.extend([well(texts.lookup(&key)), well(texts.member(&key))]);
    }
    all.iter().filter(|well| !**well).count()
}

/// Writes in every way; how often it went wrong.
fn write(texts: &Texts) -> usize {
    let mut all = Vec::new();
    for key in (0..400).step_by(41) {
        all.extend([well(texts.delete(&key)), well(texts.insert(key + 1000, text(key)))]);
    }
    all.extend([
        well(texts.insert_all((2000..2100).map(|n| (n, text(n))))),
        well(texts.blocking_sync()),
        well(texts.update(&7, |text| text.push('x'))),
        well(texts.select_replace(|key, _| (key % 3 == 0).then(String::new))),
        well(texts.select_delete(|key, _| key % 2 == 0)),
        well(texts.delete_all_objects()),
    ]);
    all.iter().filter(|well| !**well).count()
}

/// Opens, reads and writes a damaged file; how often it went wrong.
fn use_it(path: &Path, check: bool) -> usize {
    let mut wrong = usize::from(!well(DiskTable::is_disk_table(path)));
    let reading = Texts::at(path).read_only().open();
    wrong += reading.as_ref().map_or(1, read);
    drop(reading);
    let spec = Texts::at(path);
    let opened = if check { spec.check().open() } else { spec.open() };
    let Ok(texts) = opened else {
        return wrong + usize::from(!well(opened));
    };
    if check {
        assert_eq!((read(&texts), write(&texts)), (0, 0), "it was checked");
        texts.close().expect("it was checked");
        return wrong;
    }
    wrong += read(&texts) + write(&texts);
    wrong + usize::from(!well(texts.close()))
}

/// Damages a byte at many places of the file, one after another, and uses what is left.
fn damage(path: &Path) {
    let whole = fs::read(path).expect("it is there");
    let (image, mut wrong) = (path.with_extension("image"), 0);
    for at in (0..whole.len()).step_by(whole.len() / FLIPS) {
        for (mask, check) in [(0xff, false), (0x01, false), (0x80, true)] {
            let mut bytes = whole.clone();
            bytes[at] ^= mask;
            fs::write(&image, &bytes).expect("a file");
            println!("byte {at}, mask {mask}");
            wrong += use_it(&image, check);
        }
    }
    assert!(wrong > 100, "the damage was seen {wrong} times");
}

/// In a program of its own, which an abort would end.
///
/// Experiment 34: a byte at many places, in each way to use what is left.
#[test]
fn a_damaged_file_is_an_error_whatever_is_done() {
    if let Some(path) = env::var_os(DAMAGED) {
        return damage(Path::new(&path));
    }
    let path = fresh("damaged");
    let texts = Texts::at(&path).open().expect("a new table");
    texts.insert_all((0..400).map(|n| (n, text(n)))).expect("it is written");
    texts.close().expect("it closes");
    let program = env::current_exe().expect("this test is a file");
    let child = Command::new(program)
        .args(["--exact", "a_damaged_file_is_an_error_whatever_is_done", "--nocapture"])
        .env(DAMAGED, &path)
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&child.stdout);
    let last = said.lines().rfind(|line| line.starts_with("byte"));
    let errors = String::from_utf8_lossy(&child.stderr);
    let end = errors.lines().rev().take(5).collect::<Vec<_>>();
    assert!(child.status.success(), "{} at {last:?}: {end:?}", child.status);
}

/// What a function of the user panics with is its own, and says nothing about the file.
#[test]
#[expect(clippy::disallowed_methods, reason = "it is a panic that the test is about")]
fn a_panic_of_a_function_is_no_damage() {
    let path = fresh("sound");
    let notes = Notes::at(&path).open().expect("a new table");
    notes.insert(1, text(1)).expect("it is written");
    let panic = catch_unwind(AssertUnwindSafe(|| notes.select_delete(|_, _| panic!("mine"))));
    assert_eq!(panic.expect_err("it panics").downcast_ref(), Some(&"mine"));
    let see = |_: &u32, _: &String| -> Option<()> { panic!("mine") };
    let panic = catch_unwind(AssertUnwindSafe(|| notes.select(see)));
    assert_eq!(panic.expect_err("it panics").downcast_ref(), Some(&"mine"));
    assert_eq!(notes.tab2list().expect("it is sound"), [(1, text(1))]);
    notes.insert(1, text(2)).expect("it is sound");
    notes.close().expect("it is sound");
}
