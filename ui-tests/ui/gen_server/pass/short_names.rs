//! Servers and arguments may have the names of type parameters.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

pub mod s {
    use switchboard::prelude::*;

    #[derive(GenServer, Default)]
    pub struct S;

    #[gen_server]
    impl S {
        #[call]
        pub fn get(&self, t: T) -> Option<T> {
            Some(t)
        }
    }

    pub struct T;
}

#[derive(GenServer)]
pub struct R<M: Send + 'static>(Vec<M>);

#[gen_server]
impl<M: Send + 'static> R<M> {
    #[init]
    fn open() -> Self {
        Self(Vec::new())
    }

    #[cast]
    pub fn put(&mut self, m: M) {
        self.0.push(m);
    }
}

fn main() {}
