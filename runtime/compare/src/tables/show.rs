//! The table, as Markdown.

use std::fmt::Write as _;

use super::rounds::{Cell, Row};
use super::work::{Group, SIDES};

/// The first two lines of the table.
#[must_use]
pub fn head() -> String {
    let names = ["switchboard", "by hand", "a library", "another", "Erlang"];
    debug_assert_eq!(names.len(), SIDES);
    format!("| | workers | {} |\n|---|---:|{}\n", names.join(" | "), "---:|".repeat(SIDES))
}

/// The lines of one group: who its sides are, and a line for each row.
#[must_use]
pub fn group(group: &Group, rows: &[Row]) -> String {
    let mut text = format!("| **{}** | |", group.title);
    for side in &group.sides {
        let _ = write!(text, " {} |", side.as_ref().map_or("", |side| side.name.as_str()));
    }
    for row in rows {
        let _ = write!(text, "\n| {} | {} |", row.work.name, row.work.workers);
        for (at, cell) in row.cells.iter().enumerate() {
            let _ = write!(text, " {} |", shown(*cell, row.work.unit, at == 0));
        }
    }
    text.push('\n');
    text
}

fn shown(cell: Option<Cell>, unit: &str, is_ours: bool) -> String {
    match cell {
        None => "–".to_owned(),
        Some(Cell { value, .. }) if is_ours => format!("{} {unit}", digits(value)),
        Some(Cell { value, share }) => {
            format!("**{}** ({})", digits_of_share(share), digits(value))
        }
    }
}

fn digits(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

fn digits_of_share(share: f64) -> String {
    match share {
        ..0.1 => format!("{share:.3}"),
        ..10.0 => format!("{share:.2}"),
        _ => format!("{share:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::work::Work;
    use super::*;

    #[test]
    fn a_row_has_our_number_and_shares_of_the_others() {
        let ours = Some(Cell { value: 12.34, share: 1.0 });
        let theirs = Some(Cell { value: 246.8, share: 0.05 });
        let rows = [Row { work: Work::timed("get", 2, 1), cells: vec![ours, theirs, None] }];
        let none = || None;
        let named = Group {
            title: "a set",
            sides: [none(), none(), none(), none(), none()],
            works: Vec::new(),
        };
        let text = group(&named, &rows);
        assert_eq!(
            text,
            "| **a set** | |  |  |  |  |  |\n| get | 2 | 12.3 ns | **0.050** (247) | – |\n"
        );
    }
}
