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

/// What is said about a function that a runtime is to run.
pub(crate) struct Function {
    pub(crate) not_async: Text,
    pub(crate) no_body: Text,
    pub(crate) constant: Text,
    pub(crate) abi: Text,
    pub(crate) generics: Text,
    pub(crate) arguments: Text,
}

/// About `main`.
pub(crate) const MAIN: Function = Function {
    not_async: Text::fixed(
        "this `main` is not async, so there is nothing to run",
        "write `async fn main`; if that is what you wrote, an attribute above this one has taken the \
         `async` away: keep one of the two",
    ),
    no_body: Text::fixed("`main` needs a body", "write `async fn main() { .. }`"),
    constant: Text::fixed("`main` cannot be const", "remove `const`"),
    abi: Text::fixed("`main` is called by the runtime", "remove the ABI"),
    generics: Text::fixed(
        "`main` has no generics: nobody could choose them",
        "write `async fn main()`",
    ),
    arguments: Text::fixed("`main` takes no arguments", "read them from `std::env::args()`"),
};

/// About a test.
pub(crate) const TEST: Function = Function {
    not_async: Text::fixed(
        "this test is not async, so there is nothing to run",
        "write `async fn`, or `#[test]` alone for a test that never waits; if `async` is what you \
         wrote, an attribute above this one has taken it away: keep one of the two",
    ),
    no_body: Text::fixed("a test needs a body", "write `async fn name() { .. }`"),
    constant: Text::fixed("a test cannot be const", "remove `const`"),
    abi: Text::fixed("a test is called by the runtime", "remove the ABI"),
    generics: Text::fixed(
        "a test has no generics: nobody could choose them",
        "call a generic function from a test for each type",
    ),
    arguments: Text::fixed(
        "a test takes no arguments: nobody could give them",
        "make what it needs in its body",
    ),
};

/// Another runtime on the same function.
pub(crate) fn two_runtimes(other: &str) -> Text {
    let what = format!("`#[{other}]` would start a second runtime inside of this one");
    Text::new(what, "remove it")
}

/// The attribute that ours writes.
pub(crate) const TEST_TWICE: Text =
    Text::fixed("this makes the function a test twice", "remove `#[test]`");

pub(crate) const ONE_THREAD: Text = Text::fixed(
    "there is only one thread with `flavor = current_thread`",
    "remove `worker_threads`, or write `flavor = multi_thread`",
);

/// A test is on one thread unless it says otherwise.
pub(crate) const ONE_THREAD_UNLESS: Text = Text::fixed(
    "a test is on one thread unless it says otherwise",
    "remove `worker_threads`, or write `flavor = multi_thread`",
);

pub(crate) const PAUSED_THREADS: Text = Text::fixed(
    "the clock can only be paused on one thread",
    "write `clock = real`, or remove `flavor = multi_thread`",
);
