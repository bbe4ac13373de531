//! What is said about a state machine that cannot be one.

use super::on::Word;
use crate::gen_server::roles::Role;

/// The types of events, for a message.
const WORDS: &str = "`call`, `cast`, `info`, `internal`, `enter`, `event_timeout`, `state_timeout` \
                     and `timeout`";

/// `#[gen_statem]` without `state`.
pub(super) const NO_STATE_KEY: &str = "a state machine has a type for its state\n\
     help: write `#[gen_statem(state = State)]`, and derive `Clone`, `PartialEq` and `Debug` for it";

/// `#[on]`.
pub(super) const EMPTY_ON: &str = "`on` takes a state and an event in parentheses\n\
     help: write `#[on(Open, call)]`, or `#[on(_, call)]` for every state";

/// No pattern in front.
pub(super) const NO_STATE: &str = "`on` begins with a state, or with several as in `Open | Shut`\n\
     help: write `#[on(Open, call)]`, or `#[on(_, call)]` for every state";

/// Only a state.
pub(super) const NO_EVENT: &str = "`on` says which type of event it is after the state\n\
     help: write `#[on(Open, call)]`";

/// `enter = name`.
pub(super) const NAMED_ENTER: &str = "an enter call is no event, so it has no name\n\
     help: write only `enter`";

/// `ignore` of a call.
pub(super) const IGNORED_CALL: &str = "a caller waits, so a call is not dropped\n\
     help: write `postpone = ..`, or a handler that answers";

/// `-> Next` of an enter call.
pub(super) const ENTER_NEXT: &str = "an enter call cannot change the state\n\
     help: return nothing, or `Enter` to repeat the call; to end the machine, call `cx.stop(..)`";

/// `Result<_, Postpone>` of an enter call.
pub(super) const ENTER_POSTPONE: &str = "an enter call is no event, so it cannot wait\n\
     help: return nothing, or `Enter` to repeat the call";

/// Anything else.
pub(super) const ENTER_OUTPUT: &str = "an enter call returns nothing, or `Enter`\n\
     help: remove the return type";

/// A `ReplyTo` beside `Postpone`.
pub(super) const REPLY_TO_AND_POSTPONE: &str = "a call that may wait is answered by what its handler returns\n\
     help: return `Result<T, Postpone>`, or remove `Postpone`";

/// A third state, or a second one.
pub(super) const TOO_MANY_STATES: &str = "there is one state\nhelp: remove this argument";

/// A state by `&mut`.
pub(super) const MUTABLE_STATE: &str = "a handler cannot change the state in place\n\
     help: take `&` in place of `&mut`, and return `Next::to(..)`";

/// The context of a server.
pub(super) const CONTEXT: &str = "the context of a state machine has events and timeouts as well\n\
     help: write `&mut StatemContext<Self>`";

/// `init` without a result.
pub(super) const INIT_OUTPUT: &str = "`#[init]` returns the first state and the data\n\
     help: write `-> (State, Self)` or `-> Result<(State, Self), Error>`";

/// A word that is no type of event.
pub(super) fn no_word(near: Option<&str>) -> String {
    let help = near.map_or_else(String::new, |near| format!("\nhelp: did you mean `{near}`?"));
    format!("the types of events are {WORDS}{help}")
}

/// `postpone` or `ignore` without a pattern.
pub(super) fn states_of_key(key: &str) -> String {
    format!("`{key}` takes states\nhelp: write `{key} = Open`, or `{key} = Open | Shut`")
}

/// What a handler of this type cannot return.
pub(super) fn output(word: Word) -> String {
    format!(
        "nobody waits for what a handler of `{}` gives back\n\
         help: return nothing, `Next<State>`, or `Result<Next<State>, Postpone>`",
        word.name()
    )
}

/// A handler of a server.
pub(super) fn of_servers(role: Role) -> String {
    let name = role.name();
    match role {
        Role::Cron => "a state machine has no `#[cron]`\n\
             help: write `#[on(_, cast)]`, and let a server with a `#[cron(..)]` send it"
            .to_owned(),
        Role::Every => "a state machine has no `#[every]`\n\
             help: write `#[on(_, timeout)]`, and set it with `cx.timeout(..)`"
            .to_owned(),
        Role::Continue => "a state machine has no `#[continue_with]`\n\
             help: write `#[on(State, internal)]`, and send it with `cx.next_internal(..)`"
            .to_owned(),
        _ => format!(
            "a handler of a state machine says in which state it is called\n\
             help: write `#[on(State, {name})]`, or `#[on(_, {name})]` for every state"
        ),
    }
}

/// A pair that has a handler.
pub(super) fn doubled(event: &str, state: &str) -> String {
    if state == "_" {
        return format!(
            "`{event}` has a handler for every other state already\nhelp: keep one of them"
        );
    }
    format!("`{event}` in state `{state}` is dealt with already\nhelp: keep one of them")
}

/// An enter call of a state that has one.
pub(super) fn doubled_enter(state: &str) -> String {
    format!("state `{state}` has an enter call already\nhelp: keep one of them")
}

/// Handlers of one event that take different things.
pub(super) fn arity(event: &str, first: usize, here: usize) -> String {
    let count =
        |count| if count == 1 { "1 argument".to_owned() } else { format!("{count} arguments") };
    format!(
        "`{event}` carries {} in its first handler, and {} here\n\
         help: an event is one message: take the same arguments in every state",
        count(first),
        count(here)
    )
}

/// A key of the event in a handler that is not its first.
pub(super) fn late_timeout(event: &str) -> String {
    format!(
        "`timeout` is for the call `{event}` in every state\nhelp: write it at the first handler"
    )
}

/// A call and a cast of one name.
pub(super) fn taken(event: &str) -> String {
    format!(
        "`{event}` is a call and a cast at once, and the handle has one method of the name\n\
         help: name the event of one of them, as in `cast = {event}_later`"
    )
}

/// A method of the handle that exists already.
pub(super) fn reserved(event: &str) -> String {
    format!(
        "every handle has a method `{event}` already\n\
         help: name the event, as in `#[on(_, call = other_name)]`, or rename the method"
    )
}
