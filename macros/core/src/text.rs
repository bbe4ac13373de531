//! What several macros say: what is wrong, and on the next line what to write instead.

use crate::keys::Arg;

/// The help for a word in quotes.
#[must_use]
pub fn unquote(key: &str, word: &str) -> String {
    format!("\nhelp: remove the quotes: write `{key} = {word}`")
}

/// A count that is none.
#[must_use]
pub fn number(arg: &Arg) -> String {
    let key = arg.name();
    let help = match arg.quoted() {
        Some(text) if text.parse::<u32>().is_ok() => unquote(&key, &text),
        _ => format!("\nhelp: write `{key} = 4`"),
    };
    format!("`{key}` takes a number{help}")
}

/// A size of a mailbox that is none.
#[must_use]
pub fn mailbox(arg: &Arg) -> String {
    let key = arg.name();
    let help = match arg.quoted() {
        Some(text) if text == "unbounded" || text.parse::<u32>().is_ok() => unquote(&key, &text),
        _ => format!("\nhelp: write `{key} = 1024`"),
    };
    format!("`{key}` takes a number or `unbounded`{help}")
}

/// An attribute that is nearly one of ours.
#[must_use]
pub fn near(written: &str, meant: &str) -> String {
    format!("there is no attribute `#[{written}]`\nhelp: did you mean `#[{meant}]`?")
}

/// `main` without `async`.
pub const NOT_ASYNC: &str = "this `main` is not async, so there is nothing to run\n\
    help: write `async fn main`; if that is what you wrote, an attribute above this one has taken \
    the `async` away: keep one of the two";

/// Another runtime on the same function.
#[must_use]
pub fn two_runtimes(other: &str) -> String {
    format!("`#[{other}]` would start a second runtime inside of this one\nhelp: remove it")
}

/// `args` where none are declared.
pub const NO_ARGS: &str = "this supervisor takes no arguments, so there is no `args`\n\
    help: add `args = Type` to `#[supervisor(..)]`";

/// A running child where its specification belongs.
#[must_use]
pub fn started(server: &str, method: &str) -> String {
    format!(
        "`{server}::{method}` starts the child here and now, where no supervisor could restart it\n\
         help: write `start = {server}::child(..)`"
    )
}

/// A part of a message that is bound to its thread.
#[must_use]
pub fn stays_in_message(ty: &str, help: &str) -> String {
    format!("`{ty}` cannot travel in a message: it is bound to its thread\nhelp: {help}")
}

/// A part of a state that is bound to its thread.
#[must_use]
pub fn stays_in_state(ty: &str, help: &str) -> String {
    format!(
        "`{ty}` cannot be part of a state: it is bound to its thread, and a process is not\n\
         help: {help}"
    )
}

/// A supervisor below itself.
#[must_use]
pub fn contains_itself(name: &str) -> String {
    format!(
        "`{name}` contains itself as a child, so its start would never end\n\
         help: remove the child, or start it later with a `DynamicSupervisor`"
    )
}
