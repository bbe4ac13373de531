//! What holds for every macro and every input, whatever is in it.

mod inputs;
mod names;
mod random;
pub(crate) mod robust;
mod signatures;
mod size;
mod snapshots;

use proc_macro2::{TokenStream, TokenTree};

/// A macro, with inputs that it accepts.
pub(crate) struct Macro {
    pub(crate) expand: fn(TokenStream, TokenStream) -> TokenStream,
    /// What is between the parentheses of an attribute, and the item.
    pub(crate) inputs: &'static [(&'static str, &'static str)],
}

impl Macro {
    /// Whether what it says is about a state machine.
    fn of_machines(&self) -> bool {
        self.inputs.iter().any(|(attr, item)| attr.contains("state =") || item.contains("#[statem"))
    }

    fn expansions(&self) -> impl Iterator<Item = TokenStream> {
        self.inputs.iter().map(|(attr, item)| (self.expand)(tokens(attr), tokens(item)))
    }
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

/// All tokens in a row, without what groups them.
fn row(tokens: TokenStream) -> Vec<String> {
    let mut all = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => all.extend(row(group.stream())),
            other => all.push(other.to_string()),
        }
    }
    all
}

/// How often a token is there.
fn count(row: &[String], word: &str) -> usize {
    row.iter().filter(|token| *token == word).count()
}
