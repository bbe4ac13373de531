//! What is said about a method that cannot be what its attribute says.

use super::roles::Role;
use super::schedule_text;

/// Why a method of this kind takes `self` by reference.
pub(super) fn receiver(role: Role) -> String {
    format!(
        "`#[{}]` borrows the server for as long as it runs\n\
         help: write `&mut self` or `&self`; to end the server, call `cx.stop(..)`",
        role.name()
    )
}

/// A method without `self`.
pub(super) fn no_receiver(role: Role) -> String {
    format!("`#[{}]` is a method of the running server\nhelp: add `&mut self`", role.name())
}

/// `self` where there is no server yet.
pub(super) const INIT_RECEIVER: &str = "`#[init]` makes the server, so there is no `self` yet\n\
     help: remove it, and return `Self`";

/// `-> T` where nobody takes it.
pub(super) fn output(role: Role) -> &'static str {
    match role {
        Role::Cast => {
            "nobody waits for a cast, so it returns nothing\nhelp: write `#[call]`, or remove the return type"
        }
        Role::Info => {
            "nobody waits for an `#[info]`, so it returns nothing\nhelp: remove the return type"
        }
        Role::Continue => {
            "`#[continue_with]` returns nothing: the server sent it to itself\nhelp: remove the return type"
        }
        Role::Every => {
            "`#[every(..)]` returns nothing: the clock does not listen\nhelp: remove the return type"
        }
        Role::Cron => schedule_text::CRON_OUTPUT,
        Role::On | Role::Internal | Role::Timeout | Role::Enter => {
            "nobody waits for what this handler gives back\nhelp: return `Next<State>` or nothing"
        }
        Role::Terminate | Role::Init | Role::Call | Role::FormatStatus => {
            "`#[terminate]` returns nothing: the server has ended\nhelp: remove the return type"
        }
    }
}

/// `-> !`.
pub(super) fn never(role: Role) -> &'static str {
    match role {
        Role::Call => {
            "a call is answered, and this handler never comes back\nhelp: write `#[cast]` and end the server with `cx.stop(..)`"
        }
        Role::Init => {
            "`#[init]` returns the server, and this never comes back\nhelp: write `-> Self`"
        }
        _ => {
            "this handler never comes back, so the server would hang\nhelp: end the server with `cx.stop(..)` and remove the return type"
        }
    }
}

/// A future as a return type.
pub(super) const FUTURE: &str = "the future itself would be the value, and nobody would run it\n\
     help: write `async fn` and return what the future gives";

/// Another signature than a formatter's.
pub(super) const FORMAT_STATUS: &str = "`#[format_status]` shows the state as a formatter does\n\
     help: write `fn name(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result`";

/// What `#[init]` should return.
pub(super) const INIT_OUTPUT: &str = "`#[init]` returns the server\n\
     help: write `-> Self` or `-> Result<Self, Error>`";

/// A call that has both ways to reply.
pub(super) const TWO_REPLIES: &str = "this handler answers through its `ReplyTo`, and returns a value as well\n\
     help: remove one of them";

/// A second `ReplyTo`.
pub(super) const SECOND_REPLY_TO: &str = "a call is answered once\nhelp: remove one `ReplyTo`";

/// A second `Context`.
pub(super) const SECOND_CONTEXT: &str = "there is one context\nhelp: remove one of them";

/// A context by value.
pub(super) const OWNED_CONTEXT: &str = "the context is lent to the handler\n\
     help: write `&mut` in front of it";

/// A reason by value.
pub(super) const OWNED_REASON: &str = "the reason is lent to `#[terminate]`\n\
     help: write `&ExitReason`";

/// A reason where there is none.
pub(super) const NO_REASON: &str = "only `#[terminate]` is told the reason of the server's end\n\
     help: remove this argument";

/// How many arguments a message of this kind may have.
pub(super) fn arguments(role: Role) -> &'static str {
    match role {
        Role::Info => {
            "`#[info]` takes the message that it handles, and nothing else\nhelp: write one argument, and `cx: &mut Context<Self>` if you need it"
        }
        Role::Every | Role::Cron => {
            "the clock sends nothing along\nhelp: remove this argument; `cx: &mut Context<Self>` is fine"
        }
        Role::Enter => {
            "an enter call has no message\nhelp: remove this argument; `from: &State` and the context are fine"
        }
        _ => {
            "`#[terminate]` is told the reason, and nothing else\nhelp: take `reason: &ExitReason`, or remove this argument"
        }
    }
}

/// `#[cfg]` on something that generated code always needs.
pub(super) const CONDITIONAL: &str = "this cannot be conditional: generated code counts on it\n\
     help: put the `cfg` on the whole method";

/// A generic parameter of a method's own.
pub(super) fn generic(kind: &str) -> String {
    let help = match kind {
        "lifetime" => "take owned data",
        _ => "put the parameter on the server, or box the value",
    };
    format!("nobody could choose this {kind} parameter: messages have one type\nhelp: {help}")
}

/// A method of the handle that exists already.
pub(super) fn reserved(name: &str, of_method: bool) -> String {
    let help = if of_method {
        "add `rename = other_name` to the attribute, or rename the method"
    } else {
        "choose another name"
    };
    let known = crate::keys::list(crate::names::RESERVED);
    format!("every handle has a method `{name}` already\nhelp: {help}; {known} are taken")
}

/// A method that generated code adds to the type itself.
pub(super) fn generated(name: &str) -> String {
    format!(
        "`{name}` is generated for every server\n\
         help: give this method another name; {} are taken",
        crate::keys::list(GENERATED)
    )
}

/// What the type of a server gets.
pub(super) const GENERATED: &[&str] = &["start", "start_link", "child", "dynamic"];
