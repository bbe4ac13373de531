//! Parameters with defaults, bounds and constants.

#![deny(warnings, missing_docs, clippy::all)]

use std::fmt::Debug;

use switchboard::prelude::*;

/// Keeps.
#[derive(GenServer)]
pub struct Keeper<T: Debug = u8, const N: usize = 3, U = Vec<T>>
where
    U: Default,
{
    /// Some.
    pub some: [T; N],
    /// More.
    pub more: U,
}

/// Or not.
#[derive(GenServer)]
pub enum Maybe<T: ?Sized + 'static> {
    /// It.
    It(Box<T>),
    /// Nothing.
    Nothing,
}

fn main() {}
