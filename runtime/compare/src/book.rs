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
    let Some(page) = renewed(&page, table) else {
        return Err(io::Error::other(format!("{PAGE} has no line `{}`", BEGIN.trim_end())));
    };
    fs::write(PAGE, page)
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
    fn the_page_has_its_markers() {
        let page = fs::read_to_string(PAGE).expect("the page can be read");
        assert!(renewed(&page, "new").is_some());
    }
}
