//! The page of the book that shows the table.

use std::{fs, io};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/inside/speed.md");
const BEGIN: &str = "<!-- table -->\n";
const END: &str = "<!-- end of table -->";

/// Puts a table between the two markers of the page.
///
/// # Errors
///
/// When the page cannot be read or written, or has lost its markers.
pub fn write(table: &str) -> io::Result<()> {
    let page = fs::read_to_string(PAGE)?;
    let marked =
        page.split_once(BEGIN).and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
    let Some((head, tail)) = marked else {
        return Err(io::Error::other(format!("{PAGE} has no line `{}`", BEGIN.trim_end())));
    };
    fs::write(PAGE, format!("{head}{BEGIN}\n{table}\n{END}{tail}"))
}
