//! About the keys of attributes, and their values.

use super::Text;
use crate::keys::{Arg, list, nearest};
use crate::message::snake;

/// What a key takes: its kind, and one of them.
#[derive(Clone, Copy)]
pub struct Expected(&'static str, &'static str);

pub(crate) const CONFIG: Expected = Expected("a type", "Config");
pub(crate) const REPLY: Expected = Expected("a type", "u64");
pub(crate) const STATE: Expected = Expected("the type of the state", "State");
pub(crate) const MESSAGES: Expected = Expected("the path of an enum", "CounterMsg");
pub(crate) const HANDLE: Expected = Expected("a name", "AccountHandle");
pub(crate) const FIELD: Expected = Expected("a name", "title");
pub(crate) const TABLE: Expected = Expected("a name", "Users");
pub(crate) const INDEX: Expected = Expected("a name", "mail");
pub(crate) const VARIANT: Expected = Expected("the name of a variant", "Balance");
pub(crate) const METHOD: Expected = Expected("the name of a method", "balance");
pub(crate) const EVENT: Expected = Expected("the name of an event", "button");
pub(crate) const STRING: Expected = Expected("a string", "\"name\"");
pub(crate) const ZONE: Expected = Expected("the name of a time zone", "\"Europe/Paris\"");
pub(crate) const WITH_UNIT: Expected = Expected("a duration with its unit", "\"30s\"");
pub(crate) const CRATE: Expected = Expected("a path that starts at the root", "::switchboard");

/// A value of another kind.
pub(crate) fn expected(key: &str, Expected(kind, example): Expected) -> Text {
    Text::new(format!("`{key}` takes {kind}"), format!("write `{key} = {example}`"))
}

/// A word that is none of those that the key knows.
pub(crate) fn word(arg: &Arg, given: Option<&str>, known: &[&str]) -> Text {
    let key = arg.name();
    let what = format!("`{key}` takes one of {}", list(known));
    let quoted = arg.quoted().filter(|text| known.contains(&text.as_str()));
    // The variant of the runtime's enum is the same word in another case.
    let meant = given.map(str::to_owned).or_else(|| arg.quoted()).map(|given| snake(&given));
    let help = match (quoted, meant.and_then(|meant| nearest(&meant, known))) {
        (Some(quoted), _) => unquote(&key, &quoted),
        (None, Some(near)) => format!("write `{key} = {near}`"),
        (None, None) => format!("write one of them, such as `{key} = {}`", known[0]),
    };
    Text::new(what, help)
}

/// A name that is no string yet.
pub(crate) fn quote(key: &str, word: &str) -> Text {
    Text::new(format!("`{key}` takes a string"), format!("write `{key} = \"{word}\"`"))
}

/// The words that only one key takes, so that without their key they still say what is meant.
const WORDS: &[(&str, &[&str])] = &[
    ("strategy", &["one_for_one", "one_for_all", "rest_for_one"]),
    ("auto_shutdown", &["any_significant", "all_significant"]),
    ("restart", &["permanent", "transient", "temporary"]),
    ("shutdown", &["brutal_kill"]),
    ("mailbox", &["unbounded"]),
    ("timeout", &["infinity"]),
];

/// What others call a key of ours.
const OTHER_NAMES: &[(&str, &str)] = &[("intensity", "max_restarts"), ("period", "max_seconds")];

/// A key that the attribute does not have.
pub(crate) fn unknown(attribute: &str, name: &str, known: &[&str]) -> Text {
    let what = format!("`{attribute}` has no key `{name}`; it knows {}", list(known));
    let other = OTHER_NAMES.iter().find(|(other, key)| *other == name && known.contains(key));
    if let Some(near) = other.map(|(_, key)| *key).or_else(|| nearest(name, known)) {
        return Text::new(what, format!("did you mean `{near}`?"));
    }
    let word = snake(name);
    let of = WORDS.iter().find(|(key, words)| known.contains(key) && words.contains(&&*word));
    match of {
        Some((key, _)) => Text::new(what, format!("write `{key} = {word}`")),
        None => Text::new(what, "write one of them, or remove this one"),
    }
}

/// The state of a machine without its key.
pub(crate) fn state_without_key(state: &str) -> Text {
    Text::new("`gen_statem` takes keys here, and this is none", format!("write `state = {state}`"))
}

/// Something where a key belongs.
pub(crate) fn no_key(attribute: &str, known: &[&str]) -> Text {
    let what = format!("`{attribute}` takes keys here; it knows {}", list(known));
    Text::new(what, format!("write it as `#[{attribute}(key = value)]`"))
}

pub(crate) const MISSING_COMMA: Text =
    Text::fixed("a comma is missing in front of this key", "write `key = value, other = value`");

/// Something behind a value or a key.
pub(crate) const NO_COMMA: Text =
    Text::fixed("nothing but a comma follows a key", "write `key = value, other = value`");

pub(crate) fn doubled(name: &str) -> Text {
    Text::new(format!("`{name}` is given twice"), "remove one of them")
}

/// `#[name = ..]` of an attribute with keys.
pub(crate) fn parentheses(name: &str) -> Text {
    Text::new(format!("`{name}` takes its keys in parentheses"), format!("write `#[{name}(..)]`"))
}

pub(crate) fn doubled_attribute(name: &str) -> Text {
    let help = match name {
        // What would be put together does not go together.
        "every" | "cron" => "write a method for each",
        "key" | "init" | "terminate" | "format_status" => "remove one of them",
        _ => "put all keys into one of them",
    };
    Text::new(format!("`#[{name}]` is given twice"), help)
}

/// An attribute on a method that takes none, or no keys.
pub(crate) fn no_keys(attribute: &str) -> Text {
    Text::new(format!("`#[{attribute}]` has no keys"), "remove them")
}

/// The help for a word in quotes.
fn unquote(key: &str, word: &str) -> String {
    format!("remove the quotes: write `{key} = {word}`")
}

/// A count that is none.
pub(crate) fn number(arg: &Arg) -> Text {
    let key = arg.name();
    let help = match arg.quoted() {
        Some(text) if text.parse::<u32>().is_ok() => unquote(&key, &text),
        _ => format!("write `{key} = 4`"),
    };
    Text::new(format!("`{key}` takes a number"), help)
}

pub(crate) fn too_large(key: &str) -> Text {
    let help = format!("write `{key} = {}` or less", u32::MAX);
    Text::new(format!("`{key}` cannot be this large"), help)
}

/// A size of a mailbox that is none.
pub(crate) fn mailbox(arg: &Arg) -> Text {
    let key = arg.name();
    let help = match arg.quoted() {
        Some(text) if text == "unbounded" || text.parse::<u32>().is_ok() => unquote(&key, &text),
        _ => format!("write `{key} = 1024`"),
    };
    Text::new(format!("`{key}` takes a number or `unbounded`"), help)
}

pub(crate) const NO_ROOM: Text =
    Text::fixed("`mailbox` must be more than zero: no message could wait", "write `mailbox = 1`");

pub(crate) const TOO_MUCH_ROOM: Text = Text::fixed(
    "`mailbox` cannot be this large",
    "write `mailbox = unbounded` if there is no limit",
);

/// `overflow` of a mailbox without a limit.
pub(crate) const NEVER_OVERFLOWS: Text = Text::fixed(
    "a mailbox without a limit never overflows",
    "remove `overflow`, or write a number in place of `unbounded`",
);

pub(crate) fn empty(key: &str) -> Text {
    let help = format!("write something into the quotes, or remove `{key}`");
    Text::new(format!("`{key}` must not be empty"), help)
}

pub(crate) fn zero(key: &str, example: &str) -> Text {
    let help = format!("write `{key} = {example}`");
    Text::new(format!("`{key}` must be more than zero"), help)
}

/// A shutdown that is none, or that has no unit; with the duration that is meant.
pub(crate) fn shutdown(key: &str, meant: &str) -> Text {
    let what = format!("`{key}` takes a duration with its unit, `brutal_kill` or `infinity`");
    Text::new(what, format!("write `{key} = {meant}`"))
}

/// A duration without quotes.
pub(crate) fn quote_duration(key: &str, time: &str) -> Text {
    let help = format!("put it into quotes: write `{key} = \"{time}\"`");
    Text::new(format!("`{key}` takes its duration as a string"), help)
}

/// A timeout without a unit.
pub(crate) fn timeout_unit(key: &str, number: &str) -> Text {
    let what = format!("`{key}` takes a duration with its unit, or `infinity`");
    Text::new(what, format!("write `{key} = \"{number}ms\"`"))
}

/// A timeout that is none.
pub(crate) fn timeout(key: &str) -> Text {
    let help = format!("write `{key} = \"5s\"`");
    Text::new(format!("`{key}` takes a duration or `infinity`"), help)
}

/// A window of time that is none.
pub(crate) fn window(key: &str) -> Text {
    let help = format!("write `{key} = 5` or `{key} = \"5s\"`");
    Text::new(format!("`{key}` takes seconds or a duration"), help)
}

/// A flag with another value.
pub(crate) fn flag(key: &str) -> Text {
    let help = format!("write only `{key}`");
    Text::new(format!("`{key}` takes nothing, `true` or `false`"), help)
}

/// A text that is no duration.
pub(crate) fn no_duration(text: &str) -> Text {
    Text::new(
        format!("`{text}` is no duration"),
        "write a number and a unit, such as `\"250ms\"`, `\"5s\"` or `\"1m30s\"`",
    )
}
