//! A borrow that lives for ever is no borrow.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Keeps text.
#[derive(GenServer, Default)]
pub struct Keeper {
    text: &'static str,
}

#[gen_server]
impl Keeper {
    #[call]
    fn swap(&mut self, text: &'static str) -> &'static str {
        std::mem::replace(&mut self.text, text)
    }

    #[cast]
    fn set(&mut self, texts: Vec<&'static str>, of: fn(&str) -> usize) {
        self.text = texts.into_iter().max_by_key(|text| of(text)).unwrap_or("");
    }

    #[cast]
    fn boxed(&mut self, with: Box<dyn Fn(&str) -> &str + Send>) {
        self.text = with(self.text);
    }
}

fn main() {}
