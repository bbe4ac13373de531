//! The pages of the book that show the tables.

use std::{fs, io};

/// The page about processes and messages.
pub const PROCESSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/inside/speed.md");

/// The page about tables, files and schedules.
pub const TABLES: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/src/inside/tables-speed.md");

const BEGIN: &str = "<!-- table -->\n";
const END: &str = "<!-- end of table -->";

/// Puts a table between the two markers of a page.
///
/// # Errors
///
/// When the page cannot be read or written, or has lost its markers.
pub fn write(path: &str, table: &str) -> io::Result<()> {
    let page = fs::read_to_string(path)?;
    let Some(page) = renewed(&page, table) else {
        return Err(io::Error::other(format!("{path} has no line `{}`", BEGIN.trim_end())));
    };
    fs::write(path, page)
}

/// The page with another table, unless it lacks a marker.
fn renewed(page: &str, table: &str) -> Option<String> {
    let (head, rest) = page.split_once(BEGIN)?;
    let (_, tail) = rest.split_once(END)?;
    Some(format!("{head}{BEGIN}\n{table}\n{END}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let page = renewed(&format!("before\n{BEGIN}\nold\n\n{END}\nafter\n"), "new\n");
        assert_eq!(page, Some(format!("before\n{BEGIN}\nnew\n\n{END}\nafter\n")));
        assert_eq!(renewed("no markers", "new"), None);
    }

    #[test]
    fn the_pages_have_their_markers() {
        for path in [PROCESSES, TABLES] {
            let page = fs::read_to_string(path).expect("the page can be read");
            assert!(renewed(&page, "new").is_some(), "{path}");
        }
    }
}
