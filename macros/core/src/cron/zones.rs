//! Time zones by name.

use crate::keys;
use crate::text::{Text, schedules as text};

/// The names of the IANA database, with those of the past that it still knows.
const ZONES: &str = include_str!("zones.txt");

/// The names that are known.
pub fn zones() -> impl Iterator<Item = &'static str> {
    ZONES.lines()
}

/// Judges the name of a time zone; case counts for nothing, as in the runtime.
///
/// # Errors
///
/// What is wrong, and what to write instead.
pub fn zone(name: &str) -> Result<(), Text> {
    if ZONES.lines().any(|known| known.eq_ignore_ascii_case(name)) {
        return Ok(());
    }
    let known: Vec<&str> = ZONES.lines().collect();
    // A city without its continent is the slip that is made most.
    let city = name.replace(' ', "_");
    let of_city = known.iter().find(|known| {
        known.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city))
    });
    let near = of_city.copied().or_else(|| keys::nearest(name, &known));
    Err(text::zone(name, near))
}
