//! About the methods of an impl: of servers, and as far as it is the same, of state machines.

use super::{Subject, Text};
use crate::gen_server::roles::Role;
use crate::keys::list;
use crate::names::{GENERATED, RESERVED};

/// The attribute, as one would write it.
fn mark(role: Role, subject: Subject) -> String {
    match role {
        Role::Call | Role::Cast | Role::Info if subject == Subject::Machine => {
            format!("`#[on(.., {})]`", role.name())
        }
        _ => format!("`#[{}]`", role.name()),
    }
}

/// Why a method of this kind takes `self` by reference.
pub(crate) fn receiver(role: Role, subject: Subject) -> Text {
    let (mark, short) = (mark(role, subject), subject.short());
    Text::new(
        format!("{mark} borrows the {short} for as long as it runs"),
        format!("write `&mut self` or `&self`; to end the {short}, call `cx.stop(..)`"),
    )
}

/// A method without `self`.
pub(crate) fn no_receiver(role: Role, subject: Subject) -> Text {
    let (mark, short) = (mark(role, subject), subject.short());
    Text::new(format!("{mark} is a method of the running {short}"), "add `&mut self`")
}

/// `self` where there is nothing yet.
pub(crate) fn init_receiver(subject: Subject) -> Text {
    let what = format!("`#[init]` makes the {}, so there is no `self` yet", subject.short());
    let value = if subject == Subject::Machine { "(State, Self)" } else { "Self" };
    Text::new(what, format!("remove it, and return `{value}`"))
}

/// `init` without a result.
pub(crate) fn init_output(subject: Subject) -> Text {
    let help = init_help(subject);
    match subject {
        Subject::Machine => Text::new("`#[init]` returns the first state and the data", help),
        _ => Text::new("`#[init]` returns the server", help),
    }
}

fn init_help(subject: Subject) -> &'static str {
    match subject {
        Subject::Machine => "write `-> (State, Self)` or `-> Result<(State, Self), Error>`",
        _ => "write `-> Self` or `-> Result<Self, Error>`",
    }
}

/// `-> T` where nobody takes it.
pub(crate) fn output(role: Role, subject: Subject) -> Text {
    const REMOVE: &str = "remove the return type";
    match role {
        Role::Cast => Text::fixed(
            "nobody waits for a cast, so it returns nothing",
            "write `#[call]`, or remove the return type",
        ),
        Role::Info => Text::fixed("nobody waits for an `#[info]`, so it returns nothing", REMOVE),
        Role::Continue => {
            Text::fixed("`#[continue_with]` returns nothing: the server sent it to itself", REMOVE)
        }
        Role::Every => {
            Text::fixed("`#[every(..)]` returns nothing: the clock does not listen", REMOVE)
        }
        Role::Cron => {
            Text::fixed("`#[cron(..)]` returns nothing: the clock does not listen", REMOVE)
        }
        Role::On | Role::Internal | Role::Timeout | Role::Enter => Text::fixed(
            "nobody waits for what this handler gives back",
            "return `Next<State>` or nothing",
        ),
        Role::Terminate | Role::Init | Role::Call | Role::FormatStatus => {
            let short = subject.short();
            Text::new(format!("`#[terminate]` returns nothing: the {short} has ended"), REMOVE)
        }
    }
}

/// `-> !`.
pub(crate) fn never(role: Role, subject: Subject) -> Text {
    let short = subject.short();
    match (role, subject) {
        (Role::Call, _) => {
            let cast = if subject == Subject::Machine { "cast" } else { "#[cast]" };
            Text::new(
                "a call is answered, and this handler never comes back",
                format!("write `{cast}` and end the {short} with `cx.stop(..)`"),
            )
        }
        (Role::Init, _) => Text::new(
            format!("`#[init]` makes the {short}, and this never comes back"),
            init_help(subject),
        ),
        _ => Text::new(
            format!("this handler never comes back, so the {short} would hang"),
            format!("end the {short} with `cx.stop(..)` and remove the return type"),
        ),
    }
}

/// A future as a return type.
pub(crate) const FUTURE: Text = Text::fixed(
    "the future itself would be the value, and nobody would run it",
    "write `async fn` and return what the future gives",
);

/// Another signature than a formatter's.
pub(crate) const FORMAT_STATUS: Text = Text::fixed(
    "`#[format_status]` shows the state as a formatter does",
    "write `fn name(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result`",
);

/// A call that has both ways to reply.
pub(crate) const TWO_REPLIES: Text = Text::fixed(
    "this handler answers through its `ReplyTo`, and returns a value as well",
    "remove one of them",
);

/// A second `ReplyTo`.
pub(crate) const SECOND_REPLY_TO: Text =
    Text::fixed("a call is answered once", "remove one `ReplyTo`");

/// A second `Context`.
pub(crate) const SECOND_CONTEXT: Text = Text::fixed("there is one context", "remove one of them");

/// The context of a state machine.
pub(crate) const CONTEXT_OF_MACHINE: Text =
    Text::fixed("only a state machine has this context", "write `&mut Context<Self>`");

/// A context by value.
pub(crate) const OWNED_CONTEXT: Text =
    Text::fixed("the context is lent to the handler", "write `&mut` in front of it");

/// A reason by value.
pub(crate) const OWNED_REASON: Text =
    Text::fixed("the reason is lent to `#[terminate]`", "write `&ExitReason`");

/// A reason where there is none.
pub(crate) fn no_reason(subject: Subject) -> Text {
    let what = format!("only `#[terminate]` is told the reason of the {}'s end", subject.short());
    Text::new(what, "remove this argument")
}

/// How many arguments a message of this kind may have.
pub(crate) fn arguments(role: Role, subject: Subject) -> Text {
    match role {
        Role::Info => {
            let what = format!(
                "{} takes the message that it handles, and nothing else",
                mark(role, subject)
            );
            let context = match subject {
                Subject::Machine => "StatemContext",
                _ => "Context",
            };
            let help = format!("write one argument, and `cx: &mut {context}<Self>` if you need it");
            Text::new(what, help)
        }
        Role::Every | Role::Cron => Text::fixed(
            "the clock sends nothing along",
            "remove this argument; `cx: &mut Context<Self>` is fine",
        ),
        Role::Enter => Text::fixed(
            "an enter call has no message",
            "remove this argument; `from: &State` and the context are fine",
        ),
        _ => Text::fixed(
            "`#[terminate]` is told the reason, and nothing else",
            "take `reason: &ExitReason`, or remove this argument",
        ),
    }
}

/// `#[cfg]` on something that generated code always needs.
pub(crate) const CONDITIONAL: Text = Text::fixed(
    "this cannot be conditional: generated code counts on it",
    "put the `cfg` on the whole method",
);

/// `#[cfg]` on `init`.
pub(crate) fn conditional_init(subject: Subject) -> Text {
    let short = subject.short();
    Text::new(
        format!("`#[init]` cannot be conditional: generated code always starts the {short}"),
        "put the `cfg` into its body",
    )
}

/// A generic parameter of a method's own.
pub(crate) fn generic(kind: &str, subject: Subject) -> Text {
    let what = format!("nobody could choose this {kind} parameter: messages have one type");
    match kind {
        "lifetime" => Text::new(what, "take owned data"),
        _ => {
            let short = subject.short();
            Text::new(what, format!("put the parameter on the {short}, or box the value"))
        }
    }
}

/// Bounds of a method.
pub(crate) fn bounds(subject: Subject) -> Text {
    let short = subject.short();
    Text::new(
        format!("generated code calls this method for every {short} of the type"),
        "move the bounds to the impl",
    )
}

pub(crate) const DEFAULT: Text =
    Text::fixed("a handler is no default of a trait", "remove `default`");

pub(crate) fn not_safe(role: Role, subject: Subject) -> Text {
    let mark = mark(role, subject);
    Text::new(
        format!("{mark} is called by the runtime, which cannot promise anything for you"),
        "remove `unsafe`, and put an `unsafe` block into the body",
    )
}

pub(crate) fn abi(role: Role, subject: Subject) -> Text {
    Text::new(format!("{} is called from Rust", mark(role, subject)), "remove the ABI")
}

pub(crate) const VARIADIC: Text = Text::fixed("a message has a known shape", "take a `Vec`");

/// A method of the handle that exists already.
pub(crate) fn reserved(name: &str, of_method: bool) -> Text {
    let help = if of_method {
        "add `rename = other_name` to the attribute, or rename the method"
    } else {
        "choose another name"
    };
    let help = format!("{help}; {} are taken", list(RESERVED));
    Text::new(format!("every handle has a method `{name}` already"), help)
}

/// A method that generated code adds to the type itself.
pub(crate) fn generated(name: &str, subject: Subject) -> Text {
    let noun = subject.noun();
    let help = format!("give this method another name; {} are taken", list(GENERATED));
    Text::new(format!("`{name}` is generated for every {noun}"), help)
}

/// A second `init`, `terminate` or `format_status`.
pub(crate) fn once(role: &str, first: &str, subject: Subject) -> Text {
    let what = format!("`{first}` is the `#[{role}]` of this {} already", subject.short());
    Text::new(what, "keep one of them")
}

/// Two attributes on one method.
pub(crate) fn two_roles(name: &str, first: Role, second: Role) -> Text {
    let (a, b) = (first.name(), second.name());
    Text::new(
        format!("`{name}` is `#[{a}]` and `#[{b}]` at once"),
        "keep one of them, or write a method for each",
    )
}

/// A name that no variant can have.
pub(crate) fn no_variant(name: &str) -> Text {
    Text::new(
        format!("no message name can be made out of `{name}`"),
        "write one, such as `name = Message`, into the attribute, or rename the method",
    )
}

/// Two messages of one name.
pub(crate) fn same_variant(first: &str, second: &str, variant: &str) -> Text {
    Text::new(
        format!("the messages of `{first}` and `{second}` would both be `{variant}`"),
        format!("write another name into the attribute, such as `name = {variant}2`"),
    )
}

/// Two methods of the handle with one name.
pub(crate) fn same_method(public: &str, first: &str) -> Text {
    Text::new(
        format!("the handle has a method `{public}` already, for `{first}`"),
        "choose another name with `rename = ..`",
    )
}

/// Two handlers for one type of info.
pub(crate) fn same_info(ty: &str, first: &str) -> Text {
    Text::new(
        format!("`{first}` handles every `{ty}` already"),
        "keep one of them, or wrap the message in a type of its own",
    )
}

/// An attribute that is nearly one of ours.
pub(crate) fn near(written: &str, meant: &str) -> Text {
    Text::new(
        format!("there is no attribute `#[{written}]`"),
        format!("did you mean `#[{meant}]`?"),
    )
}

/// What an attribute on a method takes, in another form.
pub(crate) fn parentheses(role: Role) -> Text {
    let name = role.name();
    let help = match role {
        Role::Every => "write `#[every(\"30s\")]`".to_owned(),
        Role::Cron => "write `#[cron(\"0 3 * * *\")]`".to_owned(),
        Role::Call => "write `#[call]` or `#[call(timeout = \"2s\")]`".to_owned(),
        _ => format!("write `#[{name}]`"),
    };
    Text::new(format!("`{name}` takes what it needs in parentheses"), help)
}
