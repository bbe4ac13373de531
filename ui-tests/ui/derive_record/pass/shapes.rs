//! Raw names, another name for the table, and fields that are not there.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Has shapes.
#[derive(Clone, Record)]
#[record(table = Shapes)]
#[record(crate = ::switchboard)]
pub struct Shape {
    #[key]
    r#type: (u8, &'static str),
    #[index(rename = r#match)]
    number: Option<u8>,
    #[index]
    r#fn: String,
    #[cfg(any())]
    #[index]
    missing: NoSuchType,
    _ignored: f64,
}

/// Uses them.
///
/// # Errors
///
/// When there is no table.
pub fn uses(shapes: &Shapes) -> Result<usize, TableError> {
    let all = shapes.lookup_by_match(&Some(1))?.len() + shapes.lookup_by_fn("x")?.len();
    Ok(all + usize::from(shapes.member(&(1, "x"))?))
}

fn main() {
    let shapes = Shapes::default();
    let shape = || Shape { r#type: (1, "x"), number: Some(1), r#fn: "x".to_owned(), _ignored: 0.5 };
    shapes.insert(shape()).expect("it is there");
    assert_eq!(uses(&shapes), Ok(3));
}
