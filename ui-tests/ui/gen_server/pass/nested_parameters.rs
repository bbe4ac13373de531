//! A parameter may stand anywhere inside a type.

#![deny(warnings, missing_docs, clippy::all)]

use std::collections::HashMap;

use switchboard::prelude::*;

/// Keeps nothing.
#[derive(GenServer)]
pub struct Deep<T>(std::marker::PhantomData<fn() -> T>);

/// Something about a type.
pub trait About<T>: Send {}

/// Five forms of the parameter.
pub type Forms<T> = (Vec<T>, Option<T>);

#[gen_server]
impl<T: Send + 'static> Deep<T> {
    #[init]
    fn open() -> Self {
        Self(std::marker::PhantomData)
    }

    #[cast]
    fn many(&mut self, all: HashMap<u8, Vec<T>>, four: [T; 4]) {
        drop((all, four));
    }

    #[cast]
    fn function(&mut self, with: fn(T) -> T) {
        let _ = with;
    }

    #[call]
    fn boxed(&self, about: Box<dyn About<T>>) -> Option<Forms<T>> {
        drop(about);
        None
    }
}

fn main() {}
