//! The macros in the edition 2018: names that are keywords elsewhere, and what all editions share.

#[path = "../../shared/elsewhere.rs"]
pub mod elsewhere;
#[path = "../../shared/inside.rs"]
pub mod inside;
#[path = "../../shared/primitives.rs"]
pub mod primitives;
#[path = "../../shared/shadowed.rs"]
pub mod shadowed;
#[path = "../../shared/timed.rs"]
pub mod timed;
#[path = "../../shared/written.rs"]
pub mod written;

pub mod exported;
pub mod keywords;

#[cfg(test)]
mod tests;
