//! A parameter that no handler mentions is carried along.

#![deny(warnings, missing_docs)]

use switchboard::prelude::*;


/// Keeps something.
#[derive(GenServer)]
pub struct Holder<T> {
    value: T,
}

#[gen_server]
impl<T: Send + PartialEq + 'static> Holder<T> {
    #[init]
    fn open(value: T) -> Self {
        Self { value }
    }

    #[call]
    fn is_itself(&self) -> bool {
        self.value == self.value
    }

    #[cast]
    fn nothing(&mut self) {}
}

fn main() {
    let _ = Holder::<String>::child;
}
