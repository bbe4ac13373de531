//! About traits that cannot be a protocol.

use super::Text;
use crate::keys::list;
use crate::protocol::RESERVED;

/// Something that is no trait.
pub(crate) fn no_trait(what: &str) -> Text {
    let help = match what {
        "impl" => {
            "put it on `trait Name { .. }`; who implements that trait needs no attribute for it"
        }
        _ => "put it on `trait Name { .. }`",
    };
    Text::new(format!("`#[protocol]` goes on a trait, not on this {what}"), help)
}

/// A lifetime of the trait.
pub(crate) const LIFETIME: Text = Text::fixed(
    "a protocol has no lifetimes: its messages live for as long as they wait",
    "remove it, and use owned data in the messages",
);

/// A parameter of a method's own.
pub(crate) fn parameter(kind: &str) -> Text {
    let help = match kind {
        "lifetime" => "take owned data",
        _ => "write a method for each type, or box the value",
    };
    Text::new(format!("nobody could choose this {kind} parameter: messages have one type"), help)
}

/// Bounds on a method.
pub(crate) const BOUNDS: Text = Text::fixed(
    "generated code calls this method for every server that has the protocol",
    "remove the bounds; what every such server must be is a supertrait",
);

/// Handlers of what no other process asks for.
pub(crate) fn role(role: &str) -> Text {
    Text::new(
        format!("`#[{role}]` is no part of a protocol: others send calls and casts"),
        "write it into the `#[gen_server]` impl of each server, and remove it here",
    )
}

/// `Self` in a message.
pub(crate) const OF_ITSELF: Text = Text::fixed(
    "`Self` is another type for each server, but a message of a protocol is the same for all",
    "write the type",
);

/// A context where there may be none.
pub(crate) fn context(name: &str) -> Text {
    Text::new(
        "only a server has a context, and nothing says that `Self` is one",
        format!("write `trait {name}: GenServer`"),
    )
}

/// A method of the handle that exists already.
pub(crate) fn reserved(name: &str) -> Text {
    Text::new(
        format!("every handle of a protocol has a function `{name}` already"),
        format!("add `rename = other_name` to the attribute; {} are taken", list(RESERVED)),
    )
}

/// Two methods of the handle with one name.
pub(crate) fn doubled(name: &str, first: &str) -> Text {
    Text::new(
        format!("the handle has a method `{name}` already, for `{first}`"),
        "choose another name with `rename = ..`",
    )
}

/// A handle with the name of something else.
pub(crate) fn handle(given: &str, default: &str) -> Text {
    Text::new(
        format!("`{given}` is another item of this protocol"),
        format!("write `handle = {default}`"),
    )
}
