//! Bounds on one parameter in both places are copied as they are.

#![deny(warnings, missing_docs, clippy::all)]

use std::fmt::{Debug, Display};

use switchboard::prelude::*;

/// Shows things.
#[derive(GenServer)]
pub struct Show<T>(T);

#[gen_server]
impl<T: Debug + Send> Show<T>
where
    T: Display,
    T: 'static,
{
    #[init]
    fn open(it: T) -> Self {
        Self(it)
    }

    #[call]
    fn text(&self) -> String {
        format!("{} {:?}", self.0, self.0)
    }
}

fn main() {}
