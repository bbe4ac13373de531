//! Without an index a record need not be `Clone`, and its table is as visible as it is.

#![deny(warnings, clippy::all)]

mod inner {
    use switchboard::prelude::*;

    #[derive(Record)]
    pub(super) struct Row {
        #[key]
        pub(super) at: u64,
        pub(super) what: std::sync::Mutex<u8>,
    }

    /// Nobody makes a table of these.
    #[derive(Record)]
    struct Unused {
        #[key]
        _at: u64,
    }
}

fn main() {
    let rows = inner::RowTable::new();
    rows.insert(inner::Row { at: 1, what: 7.into() }).expect("it is there");
    let what = rows.lookup_with(&1, |row| *row.what.lock().expect("nobody panics"));
    assert_eq!(what, Ok(Some(7)));
}
