//! A file that is cut off at any byte, and one that was written without us.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use redb::{Database, ReadableDatabase, StorageBackend};

use super::DiskTable;
use super::error::DiskError;
use super::opener::Opener;
use super::spec::{How, Repair};
use super::store::{OBJECTS, Store};

type Numbers = DiskTable<u32, String>;

/// What was done to a file, in order.
#[derive(Clone, Debug)]
enum Done {
    Length(u64),
    Wrote(u64, Vec<u8>),
}

/// A file in memory that remembers how it came to be.
#[derive(Clone, Debug, Default)]
struct Tape {
    file: Arc<Mutex<Vec<u8>>>,
    done: Arc<Mutex<Vec<Done>>>,
}

fn at(offset: u64) -> usize {
    usize::try_from(offset).expect("a small file")
}

fn play(file: &mut Vec<u8>, done: &Done) {
    match done {
        Done::Length(len) => file.resize(at(*len), 0),
        Done::Wrote(offset, data) => {
            let end = at(*offset) + data.len();
            if file.len() < end {
                file.resize(end, 0);
            }
            file[at(*offset)..end].copy_from_slice(data);
        }
    }
}

impl Tape {
    fn holding(file: Vec<u8>) -> Self {
        Self { file: Arc::new(Mutex::new(file)), done: Arc::default() }
    }

    fn note(&self, done: Done) {
        play(&mut self.file.lock().expect("no test panics inside"), &done);
        self.done.lock().expect("no test panics inside").push(done);
    }

    fn steps(&self) -> usize {
        self.done.lock().expect("no test panics inside").len()
    }
}

impl StorageBackend for Tape {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.file.lock().expect("no test panics inside").len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        let file = self.file.lock().expect("no test panics inside");
        let bytes = file.get(at(offset)..at(offset) + out.len());
        out.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        self.note(Done::Length(len));
        Ok(())
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.note(Done::Wrote(offset, data.to_vec()));
        Ok(())
    }
}

fn open(tape: &Tape) -> Result<Numbers, DiskError> {
    let how = How::default();
    let store = Store::in_memory(tape.clone(), &how, Numbers::head(&how))?;
    Ok(DiskTable::of(Opener::unlisted(store)))
}

fn value(n: u32) -> String {
    n.to_string().repeat(20)
}

/// Writes two batches of `PER` for each sync, and gives how many steps there were after each.
fn record(tape: &Tape) -> Vec<usize> {
    let table = open(tape).expect("a new table");
    let mut synced = vec![tape.steps()];
    for batch in 0..SYNCS {
        let from = batch * PER * 2;
        table.insert_all((from..from + PER).map(|n| (n, value(n)))).expect("it is written");
        let rest = from + PER..from + 2 * PER;
        table.insert_all(rest.map(|n| (n, value(n)))).expect("it is written");
        table.blocking_sync().expect("it is durable");
        synced.push(tape.steps());
    }
    // This one nobody waits for.
    table.insert(u32::MAX, value(0)).expect("it is written");
    std::mem::forget(table);
    synced
}

const SYNCS: u32 = 5;
const PER: u32 = 8;

/// The file as it was after so many steps, and a part of the next one.
fn check(file: Vec<u8>, synced: usize) {
    let table = open(&Tape::holding(file)).expect("it opens");
    let all = table.tab2list().expect("it can be read");
    let there = u32::try_from(all.len()).expect("a small number");
    let least = u32::try_from(synced).expect("a small number") * PER * 2;
    assert!(there >= least, "{there} of {least}");
    assert!(there == least || there == least + 2 * PER, "a sync is there or not: {there}");
    for n in 0..there {
        assert_eq!(table.lookup(&n).expect("it can be read"), Some(value(n)));
    }
    table.insert(there, value(there)).expect("it can be written to");
    table.blocking_sync().expect("it is durable");
}

/// Experiment 31: after each write and each sync, and in the middle of any write.
#[test]
fn a_file_that_is_cut_off_at_any_byte_has_all_that_was_synced() {
    let tape = Tape::default();
    let synced = record(&tape);
    let steps = tape.done.lock().expect("no test panics inside").clone();
    let mut file = Vec::new();
    for (step, done) in steps.iter().enumerate() {
        if step >= synced[0] {
            let before = synced.iter().filter(|at| **at <= step).count() - 1;
            check(file.clone(), before);
            if let Done::Wrote(offset, data) = done {
                for cut in [1, data.len() / 2, data.len().saturating_sub(1)] {
                    let mut torn = file.clone();
                    play(&mut torn, &Done::Wrote(*offset, data[..cut].to_vec()));
                    check(torn, before);
                }
            }
        }
        play(&mut file, done);
    }
    assert!(steps.len() > 50, "{} steps are too few to mean anything", steps.len());
}

fn path(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("switchboard-{}-{name}", std::process::id()));
    // It may be there from an earlier run.
    drop(fs::remove_file(&path));
    path
}

/// A file that was written without us may need a repair, and is opened as it was said.
#[test]
fn a_file_that_needs_a_repair_gets_one_if_it_may() {
    let (file, image) = (path("unclean"), path("unclean-image"));
    let table: Numbers = DiskTable::at(&file).open().expect("a new table");
    table.insert(1, "one".to_owned()).expect("it is written");
    table.close().expect("it closes");
    let base = Database::open(&file).expect("it is closed");
    let txn = base.begin_write().expect("a transaction");
    let key = crate::codec::encode(&2_u32).expect("bytes");
    let two = crate::codec::encode("two").expect("bytes");
    txn.open_table(OBJECTS)
        .expect("it is there")
        .insert((key.as_slice(), 0), two.as_slice())
        .expect("it is written");
    txn.commit().expect("it is durable");
    fs::copy(&file, &image).expect("a copy");
    drop(base);

    let refused = Numbers::at(&image).repair(Repair::Refuse).open();
    assert!(matches!(refused, Err(DiskError::NeedsRepair)), "{refused:?}");
    let reading = Numbers::at(&image).read_only().open();
    assert!(matches!(reading, Err(DiskError::NotClosed)), "{reading:?}");
    let table = Numbers::at(&image).open().expect("it is repaired");
    assert_eq!(table.tab2list().expect("it can be read").len(), 2);
    table.close().expect("it closes");
    let table = Numbers::at(&image).repair(Repair::Refuse).open().expect("nothing to repair");
    table.close().expect("it closes");
    for file in [file, image] {
        fs::remove_file(file).expect("it is there");
    }
}

/// A database of somebody else is no table, and neither is one with another format.
#[test]
fn somebody_elses_database_is_no_table() {
    let file = path("foreign");
    let base = Database::create(&file).expect("a new file");
    let txn = base.begin_write().expect("a transaction");
    let other = redb::TableDefinition::<u8, u8>::new("something else");
    txn.open_table(other).expect("a new table").insert(1, 1).expect("it is written");
    txn.commit().expect("it is durable");
    assert!(base.begin_read().is_ok());
    drop(base);
    assert!(matches!(Numbers::at(&file).open(), Err(DiskError::NotATable)));
    assert!(matches!(DiskTable::is_disk_table(&file), Ok(false)));
    fs::remove_file(file).expect("it is there");
}
