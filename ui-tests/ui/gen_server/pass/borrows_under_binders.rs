//! What a function pointer or a closure borrows is bound inside of it.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Applies.
#[derive(GenServer, Default)]
pub struct Applier {
    text: String,
}

/// Looks at text.
pub type Look = Box<dyn for<'a> Fn(&'a str) -> &'a str + Send>;

#[gen_server]
impl Applier {
    #[call]
    fn pointer(&self, with: fn(&str) -> usize) -> usize {
        with(&self.text)
    }

    #[call]
    fn bound(&self, with: for<'a> fn(&'a str) -> &'a str) -> String {
        with(&self.text).to_owned()
    }

    #[cast]
    fn boxed(&mut self, with: Look, or: Option<Box<dyn FnOnce(&mut String) + Send>>) {
        self.text = with(&self.text).to_owned();
        if let Some(or) = or {
            or(&mut self.text);
        }
    }
}

fn main() {}
