//! Figures as Markdown.

use std::fmt::Write as _;

/// The middle one.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A table whose first column says what a row is about.
#[must_use]
pub fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n|---|", head.join(" | "));
    text.push_str(&"---:|".repeat(head.len() - 1));
    text.push('\n');
    for row in rows {
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

/// A figure, and its ratio to the first of the row.
#[must_use]
pub fn beside(value: f64, first: f64, unit: &str) -> String {
    format!("{value:.2} {unit} ({:.2})", value / first)
}
