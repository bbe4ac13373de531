//! What the tests of this package share; the tests themselves live in `tests/`.

pub mod complaint;
pub mod shown;
pub mod source;
pub mod tree;

/// The README, so that its programs are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
