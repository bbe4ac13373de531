//! The tests of this package live in `tests/`.
