//! What is said about a trait that cannot be a protocol.

use crate::keys;

/// Something that is no trait.
pub(super) fn no_trait(what: &str) -> String {
    let help = match what {
        "impl" => {
            "put it on `trait Name { .. }`; who implements that trait needs no attribute for it"
        }
        _ => "put it on `trait Name { .. }`",
    };
    format!("`#[protocol]` goes on a trait, not on this {what}\nhelp: {help}")
}

/// Parameters of the trait.
pub(super) const PARAMETERS: &str = "a protocol has no parameters: its handle stands for one set of messages\n\
     help: write a trait for each type, or box what differs";

/// A parameter of a method's own.
pub(super) fn parameter(kind: &str) -> String {
    let help = match kind {
        "lifetime" => "take owned data",
        _ => "write a method for each type, or box the value",
    };
    format!("nobody could choose this {kind} parameter: messages have one type\nhelp: {help}")
}

/// Bounds on a method.
pub(super) const BOUNDS: &str = "generated code calls this method for every server that has the protocol\n\
     help: remove the bounds; what every such server must be is a supertrait";

/// Handlers of what no other process asks for.
pub(super) fn role(role: &str) -> String {
    format!(
        "`#[{role}]` is no part of a protocol: others send calls and casts\n\
         help: write it into the `#[gen_server]` impl of each server, and remove it here"
    )
}

/// `Self` in a message.
pub(super) const OF_ITSELF: &str = "`Self` is another type for each server, but a message of a protocol is the same for all\n\
     help: write the type";

/// A context where there may be none.
pub(super) fn context(name: &str) -> String {
    format!(
        "only a server has a context, and nothing says that `Self` is one\n\
         help: write `trait {name}: GenServer`"
    )
}

/// What every handle of a protocol has.
pub(super) const RESERVED: &[&str] = &["new", "pid", "cast", "clone"];

/// A method of the handle that exists already.
pub(super) fn reserved(name: &str) -> String {
    format!(
        "every handle of a protocol has a function `{name}` already\n\
         help: add `rename = other_name` to the attribute; {} are taken",
        keys::list(RESERVED)
    )
}

/// Two methods of the handle with one name.
pub(super) fn doubled(name: &str, first: &str) -> String {
    format!(
        "the handle has a method `{name}` already, for `{first}`\n\
         help: choose another name with `rename = ..`"
    )
}

/// A handle with the name of something else.
pub(super) fn handle(given: &str, default: &str) -> String {
    format!("`{given}` is another item of this protocol\nhelp: write `handle = {default}`")
}
