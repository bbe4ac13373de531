//! A parameter of a server cannot be conditional.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Holder<T: Send + 'static>(T);

#[gen_server]
impl<#[cfg(all())] T: Send + 'static> Holder<T> {
    #[init]
    fn open(value: T) -> Self {
        Self(value)
    }
}

fn main() {}
