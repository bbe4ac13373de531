//! About `main`, attributes that nobody took away, and our own mistakes.

use super::Text;

/// A macro that panicked.
#[must_use]
pub fn panicked(name: &str) -> Text {
    Text::new(
        format!("`{name}` panicked on this input: a bug in switchboard, not in your code"),
        "please report it, with the item that the macro is on",
    )
}

/// An attribute outside of the impl that knows it.
#[must_use]
pub fn misplaced(name: &str, family: &str) -> Text {
    let what = format!("`#[{name}]` goes on a method of an impl with `#[{family}]`");
    // Those who implement a protocol might repeat what its trait says.
    Text::new(
        what,
        match name {
            "call" | "cast" => format!(
                "write `#[{family}]` above the impl; the impl of a protocol needs no `#[{name}]`"
            ),
            _ => format!("write `#[{family}]` above the impl"),
        },
    )
}

/// `main` without `async`.
pub(crate) const NOT_ASYNC: Text = Text::fixed(
    "this `main` is not async, so there is nothing to run",
    "write `async fn main`; if that is what you wrote, an attribute above this one has taken the \
     `async` away: keep one of the two",
);

/// Another runtime on the same function.
pub(crate) fn two_runtimes(other: &str) -> Text {
    let what = format!("`#[{other}]` would start a second runtime inside of this one");
    Text::new(what, "remove it")
}

pub(crate) const ONE_THREAD: Text = Text::fixed(
    "there is only one thread with `flavor = current_thread`",
    "remove `worker_threads`, or write `flavor = multi_thread`",
);

pub(crate) const NO_BODY: Text =
    Text::fixed("`main` needs a body", "write `async fn main() { .. }`");

pub(crate) const CONST: Text = Text::fixed("`main` cannot be const", "remove `const`");

pub(crate) const ABI: Text = Text::fixed("`main` is called by the runtime", "remove the ABI");

pub(crate) const GENERICS: Text =
    Text::fixed("`main` has no generics: nobody could choose them", "write `async fn main()`");

pub(crate) const ARGUMENTS: Text =
    Text::fixed("`main` takes no arguments", "read them from `std::env::args()`");
