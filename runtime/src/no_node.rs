//! Names are everybody's: there are no tests with names of their own without `test-util`.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use crate::process::core::Core;
use crate::sync::Lock;

/// Whose names are meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place;

/// The names that the running code sees.
pub(crate) fn here() -> Place {
    Place
}

/// The names that a process goes by.
pub(crate) fn of(_process: &Core) -> Place {
    Place
}

/// Something random. Each `RandomState` has keys of its own, which are as random as a wait has to be.
pub(crate) fn random() -> u64 {
    RandomState::new().hash_one(0)
}

/// A table of names.
#[derive(Default)]
pub(crate) struct PerNode<T>(Lock<T>);

impl<T> PerNode<T> {
    /// Works on the table.
    pub(crate) fn with<R>(&self, _place: Place, work: impl FnOnce(&mut T) -> R) -> R {
        work(&mut self.0.lock())
    }
}
